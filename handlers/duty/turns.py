"""Whose turn it is, fair by credit: exact arithmetic on small facts, the same answer from the same facts.

Each turn adds an equal share of one turn to everybody who could have taken it, and costs whoever takes it one whole
turn. So credit is the number of turns by which somebody is behind (above zero) or ahead (below zero) of a fair share,
and all credits together are always zero. The largest credit serves next; among equals whoever served longest ago, then
the smallest number.

With nobody ever absent, the numbers of turns taken never differ by more than one. Among n people, whoever is absent
whenever they like, nobody's credit ever leaves -(n-1)/2 … (n-1)/2, so nobody is ever further than that from a fair
share. Proof: let M(k) be the largest sum that any k credits can reach; M(0) = M(n) = 0. Take k people, j of them among
the m who could take a turn that somebody else takes: their sum grows by j/m, at most j/(j+1). Whoever took it had at
least the credit c of each of those j. So before, the sum was at most M(k+1) - c and at most M(k-j) + j·c, hence at most
(j·M(k+1) + M(k-j)) / (j+1). M(k) = k(n-k)/2 keeps to that: the weighted mean of its values at k+1 and k-j is
M(k) - j/2, which leaves room for j/(j+1). In particular M(1) = (n-1)/2, and the smallest credit is at least
-M(n-1) = -(n-1)/2.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from math import lcm


@dataclass(frozen=True, slots=True)
class Standing:
    """How one member stands in a rota: the number, the credit in turns, and when they last served."""

    number: int
    credit: Fraction = Fraction(0)
    last_served: datetime | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """A turn that is settled: who takes it, and for whom it counts, who differ where two have swapped."""

    taker: int
    account: int


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A turn to come as it would be if nothing changed; `number` is None where nobody could take it."""

    at: datetime
    number: int | None


def in_line(standings: Iterable[Standing], free: Collection[int]) -> list[Standing]:
    """List those who could take a turn, the next one first; somebody who never served comes before who did."""
    line = [each for each in standings if each.number in free]
    return sorted(line, key=lambda each: _rank(each.number, each.credit, each.last_served))


def after_turn(standings: Sequence[Standing], free: Collection[int], taker: int, at: datetime) -> list[Standing]:
    """Give everybody's standing after a turn: a share for whoever could take it, a turn less for who did.

    A taker whom the hosts chose although they were not free has a share in their own turn like the others.
    """
    sharing = {each.number for each in standings if each.number in free} | {taker}
    share = Fraction(1, len(sharing))
    after = [replace(each, credit=each.credit + share) if each.number in sharing else each for each in standings]
    return [replace(each, credit=each.credit - 1, last_served=at) if each.number == taker else each for each in after]


def without(standings: Sequence[Standing], number: int) -> list[Standing]:
    """Give everybody's standing without one member, whose credit the others share equally, so that it stays zero."""
    gone = next((each for each in standings if each.number == number), None)
    rest = [each for each in standings if each.number != number]
    if gone is None or not rest:
        return rest
    share = gone.credit / len(rest)
    return [replace(each, credit=each.credit + share) for each in rest]


def foresee(
    standings: Sequence[Standing],
    moments: Iterable[datetime],
    free_at: Callable[[datetime], Collection[int]],
    agreed: Mapping[datetime, Agreed],
) -> list[Foreseen]:
    """Play the coming turns through as if nothing changed; `agreed` are turns that are settled already.

    Credits are played in whole parts of a turn, so fine that every share is a whole number of them: in a rota of
    hundreds that is many times faster than fractions, and just as exact.
    """
    turns = [(moment, {each.number for each in standings} & set(free_at(moment))) for moment in moments]
    sizes = {size for _moment, free in turns for size in (len(free), len(free) + 1) if size}
    parts = lcm(*sizes, *{each.credit.denominator for each in standings})
    in_parts = {each.number: each.credit.numerator * (parts // each.credit.denominator) for each in standings}
    served = {each.number: each.last_served for each in standings}
    played: list[Foreseen] = []
    for moment, free in turns:
        turn = agreed.get(moment)
        if turn is None and free:
            number = min(free, key=lambda each: _rank(each, in_parts[each], served[each]))
            turn = Agreed(number, number)
        played.append(Foreseen(moment, None if turn is None else turn.taker))
        if turn is not None and turn.account in in_parts:
            sharing = free | {turn.account}
            for each in sharing:
                in_parts[each] += parts // len(sharing)
            in_parts[turn.account] -= parts
            served[turn.account] = moment
    return played


def _rank(number: int, credit: Fraction | int, last_served: datetime | None) -> tuple[Fraction | int, bool, float, int]:
    served = 0.0 if last_served is None else last_served.timestamp()
    return -credit, last_served is not None, served, number
