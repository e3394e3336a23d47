"""Who may know of a report, and who may look after it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.moderation.judgement import About, Audience, judges, may_read
from storage.models import Member
from storage.models.members import MemberStatus, Role
from tests.factories import NOW

SUBJECTS = st.builds(About, st.booleans(), st.none() | st.integers(1, 4), st.none() | st.integers(1, 4))


def member(number: int, role: Role, status: MemberStatus = MemberStatus.ACTIVE) -> Member:
    return Member(community_id=1, number=number, role=role, status=status, first_seen_at=NOW)


MEMBERS = st.builds(member, st.integers(1, 4), st.sampled_from(Role), st.sampled_from(MemberStatus))
GROUPS = st.lists(MEMBERS, max_size=4, unique_by=lambda each: each.number)


@given(SUBJECTS, MEMBERS)
def test_nobody_but_a_present_host_or_the_one_adviser_ever_reads_a_report(subject: About, reader: Member) -> None:
    if may_read(subject, reader):
        assert reader.is_present
        assert reader.number == subject.adviser or (subject.adviser is None and reader.role in {Role.HOST, Role.OWNER})


@given(MEMBERS, st.booleans(), st.none() | st.integers(1, 4))
def test_nobody_reads_what_is_about_themselves(reader: Member, a_host: bool, adviser: int | None) -> None:
    assert not may_read(About(a_host, reader.number, adviser), reader)


@pytest.mark.parametrize(("role", "reads"), [(Role.OWNER, True), (Role.HOST, False), (Role.HELPER, False)])
def test_a_report_about_a_host_who_is_not_named_is_for_the_owner_alone(role: Role, *, reads: bool) -> None:
    assert may_read(About(a_host=True), member(1, role)) is reads


@given(st.frozensets(st.integers(1, 4)), st.none() | st.integers(1, 4), st.none() | st.integers(5, 6), st.data())
def test_the_readers_that_are_promised_are_just_those_who_may_read(
    hosts: frozenset[int], owner: int | None, adviser: int | None, data: st.DataObject
) -> None:
    number, a_host = data.draw(st.none() | st.integers(1, 6)), data.draw(st.booleans())
    subject = Audience(hosts, owner if owner in hosts else None, adviser).for_subject(number, a_host=a_host)
    if a_host and number is None and len(hosts) == 1:
        (number,) = hosts  # a report about "a host" is about the only one
    people = [member(each, Role.OWNER if each == owner else Role.HOST) for each in hosts]
    people += [] if adviser is None else [member(adviser, Role.MEMBER)]
    if subject is None:
        assert not [each for each in people if may_read(About(a_host, number), each)]
        assert adviser in {None, number}
        return
    assert (subject.a_host, subject.number) == (a_host, number)
    found = [each.number for each in people if may_read(subject, each)]
    assert found
    assert subject.adviser is None or found == [adviser]


@given(GROUPS, st.frozensets(st.integers(1, 4)), st.frozensets(st.integers(1, 4)))
def test_whoever_told_it_or_is_close_to_the_person_looks_after_it_only_where_nobody_else_could(
    people: list[Member], reporters: frozenset[int], related: frozenset[int]
) -> None:
    found = judges(people, reporters, related)
    assert bool(found) == bool(people)
    free = [each for each in people if each.number not in reporters | related]
    assert found == (free or people)


def test_a_report_about_a_host_never_reaches_the_only_host_named_or_not() -> None:
    assert Audience(frozenset({1}), 1).for_subject(None, a_host=True) is None
    assert Audience(frozenset({1}), 1, adviser=5).for_subject(None, a_host=True) == About(
        a_host=True, number=1, adviser=5
    )
