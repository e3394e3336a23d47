"""Durations and times as people type them, in Japanese and English.

Everything is read from the start of a text, and what follows comes back as `rest`, as it was typed. Width, case and
invisible characters make no difference. `None` means that the text does not begin with a time at all; `ImpossibleTime`
that it does, but with one that does not exist, has passed, or is too far away.

A reading that another person could understand otherwise is *doubtful*: it is shown once more and waits for a tap.

Moments are aware and in UTC. A wall time that the clock skips in spring means the moment as far after the change as it
was typed; one that comes twice in autumn means the first of the two. Both are doubtful.
"""

import calendar
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONGEST_DURATION = timedelta(days=3660)
"""Ten years; whatever is longer was mistyped."""

DAYS_OF_A_MONTH = 30
"""What a month counts for where a duration is compared with bounds; `add_to` knows the calendar."""

# Longer than any time people write; what stands behind it is the text of an announcement.
_LONGEST_HEAD = 100
_YEARS_AHEAD = 10
# A date that passed this recently was more likely mistyped than meant for next year.
_RECENTLY = timedelta(days=60)
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_HALF_DAY = timedelta(hours=12)
_SUNDAY = 6


class ImpossibleTime(ValueError):
    """What was typed is a time, but none that can be meant; `is_past` if it only came too late.

    What the person typed is in `given` alone, never in the message, since messages of errors are logged.
    """

    def __init__(self, given: str, *, is_past: bool = False) -> None:
        """Take the time as it was typed."""
        super().__init__("the time has passed" if is_past else "there is no such time")
        self.given = given
        self.is_past = is_past


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time in the units that people mean: calendar months, days, and seconds on the clock."""

    months: int = 0
    days: int = 0
    seconds: int = 0

    def add_to(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Give the moment this much later.

        Months and days keep the wall time of `zone`, and the last day of a short month stands in for days it lacks;
        seconds pass on the clock.
        """
        later = moment.astimezone(UTC)
        if self.months or self.days:
            local = moment.astimezone(zone)
            day = _add_months(local.date(), self.months) + timedelta(days=self.days)
            later, _ = _settle(datetime.combine(day, local.time()), zone)
        return later + timedelta(seconds=self.seconds)

    def is_within(self, shortest: timedelta, longest: timedelta) -> bool:
        """Tell whether it is neither too short nor too long, a month counting as 30 days."""
        return shortest <= self._roughly() <= longest

    def _roughly(self) -> timedelta:
        return timedelta(days=self.months * DAYS_OF_A_MONTH + self.days, seconds=self.seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A moment as typed. Without `has_time` only a date was given, and `moment` is its first in the zone."""

    moment: datetime
    doubtful: bool
    has_time: bool
    rest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """A time of every week; `weekday` counts from Monday, 0, and the time is the wall's."""

    weekday: int
    time: time
    doubtful: bool
    rest: str

    def next_after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Give the first such moment after `moment`."""
        day = moment.astimezone(zone).date()
        day += timedelta(days=(self.weekday - day.weekday()) % 7)
        upcoming, _ = _settle(datetime.combine(day, self.time), zone)
        if upcoming <= moment:
            upcoming, _ = _settle(datetime.combine(day + _WEEK, self.time), zone)
        return upcoming


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Hours of the day, by the wall, from `start` up to `end`; they may reach over midnight."""

    start: time
    end: time

    def covers(self, moment: datetime, zone: ZoneInfo) -> bool:
        """Tell whether `moment` lies in these hours."""
        wall = moment.astimezone(zone).time()
        if self.start < self.end:
            return self.start <= wall < self.end
        return wall >= self.start or wall < self.end

    def next_end(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Give the first moment after `moment` at which such hours end."""
        day = moment.astimezone(zone).date()
        upcoming, _ = _settle(datetime.combine(day, self.end), zone)
        if upcoming <= moment:
            upcoming, _ = _settle(datetime.combine(day + _DAY, self.end), zone)
        return upcoming


def read_duration(text: str) -> tuple[Duration, str] | None:
    """Read `30m`, `1h30m`, `2週間` and the like, and give what follows.

    A number without unit is no duration, nor is what rather names a point in time (`3日後`, `3日まで`, `2日目`). Raises
    `ImpossibleTime` for nothing at all (`0m`) and for more than ten years.
    """
    head = _Head(text)
    found = _read_span(head, head.start)
    if found is None or _NAMES_A_POINT.match(head.folded, found[1]):
        return None
    span, end = found
    _check_length(span, head, end)
    return span, head.rest(end)


def read_when(text: str, *, now: datetime, zone: ZoneInfo) -> When | None:
    """Read a coming moment: a date, a time, or both, in any of the ways people write them.

    Without a date it is the next such time; without a year the next such date; a date alone has no time.

    Doubtful are hours before seven without am or pm, hours of the small night, a time that only this evening fits
    (`今日8時` in the afternoon), weekdays that do not fit their date, `来週日曜` (weeks begin on Monday or on Sunday),
    `next fri` (of this week or the next), a date that has only just passed, and a day behind its time (`7pm tomorrow`;
    in `19:00 明日の集まり` it rather begins what is said). Raises `ImpossibleTime`.
    """
    head = _Head(text)
    span = _read_from_now(head, now, zone)
    if span:
        return span
    today = now.astimezone(zone).date()
    day, clock = _read_day_and_clock(head, today)
    if day and clock:
        return _at_time_of_day(head, day, clock, now, zone)
    if day:
        return _on_day(head, day, today, zone)
    return _at_next_time(head, clock, now, zone) if clock else None


def read_weekly(text: str) -> Weekly | None:
    """Read `毎週土曜 21:00` or `every sat 9pm`; `土曜 25:00` is Sunday, and doubtful. Raises `ImpossibleTime`."""
    head = _Head(text)
    match = _EVERY_WEEK.match(head.folded, head.start)
    if match is None:
        return None
    clock = _read_clock(head, _end_of(_JOINT, head, match.end()))
    if clock is None:
        return None
    weekday = (_weekday_in(match) + clock.next_day) % 7
    rest = head.rest_after_particle(clock.end)
    return Weekly(weekday=weekday, time=clock.time, doubtful=clock.doubtful, rest=rest)


def read_quiet_hours(text: str) -> QuietHours | None:
    """Read `22:00-7:00`, `22時から7時まで`, `10pm to 7am`; hours alone, and all there is in the text.

    Raises `ImpossibleTime` for hours that do not exist and for no hours at all.
    """
    head = _Head(text)
    start = _read_clock(head, head.start)
    joint = _UNTIL.match(head.folded, start.end) if start else None
    end = _read_clock(head, joint.end()) if joint else None
    if start is None or end is None or not _NOTHING_MORE.match(head.folded, end.end):
        return None
    if start.time == end.time or start.needs_date or end.needs_date:
        raise ImpossibleTime(head.typed(end.end))
    return QuietHours(start.time, end.time)


# How a text is read: folded character by character, with the way back to what was typed.


class _Head:
    """The start of a text, folded for reading; knows which typed character each folded one came from."""

    def __init__(self, text: str) -> None:
        self._text = text
        folded: list[str] = []
        self._origins: list[int] = []
        for index, character in enumerate(text[:_LONGEST_HEAD]):
            if unicodedata.category(character) == "Cf":
                continue
            letters = unicodedata.normalize("NFKC", character).casefold()
            folded.append(letters)
            self._origins.extend([index] * len(letters))
        self.folded = "".join(folded)
        self._origins.append(min(len(text), _LONGEST_HEAD))
        self.start = len(self.folded) - len(self.folded.lstrip())

    def typed(self, end: int) -> str:
        """Give what was typed up to the folded index `end`."""
        return self._text[: self._origins[end]].strip()

    def rest(self, end: int) -> str:
        """Give what was typed from the folded index `end` on."""
        return self._text[self._origins[end] :].lstrip(" \t\r\n\u3000、,:：").rstrip()

    def rest_after_particle(self, end: int) -> str:
        """Give the rest without the particle that ties it to the time (`19時に …`)."""
        return self.rest(_end_of(_PARTICLE, self, end))


_WEEKDAYS_JA = "月火水木金土日"
_WEEKDAYS_EN = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS_EN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY_EN = (
    r"(?P<en>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
    r"(?![a-z])\.?"
)
_WEEKDAY = rf"(?:(?P<ja>[{_WEEKDAYS_JA}])曜日?|{_WEEKDAY_EN})"
_MONTH_EN = (
    r"(?P<month_en>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_JOINT = re.compile(r"\s*(?:の|、|,|at(?![a-z])|@|t(?=\d))?\s*")
_PARTICLE = re.compile(r"\s*(?:頃|ごろ)?\s*(?:に|から|より)?(?=[\s、,:]|\Z)")
_UNTIL = re.compile(r"\s*(?:-|~|〜|–|—|から|(?:to|until)(?![a-z]))\s*(?:翌日?の?\s*)?")
_NOTHING_MORE = re.compile(r"\s*(?:まで)?\s*\Z")
_EVERY_WEEK = re.compile(rf"(?:毎週の?\s*|every\s+){_WEEKDAY}")


def _end_of(pattern: re.Pattern[str], head: _Head, start: int) -> int:
    match = pattern.match(head.folded, start)
    return match.end() if match else start


def _weekday_in(match: re.Match[str]) -> int:
    if match["ja"]:
        return _WEEKDAYS_JA.index(match["ja"])
    return _WEEKDAYS_EN.index(match["en"][:3])


# Durations.

_UNITS: Mapping[str, tuple[str, Duration]] = {
    "months": (r"(?:mo|months?)(?![a-z])|[かヶケカヵ箇個]月間?", Duration(months=1)),
    "years": (r"(?:y|years?)(?![a-z])|年間?(?!\s*\d{1,2}月)", Duration(months=12)),
    "weeks": (r"(?:w|weeks?)(?![a-z])|週間?", Duration(days=7)),
    "days": (r"(?:d|days?)(?![a-z])|日間?", Duration(days=1)),
    "hours": (r"(?:h|hrs?|hours?)(?![a-z])|時間(?P<half>半)?", Duration(seconds=3600)),
    "minutes": (r"(?:m|mins?|minutes?)(?![a-z])|分間?", Duration(seconds=60)),
}
_SPAN_PART = re.compile(
    r"\s*(\d{1,5})\s*(?:" + "|".join(f"(?P<{name}>{letters})" for name, (letters, _) in _UNITS.items()) + ")"
)
_NAMES_A_POINT = re.compile(r"\s*(?:後|前|目|半|から|まで|ago|later)|(?<=日)(?:[にの(]|\s*\d{1,2}(?::|時(?!間)))")
_LATER = re.compile(r"\s*(?:後|(?:later|from\s+now)(?![a-z]))")
_IN = re.compile(r"in\s+")


def _read_span(head: _Head, start: int) -> tuple[Duration, int] | None:
    """Read amounts with units, each unit once; `時間半` is half an hour more."""
    amounts: dict[str, int] = {}
    half_an_hour = 0
    end = start
    while (match := _SPAN_PART.match(head.folded, end)) and match.lastgroup and match.lastgroup not in amounts:
        amounts[match.lastgroup] = int(match[1])
        half_an_hour = half_an_hour or (1800 if match["half"] else 0)
        end = match.end()
    if not amounts:
        return None
    units = [(amount, _UNITS[name][1]) for name, amount in amounts.items()]
    span = Duration(
        months=sum(amount * unit.months for amount, unit in units),
        days=sum(amount * unit.days for amount, unit in units),
        seconds=sum(amount * unit.seconds for amount, unit in units) + half_an_hour,
    )
    return span, end


def _check_length(span: Duration, head: _Head, end: int) -> None:
    if not span.is_within(timedelta(seconds=1), LONGEST_DURATION):
        raise ImpossibleTime(head.typed(end))


def _read_from_now(head: _Head, now: datetime, zone: ZoneInfo) -> When | None:
    """Read `30分後` and `in 2 hours`, which are moments; `3日後` is a day, and a time may follow it."""
    found = _read_span_from_now(head, head.start)
    if found is None or not found[0].seconds:
        return None
    span, end = found
    moment = span.add_to(now, zone)
    return When(moment=moment, doubtful=False, has_time=True, rest=head.rest_after_particle(end))


def _read_span_from_now(head: _Head, start: int) -> tuple[Duration, int] | None:
    opening = _IN.match(head.folded, start)
    found = _read_span(head, opening.end() if opening else start)
    if found is None:
        return None
    span, end = found
    later = opening or _LATER.match(head.folded, end)
    if later is None:
        return None
    end = max(end, later.end())
    _check_length(span, head, end)
    return span, end


# Days.


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """A day as typed; `part` is a part of the day named with it, and `repeats` says that a week later is meant too."""

    date: date
    end: int
    doubtful: bool = False
    part: str | None = None
    repeats: bool = False


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
_DAY_OF_WEEK = re.compile(rf"(?:(?P<which>再来週|来週|今週|今度|次|next|this|coming)\s*の?\s*)?{_WEEKDAY}")
_WEEKS_AHEAD = {"今週": 0, "来週": 1, "next": 1, "再来週": 2}
_WEEKDAY_BESIDE = re.compile(
    rf"\s*(?:\(\s*(?:(?P<ja>[{_WEEKDAYS_JA}])(?:曜日?)?(?:[・/]?祝)?|{_WEEKDAY_EN})\s*\)"
    rf"|(?P<ja_bare>[{_WEEKDAYS_JA}])(?:曜日?|(?=\s*\d|\s|\Z))|,?\s*{_WEEKDAY_EN.replace('<en>', '<en_bare>')})"
)


def _read_day(head: _Head, start: int, today: date) -> _Day | None:
    """Read a day in whichever way it is written, and compare it with a weekday that stands beside it."""
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
    weekday = _WEEKDAYS_JA.index(japanese) if japanese else _WEEKDAYS_EN.index(english[:3])
    return replace(day, end=beside.end(), doubtful=day.doubtful or day.date.weekday() != weekday)


def _read_full_date(head: _Head, start: int, today: date) -> _Day | None:
    match = _FULL_DATE.match(head.folded, start)
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else 2018 + int(match["reiwa"])
    return _dated(head, match, today, year, int(match["month"]), int(match["day"]))


def _read_date(head: _Head, start: int, today: date) -> _Day | None:
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


def _dated(head: _Head, match: re.Match[str], today: date, year: int, month: int, day: int) -> _Day:
    found = _date_or_none(year, month, day)
    if found is None or year > today.year + _YEARS_AHEAD:
        raise ImpossibleTime(head.typed(match.end()))
    if found < today:
        raise ImpossibleTime(head.typed(match.end()), is_past=True)
    return _Day(date=found, end=match.end())


def _next_dated(head: _Head, match: re.Match[str], today: date, month: int, day: int) -> _Day:
    this_year = _date_or_none(today.year, month, day)
    if this_year and this_year >= today:
        return _Day(date=this_year, end=match.end())
    next_year = _date_or_none(today.year + 1, month, day)
    if next_year is None:
        raise ImpossibleTime(head.typed(match.end()))
    has_just_passed = this_year is not None and today - this_year < _RECENTLY
    return _Day(date=next_year, end=match.end(), doubtful=has_just_passed)


def _read_day_of_month(head: _Head, start: int, today: date) -> _Day | None:
    match = _DAY_OF_MONTH.match(head.folded, start)
    if match is None:
        return None
    month = _add_months(today.replace(day=1), _MONTHS_AHEAD[match["which"]])
    return _dated(head, match, today, month.year, month.month, int(match["day"]))


def _read_named_day(head: _Head, start: int, today: date) -> _Day | None:
    match = _NAMED_DAY.match(head.folded, start)
    if match is None:
        return None
    days, part = _NAMED_DAYS[match["name"]]
    return _Day(date=today + timedelta(days=days), end=match.end(), part=part)


def _read_days_ahead(head: _Head, start: int, today: date) -> _Day | None:
    found = _read_span_from_now(head, start)
    if found is None or found[0].seconds:
        return None
    span, end = found
    return _Day(date=_add_months(today, span.months) + timedelta(days=span.days), end=end)


def _read_day_of_week(head: _Head, start: int, today: date) -> _Day | None:
    match = _DAY_OF_WEEK.match(head.folded, start)
    if match is None:
        return None
    weekday = _weekday_in(match)
    upcoming = today + timedelta(days=(weekday - today.weekday()) % 7)
    weeks = _WEEKS_AHEAD.get(match["which"])
    if weeks is None:
        return _Day(date=upcoming, end=match.end(), doubtful=upcoming == today, repeats=True)
    found = today - timedelta(days=today.weekday()) + timedelta(days=weekday, weeks=weeks)
    if match["which"] == "next":
        return _Day(date=found, end=match.end(), doubtful=found != upcoming)
    if weeks == 0 and today.weekday() == _SUNDAY:
        found = upcoming
    # Weeks begin on Monday here, on Sunday in many calendars; it matters on Sundays and for Sundays.
    return _Day(date=found, end=match.end(), doubtful=_SUNDAY in (weekday, today.weekday()))


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# Times of day.


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clock:
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


def _read_clock(head: _Head, start: int, part: str | None = None) -> _Clock | None:
    """Read a time of day; `part` is the part of the day that its date named (`今夜`)."""
    if noon := _NOON.match(head.folded, start):
        return _Clock(time=time(12), end=noon.end())
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


def _place_hour(typed: str, part: str | None) -> _Clock | None:
    """Say which hour is meant; `None` if there is none such (`午前13時`)."""
    hour = int(typed)
    if part is None:
        return _place_bare_hour(typed)
    if part in ("午前", "午後") and (hour > 23 or (part == "午前" and hour > 12)):
        return None
    meaning = _PARTS_OF_DAY[part]
    if hour in meaning.plain:
        return _Clock(time=time(hour), end=0)
    if hour in meaning.plus_twelve:
        return _Clock(time=time(hour + 12), end=0)
    if hour in meaning.past_midnight or hour >= 24:
        return _Clock(time=time(hour % 12), end=0, doubtful=True, next_day=True)
    return _Clock(time=time(0 if part == "午前" else hour), end=0, doubtful=True)


def _place_bare_hour(typed: str) -> _Clock:
    """Take an hour without am or pm: a leading zero marks the 24-hour clock, small hours alone could be evening."""
    hour = int(typed)
    if hour >= 24:
        return _Clock(time=time(hour - 24), end=0, doubtful=True, next_day=True, needs_date=hour > 24)
    is_exact = typed.startswith("0") and hour > 0
    return _Clock(
        time=time(hour), end=0, doubtful=hour < 7 and not is_exact, may_be_evening=1 <= hour < 12 and not is_exact
    )


# Putting day and time together.


def _read_day_and_clock(head: _Head, today: date) -> tuple[_Day | None, _Clock | None]:
    """Read a day with the time that follows it, or a time with the day that follows it, which is always doubtful."""
    day = _read_day(head, head.start, today)
    if day:
        return day, _read_clock(head, _end_of(_JOINT, head, day.end), day.part)
    clock = _read_clock(head, head.start)
    day = _read_day(head, _end_of(_JOINT, head, clock.end), today) if clock else None
    if clock is None or day is None:
        return None, clock
    stands_alone = _PARTICLE.match(head.folded, day.end)
    return day if stands_alone else None, replace(clock, doubtful=True)


def _at_time_of_day(head: _Head, day: _Day, clock: _Clock, now: datetime, zone: ZoneInfo) -> When:
    end = max(day.end, clock.end)
    wall = datetime.combine(day.date, clock.time) + (_DAY if clock.next_day else timedelta())
    moment, unsettled = _settle(wall, zone)
    doubtful = day.doubtful or clock.doubtful or unsettled
    if moment <= now and clock.may_be_evening and day.date == now.astimezone(zone).date():
        moment, _ = _settle(wall + _HALF_DAY, zone)
        doubtful = True
    if moment <= now and day.repeats:
        moment, _ = _settle(wall + _WEEK, zone)
    if moment <= now:
        raise ImpossibleTime(head.typed(end), is_past=True)
    return When(moment=moment, doubtful=doubtful, has_time=True, rest=head.rest_after_particle(end))


def _on_day(head: _Head, day: _Day, today: date, zone: ZoneInfo) -> When:
    if day.date < today:
        raise ImpossibleTime(head.typed(day.end), is_past=True)
    moment, _ = _settle(datetime.combine(day.date, time()), zone)
    return When(moment=moment, doubtful=True, has_time=False, rest=head.rest_after_particle(day.end))


def _at_next_time(head: _Head, clock: _Clock, now: datetime, zone: ZoneInfo) -> When:
    if clock.needs_date:
        raise ImpossibleTime(head.typed(clock.end))
    wall = datetime.combine(now.astimezone(zone).date(), clock.time)
    moment, unsettled = _settle(wall, zone)
    doubtful = clock.doubtful or unsettled
    if moment <= now:
        this_evening, _ = _settle(wall + _HALF_DAY, zone)
        doubtful = doubtful or (clock.may_be_evening and this_evening > now)
        moment, unsettled = _settle(wall + _DAY, zone)
        doubtful = doubtful or unsettled
    return When(moment=moment, doubtful=doubtful, has_time=True, rest=head.rest_after_particle(clock.end))


def _settle(wall: datetime, zone: ZoneInfo) -> tuple[datetime, bool]:
    """Give the moment of a wall time, and whether the zone skips it or has it twice."""
    local = wall.replace(tzinfo=zone, fold=0)
    is_odd = local.utcoffset() != local.replace(fold=1).utcoffset()
    return local.astimezone(UTC), is_odd
