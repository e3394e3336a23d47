"""Cases without a database: what counts, who may judge whom, what may be done when, and how typed words are read."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.moderation.cases.counting import counting, crossed
from handlers.moderation.cases.guards import Verdict, deciders, judge, may_see, needs_confirm
from handlers.moderation.cases.reading import NamedInBrackets, Words, read_name_in_brackets, read_words
from handlers.moderation.cases.states import ANSWER_WITHIN, Obstacle, Step, obstacle
from storage.models import Case, Member
from storage.models.cases import CaseKind, CaseState
from storage.models.members import MemberStatus, Role
from tests.factories import NOW

DAY = timedelta(days=1)


def case(**changes: Any) -> Case:
    """A warning about #3 that #2 has opened and that nobody was told of yet."""
    values = {
        "community_id": 1,
        "number": 9,
        "kind": CaseKind.WARNING,
        "subject_number": 3,
        "opened_by": 2,
        "state": CaseState.RESTING,
        "opened_at": NOW,
    }
    return Case(**{**values, **changes})


def member(number: int, role: Role = Role.MEMBER, **changes: Any) -> Member:
    """A member who is here and whom LINE names."""
    return Member(community_id=1, number=number, role=role, first_seen_at=NOW, **{"user_id": f"U{number}", **changes})


CASES = st.lists(
    st.builds(
        case,
        severity=st.integers(1, 3),
        state=st.sampled_from(CaseState),
        counts_until=st.none() | st.integers(-100, 100).map(lambda days: NOW + days * DAY),
    ),
    max_size=8,
)


@given(CASES)
def test_what_counts_never_grows_by_waiting_and_ends(cases: list[Case]) -> None:
    counts = [len(counting(cases, NOW + days * DAY)) for days in range(-100, 102, 10)]
    assert counts == sorted(counts, reverse=True)
    assert counting(cases, NOW + 101 * DAY) == []


@given(CASES)
def test_nothing_taken_back_counts(cases: list[Case]) -> None:
    assert all(each.state is not CaseState.VOIDED for each in counting(cases, NOW))


@given(st.integers(0, 30), st.lists(st.integers(0, 3), max_size=12), st.integers(2, 6))
def test_each_mark_is_shown_once_on_the_way_up(start: int, steps: list[int], limit: int) -> None:
    shown = []
    now = start
    for step in steps:
        shown.append(crossed(now, now + step, limit))
        now += step
    found = [mark for mark in shown if mark is not None]
    assert found == sorted(set(found))
    assert set(found) <= {limit, 2 * limit}
    assert (2 * limit in found) == (start < 2 * limit <= now)


@pytest.mark.parametrize(
    ("before", "after", "mark"),
    [(2, 3, 3), (3, 4, None), (3, 3, None), (0, 6, 6), (5, 7, 6), (6, 9, None), (4, 2, None)],
)
def test_the_limit_and_twice_the_limit_are_marks(before: int, after: int, mark: int | None) -> None:
    assert crossed(before, after, 3) == mark


@pytest.mark.parametrize(
    ("actor", "subject", "related", "verdict"),
    [
        (member(2, Role.HOST), member(3), set(), Verdict.FINE),
        (member(2, Role.HOST), member(2, Role.HOST), set(), Verdict.ONESELF),
        (member(2, Role.HOST), member(1, Role.OWNER), set(), Verdict.OWNER),
        (member(1, Role.OWNER), member(1, Role.OWNER), set(), Verdict.ONESELF),
        (member(2, Role.HOST), member(3), {2}, Verdict.RELATED),
        (member(2, Role.HOST), member(3), {5}, Verdict.FINE),
        (member(2, Role.HOST), member(3, status=MemberStatus.LEFT), set(), Verdict.GONE),
    ],
)
def test_who_may_judge_whom(actor: Member, subject: Member, related: set[int], verdict: Verdict) -> None:
    assert judge(actor, subject, related) is verdict


def test_a_measure_about_a_host_needs_a_second_look_and_is_hidden_from_them() -> None:
    host, owner = member(2, Role.HOST), member(1, Role.OWNER)
    assert needs_confirm(host)
    assert not needs_confirm(member(3))
    assert not needs_confirm(member(2, Role.HOST, status=MemberStatus.LEFT))
    about = case(subject_number=2, opened_by=1)
    assert (may_see(about, owner), may_see(about, host), may_see(about, member(3))) == (True, False, False)


def test_another_host_decides_else_the_adviser_else_nobody() -> None:
    opener, owner, away = member(2, Role.HOST), member(1, Role.OWNER), member(4, Role.HOST, status=MemberStatus.AWAY)
    adviser = member(7)
    assert deciders(case(), [owner, opener, away], adviser, set()) == [owner]
    assert deciders(case(), [opener, away], adviser, set()) == [away]
    assert deciders(case(), [owner, opener], adviser, {1}) == [adviser]
    assert deciders(case(), [opener], adviser, {7}) == []
    assert deciders(case(subject_number=7), [opener], adviser, set()) == []
    assert deciders(case(), [opener], None, set()) == []
    assert deciders(case(), [member(1, Role.OWNER, user_id=None)], None, set()) == []


STATES = st.builds(
    case,
    kind=st.sampled_from(CaseKind),
    state=st.sampled_from(CaseState),
    subject_number=st.sampled_from([None, 3]),
    told_at=st.none() | st.just(NOW),
    delivered_at=st.none() | st.just(NOW),
    answered_at=st.none() | st.just(NOW),
    decided_at=st.none() | st.just(NOW),
)


@given(STATES, st.sampled_from(Step), st.booleans())
def test_nothing_is_done_with_what_was_taken_back_or_told_to_nobody_in_particular(
    found: Case, step: Step, is_on_its_way: bool
) -> None:
    in_the_way = obstacle(step, found, NOW, is_on_its_way=is_on_its_way)
    if found.state is CaseState.VOIDED:
        assert in_the_way is Obstacle.VOIDED
    if in_the_way is None and step is Step.TELL:
        assert found.subject_number is not None
        assert found.delivered_at is None
        assert not is_on_its_way
    if in_the_way is None and step in {Step.DROP, Step.REST, Step.REWORD}:
        assert found.state is CaseState.RESTING
    if in_the_way is None and step is Step.ANSWER:
        assert found.told_at is not None
        assert found.answered_at is None
    if in_the_way is None and step is Step.DECIDE:
        assert found.answered_at is not None
        assert found.decided_at is None
    if found.kind is CaseKind.NOTE and step not in {Step.VOID, Step.MERGE}:
        assert in_the_way is not None


@pytest.mark.parametrize(
    ("after", "expected"), [(ANSWER_WITHIN, None), (ANSWER_WITHIN + timedelta(seconds=1), Obstacle.TOO_LATE)]
)
def test_an_answer_is_taken_up_to_fourteen_days_after_the_word_arrived(
    after: timedelta, expected: Obstacle | None
) -> None:
    told = case(state=CaseState.OPEN, told_at=NOW - 30 * DAY, delivered_at=NOW)
    assert obstacle(Step.ANSWER, told, NOW + after) is expected
    assert obstacle(Step.ANSWER, case(state=CaseState.OPEN, told_at=NOW), NOW + 99 * DAY) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("話しすぎです", Words(seen="話しすぎです")),
        ("r2 3 話しすぎです", Words(rule=2, level=3, seen="話しすぎです")),
        ("２ ルール１２　話しすぎです", Words(rule=12, level=2, seen="話しすぎです")),
        ("3回も言いました", Words(seen="3回も言いました")),
        ("4 話しすぎです", Words(seen="4 話しすぎです")),
        ("2 3 人と言い合い", Words(level=2, seen="3 人と言い合い")),
        ("見たこと：話しすぎ お願い：短めに", Words(seen="話しすぎ", asked="短めに")),
        ("r1 Too long\nAsked: shorter", Words(rule=1, seen="Too long", asked="shorter")),
        ("お願い：短めに", Words(asked="短めに")),
        ("見たこと：話しすぎ。お願い：短めに", Words(seen="話しすぎ。", asked="短めに")),
        ("こんなお願いをしていました", Words(seen="こんなお願いをしていました")),
        ("", Words()),
        ("r2", Words(rule=2)),
    ],
)
def test_rule_level_and_both_parts_are_read(typed: str, words: Words) -> None:
    assert read_words(typed) == words


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_and_what_is_kept_was_typed(typed: str) -> None:
    found = read_words(typed)
    assert found.level in {1, 2, 3}
    assert found.seen in typed
    assert found.asked in typed


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("「花子」 話しすぎ", NamedInBrackets("花子", "話しすぎ")),
        ("“Hana” too long", NamedInBrackets("Hana", "too long")),
        ('"Hana" too long', NamedInBrackets("Hana", "too long")),
        ("「花子」さん、話しすぎ", NamedInBrackets("花子", "話しすぎ")),
        ("花子 「うるさい」と言った", None),
        ("「\u200b」 話しすぎ", None),
        ("", None),
    ],
)
def test_a_name_in_brackets_is_somebody_without_a_number(typed: str, found: NamedInBrackets | None) -> None:
    assert read_name_in_brackets(typed) == found
