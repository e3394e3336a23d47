"""The hour, as the simulator sees it: handed in, so that tests can move it."""

from datetime import datetime, timedelta, timezone
from typing import Protocol

# LINE counts a month of messages in Japan's time (LINE: statistics are in UTC+9).
LINE_TIME = timezone(timedelta(hours=9))


class Clock(Protocol):
    """Anything that knows the moment, as an aware datetime in UTC."""

    def now(self) -> datetime:
        """Return the present moment."""


class Time(Protocol):
    """Time that can be moved forward, for the simulated LINE and for the bot beside it."""

    async def pass_time(self, seconds: float) -> None:
        """Let so many seconds pass, stopping at every moment at which the bot has something to do."""


def milliseconds(moment: datetime) -> int:
    """Return a moment as LINE writes it: milliseconds since 1970."""
    return round(moment.timestamp() * 1000)


def month_of(moment: datetime) -> str:
    """Return the month a moment is billed in, such as `2026-11`."""
    return moment.astimezone(LINE_TIME).strftime("%Y-%m")
