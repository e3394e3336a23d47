"""Members leave, as LINE tells it: their records, the removals that waited for it, and the good-bye."""

from bot.answers import Answer, Answers
from bot.context import Context
from bot.delivery import as_list
from bot.events import MembersLeft
from bot.filters import in_group
from bot.routing import Router
from handlers.community.leavers import mark_as_left
from handlers.door.resting import let_seats_rest
from handlers.moderation.removals.closing import notice_departures
from handlers.rotation.asked import stop_asking
from handlers.rotation.departed import tell_hosts_tomorrow
from handlers.rotation.monthly import count_departures
from handlers.welcome import goodbye_answers
from storage.models import Member
from storage.models.communities import Purpose
from storage.models.members import Role

router = Router("community")


@router.on(MembersLeft, in_group)
async def note_departures(ctx: Context, event: MembersLeft) -> Answers:
    """Mark those who left the main chat; people who were never known stay unknown."""
    if ctx.purpose is not Purpose.MAIN:
        return None
    known = await ctx.store.members.by_users(event.user_ids)
    gone = [member for member in known.values() if not _came_back_since(member, event)]
    leavers = [member for member in gone if member.is_present]
    await count_departures(ctx, event, already_gone=len(gone) - len(leavers))
    await let_seats_rest(ctx, len(event.user_ids) - len(known) + event.unidentified, event.occurred_at, event.key)
    for member in gone:
        member.left_at = max(event.occurred_at, member.left_at or event.occurred_at)
    await stop_asking(ctx.unit, ctx.store, [member.number for member in gone], ctx.now)
    await tell_hosts_tomorrow(ctx, [member for member in leavers if member.role is Role.MEMBER])
    hosts = frozenset(member.number for member in leavers if member.role.includes(Role.HOST))
    answers: list[Answer] = await mark_as_left(ctx, leavers, event.occurred_at)
    answers += await notice_departures(ctx, event, hosts_before=hosts)
    return [*answers, *as_list(await goodbye_answers(ctx))]


def _came_back_since(member: Member, event: MembersLeft) -> bool:
    """Say whether the member joined again after this leave, which then came late (LINE: order is not guaranteed)."""
    return member.joined_at is not None and member.joined_at > event.occurred_at
