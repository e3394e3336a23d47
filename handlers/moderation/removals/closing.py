"""LINE says that somebody is out: the removal that waited for it is closed, whoever else left at the same moment."""

from collections.abc import Callable, Collection, Sequence

from bot.answers import Answer
from bot.context import Context
from bot.events import MembersLeft
from bot.messages import Card, Text
from handlers.moderation.removals import decision_texts as texts
from handlers.moderation.removals import states
from handlers.moderation.removals.alarms import watch_leavings
from handlers.moderation.removals.keeping import course_of, keep
from handlers.moderation.removals.reentry import notice_reentry
from handlers.moderation.removals.telling import to_hosts, to_numbers
from storage.models import Member, Removal
from storage.models.members import MemberStatus
from storage.models.removals import RemovalState


async def notice_departures(ctx: Context, event: MembersLeft, *, hosts_before: Collection[int]) -> list[Answer]:
    """Close the removals of those who are out, and alarm the hosts where many go who were not asked to.

    Called when people have left the main chat, once their own records say so; `hosts_before` were hosts among them.
    """
    answers: list[Answer] = []
    expected = 0
    for user_id in event.user_ids:
        removal = await ctx.store.removals.newest_of_person(user_id)
        if removal is not None and await _close(ctx, removal, event):
            expected += removal.state is RemovalState.DONE
            answers += await tell_end(ctx, removal)
            answers += await _back_already(ctx, user_id, event)
    if event.unidentified:
        answers += await _ask_who_it_was(ctx, event)
    return [*answers, *await watch_leavings(ctx, event, expected=expected, hosts_before=hosts_before)]


async def tell_end(ctx: Context, removal: Removal) -> list[Answer]:
    """Tell the hosts how a removal ended."""
    return await to_hosts(ctx, removal, lambda _host: _ending(ctx, removal))


def _ending(ctx: Context, removal: Removal) -> Text:
    number, member = removal.number, removal.subject_number
    match removal.state:
        case RemovalState.DONE if not removal.is_block:
            return texts.done(number, member)
        case RemovalState.LAPSED:
            return texts.lapsed(number, member)
        case _ if states.keeps_out(course_of(removal)):
            return texts.is_blocked(number, member, removal.block_until, ctx.community.timezone)
    return texts.left_by_themselves(number, member)


async def _close(ctx: Context, removal: Removal, event: MembersLeft) -> bool:
    """Close a removal if LINE's word fits it; says whether it did."""
    before = course_of(removal)
    course = states.person_left(before, event.occurred_at)
    if course == before:
        return False
    await keep(ctx, removal, course)
    return True


async def _back_already(ctx: Context, user_id: str, event: MembersLeft) -> Sequence[Answer]:
    """Tell of somebody who came back before the word of their leaving came (LINE: order is not guaranteed)."""
    member = await ctx.store.members.by_user(user_id)
    came_back = member is not None and member.joined_at is not None and member.joined_at > event.occurred_at
    is_kept_out = member is not None and member.status is MemberStatus.REMOVED
    return await notice_reentry(ctx, [user_id]) if came_back and is_kept_out else []


async def _ask_who_it_was(ctx: Context, event: MembersLeft) -> list[Answer]:
    """Ask the hosts who are removing somebody whether it was them, because LINE does not say who left."""
    answers: list[Answer] = []
    for removal in await ctx.store.removals.open_ones():
        since = removal.volunteered_at
        if removal.state is RemovalState.UNDERWAY and since is not None and event.occurred_at >= since:
            removal.unnamed_leave_at = event.occurred_at
            answers += await to_numbers(ctx, [removal.volunteer], _question(ctx, removal))
    return answers


def _question(ctx: Context, removal: Removal) -> Callable[[Member], Card]:
    def card(host: Member) -> Card:
        return texts.somebody_unnamed_left(ctx, removal, host)

    return card
