"""The hosts' room: a second group that hears what is meant for the hosts, attached and taken away by the owner.

A group becomes the room by the owner's word in it. Until then it looks like any group the bot was invited to, so it may
have a community of its own that nobody has claimed; that one ends.
"""

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, about_chat
from bot.i18n import speaking
from bot.routing import Router
from handlers.community import room_texts as texts
from handlers.community.claim_texts import locked_until_confirmed
from handlers.community.homes import act_on, end_in_chat, forget_chat
from storage.models import Community
from storage.models.communities import ClaimState, Purpose
from storage.models.members import Role
from storage.models.outbox import Delivery

router = Router("community")


async def _owned_groups(ctx: Context, _command: Command) -> Wanted:
    wanted = NOTHING
    for community in await _owned(ctx) if ctx.in_private else []:
        chat_id = await ctx.unit.communities.chat_of(community.number)
        wanted |= about_chat(chat_id)
    return wanted


@router.command("room", "世話役の部屋", needs_home=False, before_claim=True, needs=_owned_groups)
async def attach_room(ctx: Context, command: Command) -> Answers:
    """Make the group in which the owner types this the hosts' room; in private, explain how."""
    owned = await _owned(ctx)
    if not owned:
        raise Refusal(texts.only_owners())
    if ctx.in_private:
        return reply(texts.how_to([await _named(ctx, community) for community in owned]))
    community = _meant(owned, command)
    _refuse_taken(ctx, community)
    locked = await ctx.unit.communities.lock(community.number)
    owner = None if locked is None else await ctx.unit.of(locked).members.owner()
    if locked is None or owner is None or owner.user_id != ctx.user_id:
        raise Refusal(texts.only_owners())
    if locked.claim_state is not ClaimState.CONFIRMED:
        raise Refusal(locked_until_confirmed())
    return await _attach(ctx, locked)


@router.command(
    "room off",
    "世話役の部屋をやめる",
    "世話役の部屋 やめる",
    takes_arguments=False,
    needs_home=False,
    before_claim=True,
)
async def detach_room(ctx: Context, _command: Command) -> Answers:
    """Let the hosts be told one by one again; typed by the owner in the room or in private."""
    if ctx.home is None or not ctx.may_act_as(Role.OWNER):
        raise Refusal(texts.only_owners())
    room = await ctx.unit.communities.chat_of(ctx.community.number, Purpose.HOSTS)
    if room is None or ctx.purpose is Purpose.MAIN:
        raise Refusal(texts.no_room())
    await close_room(ctx, room)
    await ctx.store.log.write("room.detached", ctx.now, actor=ctx.speaker_number)
    return reply(texts.room_is_closed())


async def close_room(ctx: Context, room: str) -> None:
    """End a hosts' room; what still waits there goes to the owner in private, so that no word is lost."""
    owner = await ctx.store.members.owner()
    if owner is not None and owner.user_id is not None:
        await ctx.unit.outbox.redirect(room, owner.user_id, Delivery.WHISPER)
    await forget_chat(ctx, room)
    await ctx.unit.communities.detach(room, ctx.now)


async def _attach(ctx: Context, community: Community) -> Answers:
    if ctx.home is not None:
        await end_in_chat(ctx, ctx.chat_id)
    store = await act_on(ctx, community)
    ctx.speaker = await store.members.owner()
    former = await ctx.unit.communities.chat_of(community.number, Purpose.HOSTS)
    if former is not None:
        await ctx.unit.outbox.redirect(former, ctx.chat_id, Delivery.RIDE)
        await forget_chat(ctx, former)
        await ctx.unit.communities.detach(former, ctx.now)
    await ctx.unit.communities.attach(ctx.chat_id, community.number, Purpose.HOSTS, ctx.now)
    await store.log.write("room.attached", ctx.now, actor=ctx.speaker_number)
    with speaking(community.language):
        return reply(texts.room_is_ready())


def _meant(owned: list[Community], command: Command) -> Community:
    """Choose the community by its number; without one it has to be the only one."""
    if command.numbers:
        owned = [community for community in owned if community.number == command.numbers[0]]
    if len(owned) != 1:
        raise Refusal(texts.which_group())
    return owned[0]


def _refuse_taken(ctx: Context, community: Community) -> None:
    """Refuse a group that is something else already."""
    if ctx.home is None:
        return
    if ctx.community.number == community.number:
        raise Refusal(texts.room_already() if ctx.purpose is Purpose.HOSTS else texts.this_is_the_group())
    if ctx.community.is_claimed:
        raise Refusal(texts.taken())


async def _owned(ctx: Context) -> list[Community]:
    return [] if ctx.user_id is None else await ctx.unit.communities.owned_by(ctx.user_id)


async def _named(ctx: Context, community: Community) -> tuple[int, str | None]:
    chat_id = await ctx.unit.communities.chat_of(community.number)
    return community.number, ctx.facts.group_name(chat_id)
