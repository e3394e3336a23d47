"""Claims and roles: what the facts allow."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.community.judgement import (
    ClaimVerdict,
    RoleVerdict,
    judge_claim,
    judge_new_owner,
    judge_role_change,
    role_after_leaving,
    role_of_former_owner,
)
from storage.models import Member
from storage.models.communities import ClaimState
from storage.models.members import MemberStatus, Role


def a_member(
    role: Role = Role.MEMBER, status: MemberStatus = MemberStatus.ACTIVE, user_id: str | None = "U1"
) -> Member:
    return Member(
        community_id=1,
        number=12,
        user_id=user_id,
        role=role,
        status=status,
        first_seen_at=datetime(2026, 4, 1, tzinfo=UTC),
    )


members = st.builds(
    a_member,
    role=st.sampled_from(Role),
    status=st.sampled_from(MemberStatus),
    user_id=st.sampled_from(["U1", None]),
)


def test_a_personal_code_is_announced_first() -> None:
    verdict = judge_claim(ClaimState.UNCLAIMED, operators_code=False, by_operator=False, admission_by_code=False)
    assert verdict is ClaimVerdict.ANNOUNCE


@pytest.mark.parametrize(("operators_code", "by_operator"), [(True, False), (False, True), (True, True)])
@pytest.mark.parametrize("admission_by_code", [True, False])
def test_what_the_operator_stands_for_counts_at_once(
    operators_code: bool, by_operator: bool, admission_by_code: bool
) -> None:
    verdict = judge_claim(
        ClaimState.UNCLAIMED,
        operators_code=operators_code,
        by_operator=by_operator,
        admission_by_code=admission_by_code,
    )
    assert verdict is ClaimVerdict.CONFIRM


def test_with_admission_by_code_a_personal_code_admits_nobody() -> None:
    verdict = judge_claim(ClaimState.UNCLAIMED, operators_code=False, by_operator=False, admission_by_code=True)
    assert verdict is ClaimVerdict.NEEDS_OPERATORS_CODE


@given(
    state=st.sampled_from([state for state in ClaimState if state is not ClaimState.UNCLAIMED]),
    by_operator=st.booleans(),
    admission_by_code=st.booleans(),
)
def test_only_the_operators_code_moves_an_owner_who_is_there(
    state: ClaimState, by_operator: bool, admission_by_code: bool
) -> None:
    personal = judge_claim(state, operators_code=False, by_operator=by_operator, admission_by_code=admission_by_code)
    from_operator = judge_claim(
        state, operators_code=True, by_operator=by_operator, admission_by_code=admission_by_code
    )
    assert personal is ClaimVerdict.ALREADY_CLAIMED
    assert from_operator is ClaimVerdict.CONFIRM


def test_whoever_was_objected_to_keeps_no_view_of_the_members() -> None:
    assert role_of_former_owner(ClaimState.CONFIRMED) is Role.HOST
    assert role_of_former_owner(ClaimState.DISPUTED) is Role.MEMBER


@given(member=members, wanted=st.sampled_from([Role.MEMBER, Role.HELPER, Role.HOST]))
def test_a_role_change_never_touches_the_owner_nor_raises_somebody_absent(member: Member, wanted: Role) -> None:
    if judge_role_change(member, wanted) is RoleVerdict.CHANGE:
        assert member.role is not Role.OWNER
        assert member.role is not wanted
        assert wanted is Role.MEMBER or (member.is_present and member.user_id is not None)


def test_a_host_who_has_gone_can_still_be_made_a_plain_member() -> None:
    gone = a_member(role=Role.HOST, status=MemberStatus.REMOVED)
    assert judge_role_change(gone, Role.MEMBER) is RoleVerdict.CHANGE


@pytest.mark.parametrize(
    ("member", "verdict"),
    [
        (a_member(), RoleVerdict.CHANGE),
        (a_member(role=Role.OWNER), RoleVerdict.IS_OWNER),
        (a_member(status=MemberStatus.LEFT), RoleVerdict.IS_GONE),
        (a_member(user_id=None), RoleVerdict.WITHOUT_ACCOUNT),
    ],
)
def test_the_ownership_is_offered_only_to_somebody_who_can_take_it(member: Member, verdict: RoleVerdict) -> None:
    assert judge_new_owner(member) is verdict


def test_hosts_who_leave_come_back_as_members_and_the_owner_as_owner() -> None:
    assert {role: role_after_leaving(role) for role in Role} == {
        Role.MEMBER: Role.MEMBER,
        Role.HELPER: Role.MEMBER,
        Role.HOST: Role.MEMBER,
        Role.OWNER: Role.OWNER,
    }
