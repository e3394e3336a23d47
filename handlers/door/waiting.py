"""Seats and the waiting list: how many are free, and whose turn it is. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.door.passes import keeps_seat
from handlers.door.settings import NO_LIMIT
from storage.models import Member, Pass
from storage.models.door import PassState
from storage.models.members import MemberStatus

RESTS_AFTER_LEAVING = timedelta(days=7)
"""Somebody who has left may think better of it; so long their seat is not offered to others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """The seats of a group: its capacity (0 for no limit), and what takes seats now.

    `resting` are seats of people who have left within the last seven days, `kept` those offered to somebody.
    """

    capacity: int
    present: int
    resting: int = 0
    kept: int = 0

    @property
    def taken(self) -> int:
        """Count the seats that are not to be had."""
        return self.present + self.resting + self.kept

    @property
    def free(self) -> int | None:
        """Count the seats to be had; None where there is no limit."""
        return None if self.capacity == NO_LIMIT else max(0, self.capacity - self.taken)

    @property
    def is_over(self) -> bool:
        """Say whether more people are here than there are seats."""
        return self.capacity != NO_LIMIT and self.present > self.capacity


def resting_seats(members: Iterable[Member], now: datetime) -> int:
    """Count the seats left so lately that nobody else gets them yet; a removed person does not come back."""
    return sum(
        member.status is MemberStatus.LEFT and member.left_at is not None and member.left_at > now - RESTS_AFTER_LEAVING
        for member in members
    )


def kept_seats(passes: Iterable[Pass], now: datetime) -> int:
    """Count the seats kept for people who have not come in yet."""
    return sum(keeps_seat(held, now) for held in passes)


def in_line(passes: Iterable[Pass]) -> list[Pass]:
    """List who waits for a seat, the next one first."""
    waiting = [held for held in passes if held.state is PassState.WAITING]
    return sorted(waiting, key=lambda held: (held.queued_at, held.number))


def next_in_line(passes: Iterable[Pass], free: int | None) -> Sequence[Pass]:
    """Choose whom to offer a seat now."""
    line = in_line(passes)
    return line if free is None else line[:free]


def place_in_line(passes: Iterable[Pass], held: Pass) -> int:
    """Say how many wait up to and including somebody, by which they count their place."""
    return 1 + [other.number for other in in_line(passes)].index(held.number)
