"""Who may know of a report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.moderation.judgement import About, may_read, readers
from storage.models import Member
from storage.models.members import MemberStatus, Role
from tests.factories import NOW

SUBJECTS = st.builds(About, st.booleans(), st.none() | st.integers(1, 4))


def member(number: int, role: Role, status: MemberStatus = MemberStatus.ACTIVE) -> Member:
    return Member(community_id=1, number=number, role=role, status=status, first_seen_at=NOW)


MEMBERS = st.builds(member, st.integers(1, 4), st.sampled_from(Role), st.sampled_from(MemberStatus))


@given(SUBJECTS, MEMBERS)
def test_nobody_but_a_present_host_ever_reads_a_report(subject: About, reader: Member) -> None:
    if may_read(subject, reader):
        assert reader.is_present
        assert reader.role in {Role.HOST, Role.OWNER}


@given(MEMBERS, st.integers(1, 4))
def test_nobody_reads_what_is_about_themselves(reader: Member, number: int) -> None:
    assert not may_read(About(a_host=True, number=reader.number), reader)


@pytest.mark.parametrize(("role", "reads"), [(Role.OWNER, True), (Role.HOST, False), (Role.HELPER, False)])
def test_a_report_about_a_host_who_is_not_named_is_for_the_owner_alone(role: Role, *, reads: bool) -> None:
    assert may_read(About(a_host=True), member(1, role)) is reads


@given(SUBJECTS, st.lists(MEMBERS, max_size=4), st.integers(1, 4))
def test_the_reporter_is_no_reader(subject: About, hosts: list[Member], reporter: int) -> None:
    found = readers(subject, hosts, reporter)
    assert all(each.number != reporter and may_read(subject, each) for each in found)
