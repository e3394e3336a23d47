"""Waves of newcomers: when one is over, and how its people are shared out among messages. Pure judgement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.messages import MAX_MENTIONS, MAX_OBJECTS, utf16_units

QUIET = timedelta(seconds=8)
"""A wave ends when nobody has come for so long."""
LONGEST_WAVE = timedelta(seconds=30)
"""A wave ends at the latest so long after its first newcomer, while that one's reply token still lives."""

MOST_TEXTS = MAX_OBJECTS - 1
"""The card is the fifth object."""
MOST_NAMED = MOST_TEXTS * MAX_MENTIONS
NAMES_UNITS = 1_200
"""Room for names in one text, a mention counted by the name it shows: LINE does not document how it counts them."""
UNKNOWN_NAME_UNITS = 50
_AROUND_A_NAME = 6
"""Units for the @ sign, an honorific and what stands between two names."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to greet by a mention; `name` only tells how long the mention gets, and may be unknown."""

    user_id: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Guests:
    """Whom a greeting is for: the people each text mentions, and how many more there are."""

    mentioned: tuple[tuple[Newcomer, ...], ...]
    others: int

    @property
    def total(self) -> int:
        """Count everybody."""
        return sum(len(people) for people in self.mentioned) + self.others


def wave_ends(now: datetime, began: datetime) -> datetime:
    """Give the moment at which a wave is greeted if nobody else comes."""
    return max(now, min(now + QUIET, began + LONGEST_WAVE))


def share_out(newcomers: Sequence[Newcomer], unidentified: int, *, by_name: bool) -> Guests:
    """Share the people out among the texts of one greeting; too many for its texts, and nobody is named.

    Somebody whose name fills a text by itself is counted, not named.
    """
    everybody = len(newcomers) + unidentified
    if not by_name or len(newcomers) > MOST_NAMED:
        return Guests((), everybody)
    nameable = [newcomer for newcomer in newcomers if _units(newcomer) <= NAMES_UNITS]
    texts: list[list[Newcomer]] = []
    room = 0
    for newcomer in nameable:
        units = _units(newcomer)
        if not texts or len(texts[-1]) == MAX_MENTIONS or units > room:
            texts.append([])
            room = NAMES_UNITS
        texts[-1].append(newcomer)
        room -= units
    if len(texts) > MOST_TEXTS:
        return Guests((), everybody)
    return Guests(tuple(map(tuple, texts)), everybody - len(nameable))


def _units(newcomer: Newcomer) -> int:
    name_units = UNKNOWN_NAME_UNITS if newcomer.name is None else utf16_units(newcomer.name)
    return name_units + _AROUND_A_NAME
