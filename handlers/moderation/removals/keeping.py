"""Where a removal stands, written down: its row, its case, the record of changes, the moment to look at it again."""

from bot.context import Context
from bot.i18n import speaking
from handlers.community.judgement import role_after_leaving
from handlers.moderation.removals import states, texts
from handlers.moderation.removals.states import Circle, Course
from storage.models import Member, Removal
from storage.models.cases import EntryKind
from storage.models.members import MemberStatus, StatusReason
from storage.models.removals import RemovalState

DUE = "removals.due"
_TAKEN_BACK = (RemovalState.REJECTED, RemovalState.WITHDRAWN)


def course_of(removal: Removal) -> Course:
    """Read where a removal stands."""
    return Course(
        state=removal.state,
        opener=removal.opened_by,
        wants_block=removal.is_block,
        hours_left=removal.hours_left,
        decided_by=removal.decided_by,
        approved_at=removal.approved_at,
        volunteer=removal.volunteer,
        volunteered_at=removal.volunteered_at,
        leave_by=removal.leave_by,
    )


async def circle_of(ctx: Context, removal: Removal) -> Circle:
    """Find the hosts around a removal, as they are now; one whose LINE account is unknown cannot be asked."""
    hosts = [host for host in await ctx.store.members.hosts() if host.user_id is not None]
    related = await ctx.store.cases.related_to(removal.subject_number)
    fit = {host.number for host in hosts} - related - {removal.subject_number}
    awake = {host.number for host in hosts if host.status is not MemberStatus.AWAY} & fit
    opener = removal.opened_by
    return Circle(
        deciders=fit - {opener},
        awake=awake - {opener},
        helpers=fit,
        opener_is_host=opener in fit,
        opener_is_awake=opener in awake,
    )


async def keep(ctx: Context, removal: Removal, course: Course, *, by: int | None = None, words: str = "") -> None:
    """Write down where a removal stands now, who moved it there, and in which words."""
    before = removal.state
    removal.state = course.state
    removal.hours_left = course.hours_left
    removal.decided_by = course.decided_by
    removal.approved_at = course.approved_at
    removal.volunteer = course.volunteer
    removal.volunteered_at = course.volunteered_at
    removal.leave_by = course.leave_by
    if before is not course.state:
        await ctx.unit.outbox.call_off(questions_about(removal), ctx.now)  # what nobody has read yet is settled
        await _note_change(ctx, removal, before, by, words)
    await schedule(ctx, removal)


def questions_about(removal: Removal) -> str:
    """Give the beginning of the keys of all words that ask hosts something about a removal."""
    return f"removal:{removal.community_id}:{removal.number}:"


async def schedule(ctx: Context, removal: Removal) -> None:
    """Put down when a removal is to be looked at again; without a group that waits until there is one."""
    if ctx.main_chat is None:
        return
    due = states.next_due(course_of(removal), ctx.now)
    if due is None:
        await ctx.unit.timed.drop(ctx.main_chat, DUE, str(removal.number))
        return
    await ctx.unit.timed.put(ctx.main_chat, DUE, due, subject=str(removal.number), community_id=ctx.community.number)


async def person_of(ctx: Context, removal: Removal) -> Member | None:
    """Find the member a removal is about, also under a new number after an erasure; None for a number without one."""
    member = await ctx.store.members.by_number(removal.subject_number)
    if removal.subject_key is None or (member is not None and member.user_id is not None):
        return member
    for other in await ctx.store.members.present():
        if other.user_id is not None and ctx.store.removals.key_of(other.user_id) == removal.subject_key:
            return other
    return member


def is_here(member: Member) -> bool:
    """Say whether a member is in the group now, somebody included who came back after a removal."""
    if member.is_present:
        return True
    return member.joined_at is not None and member.left_at is not None and member.joined_at > member.left_at


async def _note_change(ctx: Context, removal: Removal, before: RemovalState, by: int | None, words: str) -> None:
    course = course_of(removal)
    if not course.is_open and removal.closed_at is None:
        removal.closed_at = ctx.now
    await _note_in_case(ctx, removal, course, by, words)
    if states.keeps_out(course):
        await _keep_out(ctx, removal)
    was_only_a_thought = before is RemovalState.RESTING and course.state is RemovalState.WITHDRAWN
    if not was_only_a_thought:
        await write_log(ctx, f"removal.{course.state}", removal, by=by)


async def write_log(ctx: Context, action: str, removal: Removal, *, by: int | None = None) -> None:
    """Leave a trace for all hosts; where it is one of them who is to leave, for the others."""
    hidden_from = removal.subject_number if removal.about_host else None
    await ctx.store.log.write(action, ctx.now, actor=by, about=str(removal.number), hidden_from=hidden_from)


async def _note_in_case(ctx: Context, removal: Removal, course: Course, by: int | None, words: str) -> None:
    case = await ctx.store.cases.get(removal.number)
    if case is None:
        return
    with speaking(ctx.community.language):
        what = texts.state_name(course.state)
    said = f"{what}: {words}" if words else what
    if course.state in _TAKEN_BACK:
        await ctx.store.cases.void(case, said, by=by, now=ctx.now)
        return
    kind = EntryKind.SYSTEM if by is None else EntryKind.DECISION
    await ctx.store.cases.add(case, kind, said, author=by, now=ctx.now)
    if not course.is_open and not (removal.is_block and states.keeps_out(course)):
        await ctx.store.cases.close(case, ctx.now)


async def _keep_out(ctx: Context, removal: Removal) -> None:
    """Mark somebody as removed, and make the re-entry block that was decided with it."""
    member = await person_of(ctx, removal)
    if member is None:
        return
    if member.is_present:  # LINE's own word did not come, else the records of leaving would say so
        member.role, member.left_at = role_after_leaving(member.role), ctx.now
    member.become(MemberStatus.REMOVED, StatusReason.HOSTS, ctx.now)
    member.left_at = member.left_at or ctx.now
    is_over = removal.block_until is not None and removal.block_until <= ctx.now
    if removal.is_block and not is_over and await ctx.store.removals.get_block(removal.number) is None:
        await ctx.store.removals.block(removal.number, member, removal.block_until, ctx.now)
        await write_log(ctx, "block.made", removal)
