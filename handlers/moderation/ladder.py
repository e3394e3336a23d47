"""How often one person may tell the hosts something in confidence, so that nobody can flood them. Pure.

One in five seconds, three in five minutes, ten an hour, twenty-four a day (as moderators of other platforms have it).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Rung:
    """At most so many within a time."""

    most: int
    within: timedelta


LADDER = (
    Rung(1, timedelta(seconds=5)),
    Rung(3, timedelta(minutes=5)),
    Rung(10, timedelta(hours=1)),
    Rung(24, timedelta(days=1)),
)
LOOKS_BACK = max(rung.within for rung in LADDER)


def free_again_at(moments: Iterable[datetime], now: datetime) -> datetime | None:
    """Say from when on one more may be told; None where it may be told now.

    `moments` are those of what was told before, in any order.
    """
    told = sorted(moments)
    waits = [_free_on(rung, told) for rung in LADDER]
    return max((until for until in waits if until is not None and until > now), default=None)


def _free_on(rung: Rung, told: list[datetime]) -> datetime | None:
    """Say when the rung's oldest of the newest has aged enough; None where there were too few for it."""
    return told[-rung.most] + rung.within if len(told) >= rung.most else None
