"""Who is missing from LINE's list: nobody whom the list cannot know, and nobody on part of a list."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.line_api import Extent, MemberList
from handlers.rotation.listed import fingerprint, no_longer_listed
from storage.models import Member
from tests.factories import NOW

LONG_AGO = NOW - timedelta(days=100)


def member(number: int, *, first_seen_at: datetime = LONG_AGO, joined_at: datetime | None = None) -> Member:
    return Member(community_id=1, number=number, user_id=f"U{number}", first_seen_at=first_seen_at, joined_at=joined_at)


def unnamed(number: int) -> Member:
    return Member(community_id=1, number=number, user_id=None, first_seen_at=LONG_AGO)


def missing(people: MemberList, *members: Member, asker: int | None = None) -> list[int]:
    return [each.number for each in no_longer_listed(people, members, asked_at=NOW, asker=asker)]


def whole(*numbers: int) -> MemberList:
    return MemberList(Extent.WHOLE, tuple(f"U{number}" for number in numbers))


@given(st.sets(st.integers(1, 30)), st.sets(st.integers(1, 30)))
def test_missing_are_those_known_and_not_listed(known: set[int], listed: set[int]) -> None:
    assert missing(whole(*listed), *map(member, sorted(known))) == sorted(known - listed)


@pytest.mark.parametrize("extent", [Extent.PART, Extent.NOT_ALLOWED])
def test_nobody_is_missing_from_less_than_a_whole_list(extent: Extent) -> None:
    assert missing(MemberList(extent, ("U1",)), member(1), member(2)) == []


def test_whoever_line_does_not_name_came_meanwhile_or_asks_is_not_missing() -> None:
    a_moment_later = NOW + timedelta(seconds=1)
    people = [
        unnamed(1),
        member(2, joined_at=a_moment_later),
        member(3, first_seen_at=a_moment_later),
        member(4),
        member(5, joined_at=NOW),
    ]
    assert missing(whole(), *people, asker=4) == [5]


def test_a_fingerprint_stands_for_exactly_these_people() -> None:
    assert fingerprint([member(1), member(23)]) == fingerprint([member(23), member(1)])
    assert fingerprint([member(1), member(23)]) != fingerprint([member(12), member(3)])
