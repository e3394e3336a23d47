"""What observers remember between runs, in memory only: the hosts' choices by version, and the last minutes of talk.

Nothing of it is written down. So ordinary talk costs no statement, and no sketch of what anybody said ever reaches the
disk. The price: a restart forgets a burst or a repetition of the last minutes, and counting begins anew; and where
several processes share the work, each remembers what it handled itself.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Generic, TypeVar

from handlers.moderation.filters import flood, repeats
from handlers.moderation.filters.flood import Burst, FloodLimit
from handlers.moderation.filters.repeats import KEPT_FOR, Said, Sketch

_MOST_PEOPLE = 1_000
"""Of the newest speakers in all communities; with the longest texts, four megabytes."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Newest(Generic[K, V]):
    """A mapping that keeps what was used last, up to a bound."""

    def __init__(self, most: int) -> None:
        """Take how many to keep."""
        self._most = most
        self._kept: OrderedDict[K, V] = OrderedDict()

    def __len__(self) -> int:
        """Count what is kept."""
        return len(self._kept)

    def get(self, key: K) -> V | None:
        """Give what is kept under a key, and keep it longer."""
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key]

    def put(self, key: K, value: V) -> None:
        """Keep a value, and let go of what was not used for longest."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def forget_while(self, is_old: Callable[[V], bool]) -> None:
        """Let go of what was not used for longest, as long as that is old."""
        while self._kept and is_old(next(iter(self._kept.values()))):
            self._kept.popitem(last=False)


Person = tuple[int, int]
"""A community's number and a member's number there."""


class RecentTalk:
    """The last minutes of everybody's talk, as moments and sketches."""

    def __init__(self, most: int = _MOST_PEOPLE) -> None:
        """Take how many people to remember."""
        self._bursts: Newest[Person, Burst] = Newest(most)
        self._said: Newest[Person, tuple[Said, ...]] = Newest(most)

    def hear(self, person: Person, key: str, at: datetime, limit: FloodLimit) -> int | None:
        """Take in that somebody said something; give how many messages there were when that begins a burst."""
        burst, counted = flood.hear(self._bursts.get(person) or Burst(), key, at, limit)
        self._bursts.put(person, burst)
        self._bursts.forget_while(lambda each: at - each.heard[-1][0] > KEPT_FOR)
        return counted

    def hear_text(self, person: Person, key: str, at: datetime, sketch: Sketch) -> int | None:
        """Take in what somebody said; give how often they said it when that is newly too often."""
        said, counted = repeats.hear(self._said.get(person) or (), key, at, sketch)
        self._said.put(person, said)
        self._said.forget_while(lambda each: at - each[-1].at > KEPT_FOR)
        return counted
