"""What is read from a text: durations, moments, weekly times and quiet hours, or that there is no such time."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.times.wall_times import DAY, WEEK, add_months, settle

DAYS_OF_A_MONTH = 30
"""What a month counts for where a duration is compared with bounds; `add_to` knows the calendar."""


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
            day = add_months(local.date(), self.months) + timedelta(days=self.days)
            later, _ = settle(datetime.combine(day, local.time()), zone)
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
        upcoming, _ = settle(datetime.combine(day, self.time), zone)
        if upcoming <= moment:
            upcoming, _ = settle(datetime.combine(day + WEEK, self.time), zone)
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
        upcoming, _ = settle(datetime.combine(day, self.end), zone)
        if upcoming <= moment:
            upcoming, _ = settle(datetime.combine(day + DAY, self.end), zone)
        return upcoming
