"""Hosts give the bot the group's invitation link, which it hands to nobody but those who were accepted."""

from collections.abc import Callable

from bot.answers import Answer, Answers, ToHosts, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.messages import Text
from bot.routing import Router, Where
from handlers.community.confirmed import require_confirmed
from handlers.door import door_texts, host_texts
from handlers.door import inviting_texts as texts
from handlers.door.invitation import NotAnInvitation, is_old, read_link
from handlers.door.telling import overtake, tell_applicant
from handlers.door.tending import tend_door
from handlers.door.visiting import count_here
from storage.models.door import PassState
from storage.models.members import Role

router = Router("door")


@router.command(
    "invite",
    "招待リンク",
    where=Where.PRIVATE,
    who=Role.HOST,
    needs=count_here,
    unrecorded=True,
    help=lambda: _("Give me the group's invitation link, for people you let in"),
    example=lambda: _("/invite https://line.me/R/ti/g/abcdefghij"),
)
async def keep_link(ctx: Context, command: Command) -> Answers:
    """Keep a link, and offer the seats that waited for one; without a link, show how old the present one is."""
    require_confirmed(ctx)
    if not command.rest:
        return await _show(ctx)
    try:
        link = read_link(command.rest)
    except NotAnInvitation:
        raise Refusal(texts.not_an_invitation()) from None
    is_changed = link != await ctx.store.door.link()
    if is_changed:
        await ctx.store.door.keep_link(link, ctx.now)
        await ctx.unit.outbox.call_off(_wish_for_link(ctx), ctx.now)
        await ctx.store.log.write("door.changed", ctx.now, actor=ctx.speaker_number, about="link")
    renewed = await _tell_of_renewal(ctx) if is_changed else []
    offers = await tend_door(ctx)
    return [reply(texts.link_is_kept(is_changed=is_changed)), *renewed, *offers]


async def ask_for_link(ctx: Context, words: Callable[[], Text] = host_texts.link_is_missing) -> ToHosts:
    """Ask the hosts for the link that somebody waits for: once, however many do, and not after there is one."""
    beginning = _wish_for_link(ctx)
    await ctx.unit.outbox.call_off(beginning, ctx.now)
    return ToHosts(lambda: [words()], dedupe_key=f"{beginning}{ctx.event.key[-40:]}")


async def _show(ctx: Context) -> Answers:
    door = await ctx.store.door.find()
    if door is None or door.link_set_at is None:
        return reply(texts.no_link_yet())
    return reply(
        texts.link_page(
            days=(ctx.now - door.link_set_at).days,
            is_old=is_old(door.link_set_at, ctx.now),
            is_suspected=door.suspected_at is not None,
        )
    )


async def _tell_of_renewal(ctx: Context) -> list[Answer]:
    """Tell those who hold the former link that there is a newer one."""
    handed = [held for held in await ctx.store.passes.open() if held.state is PassState.HANDED]
    for held in handed:
        await overtake(ctx, held)
    return [tell_applicant(ctx, held, lambda: [door_texts.link_is_new()]) for held in handed]


def _wish_for_link(ctx: Context) -> str:
    return f"door.link:{ctx.community.number}:"
