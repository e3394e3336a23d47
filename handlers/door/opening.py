"""Hosts open and close the door, hand out its code, and say what the group is about."""

from bot.answers import Answers, reply
from bot.commands import Command, fold
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.messages import utf16_units
from bot.routing import Router, Where
from handlers.community.confirmed import require_confirmed
from handlers.door import opening_texts as texts
from handlers.door.arriving import is_watched
from handlers.door.settings import DOOR_ABOUT, DOOR_STATE, DOOR_WATCH, MOST_ABOUT, DoorState
from handlers.door.visiting import count_here
from storage.models.members import Role

_STATE_WORDS = {
    DoorState.OPEN: frozenset({"open", "開く", "ひらく", "あける", "開ける", "だれでも"}),
    DoorState.ASK: frozenset({"ask", "確認", "確認する", "世話役が確認", "承認", "承認制", "たずねる"}),
    DoorState.CLOSED: frozenset({"closed", "close", "閉じる", "とじる", "しめる", "閉める"}),
}
_RENEW_WORDS = frozenset({"renew", "new", "新しい合言葉", "合言葉を変える", "合言葉"})
_EMPTY_WORDS = frozenset({"off", "none", "なし", "消す"})

router = Router("door")


@router.command(
    "door",
    "入口",
    where=Where.PRIVATE,
    who=Role.HOST,
    needs=count_here,
    help=lambda: _("Who may come in: nobody, whoever you decide for, or everybody who keeps the rules"),
    example=lambda: _("/door ask"),
)
async def show_or_choose(ctx: Context, command: Command) -> Answers:
    """Show the door, open or close it, or give it another code."""
    require_confirmed(ctx)
    word = fold(command.rest).strip()
    if word in _RENEW_WORDS:
        await ctx.store.door.renew_code()
        await _note_change(ctx, "code")
        return await _page(ctx, texts.code_is_new())
    state = next((state for state, words in _STATE_WORDS.items() if word in words), None)
    if word and state is None:
        raise Refusal(texts.how_to_choose())
    if state is None:
        return await _page(ctx)
    await DOOR_STATE.write(ctx.store.settings, state.value, by=ctx.speaker_number, now=ctx.now)
    await _note_change(ctx, state.value)
    return await _page(ctx, texts.chosen(state))


@router.command(
    "about",
    "グループの紹介",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("What people at the door read about the group"),
    example=lambda: _("/about We talk every Saturday evening."),
)
async def tell_about(ctx: Context, command: Command) -> Answers:
    """Show or change what people at the door read about the group."""
    require_confirmed(ctx)
    if not command.rest:
        return reply(texts.about_card(await DOOR_ABOUT.read(ctx.store.settings)))
    text = "" if fold(command.rest).strip() in _EMPTY_WORDS else command.rest
    if (units := utf16_units(text)) > MOST_ABOUT:
        raise Refusal(texts.about_is_too_long(units, MOST_ABOUT))
    await DOOR_ABOUT.write(ctx.store.settings, text, by=ctx.speaker_number, now=ctx.now)
    await _note_change(ctx, "about")
    return reply(texts.about_is_kept(text))


async def _page(ctx: Context, note: str = "") -> Answers:
    door = await ctx.store.door.get()
    state = DoorState(await DOOR_STATE.read(ctx.store.settings))
    page = texts.DoorPage(
        state=state,
        has_link=door.link is not None,
        questions=len(await ctx.store.door.questions()),
        about=await DOOR_ABOUT.read(ctx.store.settings),
        is_watched=await is_watched(ctx),
        wants_watch=await DOOR_WATCH.read(ctx.store.settings),
        note=note,
    )
    if state is DoorState.CLOSED:
        return reply(texts.door_page(page))
    words = texts.words_for_strangers(door.code)
    return reply(texts.door_page(page), texts.to_hand_out(door.code, ctx.account.private_chat_link(words)))


async def _note_change(ctx: Context, what: str) -> None:
    await ctx.store.log.write("door.changed", ctx.now, actor=ctx.speaker_number, about=what)
