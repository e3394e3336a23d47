"""What a push costs whom, and whether it would reach anybody: judged without asking anybody."""

from datetime import UTC, date, datetime

import pytest

from bot.line_api import Quota
from bot.pricing import Means, PushReach, month_of, push_reach
from bot.push_words import left
from storage.models import Person
from tests.factories import HANA, NOW

FRIEND = Person(user_id=HANA, is_friend=True)
BLOCKER = Person(user_id=HANA, is_friend=False, blocked_at=NOW)
MET = Person(user_id=HANA)


@pytest.mark.parametrize(
    ("person", "has_profile", "expected"),
    [
        (FRIEND, True, PushReach.SURE),
        (FRIEND, None, PushReach.SURE),
        (FRIEND, False, PushReach.NONE),
        (BLOCKER, True, PushReach.NONE),
        (BLOCKER, None, PushReach.NONE),
        (MET, True, PushReach.DOUBTFUL),
        (MET, None, PushReach.DOUBTFUL),
        (None, None, PushReach.DOUBTFUL),
        (None, False, PushReach.NONE),
    ],
)
def test_only_a_friend_is_surely_reached(person: Person | None, has_profile: bool | None, expected: PushReach) -> None:
    assert push_reach(person, has_profile=has_profile) is expected


def test_a_month_begins_where_the_group_lives() -> None:
    moment = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)
    assert month_of(moment, "Asia/Tokyo") == date(2026, 12, 1)
    assert month_of(moment, "Europe/Berlin") == date(2026, 11, 1)


def test_a_budget_that_was_lowered_leaves_nothing_rather_than_less() -> None:
    assert Means(used=5, budget=3).left == 0
    assert Means(used=5, budget=None).left is None


def test_what_is_left_is_never_below_nothing_and_unknown_is_said() -> None:
    assert "0" in left(Quota(limit=200, used=201))
    assert len({left(None), left(Quota(limit=None, used=3)), left(Quota(limit=200, used=3))}) == 3
