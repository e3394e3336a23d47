"""How often one person may tell the hosts something: 1 in 5 seconds, 3 in 5 minutes, 10 an hour, 24 a day."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.moderation.ladder import LADDER, LOOKS_BACK, free_again_at
from tests.factories import NOW

BOUNDS = [(1, 5), (3, 5 * 60), (10, 60 * 60), (24, 24 * 60 * 60)]
"""How many within how many seconds."""
WAITS = st.lists(st.integers(0, 2 * 60 * 60), max_size=60)
"""Seconds between one try and the next."""


def allowed(waits: list[int]) -> list[datetime]:
    """Let somebody try again and again, and give when it was taken."""
    now, taken = NOW, list[datetime]()
    for wait in waits:
        now += timedelta(seconds=wait)
        if free_again_at(taken, now) is None:
            taken.append(now)
    return taken


@given(WAITS)
def test_no_bound_is_ever_passed(waits: list[int]) -> None:
    taken = allowed(waits)
    for most, seconds in BOUNDS:
        for newest in taken:
            within = [each for each in taken if newest - timedelta(seconds=seconds) < each <= newest]
            assert len(within) <= most


@given(WAITS)
def test_at_the_moment_named_one_more_is_taken_and_not_a_moment_before(waits: list[int]) -> None:
    taken = allowed(waits)
    now = taken[-1] if taken else NOW
    free_at = free_again_at(taken, now)
    if free_at is None:
        assert not taken
        return
    assert free_at > now
    assert free_again_at(taken, free_at) is None
    assert free_again_at(taken, free_at - timedelta(milliseconds=1)) == free_at


@given(WAITS)
def test_the_order_of_what_was_told_makes_no_difference(waits: list[int]) -> None:
    taken = allowed(waits)
    assert free_again_at(reversed(taken), NOW) == free_again_at(taken, NOW)


@pytest.mark.parametrize(("most", "seconds"), BOUNDS)
def test_each_bound_holds_for_its_time_and_no_longer(most: int, seconds: int) -> None:
    told = [NOW] * most
    end = NOW + timedelta(seconds=seconds)
    assert free_again_at(told, NOW) is not None
    assert free_again_at(told, end - timedelta(milliseconds=1)) == end
    assert free_again_at(told, end) is None


def test_what_is_older_than_a_day_is_not_looked_at() -> None:
    assert timedelta(days=1) == LOOKS_BACK
    assert free_again_at([NOW - LOOKS_BACK] * 100, NOW) is None
    assert len(LADDER) == len(BOUNDS)
