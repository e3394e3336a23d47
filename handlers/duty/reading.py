"""Reads what a host types for a new rota: a name, when turns begin, how long they last, whether holidays are left out.

`司会 毎週土曜 21:00 2時間 祝日は休み`, `hosting every sat 9pm 2h except holidays`. Width and case make no
difference. Pure.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from bot.times import ImpossibleTime, read_duration
from bot.times.clocks import Clock, read_clock
from bot.times.head import Head
from handlers.duty.calendar import Recurrence
from handlers.duty.day_rules import START, find_days

SHORTEST_TURN = timedelta(minutes=5)
LONGEST_TURN = timedelta(days=62)


class Trouble(Enum):
    """Why a line is no rota."""

    NO_DAYS = "no days"
    NO_TIME = "no time"
    NO_SUCH_TIME = "no such time"
    TIME_OF_NEXT_DAY = "time of the next day"
    NOT_UNDERSTOOD = "not understood"
    TURN_OUT_OF_BOUNDS = "turn out of bounds"
    NO_TURN_EVER = "no turn ever"


class NotReadable(ValueError):
    """A line that is no rota; what the person typed is in `given` alone, never in the message."""

    def __init__(self, trouble: Trouble, given: str = "") -> None:
        """Take the reason, and the part of the line that could not be read."""
        super().__init__(trouble.value)
        self.trouble = trouble
        self.given = given


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaTyped:
    """A rota as typed; `lasts` is empty for turns that last until the next one begins.

    `surer` is empty, or, where the hour could be meant otherwise, the same line for the morning and for the evening.
    """

    name: str
    recurrence: Recurrence
    lasts: timedelta | None
    surer: tuple[str, ...] = ()


_JOINT = re.compile(r"\s*(?:の|、|,|at(?![a-z])|@)?\s*")
_HOLIDAYS_OFF = re.compile(
    r"(?:祝日|休日)(?:は|を)?\s*(?:お?休み|休|除く|のぞく|なし)|祝日以外"
    r"|(?:except|not|skip(?:ping)?|without)\s+(?:on\s+)?(?:public\s+)?holidays?"
)
_FROM = re.compile(r"^\s*(?:から|より|に)")
_FILLER = re.compile(r"[\s、,。.・()（）間]*")


def read_rota(text: str, *, now: datetime, zone: ZoneInfo) -> RotaTyped:
    """Read a rota; NotReadable where a part is missing, impossible or not understood."""
    start = _start_of_days(text)
    if start is None:
        raise NotReadable(Trouble.NO_DAYS)
    head = Head(text[start:])
    rule, end, every = _read_days(head)
    clock_starts = head.end_of(_JOINT, end)
    clock = _read_time(head, clock_starts)
    rest, skips_holidays = _without_holidays(head.rest_after_particle(clock.end))
    recurrence = Recurrence(rule=rule, begins=now.astimezone(zone).date(), at=clock.time, skips_holidays=skips_holidays)
    if every > 1:
        recurrence = _from_the_coming_one(recurrence, rule, every, now, zone)
    if recurrence.after(now, zone) is None:
        raise NotReadable(Trouble.NO_TURN_EVER)
    return RotaTyped(
        name=text[:start].strip(),
        recurrence=recurrence,
        lasts=_read_lasts(rest),
        surer=_surer(text[:start], head, clock_starts, clock),
    )


def _start_of_days(text: str) -> int | None:
    """Find where the days begin: the first place from which days with a time can be read, or else days alone."""
    only_days = None
    for start in range(len(text)):
        head = Head(text[start:])
        is_inside_word = start and text[start - 1].isascii() and text[start - 1].isalpha() and text[start].isascii()
        found = None if is_inside_word or head.start or not START.match(head.folded) else find_days(head)
        if found is None:
            continue
        if _has_time(head, head.end_of(_JOINT, found[1])):
            return start
        only_days = start if only_days is None else only_days
    return only_days


def _has_time(head: Head, start: int) -> bool:
    try:
        return read_clock(head, start) is not None
    except ImpossibleTime:
        return True


def _read_days(head: Head) -> tuple[str, int, int]:
    found = find_days(head)
    if found is None:
        raise NotReadable(Trouble.NO_DAYS)
    return found


def _read_time(head: Head, start: int) -> Clock:
    try:
        clock = read_clock(head, start)
    except ImpossibleTime as error:
        raise NotReadable(Trouble.NO_SUCH_TIME, error.given) from None
    if clock is None:
        raise NotReadable(Trouble.NO_TIME)
    if clock.next_day or clock.needs_date:
        raise NotReadable(Trouble.TIME_OF_NEXT_DAY)
    return clock


def _without_holidays(rest: str) -> tuple[str, bool]:
    head = Head(rest)
    match = _HOLIDAYS_OFF.search(head.folded)
    if match is None:
        return rest, False
    return f"{head.typed(match.start())} {head.rest(match.end())}", True


def _read_lasts(rest: str) -> timedelta | None:
    rest = _FROM.sub("", rest)
    if _FILLER.fullmatch(rest):
        return None
    try:
        found = read_duration(rest)
    except ImpossibleTime:
        raise NotReadable(Trouble.TURN_OUT_OF_BOUNDS) from None
    if found is None or not _FILLER.fullmatch(found[1]):
        raise NotReadable(Trouble.NOT_UNDERSTOOD, rest.strip() if found is None else found[1].strip())
    duration = found[0]
    if duration.months or not duration.is_within(SHORTEST_TURN, LONGEST_TURN):
        raise NotReadable(Trouble.TURN_OUT_OF_BOUNDS)
    return timedelta(days=duration.days, seconds=duration.seconds)


def _from_the_coming_one(rule: Recurrence, text: str, every: int, now: datetime, zone: ZoneInfo) -> Recurrence:
    """Let every second week begin with the coming one, whichever day of the week today is."""
    plain = Recurrence(rule=text.replace(f"INTERVAL={every};", ""), begins=rule.begins, at=rule.at)
    first = plain.after(now, zone)
    begins = rule.begins if first is None else first.astimezone(zone).date()
    return Recurrence(rule=text, begins=begins, at=rule.at, skips_holidays=rule.skips_holidays)


def _surer(name: str, head: Head, clock_starts: int, clock: Clock) -> tuple[str, ...]:
    """Give the same line with hours that cannot be mistaken; nothing where it is sure already, or midnight."""
    if not clock.doubtful or clock.time.hour == 0:
        return ()
    hours = sorted({clock.time.hour, (clock.time.hour + 12) % 24})
    before, after = head.typed(clock_starts), head.rest(clock.end)
    times = [time(hour, clock.time.minute) for hour in hours]
    return tuple(f"{name.strip()} {before} {each:%H:%M} {after}".strip() for each in times)
