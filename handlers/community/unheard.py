"""Somebody has left and LINE's word of it was lost: found out where they say that they would like to come in."""

from bot.answers import Answer
from bot.context import Context
from bot.facts import NOTHING, Wanted, names_right_now
from handlers.community.leavers import mark_as_left
from handlers.rotation.asked import stop_asking
from handlers.rotation.departed import tell_hosts_tomorrow
from handlers.rotation.monthly import month_of
from storage.models import Community, Member
from storage.models.members import Role
from storage.unit_of_work import UnitOfWork


async def is_still_there(unit: UnitOfWork, community: Community, user_id: str) -> Wanted:
    """Want LINE to say whether somebody on record as inside is; nothing for anybody else."""
    member = await unit.of(community).members.by_user(user_id)
    chat_id = await unit.communities.chat_of(community.number)
    if chat_id is None or member is None or not member.is_present:
        return NOTHING
    return names_right_now(chat_id, [user_id])


async def note_unheard_departure(ctx: Context) -> list[Answer]:
    """Mark the speaker as gone where LINE says that they are; the hosts hear of it as of any leaving.

    Hosts are left to a host's eye, since a bot that is out of the group without knowing would take everybody for gone;
    so is somebody whose removal is open, which is closed in its own way.
    """
    member = ctx.speaker
    if member is None or not await _has_left_unheard(ctx, member):
        return []
    await ctx.unit.communities.lock(ctx.community.number)
    told = await mark_as_left(ctx, [member], ctx.event.occurred_at)
    await stop_asking(ctx.unit, ctx.store, [member.number], ctx.now)
    await tell_hosts_tomorrow(ctx, [member])
    await ctx.store.turnover.count(month_of(ctx.now, ctx.zone), went=1)
    return told


async def _has_left_unheard(ctx: Context, member: Member) -> bool:
    if member.user_id is None or not member.is_present or member.role is not Role.MEMBER:
        return False
    removal = await ctx.store.removals.newest_of_person(member.user_id)
    return ctx.facts.is_gone(member.user_id) and (removal is None or not removal.is_open)
