"""Tells when somebody says very much in very little time: pure judgement over moments at LINE.

A burst is noticed once, however long it goes on. The same message heard again, as happens when a transaction is
repeated, is judged as the first time and counted once.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FEWEST_MESSAGES, MOST_MESSAGES = 3, 100
SHORTEST_SECONDS, LONGEST_SECONDS = 2, 600
_KEPT_LIMITS = 2
"""Twice what makes a flood is remembered of a person: in a longer one the newest say enough."""
_AS_STORED = re.compile(r"(\d{1,3})/(\d{1,3})")


@dataclass(frozen=True, slots=True)
class FloodLimit:
    """So many messages within so many seconds are too many."""

    messages: int
    seconds: int

    def __str__(self) -> str:
        """Write the limit as it is stored: `6/10`."""
        return f"{self.messages}/{self.seconds}"

    @property
    def window(self) -> timedelta:
        """Give the time within which messages are counted."""
        return timedelta(seconds=self.seconds)

    @property
    def is_within_bounds(self) -> bool:
        """Say whether such a limit makes sense."""
        fits = FEWEST_MESSAGES <= self.messages <= MOST_MESSAGES
        return fits and SHORTEST_SECONDS <= self.seconds <= LONGEST_SECONDS


def read_stored_limit(value: str) -> FloodLimit | None:
    """Read `6/10`; None for anything else and for what is out of bounds."""
    found = _AS_STORED.fullmatch(value)
    limit = FloodLimit(int(found[1]), int(found[2])) if found else None
    return limit if limit is not None and str(limit) == value and limit.is_within_bounds else None


@dataclass(frozen=True, slots=True)
class Burst:
    """What is remembered of one person: when their last messages were, and the burst they are in."""

    heard: tuple[tuple[datetime, str], ...] = ()
    goes_on_until: datetime | None = None
    began_with: str = ""


def hear(burst: Burst, key: str, at: datetime, limit: FloodLimit) -> tuple[Burst, int | None]:
    """Take in a message; give what to remember, and how many messages there were when it begins a burst.

    `key` is one for what was sent in one go, such as the pictures of an album.
    """
    heard = [each for each in burst.heard if each[1] != key]
    insort(heard, (at, key))
    oldest = heard[-1][0] - limit.window
    heard = [each for each in heard if each[0] >= oldest][-_KEPT_LIMITS * limit.messages :]
    counted = _most_around(at, heard, limit)
    if counted < limit.messages:
        return Burst(tuple(heard), burst.goes_on_until, burst.began_with), None
    is_new = burst.goes_on_until is None or at > burst.goes_on_until or key == burst.began_with
    until = max(at + limit.window, burst.goes_on_until or at)
    return Burst(tuple(heard), until, key if is_new else burst.began_with), counted if is_new else None


def _most_around(at: datetime, heard: Sequence[tuple[datetime, str]], limit: FloodLimit) -> int:
    """Count the messages of the fullest window with this moment inside; `heard` is in order of time."""
    if len(heard) < limit.messages:
        return len(heard)  # too few for any window, as nearly always: nobody need look closer
    window = limit.window
    moments = [moment for moment, _key in heard]
    first, last = bisect_left(moments, at - window), bisect_right(moments, at)
    return max((bisect_right(moments, moments[begin] + window) - begin for begin in range(first, last)), default=0)
