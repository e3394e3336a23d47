"""When leavings make a wave."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.moderation.removals.waves import SPAN, belongs, is_wave
from tests.factories import NOW

MOMENTS = st.lists(st.integers(0, 3_000).map(lambda second: NOW + timedelta(seconds=second)), max_size=12)


@given(MOMENTS, st.integers(1, 8))
def test_a_wave_is_so_many_within_ten_minutes_in_whatever_order(moments: list[datetime], people: int) -> None:
    slow = any(sum(first <= other <= first + SPAN for other in moments) >= people for first in moments)
    assert is_wave(moments, people) is slow
    assert is_wave(list(reversed(moments)), people) is slow


def test_never_is_never() -> None:
    assert not is_wave([NOW] * 10, 0)


def test_a_leaving_joins_a_wave_from_either_side() -> None:
    assert belongs([NOW], NOW + SPAN)
    assert belongs([NOW], NOW - SPAN)
    assert not belongs([NOW], NOW + SPAN + timedelta(seconds=1))
    assert not belongs([], NOW)
