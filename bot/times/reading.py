"""Reading durations, moments, weekly times and quiet hours; where days and times of day come together."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.times.clocks import Clock, read_clock
from bot.times.days import Day, read_day
from bot.times.head import PARTICLE, Head
from bot.times.spans import check_length, read_span, read_span_from_now
from bot.times.values import Duration, ImpossibleTime, QuietHours, Weekly, When
from bot.times.wall_times import DAY, WEEK, settle
from bot.times.weekdays import WEEKDAY, weekday_in

_HALF_DAY = timedelta(hours=12)
_NAMES_A_POINT = re.compile(r"\s*(?:後|前|目|半|から|まで|ago|later)|(?<=日)(?:[にの(]|\s*\d{1,2}(?::|時(?!間)))")
_JOINT = re.compile(r"\s*(?:の|、|,|at(?![a-z])|@|t(?=\d))?\s*")
_UNTIL = re.compile(r"\s*(?:-|~|〜|–|—|から|(?:to|until)(?![a-z]))\s*(?:翌日?の?\s*)?")
_NOTHING_MORE = re.compile(r"\s*(?:まで)?\s*\Z")
_EVERY_WEEK = re.compile(rf"(?:毎週の?\s*|every\s+){WEEKDAY}")


def read_duration(text: str) -> tuple[Duration, str] | None:
    """Read `30m`, `1h30m`, `2週間` and the like, and give what follows.

    A number without unit is no duration, nor is what rather names a point in time (`3日後`, `3日まで`, `2日目`). Raises
    `ImpossibleTime` for nothing at all (`0m`) and for more than ten years.
    """
    head = Head(text)
    found = read_span(head, head.start)
    if found is None or _NAMES_A_POINT.match(head.folded, found[1]):
        return None
    span, end = found
    check_length(span, head, end)
    return span, head.rest(end)


def read_when(text: str, *, now: datetime, zone: ZoneInfo) -> When | None:
    """Read a coming moment: a date, a time, or both, in any of the ways people write them.

    Without a date it is the next such time; without a year the next such date; a date alone has no time.

    Doubtful are hours before seven without am or pm, hours of the small night, a time that only this evening fits
    (`今日8時` in the afternoon), weekdays that do not fit their date, `来週日曜` (weeks begin on Monday or on Sunday),
    `next fri` (of this week or the next), a date that has only just passed, and a day behind its time (`7pm tomorrow`;
    in `19:00 明日の集まり` it rather begins what is said). Raises `ImpossibleTime`.
    """
    head = Head(text)
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
    head = Head(text)
    match = _EVERY_WEEK.match(head.folded, head.start)
    if match is None:
        return None
    clock = read_clock(head, head.end_of(_JOINT, match.end()))
    if clock is None:
        return None
    weekday = (weekday_in(match) + clock.next_day) % 7
    rest = head.rest_after_particle(clock.end)
    return Weekly(weekday=weekday, time=clock.time, doubtful=clock.doubtful, rest=rest)


def read_quiet_hours(text: str) -> QuietHours | None:
    """Read `22:00-7:00`, `22時から7時まで`, `10pm to 7am`; hours alone, and all there is in the text.

    Raises `ImpossibleTime` for hours that do not exist and for no hours at all.
    """
    head = Head(text)
    start = read_clock(head, head.start)
    joint = _UNTIL.match(head.folded, start.end) if start else None
    end = read_clock(head, joint.end()) if joint else None
    if start is None or end is None or not _NOTHING_MORE.match(head.folded, end.end):
        return None
    if start.time == end.time or start.needs_date or end.needs_date:
        raise ImpossibleTime(head.typed(end.end))
    return QuietHours(start.time, end.time)


def _read_from_now(head: Head, now: datetime, zone: ZoneInfo) -> When | None:
    """Read `30分後` and `in 2 hours`, which are moments; `3日後` is a day, and a time may follow it."""
    found = read_span_from_now(head, head.start)
    if found is None or not found[0].seconds:
        return None
    span, end = found
    moment = span.add_to(now, zone)
    return When(moment=moment, doubtful=False, has_time=True, rest=head.rest_after_particle(end))


def _read_day_and_clock(head: Head, today: date) -> tuple[Day | None, Clock | None]:
    """Read a day with the time that follows it, or a time with the day that follows it, which is always doubtful."""
    day = read_day(head, head.start, today)
    if day:
        return day, read_clock(head, head.end_of(_JOINT, day.end), day.part)
    clock = read_clock(head, head.start)
    day = read_day(head, head.end_of(_JOINT, clock.end), today) if clock else None
    if clock is None or day is None:
        return None, clock
    stands_alone = PARTICLE.match(head.folded, day.end)
    return day if stands_alone else None, replace(clock, doubtful=True)


def _at_time_of_day(head: Head, day: Day, clock: Clock, now: datetime, zone: ZoneInfo) -> When:
    end = max(day.end, clock.end)
    wall = datetime.combine(day.date, clock.time) + (DAY if clock.next_day else timedelta())
    moment, unsettled = settle(wall, zone)
    doubtful = day.doubtful or clock.doubtful or unsettled
    if moment <= now and clock.may_be_evening and day.date == now.astimezone(zone).date():
        moment, _ = settle(wall + _HALF_DAY, zone)
        doubtful = True
    if moment <= now and day.repeats:
        moment, _ = settle(wall + WEEK, zone)
    if moment <= now:
        raise ImpossibleTime(head.typed(end), is_past=True)
    return When(moment=moment, doubtful=doubtful, has_time=True, rest=head.rest_after_particle(end))


def _on_day(head: Head, day: Day, today: date, zone: ZoneInfo) -> When:
    if day.date < today:
        raise ImpossibleTime(head.typed(day.end), is_past=True)
    moment, _ = settle(datetime.combine(day.date, time()), zone)
    return When(moment=moment, doubtful=True, has_time=False, rest=head.rest_after_particle(day.end))


def _at_next_time(head: Head, clock: Clock, now: datetime, zone: ZoneInfo) -> When:
    if clock.needs_date:
        raise ImpossibleTime(head.typed(clock.end))
    wall = datetime.combine(now.astimezone(zone).date(), clock.time)
    moment, unsettled = settle(wall, zone)
    doubtful = clock.doubtful or unsettled
    if moment <= now:
        this_evening, _ = settle(wall + _HALF_DAY, zone)
        doubtful = doubtful or (clock.may_be_evening and this_evening > now)
        moment, unsettled = settle(wall + DAY, zone)
        doubtful = doubtful or unsettled
    return When(moment=moment, doubtful=doubtful, has_time=True, rest=head.rest_after_particle(clock.end))
