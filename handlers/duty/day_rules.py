"""The ways in which people write on which days something comes round, each with the rule it means. Pure."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from bot.times.head import Head
from bot.times.weekdays import WEEKDAY, WEEKDAYS_EN, WEEKDAYS_JA, weekday_in
from handlers.duty import calendar

_LEAP_YEAR = 2028
_MOST_DAYS = 10
"""So many days of a month fit into the column for a rule."""
_MONTHS_EN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_YOBI = r"(?:曜日(?!曜)|曜)?"
_LIST_JA = rf"(?P<list_ja>[{WEEKDAYS_JA}]{_YOBI}(?:[・,、/と]?[{WEEKDAYS_JA}]{_YOBI})*)"
_NAME_EN = r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|wednes|satur)(?:days?)?(?![a-z])\.?"
_LIST_EN = rf"(?P<list_en>{_NAME_EN}(?:(?:\s*(?:,|/|&|and)\s*)+{_NAME_EN})*)"
_KANJI = str.maketrans("一二三四五", "12345")
_POSITIONS = r"第\s*(?P<positions>[1-5一二三四五](?:\s*[・,、/と]\s*第?\s*[1-5一二三四五])*)"
_OF_MONTH = r"\s+of\s+(?:the|every|each)\s+month"
_ORDINAL = r"(?:1st|first|2nd|second|3rd|third|4th|fourth|5th|fifth|last)"
_LIST_ORDINAL = rf"(?P<ordinals>{_ORDINAL}(?:\s*(?:,|/|&|and)\s*(?:the\s+)?{_ORDINAL})*)"
_DAY_EN = r"(?P<day_en>\d{1,2})(?:st|nd|rd|th)"
_DAYS_JA = r"(?P<days_ja>\d{1,2}日?(?:\s*[・,、/と]\s*\d{1,2}日?)*)(?<=日)"
_MONTHLY = r"(?:every\s+month|monthly)\s+on\s+the\s+"
_ORDINALS: Mapping[str, int] = {
    "1st": 1,
    "first": 1,
    "2nd": 2,
    "second": 2,
    "3rd": 3,
    "third": 3,
    "4th": 4,
    "fourth": 4,
    "5th": 5,
    "fifth": 5,
    "last": -1,
}
START = re.compile(
    r"(?:毎|隔週|平日|月末|第\s*[1-5一二三四五]|2週間"
    rf"|(?<![a-z])(?:every|daily|weekly|monthly|weekdays|(?:on\s+)?the\s+(?:{_ORDINAL}|\d{{1,2}}(?:st|nd|rd|th)))(?![a-z]))"
)


def find_days(head: Head) -> tuple[str, int, int] | None:
    """Give the rule, the index behind it, and of how many weeks it is every one."""
    for pattern, make, every in _DAYS:
        match = pattern.match(head.folded, head.start)
        if match and (rule := make(match)) is not None:
            return rule, match.end(), every
    return None


def _weekdays(match: re.Match[str]) -> list[int]:
    if match["list_ja"]:
        letters = re.sub(_YOBI, "", match["list_ja"])
        return [WEEKDAYS_JA.index(letter) for letter in letters if letter in WEEKDAYS_JA]
    return [WEEKDAYS_EN.index(name[:3]) for name in re.findall(r"[a-z]+", match["list_en"]) if name[:3] in WEEKDAYS_EN]


def _week(match: re.Match[str]) -> str | None:
    return calendar.weekly(*_weekdays(match))


def _second_week(match: re.Match[str]) -> str | None:
    return calendar.weekly(*_weekdays(match), every=2)


def _month_days(match: re.Match[str]) -> str | None:
    days = [int(each) for each in re.findall(r"\d+", match["days_ja"])]
    if len(days) == 1:
        return _monthly(days[0])
    is_in_every_month = all(1 <= day <= calendar.SHORTEST_MONTH for day in days)
    return calendar.monthly_on(*days) if is_in_every_month and len(days) <= _MOST_DAYS else None


def _month_day(match: re.Match[str]) -> str | None:
    return _monthly(int(match["day_en"]))


def _monthly(day: int) -> str | None:
    return calendar.monthly_on(day) if 1 <= day <= 31 else None


def _month_positions(match: re.Match[str]) -> str | None:
    positions = sorted({int(each) for each in re.findall(r"[1-5]", match["positions"].translate(_KANJI))})
    return calendar.monthly_on_weekday(weekday_in(match), *positions)


def _month_last(match: re.Match[str]) -> str | None:
    return calendar.monthly_on_weekday(weekday_in(match), -1)


def _month_ordinals(match: re.Match[str]) -> str | None:
    positions = {_ORDINALS[each] for each in re.findall(_ORDINAL, match["ordinals"])}
    return calendar.monthly_on_weekday(weekday_in(match), *sorted(positions, key=lambda each: (each < 0, each)))


def _year_day(match: re.Match[str]) -> str | None:
    month, day = int(match["month"]), int(match["day"])
    return calendar.yearly_on(month, day) if _exists(month, day) else None


def _year_day_en(match: re.Match[str]) -> str | None:
    month, day = _MONTHS_EN.index(match["month_en"][:3]) + 1, int(match["day"])
    return calendar.yearly_on(month, day) if _exists(month, day) else None


def _exists(month: int, day: int) -> bool:
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True


def _always(rule: str) -> Callable[[re.Match[str]], str | None]:
    return lambda _match: rule


_NO_LETTER = r"(?![a-z])"
_TO = r"\s*(?:-|~|〜|–|から|to|through)\s*"
_DAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None], int], ...] = (
    (re.compile(rf"毎日|every\s*day{_NO_LETTER}|daily{_NO_LETTER}"), _always(calendar.DAILY), 1),
    (re.compile(rf"毎?平日(?:の?毎日)?|(?:every\s+)?weekdays?{_NO_LETTER}"), _always(calendar.WORKDAYS), 1),
    (
        re.compile(rf"毎週の?\s*月{_YOBI}{_TO}金{_YOBI}|every\s+mon(?:day)?{_TO}fri(?:day)?{_NO_LETTER}"),
        _always(calendar.WORKDAYS),
        1,
    ),
    (
        re.compile(
            rf"(?:隔週の?|2週間(?:ごとの?|に1[回度]の?))\s*{_LIST_JA}|every\s+(?:other\s+|(?:2|two)\s+weeks\s+on\s+){_LIST_EN}"
        ),
        _second_week,
        2,
    ),
    (re.compile(rf"毎週の?\s*{_LIST_JA}|(?:every\s+(?:week\s+on\s+)?|weekly\s+on\s+){_LIST_EN}"), _week, 1),
    (re.compile(rf"(?:毎月の?\s*)?{_POSITIONS}\s*の?\s*{WEEKDAY}"), _month_positions, 1),
    (re.compile(rf"毎月の?\s*(?:最終|最後の)\s*{WEEKDAY}"), _month_last, 1),
    (re.compile(rf"(?:every|(?:on\s+)?the)\s+{_LIST_ORDINAL}\s+{WEEKDAY}{_OF_MONTH}"), _month_ordinals, 1),
    (re.compile(rf"{_MONTHLY}{_LIST_ORDINAL}\s+{WEEKDAY}"), _month_ordinals, 1),
    (re.compile(rf"every\s+last\s+{WEEKDAY}"), _month_last, 1),  # “every second” alone would be every other week
    (re.compile(rf"毎月の?\s*末日?|毎?月末|(?:the|every)\s+last\s+day{_OF_MONTH}"), _always(calendar.LAST_OF_MONTH), 1),
    (re.compile(rf"{_MONTHLY}last\s+day{_NO_LETTER}"), _always(calendar.LAST_OF_MONTH), 1),
    (re.compile(rf"毎月の?\s*{_DAYS_JA}"), _month_days, 1),
    (re.compile(rf"{_MONTHLY}(?P<day_en>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?"), _month_day, 1),
    (re.compile(rf"(?:on\s+)?the\s+{_DAY_EN}{_OF_MONTH}"), _month_day, 1),
    (re.compile(r"毎年の?\s*(?P<month>\d{1,2})(?:月|/)\s*(?P<day>\d{1,2})(?!\d)日?"), _year_day, 1),
    (
        re.compile(
            rf"every\s+(?:year\s+on\s+)?(?P<month_en>{'|'.join(_MONTHS_EN)})[a-z]*\.?\s+(?P<day>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?"
        ),
        _year_day_en,
        1,
    ),
)
