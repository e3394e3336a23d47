"""Times of day as people type them, and which hour is meant by them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time

from bot.times.head import Head
from bot.times.values import ImpossibleTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day as typed.

    `next_day`: it lies after the midnight that ends its day (`25:00`, `今夜1時`). `needs_date`: without a date it means
    nothing. `may_be_evening`: it could be twelve hours later as well.
    """

    time: time
    end: int
    doubtful: bool = False
    next_day: bool = False
    needs_date: bool = False
    may_be_evening: bool = False


@dataclass(frozen=True, slots=True)
class _PartOfDay:
    """What hours mean in a part of the day: as they are, twelve hours later, or after midnight; others are doubtful."""

    plain: range
    plus_twelve: range = range(0)
    past_midnight: tuple[int, ...] = ()


_PARTS_OF_DAY: Mapping[str, _PartOfDay] = {
    "午前": _PartOfDay(range(12)),
    "午後": _PartOfDay(range(0), range(12)),
    "朝": _PartOfDay(range(4, 12)),
    "昼": _PartOfDay(range(10, 16), range(1, 5)),
    "夕": _PartOfDay(range(15, 20), range(3, 8)),
    "夜": _PartOfDay(range(17, 24), range(5, 12), (0, 1, 2, 3, 4, 12)),
    "深夜": _PartOfDay(range(22, 24), range(10, 12), (0, 1, 2, 3, 4, 5, 12)),
}
_WORDS_FOR_PARTS: Mapping[str, str] = {
    "午前": "午前",
    "午後": "午後",
    "早朝": "朝",
    "朝": "朝",
    "morning": "朝",
    "お昼": "昼",
    "昼": "昼",
    "afternoon": "昼",
    "夕方": "夕",
    "夕": "夕",
    "evening": "夕",
    "深夜": "深夜",
    "夜中": "深夜",
    "夜": "夜",
    "晩": "夜",
    "night": "夜",
}
_CLOCK = re.compile(
    "(?:(?P<part>" + "|".join(_WORDS_FOR_PARTS) + r")の?\s*(?:at\s+)?)?"
    r"(?:(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?!:?\d)"
    r"|(?P<hour_ja>\d{1,2})時(?!間)(?:(?P<half>半)|(?P<minute_ja>\d{1,2})分(?!間))?"
    r"|(?P<hour_en>\d{1,2})(?=\s*[ap]\.?m\.?(?![a-z])))"
    r"(?:\s*(?P<half_day>[ap])\.?m\.?(?![a-z]))?"
)
_NOON = re.compile(r"正午|noon(?![a-z])")
_LAST_HOUR = 29


def read_clock(head: Head, start: int, part: str | None = None) -> Clock | None:
    """Read a time of day; `part` is the part of the day that its date named (`今夜`).

    Raises `ImpossibleTime` for hours, minutes and seconds that no day has.
    """
    if noon := _NOON.match(head.folded, start):
        return Clock(time=time(12), end=noon.end())
    match = _CLOCK.match(head.folded, start)
    if match is None:
        return None
    typed_hour = match["hour"] or match["hour_ja"] or match["hour_en"]
    minute = 30 if match["half"] else int(match["minute"] or match["minute_ja"] or 0)
    second = int(match["second"] or 0)
    if int(typed_hour) > _LAST_HOUR or minute > 59 or second > 59:
        raise ImpossibleTime(head.typed(match.end()))
    if match["half_day"]:
        part = "午前" if match["half_day"] == "a" else "午後"
    elif match["part"]:
        part = _WORDS_FOR_PARTS[match["part"]]
    clock = _place_hour(typed_hour, part)
    if clock is None:
        raise ImpossibleTime(head.typed(match.end()))
    return replace(clock, time=clock.time.replace(minute=minute, second=second), end=match.end())


def _place_hour(typed: str, part: str | None) -> Clock | None:
    """Say which hour is meant; `None` if there is none such (`午前13時`)."""
    hour = int(typed)
    if part is None:
        return _place_bare_hour(typed)
    if part in ("午前", "午後") and (hour > 23 or (part == "午前" and hour > 12)):
        return None
    meaning = _PARTS_OF_DAY[part]
    if hour in meaning.plain:
        return Clock(time=time(hour), end=0)
    if hour in meaning.plus_twelve:
        return Clock(time=time(hour + 12), end=0)
    if hour in meaning.past_midnight or hour >= 24:
        return Clock(time=time(hour % 12), end=0, doubtful=True, next_day=True)
    return Clock(time=time(0 if part == "午前" else hour), end=0, doubtful=True)


def _place_bare_hour(typed: str) -> Clock:
    """Take an hour without am or pm: a leading zero marks the 24-hour clock, small hours alone could be evening."""
    hour = int(typed)
    if hour >= 24:
        return Clock(time=time(hour - 24), end=0, doubtful=True, next_day=True, needs_date=hour > 24)
    is_exact = typed.startswith("0") and hour > 0
    return Clock(
        time=time(hour), end=0, doubtful=hour < 7 and not is_exact, may_be_evening=1 <= hour < 12 and not is_exact
    )
