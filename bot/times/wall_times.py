"""What clocks and calendars on the wall do: clocks skip and repeat hours, months differ in length."""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
"""A day on the calendar, when added to a wall time."""

WEEK = timedelta(days=7)
"""A week on the calendar, when added to a wall time."""

_MORNING = time(9)


def settle(wall: datetime, zone: ZoneInfo) -> tuple[datetime, bool]:
    """Give the moment of a wall time, and whether the zone skips it or has it twice."""
    local = wall.replace(tzinfo=zone, fold=0)
    is_odd = local.utcoffset() != local.replace(fold=1).utcoffset()
    return local.astimezone(UTC), is_odd


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """Give nine o'clock of the next day, by the wall of the zone: when hosts are told what has rested for a night."""
    tomorrow = now.astimezone(zone).date() + DAY
    return settle(datetime.combine(tomorrow, _MORNING), zone)[0]


def add_months(day: date, months: int) -> date:
    """Give the same day so many months later, or the last of its month where that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
