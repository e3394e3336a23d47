"""Counts a run of messages by week and member: pure judgement, in the community's own zone."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


def week_of(day: date) -> date:
    """Give the Monday with which a day's week begins."""
    return day - timedelta(days=day.weekday())


def count_by_week(messages: Iterable[tuple[int, datetime]], zone: ZoneInfo) -> dict[date, dict[int, int]]:
    """Count messages, given as member number and moment, by week (its Monday) and member."""
    weeks: dict[date, Counter[int]] = {}
    for number, moment in messages:
        weeks.setdefault(week_of(moment.astimezone(zone).date()), Counter())[number] += 1
    return {week: dict(counts) for week, counts in weeks.items()}


def last_days(messages: Iterable[tuple[int, datetime]], zone: ZoneInfo) -> dict[date, list[int]]:
    """Give each member's last day of talking, as member numbers by day."""
    latest: dict[int, date] = {}
    for number, moment in messages:
        day = moment.astimezone(zone).date()
        latest[number] = max(day, latest.get(number, day))
    days: dict[date, list[int]] = {}
    for number, day in sorted(latest.items()):
        days.setdefault(day, []).append(number)
    return days
