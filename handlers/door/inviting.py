"""Hosts give the bot the group's invitation link, which it hands to nobody but those who were accepted."""

from bot.answers import Answer, Answers, Whisper, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.routing import Router, Where
from handlers.community.confirmed import require_confirmed
from handlers.door import door_texts
from handlers.door import inviting_texts as texts
from handlers.door.invitation import NotAnInvitation, is_old, read_link
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
        actor = None if ctx.speaker is None else ctx.speaker.number
        await ctx.store.log.write("door.changed", ctx.now, actor=actor, about="link")
    renewed = await _tell_of_renewal(ctx) if is_changed else []
    offers = await tend_door(ctx)
    return [reply(texts.link_is_kept(is_changed=is_changed)), *renewed, *offers]


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
    return [
        Whisper(held.user_id, lambda: [door_texts.link_is_new()], priority=2)
        for held in await ctx.store.passes.open()
        if held.state is PassState.HANDED
    ]
