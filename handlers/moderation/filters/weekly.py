"""Tells the hosts once a week how often the filters noticed something; a week without anything passes in silence."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.answers import Answers, ToHosts
from bot.context import Context
from bot.events import TimedEvent
from handlers.moderation.filters import texts
from handlers.moderation.filters.routes import router
from handlers.rotation.counting import week_of
from storage.models import Community
from storage.unit_of_work import UnitOfWork

WEEK_OVER = "filters.week_over"
_WEEK = timedelta(weeks=1)
_AT = time(9)
"""By the wall, on the Monday after."""


async def plan_report(unit: UnitOfWork, community: Community, chat_id: str) -> None:
    """Put the report about this week down for next Monday, unless one is put down already."""
    if await unit.timed.find(chat_id, WEEK_OVER) is not None:
        return
    zone = ZoneInfo(community.timezone)
    week = week_of(unit.now.astimezone(zone).date())
    await unit.timed.put(
        chat_id,
        WEEK_OVER,
        report_due(week, zone),
        community_id=community.number,
        data={"week": week.toordinal()},
    )


def report_due(week: date, zone: ZoneInfo) -> datetime:
    """Give when the week that begins on this Monday is reported."""
    return datetime.combine(week + _WEEK, _AT, tzinfo=zone)


@router.timed(WEEK_OVER)
async def report_week(ctx: Context, event: TimedEvent) -> Answers:
    """Tell the hosts what was noticed in the week put down, and go on with the weeks since."""
    ordinal = event.data.get("week")
    if ctx.home is None or not isinstance(ordinal, int):
        return None
    week = date.fromordinal(ordinal)
    counts = await ctx.store.filters.count_by_week(week)
    if any(each.week > week for each in counts):
        await plan_report(ctx.unit, ctx.community, ctx.chat_id)
    mine = [each for each in counts if each.week == week]
    return ToHosts(lambda: [texts.week_report(week, mine)]) if mine else None
