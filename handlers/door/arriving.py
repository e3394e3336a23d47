"""Looks at whoever comes into the group: passes are used up, and people without one are shown to the hosts alone."""

from collections.abc import Sequence

from bot.answers import Answer, ToHosts
from bot.context import Context
from bot.events import MembersJoined
from handlers.door import host_texts as texts
from handlers.door.passes import is_over, use
from handlers.door.settings import DOOR_STATE, DOOR_WATCH, DoorState
from handlers.door.telling import overtake
from storage.models import Member, Pass
from storage.models.door import ApplicationState, PassState
from storage.models.members import MemberStatus, StatusReason
from storage.models.rules import ConsentWay


async def check_passes(ctx: Context, event: MembersJoined, members: Sequence[Member]) -> list[Answer]:
    """Close the passes of those who have come, and tell the hosts of others where they want to know.

    Whoever still waited for a seat has come by a link that I did not give them, and is told of like a stranger; whoever
    once got the link from me is no sign that it has gone around. Somebody removed earlier belongs again once hosts have
    accepted them; without a pass they are not told of here.
    """
    without_pass = [member for member in members if not await _comes_with_pass(ctx, event, member)]
    strangers: list[int] = []
    late: list[int] = []
    for member in without_pass:
        if member.status is not MemberStatus.REMOVED:
            (late if await _has_had_link(ctx, member) else strangers).append(member.number)
    unknown = event.unidentified
    if not (strangers or late or unknown) or not await is_watched(ctx):
        return []
    door = await ctx.store.door.get()
    has_link = door.link is not None
    if strangers and has_link:
        door.suspected_at = ctx.now
    return [ToHosts(lambda: [texts.came_without_pass(strangers, late, unknown, has_link=has_link)])]


async def _comes_with_pass(ctx: Context, event: MembersJoined, member: Member) -> bool:
    if member.user_id is None:
        return False
    held = await ctx.store.passes.open_of(member.user_id)
    if held is None or is_over(held, event.occurred_at):
        await _close_application(ctx, member.user_id)
        return False
    came_too_soon = held.state is PassState.WAITING and await ctx.store.door.link() is not None
    if member.status is MemberStatus.REMOVED:
        member.become(MemberStatus.ACTIVE, StatusReason.HOSTS, ctx.now)
        member.left_at = None
    await _take_in(ctx, held, member)
    return not came_too_soon


async def take_in_unseen(ctx: Context) -> None:
    """Close what is open at the door of people who are in the group, though LINE's word of their coming was lost."""
    applications, passes = await ctx.store.applications.open(), await ctx.store.passes.open()
    known = await ctx.store.members.by_users(
        {*(each.user_id for each in applications), *(each.user_id for each in passes)}
    )
    here = {user_id: member for user_id, member in known.items() if member.is_present}
    for held in passes:
        if held.user_id in here:
            await _take_in(ctx, held, here[held.user_id])
    for application in applications:
        if application.user_id in here:
            await _close_application(ctx, application.user_id)


async def _take_in(ctx: Context, held: Pass, member: Member) -> None:
    await overtake(ctx, held)
    use(held, ctx.now)
    await _note_agreement(ctx, member, held)


async def _close_application(ctx: Context, user_id: str) -> None:
    application = await ctx.store.applications.newest_of(user_id)
    if application is not None and application.is_open:
        await ctx.store.applications.close(application, ApplicationState.CLOSED, by=None, now=ctx.now)
        await overtake(ctx, application)


async def _has_had_link(ctx: Context, member: Member) -> bool:
    return member.user_id is not None and await ctx.store.passes.has_had_link(member.user_id)


async def _note_agreement(ctx: Context, member: Member, held: Pass) -> None:
    """Write down the agreement to the rules that somebody gave at the door, in words."""
    version = held.rules_version
    if version and not await ctx.store.rules.has_agreed(member.number, version):
        await ctx.store.rules.agree(member.number, version, held.agreed_at, ConsentWay.COMMAND)


async def is_watched(ctx: Context) -> bool:
    """Say whether hosts hear of people without a pass: where hosts decide, or have given a link, and want to know."""
    state = await DOOR_STATE.read(ctx.store.settings)
    if state == DoorState.OPEN or not await DOOR_WATCH.read(ctx.store.settings):
        return False
    return state == DoorState.ASK or await ctx.store.door.link() is not None
