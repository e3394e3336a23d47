"""Tells when somebody says almost the same again and again: pure judgement over sketches of what was said.

A sketch is the smallest few of the hashes of all three-letter pieces of a text: two texts that share most pieces share
most of these. Python salts its hashes of texts anew in each process (`object.__hash__` in its reference), so a sketch
says nothing outside the process and cannot be turned back; it lives in memory only, for ten minutes.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

KEPT_FOR = timedelta(minutes=10)
SHORTEST = 20
"""Folded letters; below that, people say the same by chance (`了解しました`)."""
NEEDED = 3
"""Two texts alike are a correction or a change of hour (18時, 19時); never is one pair alone noticed."""
ALIKE = 0.75
"""The share of pieces from which on two texts count as the same."""
_PIECE = 3
_PIECES_KEPT = 64
_MOST_KEPT = 6

Sketch = Sequence[int]
"""Hashes in 64 bits each, the smallest first; half a kilobyte at most."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing somebody said: when, in which message, its sketch, and whether it belongs to what was noticed."""

    at: datetime
    key: str
    sketch: Sketch
    noticed_with: str = ""


def sketch_of(squeezed: str) -> Sketch | None:
    """Draw the sketch of a folded and squeezed text; None for one too short to be told from chance."""
    if len(squeezed) < SHORTEST:
        return None
    pieces = {squeezed[place : place + _PIECE] for place in range(len(squeezed) - _PIECE + 1)}
    return array("q", sorted(map(hash, pieces))[:_PIECES_KEPT])


def likeness(one: Sketch, other: Sketch) -> float:
    """Estimate which share of their pieces two texts have in common, from 0 to 1."""
    if one == other:
        return 1.0 if one else 0.0
    union = sorted({*one, *other})[:_PIECES_KEPT]
    both = {*one} & {*other}
    return sum(piece in both for piece in union) / len(union) if union else 0.0


def hear(said: tuple[Said, ...], key: str, at: datetime, sketch: Sketch) -> tuple[tuple[Said, ...], int | None]:
    """Take in what somebody said; give what to remember, and how often it was said when that is newly too often.

    The same message heard again, as happens when a transaction is repeated, is judged as the first time.
    """
    others = [each for each in said if each.key != key and abs(at - each.at) <= KEPT_FOR]
    pieces = {*sketch}
    alike = [each for each in others if _may_be_alike(each.sketch, pieces) and likeness(each.sketch, sketch) >= ALIKE]
    noticed_with = next((each.noticed_with for each in alike if each.noticed_with), "")
    counted = len(alike) + 1
    is_new = counted >= NEEDED and noticed_with in {"", key}
    mine = Said(at, key, sketch, noticed_with or (key if is_new else ""))
    return (*others, mine)[-_MOST_KEPT:], counted if is_new else None


def _may_be_alike(one: Sketch, pieces: set[int]) -> bool:
    """Tell quickly what cannot reach the share: it is never larger than what both have of the longer sketch."""
    return len(pieces.intersection(one)) >= ALIKE * max(len(one), len(pieces))
