"""The hour: real, set forward, or standing still."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import Clock, ManualClock, ShiftedClock, SystemClock
from tests.factories import NOW

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("clock", [SystemClock(), ShiftedClock(), ManualClock(NOW)])
def test_every_clock_tells_aware_moments_in_utc(clock: Clock) -> None:
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize("clock", [SystemClock(), ShiftedClock()])
def test_a_running_clock_never_goes_back(clock: Clock) -> None:
    moments = [clock.now() for _look in range(3)]
    seconds = [clock.monotonic() for _look in range(3)]
    assert moments == sorted(moments)
    assert seconds == sorted(seconds)


def test_a_shifted_clock_moves_both_its_counts_forward() -> None:
    clock = ShiftedClock()
    before, seconds = clock.now(), clock.monotonic()
    clock.move_to(before + HOUR)
    assert clock.now() >= before + HOUR
    assert clock.monotonic() - seconds >= HOUR.total_seconds() - 1
    assert clock.now() < before + HOUR + timedelta(minutes=1)


def test_a_shifted_clock_is_never_set_back() -> None:
    clock = ShiftedClock()
    clock.move_to(clock.now() + HOUR)
    before = clock.now()
    clock.move_to(before - HOUR)
    assert clock.now() >= before


def test_a_manual_clock_stands_until_it_is_moved() -> None:
    clock = ManualClock(NOW)
    assert (clock.now(), clock.now(), clock.monotonic()) == (NOW, NOW, 0.0)
    clock.move(timedelta(milliseconds=1500))
    assert (clock.now(), clock.monotonic()) == (NOW + timedelta(milliseconds=1500), 1.5)


def test_a_manual_clock_is_never_set_back() -> None:
    clock = ManualClock(NOW)
    clock.move_to(NOW - HOUR)
    assert clock.now() == NOW
    clock.move_to((NOW + HOUR).astimezone(timezone(timedelta(hours=9))))
    assert (clock.now(), clock.now().tzinfo) == (NOW + HOUR, UTC)


def test_a_moment_without_a_time_zone_starts_no_clock() -> None:
    with pytest.raises(ValueError, match="time zone"):
        ManualClock(datetime.fromisoformat("2026-11-22T01:00"))
