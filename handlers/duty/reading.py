"""Reads what a host types for a new rota: a name, when turns begin, how long they last, whether holidays are left out.

`司会 毎週土曜 21:00 2時間 祝日は休み`, `hosting every sat 9pm 2h except holidays`; instead of how long, until when
(`21:00〜23:00`). Width and case make no difference. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.times import ImpossibleTime, read_duration
from bot.times.clocks import Clock, read_clock
from bot.times.head import Head
from bot.times.wall_times import DAY
from handlers.duty.calendar import Recurrence
from handlers.duty.day_rules import START, find_days

SHORTEST_TURN = timedelta(minutes=5)
LONGEST_TURN = timedelta(days=62)
_HALF_DAY = timedelta(hours=12)
_TURNS_COMPARED = 8
"""After so many turns even a rule for every day of the week begins anew."""


class Trouble(Enum):
    """Why a line is no rota."""

    NO_DAYS = "no days"
    NO_TIME = "no time"
    NO_SUCH_TIME = "no such time"
    TIME_OF_NEXT_DAY = "time of the next day"
    NOT_UNDERSTOOD = "not understood"
    TURN_OUT_OF_BOUNDS = "turn out of bounds"
    TURN_BEYOND_NEXT = "turn beyond the next"
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
_BEFORE_LENGTH = re.compile(r"^\s*(?:から|より|に|for(?![a-z]))")
_UNTIL = re.compile(r"\s*(?:-|~|〜|–|—|から|より|(?:to|until|till)(?![a-z]))\s*(?:翌日?の?\s*)?")
_UP_TO_HERE = re.compile(r"\s*まで")
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
    until, end = _read_until(head, clock)
    rest, skips_holidays = _without_holidays(head.rest_after_particle(end))
    lasts = _read_lasts(rest) or until
    recurrence = Recurrence(rule=rule, begins=now.astimezone(zone).date(), at=clock.time, skips_holidays=skips_holidays)
    if every > 1:
        recurrence = _from_the_coming_one(recurrence, rule, every, now, zone)
    _refuse_endless(lasts, recurrence.upcoming(now, zone, _TURNS_COMPARED))
    return RotaTyped(
        name=text[:start].strip(),
        recurrence=recurrence,
        lasts=lasts,
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


def _read_until(head: Head, begins: Clock) -> tuple[timedelta | None, int]:
    """Read until when a turn lasts, as a length, and give the index behind it; of two hours meant, the nearer one."""
    joint = _UNTIL.match(head.folded, begins.end)
    try:
        ends = read_clock(head, joint.end()) if joint else None
    except ImpossibleTime as error:
        raise NotReadable(Trouble.NO_SUCH_TIME, error.given) from None
    if ends is None:
        return None, begins.end
    lasts = (_since_midnight(ends.time) - _since_midnight(begins.time)) % DAY or DAY
    if (ends.doubtful or ends.may_be_evening) and lasts > _HALF_DAY:
        lasts -= _HALF_DAY
    return lasts, head.end_of(_UP_TO_HERE, ends.end)


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)


def _refuse_endless(lasts: timedelta | None, upcoming: Sequence[datetime]) -> None:
    """Refuse a rule without turns, and turns so long that each goes on when the next begins."""
    if not upcoming:
        raise NotReadable(Trouble.NO_TURN_EVER)
    pauses = [later - earlier for earlier, later in pairwise(upcoming)]
    if lasts is not None and pauses and lasts > max(pauses):
        raise NotReadable(Trouble.TURN_BEYOND_NEXT)


def _without_holidays(rest: str) -> tuple[str, bool]:
    head = Head(rest)
    match = _HOLIDAYS_OFF.search(head.folded)
    if match is None:
        return rest, False
    return f"{head.typed(match.start())} {head.rest(match.end())}", True


def _read_lasts(rest: str) -> timedelta | None:
    rest = _BEFORE_LENGTH.sub("", rest)
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
