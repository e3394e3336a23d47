"""When turns come round: months of every length, leap days, holidays, and clocks that change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.duty import calendar
from handlers.duty.calendar import Recurrence
from handlers.duty.freedom import could_be_asked, is_free
from handlers.duty.planning import day_before
from storage.models import Member, RotaTurn
from storage.models.members import MemberStatus
from tests.factories import NOW

TOKYO = ZoneInfo("Asia/Tokyo")
NEW_YORK = ZoneInfo("America/New_York")
RULES = (
    calendar.DAILY,
    calendar.WORKDAYS,
    calendar.LAST_OF_MONTH,
    calendar.weekly(5),
    calendar.weekly(0, 3, every=2),
    calendar.monthly_on(31),
    calendar.monthly_on_weekday(6, 2, 4),
    calendar.yearly_on(2, 29),
)


def rule(text: str, at: time = time(21), *, begins: date = date(2026, 1, 1), skips: bool = False) -> Recurrence:
    return Recurrence(rule=text, begins=begins, at=at, skips_holidays=skips)


def walls(recurrence: Recurrence, since: datetime, zone: ZoneInfo, most: int) -> list[str]:
    return [f"{at.astimezone(zone):%Y-%m-%d %H:%M}" for at in recurrence.upcoming(since, zone, most)]


def test_the_31st_falls_on_the_last_day_of_shorter_months() -> None:
    found = walls(rule(calendar.monthly_on(31)), datetime(2028, 1, 1, tzinfo=UTC), TOKYO, 4)
    assert found == ["2028-01-31 21:00", "2028-02-29 21:00", "2028-03-31 21:00", "2028-04-30 21:00"]


def test_a_leap_day_falls_on_the_28th_in_other_years() -> None:
    found = walls(rule(calendar.yearly_on(2, 29)), datetime(2027, 1, 1, tzinfo=UTC), TOKYO, 2)
    assert found == ["2027-02-28 21:00", "2028-02-29 21:00"]


def test_the_wall_time_stays_when_clocks_change() -> None:
    found = rule(calendar.weekly(6)).upcoming(datetime(2026, 10, 24, tzinfo=UTC), NEW_YORK, 2)
    assert [at.hour for at in found] == [1, 2], "an hour later in UTC once summer time is over"
    assert [at.astimezone(NEW_YORK).hour for at in found] == [21, 21]


def test_a_time_that_spring_skips_comes_as_far_after_and_one_that_autumn_repeats_comes_once() -> None:
    daily = rule(calendar.DAILY, time(2, 30))
    assert walls(daily, datetime(2026, 3, 7, 12, tzinfo=UTC), NEW_YORK, 2) == ["2026-03-08 03:30", "2026-03-09 02:30"]
    half_past_one = rule(calendar.DAILY, time(1, 30))
    autumn = half_past_one.upcoming(datetime(2026, 10, 31, 12, tzinfo=UTC), NEW_YORK, 2)
    assert [at.isoformat() for at in autumn] == ["2026-11-01T05:30:00+00:00", "2026-11-02T06:30:00+00:00"]


def test_public_holidays_of_japan_are_left_out_by_choice() -> None:
    since = datetime(2026, 9, 20, 0, tzinfo=TOKYO)
    every_day = walls(rule(calendar.DAILY), since, TOKYO, 4)
    without = walls(rule(calendar.DAILY, skips=True), since, TOKYO, 2)
    assert every_day[1] == "2026-09-21 21:00"
    assert without == ["2026-09-20 21:00", "2026-09-24 21:00"], "敬老の日, the day between, 秋分の日"


def test_a_rule_that_only_meets_holidays_has_no_turn() -> None:
    assert rule(calendar.yearly_on(1, 1), skips=True).after(NOW, TOKYO) is None


def test_the_last_of_several_missed_turns_is_found() -> None:
    daily = rule(calendar.DAILY)
    since = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert daily.last_until(since, since + timedelta(days=3), TOKYO) == since + timedelta(days=3)
    assert daily.last_until(since, since + timedelta(hours=23), TOKYO) is None


@given(
    st.sampled_from(RULES),
    st.integers(0, 14 * 365 * 24 * 60).map(
        lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.sampled_from(["Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Lord_Howe"]),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
def test_turns_follow_one_another_and_none_is_left_out(text: str, since: datetime, zone: str, at: time) -> None:
    recurrence, where = rule(text, at), ZoneInfo(zone)
    found = recurrence.upcoming(since, where, 3)
    assert found == sorted(set(found))
    assert found[0] > since
    assert recurrence.after(found[0], where) == found[1]
    assert recurrence.last_until(since, found[2], where) == found[2]


def member(status: MemberStatus, **changes: object) -> Member:
    return Member.model_validate({"community_id": 1, "number": 1, "status": status, "first_seen_at": NOW, **changes})


@pytest.mark.parametrize(
    ("status", "changes", "free"),
    [
        (MemberStatus.ACTIVE, {}, True),
        (MemberStatus.LISTENING, {}, False),
        (MemberStatus.ASKED, {}, False),
        (MemberStatus.LEFT, {}, False),
        (MemberStatus.REMOVED, {}, False),
        (MemberStatus.AWAY, {}, False),
        (MemberStatus.AWAY, {"away_until": NOW}, True),
        (MemberStatus.AWAY, {"away_until": NOW + timedelta(seconds=1)}, False),
        (MemberStatus.ACTIVE, {"joined_at": NOW - timedelta(days=7)}, True),
        (MemberStatus.ACTIVE, {"joined_at": NOW - timedelta(days=6)}, False),
    ],
)
def test_who_could_take_a_turn(status: MemberStatus, changes: dict[str, object], free: bool) -> None:
    assert is_free(member(status, **changes), NOW) is free


def test_hosts_may_ask_somebody_new_or_only_reading_but_nobody_who_rests_or_left() -> None:
    assert could_be_asked(member(MemberStatus.LISTENING), NOW)
    assert could_be_asked(member(MemberStatus.ACTIVE, joined_at=NOW), NOW)
    assert not could_be_asked(member(MemberStatus.AWAY), NOW)
    assert not could_be_asked(member(MemberStatus.LEFT), NOW)


@pytest.mark.parametrize(
    ("begins", "day_begins"),
    [
        ("2026-11-28T21:00+09:00", "2026-11-27T00:00+09:00"),
        ("2026-11-28T00:30+09:00", "2026-11-27T00:00+09:00"),
        ("2028-03-01T09:00+09:00", "2028-02-29T00:00+09:00"),
    ],
)
def test_the_day_before_is_the_calendars_and_not_24_hours(begins: str, day_begins: str) -> None:
    turn = RotaTurn(community_id=1, rota_number=1, begins_at=datetime.fromisoformat(begins))
    assert day_before(turn, ZoneInfo("Asia/Tokyo")) == datetime.fromisoformat(day_begins)


def test_the_day_before_is_shorter_when_clocks_go_forward() -> None:
    turn = RotaTurn(community_id=1, rota_number=1, begins_at=datetime.fromisoformat("2027-03-29T09:00+02:00"))
    assert day_before(turn, ZoneInfo("Europe/Berlin")) == datetime.fromisoformat("2027-03-28T00:00+01:00")
