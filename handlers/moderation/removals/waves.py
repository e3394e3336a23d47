"""When many people leave within minutes: moments in, a verdict out. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

SPAN = timedelta(minutes=10)
MOST_KEPT = 200


def belongs(moments: Sequence[datetime], at: datetime) -> bool:
    """Say whether a leaving at this moment is of one wave with those; words may come late, and so lie before them."""
    return bool(moments) and min(moments) - SPAN <= at <= max(moments) + SPAN


def is_wave(moments: Sequence[datetime], people: int) -> bool:
    """Say whether so many people left within ten minutes at any time."""
    ordered = sorted(moments)
    if people < 1:
        return False
    return any(last - first <= SPAN for first, last in zip(ordered, ordered[people - 1 :], strict=False))
