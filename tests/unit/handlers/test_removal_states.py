"""The course of a removal, walked in every order: who decides, what time does, what LINE's word closes."""

from collections.abc import Set
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from handlers.moderation.removals import states
from handlers.moderation.removals.states import CannotBe, Circle, Course, Why
from handlers.settings.looking_back_texts import ACTIONS
from storage.models.removals import RemovalState
from tests.factories import NOW

HOUR = timedelta(hours=1)
OPENER, SECOND, THIRD = 1, 2, 3
RESTING = Course(state=RemovalState.RESTING, opener=OPENER)


def circle(*deciders: int, awake: Set[int] | None = None, opener: bool = True, opener_awake: bool = True) -> Circle:
    return Circle(
        deciders=frozenset(deciders),
        awake=frozenset(deciders) if awake is None else awake,
        helpers=frozenset(deciders) | ({OPENER} if opener else set()),
        opener_is_host=opener,
        opener_is_awake=opener and opener_awake,
    )


def approved() -> Course:
    proposed = states.begin(RESTING, circle(SECOND))
    return states.decide(proposed, SECOND, circle(SECOND), NOW, agrees=True)


def underway() -> Course:
    return states.volunteer(approved(), SECOND, circle(SECOND), NOW)


def why(course: Course, action: str, by: int, **more: object) -> Why:
    with pytest.raises(CannotBe) as refused:
        getattr(states, action)(course, by, **more)
    return refused.value.why


def test_a_second_host_is_asked_where_there_is_one() -> None:
    assert states.begin(RESTING, circle(SECOND)).state is RemovalState.PROPOSED
    assert states.begin(RESTING, circle()).state is RemovalState.LONE


@pytest.mark.parametrize("agrees", [True, False])
def test_nobody_decides_on_their_own_proposal(agrees: bool) -> None:
    for around in (circle(SECOND), circle(SECOND, OPENER)):
        course = states.begin(RESTING, around)
        assert why(course, "decide", OPENER, circle=around, now=NOW, agrees=agrees) is Why.OWN


def test_a_host_outside_the_circle_neither_decides_nor_carries_out() -> None:
    course = states.begin(RESTING, circle(SECOND))
    assert why(course, "decide", THIRD, circle=circle(SECOND), now=NOW, agrees=True) is Why.NOT_IMPARTIAL
    assert why(approved(), "volunteer", THIRD, circle=circle(SECOND), now=NOW) is Why.NOT_IMPARTIAL


def test_what_is_decided_is_not_decided_again() -> None:
    around = circle(SECOND, THIRD)
    for agrees in (True, False):
        course = states.decide(states.begin(RESTING, around), SECOND, around, NOW, agrees=agrees)
        assert why(course, "decide", THIRD, circle=around, now=NOW, agrees=not agrees) is Why.SETTLED


def test_the_time_to_decide_stands_still_while_all_others_rest() -> None:
    course = states.begin(RESTING, circle(SECOND))
    for _hour in range(200):
        course = states.let_an_hour_pass(course, circle(SECOND, awake=frozenset()), NOW)
    assert (course.state, course.hours_left) == (RemovalState.PROPOSED, states.HOURS_TO_DECIDE)


@pytest.mark.parametrize(
    ("around", "hours", "end"),
    [(circle(SECOND), 48, RemovalState.LAPSED), (circle(), 24, RemovalState.APPROVED)],
)
def test_undecided_time_runs_out(around: Circle, hours: int, end: RemovalState) -> None:
    course = states.begin(RESTING, around)
    for hour in range(hours):
        assert course.is_undecided, hour
        course = states.let_an_hour_pass(course, around, NOW)
    assert course.state is end


def test_a_second_host_who_appears_is_asked_and_one_who_goes_is_not_waited_for() -> None:
    lone = states.begin(RESTING, circle())
    asked = states.let_an_hour_pass(lone, circle(SECOND), NOW)
    alone = states.let_an_hour_pass(asked, circle(), NOW)
    assert (asked.state, asked.hours_left) == (RemovalState.PROPOSED, states.HOURS_TO_DECIDE)
    assert (alone.state, alone.hours_left) == (RemovalState.LONE, states.HOURS_TO_SLEEP_ON_IT)
    assert states.let_an_hour_pass(lone, circle(opener=False), NOW).state is RemovalState.LAPSED


def test_one_host_carries_it_out_and_is_replaced_only_when_gone() -> None:
    around = circle(SECOND, THIRD)
    assert why(underway(), "volunteer", THIRD, circle=around, now=NOW) is Why.TAKEN
    assert states.volunteer(underway(), SECOND, around, NOW + HOUR) == underway()
    again = states.volunteer(underway(), THIRD, circle(THIRD), NOW + HOUR)
    assert (again.volunteer, again.leave_by) == (THIRD, NOW + HOUR + states.WINDOW)


@pytest.mark.parametrize(
    ("course", "at", "end"),
    [
        (states.begin(RESTING, circle(SECOND)), NOW, RemovalState.LEFT),
        (approved(), NOW, RemovalState.LEFT),
        (underway(), NOW + HOUR, RemovalState.DONE),
        (underway(), NOW - HOUR, RemovalState.LEFT),
        (replace(underway(), state=RemovalState.LAPSED), NOW + HOUR, RemovalState.DONE),
        (replace(underway(), state=RemovalState.LAPSED), NOW + 3 * states.WINDOW, RemovalState.LAPSED),
        (replace(approved(), state=RemovalState.LAPSED), NOW + HOUR, RemovalState.LAPSED),
    ],
)
def test_lines_word_closes_it_by_the_moment_it_speaks_of(course: Course, at: datetime, end: RemovalState) -> None:
    assert states.person_left(course, at).state is end


def test_a_block_is_still_decided_when_the_person_has_gone() -> None:
    course = states.begin(replace(RESTING, wants_block=True), circle(SECOND))
    assert states.person_left(course, NOW).state is RemovalState.PROPOSED
    agreed = states.decide(course, SECOND, circle(SECOND), NOW, agrees=True)
    gone = states.person_is_gone(agreed)
    assert (gone.state, states.keeps_out(gone)) == (RemovalState.LEFT, True)
    assert not states.keeps_out(states.person_left(approved(), NOW))


def test_a_hosts_word_counts_only_where_line_cannot_tell() -> None:
    assert why(underway(), "confirmed_by_word", SECOND, line_can_tell=True) is Why.WAITS_FOR_LINE
    assert why(underway(), "confirmed_by_word", OPENER, line_can_tell=False) is Why.TAKEN
    assert why(approved(), "confirmed_by_word", SECOND, line_can_tell=False) is Why.NOT_UNDERWAY
    assert states.confirmed_by_word(underway(), SECOND, line_can_tell=False).state is RemovalState.DONE


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=5)))
def test_a_decided_removal_is_looked_at_until_it_is_over(after: timedelta) -> None:
    for course in (approved(), underway()):
        now = NOW + after
        due = states.next_due(course, now)
        assert due is not None
        over = states.run_out(course, now)
        assert over.is_open == (now < NOW + states.WINDOW)
        assert states.next_due(over, now) is None or due <= NOW + states.WINDOW


def test_every_step_has_words_in_the_record_of_changes() -> None:
    assert {f"removal.{state}" for state in RemovalState if state is not RemovalState.RESTING} <= set(ACTIONS)


class AnyOrder(RuleBasedStateMachine):
    """Whatever hosts, time and LINE do, nobody is removed by one host alone while there is a second one."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.course = RESTING
        self.around = circle(SECOND, THIRD)
        self.was_decided_by_two = False
        self.was_alone = False
        self.ended: RemovalState | None = None

    def attempt(self, action: str, *arguments: object, **named: object) -> None:
        with suppress(CannotBe):
            self.course = getattr(states, action)(self.course, *arguments, **named)

    @rule(
        deciders=st.sets(st.sampled_from([SECOND, THIRD])),
        resting=st.booleans(),
        opener=st.booleans(),
        opener_awake=st.booleans(),
    )
    def hosts_change(self, deciders: set[int], resting: bool, opener: bool, opener_awake: bool) -> None:
        awake: frozenset[int] = frozenset() if resting else frozenset(deciders)
        self.around = circle(*deciders, awake=awake, opener=opener, opener_awake=opener_awake)

    @rule(wants_block=st.booleans())
    def hand_over(self, wants_block: bool) -> None:
        if self.course.state is RemovalState.RESTING:
            self.course = replace(self.course, wants_block=wants_block)
        self.attempt("begin", self.around)

    @rule(by=st.sampled_from([OPENER, SECOND, THIRD]), agrees=st.booleans())
    def decide(self, by: int, agrees: bool) -> None:
        self.attempt("decide", by, self.around, self.now, agrees=agrees)

    @rule(by=st.sampled_from([OPENER, SECOND, THIRD]), is_owner=st.booleans())
    def withdraw(self, by: int, is_owner: bool) -> None:
        self.attempt("withdraw", by, is_owner=is_owner)

    @rule(by=st.sampled_from([OPENER, SECOND, THIRD]))
    def volunteer(self, by: int) -> None:
        self.attempt("volunteer", by, self.around, self.now)

    @precondition(lambda self: self.course.state is not RemovalState.RESTING)
    @rule(late=st.booleans())
    def line_says_out(self, late: bool) -> None:
        self.course = states.person_left(self.course, self.now - HOUR if late else self.now)

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        for _hour in range(hours):
            self.now += HOUR
            self.course = states.let_an_hour_pass(self.course, self.around, self.now)
        self.course = states.run_out(self.course, self.now)

    @invariant()
    def one_host_alone_decides_nothing(self) -> None:
        assert self.course.decided_by != OPENER
        if self.course.state in {RemovalState.APPROVED, RemovalState.UNDERWAY, RemovalState.DONE}:
            assert self.course.approved_at is not None
        if self.course.state is RemovalState.DONE:
            assert self.course.volunteer is not None

    @invariant()
    def what_is_over_stays_over(self) -> None:
        if self.ended is not None and self.ended is not RemovalState.LAPSED:
            assert self.course.state is self.ended
        if not self.course.is_open and self.course.state is not RemovalState.RESTING:
            self.ended = self.course.state

    @invariant()
    def what_goes_on_is_looked_at_again(self) -> None:
        assert (states.next_due(self.course, self.now) is not None) == self.course.is_open


TestAnyOrder = AnyOrder.TestCase
