"""Hosts look at the greeting and choose it: its words, on or off, with names or without."""

from bot.answers import Answers, reply
from bot.commands import BadArgument, Command, fold, read_on_off
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, about_chat, names_in
from bot.i18n import _
from bot.messages import Message
from handlers.welcome.checking import refuse_unusable
from handlers.welcome.choosing_texts import (
    WelcomeState,
    explain_mention,
    greeting_is_back_to_ready,
    greeting_is_off,
    greeting_is_on,
    greeting_is_set,
    greeting_preview,
    greeting_state,
)
from handlers.welcome.placeholders import WELCOME_BLANKS
from handlers.welcome.routes import router
from handlers.welcome.settings import (
    ALWAYS,
    BY_PRESET,
    NEVER,
    WELCOME_MENTION,
    WELCOME_ON,
    WELCOME_TEXT,
    names_people,
)
from handlers.welcome.texts import Place, ready_greeting, sample
from storage.models.members import Role

_LEFT_TO_PRESET = frozenset(map(fold, ("preset", "auto", "おまかせ")))


async def preview_needs(ctx: Context, _command: Command) -> Wanted:
    """Want the name of the host, who plays the newcomer, and the group's name and count."""
    if ctx.main_chat is None:
        return NOTHING
    own_name = NOTHING if ctx.user_id is None else names_in(ctx.main_chat, [ctx.user_id])
    return own_name | about_chat(ctx.main_chat)


@router.command(
    "welcome",
    "あいさつ",
    who=Role.HOST,
    takes_arguments=False,
    help=lambda: _("What newcomers read, and how to change it"),
    example=lambda: _("/welcome"),
)
async def show_greeting(ctx: Context, command: Command) -> Answers:
    """Show whether and how newcomers are greeted."""
    if command.rest:
        raise Refusal(_("After /welcome comes set, preview, on, off, mention or reset."))
    return reply(greeting_state(ctx, await _read_state(ctx)))


@router.command(
    "welcome set",
    "あいさつを決める",
    "あいさつ 決める",
    who=Role.HOST,
    needs=preview_needs,
    help=lambda: _("Greet newcomers in your own words"),
    example=lambda: _("/welcome set Welcome, {names}! Nice to meet you."),
)
async def set_greeting(ctx: Context, command: Command) -> Answers:
    """Take the hosts' own greeting; in private, show at once how it looks."""
    refuse_unusable(command.rest, WELCOME_BLANKS, _("/welcome set Welcome, {names}! Nice to meet you."))
    await WELCOME_TEXT.write(ctx.store.settings, command.rest, by=ctx.speaker_number, now=ctx.now)
    await ctx.store.log.write("welcome.changed", ctx.now, actor=ctx.speaker_number, about="text")
    state = await _read_state(ctx)
    preview = await _preview(ctx) if ctx.in_private else []
    return reply(greeting_is_set(ctx, is_on=state.is_on), *preview)


@router.command(
    "welcome preview",
    "あいさつの見本",
    "あいさつ 見本",
    who=Role.HOST,
    takes_arguments=False,
    about_person=True,
    needs=preview_needs,
    help=lambda: _("See the greeting as a newcomer would; nobody else sees it"),
    example=lambda: _("/welcome preview"),
)
async def preview_greeting(ctx: Context, _command: Command) -> Answers:
    """Show the greeting to its host alone: typed in the group, the answer still goes into the private chat."""
    return reply(*await _preview(ctx))


@router.command("welcome on", "あいさつを使う", "あいさつ オン", who=Role.HOST, takes_arguments=False)
async def turn_greeting_on(ctx: Context, _command: Command) -> Answers:
    """Greet newcomers from now on."""
    await _switch(ctx, on=True)
    return reply(greeting_is_on())


@router.command("welcome off", "あいさつを止める", "あいさつ オフ", who=Role.HOST, takes_arguments=False)
async def turn_greeting_off(ctx: Context, _command: Command) -> Answers:
    """Greet nobody from now on, not even those who have just come."""
    await _switch(ctx, on=False)
    return reply(greeting_is_off())


@router.command("welcome reset", "あいさつを戻す", "あいさつ 戻す", who=Role.HOST, takes_arguments=False)
async def reset_greeting(ctx: Context, _command: Command) -> Answers:
    """Go back to the greeting that comes with this kind of group."""
    await WELCOME_TEXT.reset(ctx.store.settings, by=ctx.speaker_number, now=ctx.now)
    await ctx.store.log.write("welcome.changed", ctx.now, actor=ctx.speaker_number, about="reset")
    return reply(greeting_is_back_to_ready(ready_greeting(ctx.community.preset)))


@router.command("welcome mention", "あいさつの名前", "あいさつ 名前", who=Role.HOST)
async def choose_mention(ctx: Context, command: Command) -> Answers:
    """Choose whether newcomers are called by name, or leave it to the kind of group."""
    choice = _read_mention(command.rest)
    await WELCOME_MENTION.write(ctx.store.settings, choice, by=ctx.speaker_number, now=ctx.now)
    await ctx.store.log.write("welcome.changed", ctx.now, actor=ctx.speaker_number, about=f"mention:{choice}")
    return reply(explain_mention(await _read_state(ctx)))


async def _switch(ctx: Context, *, on: bool) -> None:
    await WELCOME_ON.write(ctx.store.settings, on, by=ctx.speaker_number, now=ctx.now)
    await ctx.store.log.write("welcome.changed", ctx.now, actor=ctx.speaker_number, about="on" if on else "off")


async def _read_state(ctx: Context) -> WelcomeState:
    settings = ctx.store.settings
    return WelcomeState(
        is_on=await WELCOME_ON.read(settings),
        by_name=names_people(await WELCOME_MENTION.read(settings), ctx.community.preset),
        own_text=await WELCOME_TEXT.read(settings),
        preset=ctx.community.preset,
    )


async def _preview(ctx: Context) -> list[Message]:
    state = await _read_state(ctx)
    reader_name = ctx.facts.name_of(ctx.user_id) if state.by_name else None
    text = sample(state.own_text, state.preset, reader_name, Place.of(ctx))
    return greeting_preview(ctx, text, is_on=state.is_on, has_rules=ctx.community.rules_version > 0)


def _read_mention(text: str) -> str:
    if fold(text).strip() in _LEFT_TO_PRESET:
        return BY_PRESET
    try:
        return ALWAYS if read_on_off(text) else NEVER
    except BadArgument:
        raise Refusal(_("After /welcome mention comes on, off or auto.")) from None
