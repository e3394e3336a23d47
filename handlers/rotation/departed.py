"""People have left on LINE: the hosts get one private word about all of a day the next morning, the group gets none.

Until then whoever left may think better of it: of somebody who is back, or has asked to come back, nothing is said.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answers import Answers, ToHosts
from bot.context import Context
from bot.events import TimedEvent
from bot.times.wall_times import next_morning
from handlers.rotation import leaving_texts as texts
from handlers.rotation.turnover_routes import router
from storage.models import Community, Member
from storage.models.members import MemberStatus
from storage.unit_of_work import UnitOfWork

DEPARTED_WORD = "rotation.departed_word"


async def tell_hosts_tomorrow(ctx: Context, leavers: Sequence[Member]) -> None:
    """Put the word about people who have just left down for the next morning, beside the others of the day."""
    if not leavers or ctx.main_chat is None:
        return
    left_at = max(member.left_at or ctx.now for member in leavers)
    put_down = await _put_down(ctx.unit, ctx.community, ctx.main_chat, left_at)
    await _put(ctx.unit, ctx.community, ctx.main_chat, left_at, put_down | {member.number for member in leavers})


async def say_nothing_of(unit: UnitOfWork, community: Community, member: Member) -> None:
    """Leave somebody who has left out of the word to come, because the hosts hear of them otherwise."""
    chat_id = await unit.communities.chat_of(community.number)
    if chat_id is None or member.left_at is None:
        return
    put_down = await _put_down(unit, community, chat_id, member.left_at)
    if member.number in put_down:
        await _put(unit, community, chat_id, member.left_at, put_down - {member.number})


@router.timed(DEPARTED_WORD)
async def tell_hosts(ctx: Context, event: TimedEvent) -> Answers:
    """Tell the hosts who left on a day, but for those who are back and those who had spoken of it before.

    Whoever came back and left once more on a later day is spoken of with those of that day.
    """
    if ctx.home is None:
        return None
    spoke_of_it = await ctx.home.turnover.would_leave()
    found = [await ctx.home.members.by_number(number) for number in sorted(_numbers(event.data) - spoke_of_it)]
    gone = [each.number for each in found if each is not None and _is_gone(ctx.community, each, event.subject)]
    return ToHosts(lambda: [texts.have_left(gone)]) if gone else None


def _is_gone(community: Community, member: Member, day: str) -> bool:
    """Say whether somebody has left since a day and not after it; days as written, so that they sort."""
    left_at = member.left_at if member.status is MemberStatus.LEFT else None
    return left_at is not None and _day(community, left_at) <= day


async def _put_down(unit: UnitOfWork, community: Community, chat_id: str, left_at: datetime) -> set[int]:
    work = await unit.timed.find(chat_id, DEPARTED_WORD, _day(community, left_at))
    return set() if work is None else _numbers(json.loads(work.data))


async def _put(
    unit: UnitOfWork, community: Community, chat_id: str, left_at: datetime, numbers: Collection[int]
) -> None:
    await unit.timed.put(
        chat_id,
        DEPARTED_WORD,
        next_morning(left_at, ZoneInfo(community.timezone)),
        subject=_day(community, left_at),
        community_id=community.number,
        data={"members": sorted(numbers)},
    )


def _day(community: Community, at: datetime) -> str:
    return at.astimezone(ZoneInfo(community.timezone)).date().isoformat()


def _numbers(data: Mapping[str, object]) -> set[int]:
    members = data.get("members")
    return {number for number in members if isinstance(number, int)} if isinstance(members, list) else set()
