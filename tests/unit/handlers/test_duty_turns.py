"""Whose turn it is: credits are zero together, loads stay even, and absences cost nobody more than a stated bound."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from handlers.duty.turns import Agreed, Standing, after_turn, foresee, in_line, without
from tests.factories import NOW

WEEK = timedelta(days=7)
numbers = st.integers(1, 9)
absences = st.lists(st.frozensets(st.integers(1, 9), max_size=9), max_size=60)


def crew(count: int) -> list[Standing]:
    return [Standing(number) for number in range(1, count + 1)]


def serve(standings: Sequence[Standing], away: Sequence[frozenset[int]]) -> tuple[list[Standing], list[int | None]]:
    """Let turns pass, each with some people away, and give how everybody stands and who took each."""
    served: list[int | None] = []
    now = list(standings)
    for position, absent in enumerate(away):
        free = {each.number for each in now} - absent
        line = in_line(now, free)
        served.append(line[0].number if line else None)
        if line:
            now = after_turn(now, free, line[0].number, NOW + position * WEEK)
    return now, served


@given(numbers, absences)
def test_all_credits_together_are_always_zero(count: int, away: list[frozenset[int]]) -> None:
    standings, _served = serve(crew(count), away)
    assert sum(each.credit for each in standings) == 0


@given(numbers, st.integers(0, 60))
def test_with_nobody_absent_nobody_serves_two_turns_more_than_another(count: int, turns: int) -> None:
    _standings, served = serve(crew(count), [frozenset()] * turns)
    loads = Counter(dict.fromkeys(range(1, count + 1), 0))
    loads.update(number for number in served if number is not None)
    assert max(loads.values()) - min(loads.values()) <= 1


@given(numbers, absences)
@example(2, [frozenset(), frozenset({1}), frozenset()])
def test_whoever_is_absent_nobody_is_further_from_a_fair_share_than_half_the_others(
    count: int, away: list[frozenset[int]]
) -> None:
    """The bound (n-1)/2 holds after every turn; its proof stands in `handlers.duty.turns`.

    In the example it is reached, and whoever served longest ago is not whoever is furthest behind.
    """
    for turns in range(len(away) + 1):
        standings, _served = serve(crew(count), away[:turns])
        assert all(abs(each.credit) <= Fraction(count - 1, 2) for each in standings)


@given(numbers, absences)
def test_credit_is_the_fair_share_less_the_turns_taken(count: int, away: list[frozenset[int]]) -> None:
    standings, served = serve(crew(count), away)
    for each in standings:
        shares = [
            Fraction(1, count - len({a for a in absent if a <= count})) for absent in away if each.number not in absent
        ]
        assert each.credit == sum(shares) - served.count(each.number)


@given(numbers, absences, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_makes_no_difference(count: int, away: list[frozenset[int]], random: object) -> None:
    standings, _served = serve(crew(count), away)
    shuffled = sorted(standings, key=lambda each: hash((each.number, str(random))))
    free = {each.number for each in standings}
    assert in_line(shuffled, free) == in_line(standings, free)


@given(numbers, absences, numbers)
def test_whoever_goes_leaves_credits_that_are_zero_together(count: int, away: list[frozenset[int]], gone: int) -> None:
    standings, _served = serve(crew(count), away)
    rest = without(standings, gone)
    assert gone not in {each.number for each in rest}
    assert sum(each.credit for each in rest) == 0


def test_the_largest_credit_comes_first_then_longest_ago_then_the_smallest_number() -> None:
    half = Fraction(1, 2)
    standings = [
        Standing(1, half, NOW),
        Standing(2, half, NOW - WEEK),
        Standing(5, half, None),
        Standing(4, half, None),
        Standing(3, 2 * half, NOW),
    ]
    assert [each.number for each in in_line(standings, {1, 2, 3, 4, 5})] == [3, 4, 5, 2, 1]
    assert [each.number for each in in_line(standings, {1, 2})] == [2, 1]


def test_somebody_chosen_though_not_free_shares_in_their_own_turn() -> None:
    after = after_turn(crew(3), {1, 2}, 3, NOW)
    assert [each.credit for each in after] == [Fraction(1, 3), Fraction(1, 3), Fraction(-2, 3)]


@given(numbers, absences, absences, st.dictionaries(st.integers(0, 9), st.tuples(numbers, numbers), max_size=4))
@example(3, [], [frozenset({3}), frozenset()], {0: (3, 3)})
@example(3, [], [frozenset(), frozenset()], {0: (3, 1)})
def test_what_is_foreseen_is_what_happens_if_nothing_changes(
    count: int, before: list[frozenset[int]], away: list[frozenset[int]], settled: dict[int, tuple[int, int]]
) -> None:
    standings, _served = serve(crew(count), before)
    moments = {NOW + (len(before) + position) * WEEK: absent for position, absent in enumerate(away)}
    everybody = {each.number for each in standings}
    agreed = {
        moment: Agreed(*settled[position])
        for position, moment in enumerate(moments)
        if everybody.issuperset(settled.get(position, [0]))
    }
    foreseen = foresee(standings, moments, lambda at: everybody - moments[at], agreed)
    served: list[int | None] = []
    for moment, absent in moments.items():
        line = [Agreed(each.number, each.number) for each in in_line(standings, everybody - absent)]
        turn = agreed.get(moment, line[0] if line else None)
        served.append(None if turn is None else turn.taker)
        standings = after_turn(standings, everybody - absent, turn.account, moment) if turn else standings
    assert [turn.number for turn in foreseen] == served


def test_a_swap_counts_for_whoever_would_have_had_the_turn() -> None:
    moments = [NOW + week * WEEK for week in range(5)]
    free = {1, 2, 3}
    agreed = {moments[0]: Agreed(3, 1), moments[2]: Agreed(1, 3)}
    assert [turn.number for turn in foresee(crew(3), moments, lambda _at: free, agreed)] == [3, 2, 1, 1, 2]


def test_turns_nobody_could_take_are_nobodys_and_change_nothing() -> None:
    moments = [NOW, NOW + WEEK]
    foreseen = foresee(crew(2), moments, lambda at: {1, 2} if at > NOW else set(), {})
    assert [turn.number for turn in foreseen] == [None, 1]
