"""Days as people type them: dates, names like `明日` and `tonight`, weekdays, and days ahead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.times.head import Head
from bot.times.spans import read_span_from_now
from bot.times.values import ImpossibleTime
from bot.times.wall_times import add_months
from bot.times.weekdays import WEEKDAY, WEEKDAY_EN, WEEKDAYS_EN, WEEKDAYS_JA, weekday_in

_YEARS_AHEAD = 10
# A date that passed this recently was more likely mistyped than meant for next year.
_RECENTLY = timedelta(days=60)
_SUNDAY = 6
_MONTHS_EN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_EN = (
    r"(?P<month_en>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_FULL_DATE = re.compile(
    r"(?:(?P<year>\d{4})|令和(?P<reiwa>\d{1,2})(?=年))(?P<joint>[年/.-])\s*(?P<month>\d{1,2})(?:月|(?P=joint))\s*"
    r"(?P<day>\d{1,2})(?!\d)日?"
)
_DATE = re.compile(
    r"(?:(?P<next_year>来年)の?\s*)?(?P<month>\d{1,2})"
    r"(?:/(?P<day>\d{1,2})(?![\d/])|月\s*(?P<day_ja>\d{1,2})日(?!間))"
)
_DATE_EN = re.compile(
    rf"(?:{_MONTH_EN}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:a-z])"
    rf"|(?P<day_first>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH_EN.replace('month_en', 'month_second')})"
    r"(?:,?\s+(?P<year>\d{4})(?!\d))?"
)
_DAY_OF_MONTH = re.compile(r"(?P<which>今月|来月|再来月)の?\s*(?P<day>\d{1,2})日(?!間)")
_MONTHS_AHEAD = {"今月": 0, "来月": 1, "再来月": 2}
_NAMED_DAYS: Mapping[str, tuple[int, str | None]] = {
    "しあさって": (3, None),
    "明々後日": (3, None),
    "明後日": (2, None),
    "あさって": (2, None),
    "the day after tomorrow": (2, None),
    "day after tomorrow": (2, None),
    "明日": (1, None),
    "あした": (1, None),
    "あす": (1, None),
    "tomorrow": (1, None),
    "明朝": (1, "朝"),
    "明晩": (1, "夜"),
    "今日": (0, None),
    "本日": (0, None),
    "きょう": (0, None),
    "today": (0, None),
    "今朝": (0, "朝"),
    "今夜": (0, "夜"),
    "今晩": (0, "夜"),
    "tonight": (0, "夜"),
}
_NAMED_DAY = re.compile("(?P<name>" + "|".join(_NAMED_DAYS) + r")(?![a-z])")
_DAY_OF_WEEK = re.compile(rf"(?:(?P<which>再来週|来週|今週|今度|次|next|this|coming)\s*の?\s*)?{WEEKDAY}")
_WEEKS_AHEAD = {"今週": 0, "来週": 1, "next": 1, "再来週": 2}
_WEEKDAY_BESIDE = re.compile(
    rf"\s*(?:\(\s*(?:(?P<ja>[{WEEKDAYS_JA}])(?:曜日?)?(?:[・/]?祝)?|{WEEKDAY_EN})\s*\)"
    rf"|(?P<ja_bare>[{WEEKDAYS_JA}])(?:曜日?|(?=\s*\d|\s|\Z))|,?\s*{WEEKDAY_EN.replace('<en>', '<en_bare>')})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day as typed; `part` is a part of the day named with it, and `repeats` says that a week later is meant too."""

    date: date
    end: int
    doubtful: bool = False
    part: str | None = None
    repeats: bool = False


def read_day(head: Head, start: int, today: date) -> Day | None:
    """Read a day in whichever way it is written, and compare it with a weekday that stands beside it.

    Raises `ImpossibleTime` for dates that do not exist, have passed, or are too far away.
    """
    day = (
        _read_full_date(head, start, today)
        or _read_date(head, start, today)
        or _read_day_of_month(head, start, today)
        or _read_named_day(head, start, today)
        or _read_days_ahead(head, start, today)
    )
    if day is None:
        return _read_day_of_week(head, start, today)
    beside = _WEEKDAY_BESIDE.match(head.folded, day.end)
    if beside is None:
        return day
    japanese = beside["ja"] or beside["ja_bare"]
    english = beside["en"] or beside["en_bare"]
    weekday = WEEKDAYS_JA.index(japanese) if japanese else WEEKDAYS_EN.index(english[:3])
    return replace(day, end=beside.end(), doubtful=day.doubtful or day.date.weekday() != weekday)


def _read_full_date(head: Head, start: int, today: date) -> Day | None:
    match = _FULL_DATE.match(head.folded, start)
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else 2018 + int(match["reiwa"])
    return _dated(head, match, today, year, int(match["month"]), int(match["day"]))


def _read_date(head: Head, start: int, today: date) -> Day | None:
    if match := _DATE.match(head.folded, start):
        month, day = int(match["month"]), int(match["day"] or match["day_ja"])
        year = today.year + 1 if match["next_year"] else None
    elif match := _DATE_EN.match(head.folded, start):
        month = _MONTHS_EN.index((match["month_en"] or match["month_second"])[:3]) + 1
        day = int(match["day"] or match["day_first"])
        year = int(match["year"]) if match["year"] else None
    else:
        return None
    if year is not None:
        return _dated(head, match, today, year, month, day)
    return _next_dated(head, match, today, month, day)


def _dated(head: Head, match: re.Match[str], today: date, year: int, month: int, day: int) -> Day:
    found = _date_or_none(year, month, day)
    if found is None or year > today.year + _YEARS_AHEAD:
        raise ImpossibleTime(head.typed(match.end()))
    if found < today:
        raise ImpossibleTime(head.typed(match.end()), is_past=True)
    return Day(date=found, end=match.end())


def _next_dated(head: Head, match: re.Match[str], today: date, month: int, day: int) -> Day:
    this_year = _date_or_none(today.year, month, day)
    if this_year and this_year >= today:
        return Day(date=this_year, end=match.end())
    next_year = _date_or_none(today.year + 1, month, day)
    if next_year is None:
        raise ImpossibleTime(head.typed(match.end()))
    has_just_passed = this_year is not None and today - this_year < _RECENTLY
    return Day(date=next_year, end=match.end(), doubtful=has_just_passed)


def _read_day_of_month(head: Head, start: int, today: date) -> Day | None:
    match = _DAY_OF_MONTH.match(head.folded, start)
    if match is None:
        return None
    month = add_months(today.replace(day=1), _MONTHS_AHEAD[match["which"]])
    return _dated(head, match, today, month.year, month.month, int(match["day"]))


def _read_named_day(head: Head, start: int, today: date) -> Day | None:
    match = _NAMED_DAY.match(head.folded, start)
    if match is None:
        return None
    days, part = _NAMED_DAYS[match["name"]]
    return Day(date=today + timedelta(days=days), end=match.end(), part=part)


def _read_days_ahead(head: Head, start: int, today: date) -> Day | None:
    found = read_span_from_now(head, start)
    if found is None or found[0].seconds:
        return None
    span, end = found
    return Day(date=add_months(today, span.months) + timedelta(days=span.days), end=end)


def _read_day_of_week(head: Head, start: int, today: date) -> Day | None:
    match = _DAY_OF_WEEK.match(head.folded, start)
    if match is None:
        return None
    weekday = weekday_in(match)
    upcoming = today + timedelta(days=(weekday - today.weekday()) % 7)
    weeks = _WEEKS_AHEAD.get(match["which"])
    if weeks is None:
        return Day(date=upcoming, end=match.end(), doubtful=upcoming == today, repeats=True)
    found = today - timedelta(days=today.weekday()) + timedelta(days=weekday, weeks=weeks)
    if match["which"] == "next":
        return Day(date=found, end=match.end(), doubtful=found != upcoming)
    if weeks == 0 and today.weekday() == _SUNDAY:
        found = upcoming
    # Weeks begin on Monday here, on Sunday in many calendars; it matters on Sundays and for Sundays.
    return Day(date=found, end=match.end(), doubtful=_SUNDAY in (weekday, today.weekday()))


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
