"""Passes and the waiting list: no seat is given twice, none is kept for ever, and everybody's turn comes in order."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from handlers.door.passes import (
    GIVEN_BACK,
    LOOK_EVERY,
    OFFER_LASTS,
    OFFER_WAITS,
    ON_TIME,
    PASS_LASTS,
    UNREAD_AFTER,
    WrongStep,
    ends_at,
    give_day_back,
    hand_over,
    is_over,
    is_unread,
    keeps_seat,
    lapse,
    look_at,
    looked_too_late,
    note_reached,
    offer,
    use,
)
from handlers.door.waiting import (
    RESTS_AFTER_LEAVING,
    Seats,
    in_line,
    kept_seats,
    next_in_line,
    place_in_line,
    resting_seats,
)
from storage.models import Member, Pass
from storage.models.door import PassState
from storage.models.members import MemberStatus
from tests.factories import HANA, NOW, SECOND


def new_pass(number: int = 1, queued_at: datetime = NOW) -> Pass:
    return Pass(community_id=1, number=number, user_id=HANA, agreed_at=NOW, queued_at=queued_at)


def seats(capacity: int, present: int, passes: list[Pass], now: datetime) -> Seats:
    return Seats(capacity=capacity, present=present, kept=kept_seats(passes, now))


class Door(RuleBasedStateMachine):
    """People queue, are offered seats, are reached or not, take the link, come in, leave, or let it lapse."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.present = 2
        self.capacity = 4
        self.passes: list[Pass] = []
        self.offered: list[int] = []

    @rule()
    def somebody_is_accepted(self) -> None:
        self.passes.append(new_pass(len(self.passes) + 1, self.now))

    @rule(hours=st.integers(1, 100))
    def time_passes_and_the_door_is_tended(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        for held in self.passes:
            if is_over(held, self.now):
                lapse(held, self.now)
        for held in next_in_line(self.passes, seats(self.capacity, self.present, self.passes, self.now).free):
            offer(held, self.now)
            self.offered.append(held.number)

    @rule(index=st.integers(0, 30))
    def a_word_is_delivered(self, index: int) -> None:
        if self.passes:
            note_reached(self.passes[index % len(self.passes)], self.now)

    @rule(index=st.integers(0, 30))
    def somebody_asks_for_the_link(self, index: int) -> None:
        held = self.passes[index % len(self.passes)] if self.passes else None
        if held is not None and keeps_seat(held, self.now):
            hand_over(held, self.now)

    @rule(index=st.integers(0, 30))
    def somebody_comes_in(self, index: int) -> None:
        held = self.passes[index % len(self.passes)] if self.passes else None
        if held is not None and held.state is PassState.HANDED and keeps_seat(held, self.now):
            use(held, self.now)
            self.present += 1

    @precondition(lambda self: self.present > 0)
    @rule()
    def somebody_leaves(self) -> None:
        self.present -= 1

    @invariant()
    def there_are_never_more_people_than_seats(self) -> None:
        assert self.present + kept_seats(self.passes, self.now) <= self.capacity

    @invariant()
    def turns_come_in_the_order_of_acceptance(self) -> None:
        assert self.offered == sorted(self.offered)

    @invariant()
    def no_seat_is_kept_longer_than_its_bounds(self) -> None:
        longest = OFFER_WAITS + OFFER_LASTS + PASS_LASTS
        for held in self.passes:
            if keeps_seat(held, self.now):
                assert held.offered_at is not None
                assert self.now < held.offered_at + longest

    @invariant()
    def whoever_is_over_is_looked_at_in_time(self) -> None:
        for held in self.passes:
            moment, end = look_at(held, self.now), ends_at(held)
            assert (moment is None) == (end is None)
            assert moment is None or end is None or moment <= max(end, self.now + LOOK_EVERY)


TestDoor = Door.TestCase


def test_the_deadline_begins_with_the_delivery_and_not_with_the_offer() -> None:
    held = new_pass()
    offer(held, NOW)
    assert ends_at(held) == NOW + OFFER_WAITS
    reached = NOW + timedelta(hours=50)
    note_reached(held, reached)
    note_reached(held, reached + timedelta(hours=9))

    assert not is_over(held, reached + timedelta(hours=72) - SECOND)
    assert is_over(held, reached + timedelta(hours=72))


def test_having_the_link_once_more_gives_no_more_time() -> None:
    held = new_pass()
    offer(held, NOW)
    hand_over(held, NOW + timedelta(hours=1))
    hand_over(held, NOW + timedelta(hours=70))

    assert ends_at(held) == NOW + timedelta(hours=73)


def test_what_has_ended_stays_so() -> None:
    held = new_pass()
    offer(held, NOW)
    lapse(held, NOW)
    for step in (offer, hand_over, use, lapse):
        with pytest.raises(WrongStep):
            step(held, NOW)
    assert held.state is PassState.LAPSED
    assert ends_at(held) is None


@given(
    capacity=st.integers(0, 20),
    present=st.integers(0, 30),
    resting=st.integers(0, 5),
    waiting=st.lists(st.integers(0, 100), max_size=10),
)
def test_seats_go_to_as_many_as_there_are_and_to_the_first(
    capacity: int, present: int, resting: int, waiting: list[int]
) -> None:
    line = [new_pass(number, NOW + minutes * SECOND) for number, minutes in enumerate(waiting, start=1)]
    free = Seats(capacity=capacity, present=present, resting=resting).free
    chosen = list(next_in_line(reversed(line), free))

    assert chosen == in_line(line)[: len(chosen)]
    assert len(chosen) == (len(line) if capacity == 0 else min(len(line), max(0, capacity - present - resting)))
    assert [place_in_line(line, held) for held in in_line(line)] == list(range(1, len(line) + 1))


@pytest.mark.parametrize(
    ("status", "age", "rests"),
    [
        (MemberStatus.LEFT, RESTS_AFTER_LEAVING - SECOND, 1),
        (MemberStatus.LEFT, RESTS_AFTER_LEAVING, 0),
        (MemberStatus.REMOVED, SECOND, 0),
    ],
)
def test_a_seat_rests_for_a_week_unless_its_person_was_removed(
    status: MemberStatus, age: timedelta, rests: int
) -> None:
    member = Member(community_id=1, number=1, status=status, first_seen_at=NOW, left_at=NOW - age)
    assert resting_seats([member], NOW) == rests


def test_more_people_than_seats_is_said_and_frees_nothing() -> None:
    crowded = Seats(capacity=3, present=5)
    assert crowded.is_over
    assert crowded.free == 0
    assert not Seats(capacity=0, present=5).is_over


def test_word_of_a_seat_is_unread_after_a_day_and_looked_at_then() -> None:
    held = new_pass()
    assert not is_unread(held, NOW + timedelta(days=9))
    offer(held, NOW)
    assert look_at(held, NOW) == NOW + UNREAD_AFTER
    assert not is_unread(held, NOW + UNREAD_AFTER - timedelta(seconds=1))
    assert is_unread(held, NOW + UNREAD_AFTER)
    note_reached(held, NOW + UNREAD_AFTER)
    assert not is_unread(held, NOW + UNREAD_AFTER)


@pytest.mark.parametrize("step", ["offered", "reached", "handed"])
def test_a_time_that_ran_out_unnoticed_ends_a_day_after_somebody_looks(step: str) -> None:
    held = new_pass()
    offer(held, NOW)
    if step == "reached":
        note_reached(held, NOW)
    if step == "handed":
        hand_over(held, NOW)
    end = ends_at(held)
    assert end is not None
    assert not looked_too_late(held, end + ON_TIME)
    late = end + timedelta(days=3)
    assert looked_too_late(held, late)

    give_day_back(held, late)

    assert ends_at(held) == late + GIVEN_BACK
    assert not looked_too_late(held, late + GIVEN_BACK)
    assert is_over(held, late + GIVEN_BACK)


def test_no_day_is_given_back_to_somebody_without_a_seat() -> None:
    with pytest.raises(WrongStep):
        give_day_back(new_pass(), NOW)
