"""What counts against somebody, and when the hosts are shown it: facts in, a finding out. Pure.

At the limit and at twice the limit the facts are shown; what follows is for people to decide.
"""

from collections.abc import Iterable
from datetime import datetime

from storage.models import Case


def counting(cases: Iterable[Case], now: datetime) -> list[Case]:
    """List those of somebody's cases that count now."""
    return [case for case in cases if case.counts_at(now)]


def crossed(before: int, after: int, limit: int) -> int | None:
    """Give the highest mark, the limit or twice that, that was reached on the way from one sum to the next."""
    return next((mark for mark in (2 * limit, limit) if before < mark <= after), None)
