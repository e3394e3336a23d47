"""When turns come round: a rule of the calendar, by the clock on the wall of the community's zone.

A rule is written as RFC 5545 has it (`FREQ=WEEKLY;BYDAY=SA`), without a zone: nine in the evening stays nine in the
evening when clocks change. A wall time that the clock skips in spring means the moment as far after the change; of one
that comes twice in autumn the first counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # python-dateutil ships no types

from bot.times.wall_times import DAY, settle

if TYPE_CHECKING:
    from holidays import HolidayBase

LOOKS_AHEAD = timedelta(days=8 * 366)
"""A rule that finds no day in so long has none: a leap day comes at least every eight years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """When turns begin: `rule` says on which days from `begins` on, `at` when on the wall.

    `skips_holidays` leaves the public holidays of Japan out, substitute ones included.
    """

    rule: str
    begins: date
    at: time
    skips_holidays: bool = False

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime | None:
        """Give the first turn that begins after a moment; None for a rule that finds no day."""
        return next(self._from(moment, zone), None)

    def upcoming(self, moment: datetime, zone: ZoneInfo, most: int) -> list[datetime]:
        """List the next turns that begin after a moment."""
        return list(islice(self._from(moment, zone), most))

    def last_until(self, since: datetime, until: datetime, zone: ZoneInfo) -> datetime | None:
        """Give the last turn that began after `since` and not after `until`; None where none did."""
        last = None
        for begins in self._from(since, zone):
            if begins > until:
                break
            last = begins
        return last

    def _from(self, moment: datetime, zone: ZoneInfo) -> Iterator[datetime]:
        wall = moment.astimezone(zone).replace(tzinfo=None)
        # A day earlier, because the wall's clock may have been set back since.
        for begins in _walls(self.rule, datetime.combine(self.begins, self.at), wall - DAY):
            if begins > wall + LOOKS_AHEAD:
                return
            if self.skips_holidays and begins.date() in public_holidays():
                continue
            found, _ = settle(begins, zone)
            if found > moment:
                yield found


@cache
def public_holidays() -> "HolidayBase":
    """Give the public holidays of Japan, worked out year by year as they are asked for."""
    # Late, because its calendars of the world take four megabytes that few rotas have a use for.
    from holidays import country_holidays

    return country_holidays("JP")


def weekly(*weekdays: int, every: int = 1) -> str:
    """Write the rule for some weekdays, counted from Monday, 0, of every week or every second one."""
    interval = "" if every == 1 else f"INTERVAL={every};"
    return f"FREQ=WEEKLY;{interval}BYDAY={','.join(_DAYS[each] for each in sorted(set(weekdays)))}"


def monthly_on(day: int, *more: int) -> str:
    """Write the rule for a day of every month; the last day stands in where a month is too short.

    Several days are such as every month has.
    """
    if day <= SHORTEST_MONTH:
        return f"FREQ=MONTHLY;BYMONTHDAY={','.join(str(each) for each in sorted({day, *more}))}"
    days = ",".join(str(each) for each in range(SHORTEST_MONTH, day + 1))
    return f"FREQ=MONTHLY;BYMONTHDAY={days};BYSETPOS=-1"


def monthly_on_weekday(weekday: int, *positions: int) -> str:
    """Write the rule for the first, third … such weekday of every month; -1 is the last."""
    days = ",".join(f"{position}{_DAYS[weekday]}" for position in positions)
    return f"FREQ=MONTHLY;BYDAY={days}"


def yearly_on(month: int, day: int) -> str:
    """Write the rule for a day of every year; the last day of February stands in for a leap day."""
    if (month, day) == _LEAP_DAY:
        return "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"


DAILY = "FREQ=DAILY"
LAST_OF_MONTH = "FREQ=MONTHLY;BYMONTHDAY=-1"
WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SHORTEST_MONTH = 28
_LEAP_DAY = (2, 29)


def _walls(rule: str, begins: datetime, since: datetime) -> Iterator[datetime]:
    """Give the wall times of a rule from a moment on; dateutil has no types, so they are named here."""
    walls: Iterator[datetime] = rrulestr(rule, dtstart=begins).xafter(since, inc=True)
    return walls
