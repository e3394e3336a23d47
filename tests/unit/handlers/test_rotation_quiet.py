"""Who counts as quiet, who is left in peace, and what a host can do; pages and months beside it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.times import Duration
from handlers.rotation.monthly import month_of, weeks_before
from handlers.rotation.paging import page_of
from handlers.rotation.quiet import (
    ASKED_AGAIN_AFTER,
    NEW_FOR,
    Moment,
    Spared,
    Way,
    cutoff,
    judge,
    last_sign,
    quiet_people,
    reason_to_spare,
    to_be_asked,
)
from storage.models import Member
from storage.models.members import MemberStatus
from storage.repositories.turnover import RosterEntry

TOKYO = ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
AT = Moment(now=NOW, zone=TOKYO)
LONG_AGO = NOW - timedelta(days=400)
SIXTY = cutoff(AT.today, Duration(days=60))
PRESENT = [status for status in MemberStatus if status not in {MemberStatus.LEFT, MemberStatus.REMOVED}]


def entry(
    number: int = 1,
    *,
    status: MemberStatus = MemberStatus.ACTIVE,
    came: datetime = LONG_AGO,
    seen_on: date | None = None,
    user_id: str | None = "U1",
    is_friend: bool = True,
    is_exempt: bool = False,
    wants_to_leave: bool = False,
    asked_at: datetime | None = None,
) -> RosterEntry:
    member = Member(
        community_id=1,
        number=number,
        user_id=user_id,
        status=status,
        first_seen_at=came,
        joined_at=came,
        last_seen_on=seen_on,
    )
    return RosterEntry(
        member=member, is_friend=is_friend, is_exempt=is_exempt, wants_to_leave=wants_to_leave, asked_at=asked_at
    )


MOMENTS = st.integers(0, 690 * 24).map(lambda hours: NOW - timedelta(hours=hours))
ENTRIES = st.builds(
    entry,
    number=st.integers(1, 999),
    status=st.sampled_from(PRESENT),
    came=MOMENTS,
    seen_on=st.none() | st.dates(date(2025, 1, 1), date(2026, 11, 22)),
    user_id=st.none() | st.just("U1"),
    is_friend=st.booleans(),
    is_exempt=st.booleans(),
    wants_to_leave=st.booleans(),
    asked_at=st.none() | MOMENTS,
)


@given(st.lists(ENTRIES, max_size=30), st.integers(1, 400))
def test_nobody_is_asked_who_must_be_left_in_peace(roster: list[RosterEntry], days: int) -> None:
    for quiet in to_be_asked(quiet_people(roster, cutoff(AT.today, Duration(days=days)), AT)):
        member = quiet.entry.member
        assert member.status not in {MemberStatus.LISTENING, MemberStatus.AWAY}
        assert not quiet.entry.is_exempt
        assert not quiet.entry.wants_to_leave
        assert (member.joined_at or member.first_seen_at) <= NOW - NEW_FOR
        assert quiet.entry.asked_at is None or quiet.entry.asked_at <= NOW - ASKED_AGAIN_AFTER
        assert quiet.since <= AT.today - timedelta(days=days)
        assert member.user_id is not None


@given(st.lists(ENTRIES, max_size=30), st.integers(1, 400))
def test_everybody_without_a_sign_of_life_is_shown_once_and_nobody_else(roster: list[RosterEntry], days: int) -> None:
    latest = cutoff(AT.today, Duration(days=days))
    shown = [quiet.entry for quiet in quiet_people(roster, latest, AT)]
    silent = [each for each in roster if last_sign(each, TOKYO) <= latest]
    assert len(shown) == len(silent)
    assert all(any(each is other for other in silent) for each in shown)


@given(st.lists(ENTRIES, max_size=30), st.integers(1, 200), st.integers(1, 200))
def test_a_longer_silence_never_finds_more_people(roster: list[RosterEntry], days: int, more: int) -> None:
    shorter = quiet_people(roster, cutoff(AT.today, Duration(days=days)), AT)
    longer = quiet_people(roster, cutoff(AT.today, Duration(days=days + more)), AT)
    assert {id(quiet.entry) for quiet in longer} <= {id(quiet.entry) for quiet in shorter}


@given(st.lists(ENTRIES, max_size=30))
def test_those_who_can_be_asked_come_first_and_the_longest_silence_before_the_others(
    roster: list[RosterEntry],
) -> None:
    keys = [(list(Way).index(quiet.way), quiet.since) for quiet in quiet_people(roster, SIXTY, AT)]
    assert keys == sorted(keys)


def test_sixty_days_are_sixty_days_and_no_less() -> None:
    on_the_day = entry(seen_on=AT.today - timedelta(days=60))
    a_day_later = entry(seen_on=AT.today - timedelta(days=59))
    assert judge(on_the_day, SIXTY, AT) is not None
    assert judge(a_day_later, SIXTY, AT) is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": MemberStatus.LISTENING}, Spared.LISTENING),
        ({"status": MemberStatus.AWAY}, Spared.AWAY),
        ({"wants_to_leave": True}, Spared.LEAVING),
        ({"is_exempt": True}, Spared.EXEMPT),
        ({"came": NOW - timedelta(days=29)}, Spared.NEW),
        ({"came": NOW - timedelta(days=30)}, None),
        ({"status": MemberStatus.ASKED, "asked_at": NOW - timedelta(days=29)}, Spared.ASKED_LATELY),
        ({"status": MemberStatus.ASKED, "asked_at": NOW - timedelta(days=30)}, None),
    ],
)
def test_each_has_a_reason_to_be_left_in_peace(changes: dict[str, object], reason: Spared | None) -> None:
    assert reason_to_spare(entry(**changes), AT) is reason  # type: ignore[arg-type]  # a table of keyword arguments


@pytest.mark.parametrize(
    ("changes", "way"),
    [
        ({}, Way.IN_PRIVATE),
        ({"is_friend": False}, Way.IN_GROUP),
        ({"user_id": None}, Way.IN_GROUP),
        ({"is_exempt": True}, Way.NOBODY),
    ],
)
def test_the_way_is_what_a_host_can_do(changes: dict[str, object], way: Way) -> None:
    found = judge(entry(**changes), SIXTY, AT)  # type: ignore[arg-type]  # a table of keyword arguments
    assert found is not None
    assert found.way is way


def test_somebody_who_came_back_begins_anew() -> None:
    back = entry(came=NOW - timedelta(days=70), seen_on=(NOW - timedelta(days=300)).date())
    found = judge(back, SIXTY, AT)
    assert found is not None
    assert found.never_spoke
    assert found.since == (NOW - timedelta(days=70)).astimezone(TOKYO).date()


@pytest.mark.parametrize(
    ("today", "span", "latest"),
    [
        (date(2027, 3, 31), Duration(months=1), date(2027, 2, 28)),
        (date(2028, 3, 31), Duration(months=1), date(2028, 2, 29)),
        (date(2027, 1, 15), Duration(months=2), date(2026, 11, 15)),
        (date(2027, 1, 15), Duration(days=60), date(2026, 11, 16)),
        (date(2027, 1, 15), Duration(days=1, seconds=2 * 86_400), date(2027, 1, 12)),
    ],
)
def test_a_span_counts_back_by_the_calendar(today: date, span: Duration, latest: date) -> None:
    assert cutoff(today, span) == latest


@given(st.lists(st.integers(), max_size=200), st.integers(1, 40))
def test_pages_hold_everything_once_and_in_order(items: list[int], size: int) -> None:
    first = page_of(items, 1, size)
    pages = [page_of(items, number, size) for number in range(1, first.pages + 1)]
    assert [item for page in pages for item in page.items] == items
    assert [page.has_next for page in pages] == [True] * (len(pages) - 1) + [False]
    assert page_of(items, 10**6, size) == pages[-1]


@pytest.mark.parametrize(
    ("moment", "zone", "month"),
    [
        (datetime(2026, 11, 30, 14, 59, tzinfo=UTC), "Asia/Tokyo", date(2026, 11, 1)),
        (datetime(2026, 11, 30, 15, 0, tzinfo=UTC), "Asia/Tokyo", date(2026, 12, 1)),
        (datetime(2027, 1, 1, 4, 59, tzinfo=UTC), "America/New_York", date(2026, 12, 1)),
    ],
)
def test_a_month_ends_at_midnight_of_the_zone(moment: datetime, zone: str, month: date) -> None:
    assert month_of(moment, ZoneInfo(zone)) == month


def test_weeks_end_with_the_one_of_today() -> None:
    assert weeks_before(date(2026, 11, 22), 2) == [date(2026, 11, 9), date(2026, 11, 16)]
