"""The hour, handed in: nothing else in the program reads a clock."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the moment for people and records, and a steady count of seconds for leases and backoff."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Give seconds that only ever grow, from an arbitrary start."""
        ...


class SystemClock:
    """The machine's own clock, the only one `serve` knows."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Give seconds that only ever grow, from an arbitrary start."""
        return time.monotonic()


class ShiftedClock:
    """A running clock that can be set forward: what `simulate` uses, so that a month can pass while one looks on."""

    def __init__(self) -> None:
        """Start at the machine's own time."""
        self._shift = timedelta()
        self._machine = SystemClock()

    def now(self) -> datetime:
        """Give the machine's moment plus all that was moved so far."""
        return self._machine.now() + self._shift

    def monotonic(self) -> float:
        """Give growing seconds that take every move along."""
        return self._machine.monotonic() + self._shift.total_seconds()

    def move_to(self, moment: datetime) -> None:
        """Set the clock forward to a moment; a moment already past changes nothing."""
        self._shift += max(moment - self.now(), timedelta())


class ManualClock:
    """A clock that stands still until it is moved: time in tests."""

    def __init__(self, start: datetime) -> None:
        """Stand at an aware moment; ValueError for a naive one."""
        if start.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        self._start = self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Give the moment the clock stands at."""
        return self._now

    def monotonic(self) -> float:
        """Give the seconds moved so far."""
        return (self._now - self._start).total_seconds()

    def move_to(self, moment: datetime) -> None:
        """Set the clock forward to a moment; a moment already past changes nothing."""
        self._now = max(self._now, moment.astimezone(UTC))

    def move(self, step: timedelta) -> None:
        """Set the clock forward by a step."""
        self.move_to(self._now + step)
