"""The next morning: nine o'clock on the wall, whatever the hour and whatever the clocks do meanwhile."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.times.wall_times import next_morning
from tests.factories import NOW

TOKYO = ZoneInfo("Asia/Tokyo")


@given(st.integers(0, 60 * 24 * 500).map(lambda minutes: NOW + timedelta(minutes=minutes)))
def test_a_night_ends_at_nine_of_the_next_day(now: datetime) -> None:
    morning = next_morning(now, TOKYO).astimezone(TOKYO)
    assert (morning.hour, morning.minute) == (9, 0)
    assert (morning.date() - now.astimezone(TOKYO).date()).days == 1


@pytest.mark.parametrize(
    ("now", "zone", "morning"),
    [
        (datetime(2026, 11, 22, 14, 59, tzinfo=UTC), "Asia/Tokyo", datetime(2026, 11, 23, 0, 0, tzinfo=UTC)),
        (datetime(2026, 11, 22, 15, 0, tzinfo=UTC), "Asia/Tokyo", datetime(2026, 11, 24, 0, 0, tzinfo=UTC)),
        (datetime(2027, 3, 13, 18, 0, tzinfo=UTC), "America/New_York", datetime(2027, 3, 14, 13, 0, tzinfo=UTC)),
        (datetime(2027, 3, 27, 19, 0, tzinfo=UTC), "Europe/Berlin", datetime(2027, 3, 28, 7, 0, tzinfo=UTC)),
    ],
)
def test_the_next_morning_keeps_to_the_wall_when_clocks_change(now: datetime, zone: str, morning: datetime) -> None:
    assert next_morning(now, ZoneInfo(zone)) == morning
