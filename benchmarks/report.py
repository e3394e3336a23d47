"""Figures side by side: what was measured, against what, the target, and whether it is met."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Target:
    """What a ratio has to be: at least or below a number."""

    words: str
    is_met_by: Callable[[float], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison: two figures with their unit, and their ratio."""

    name: str
    ours: str
    other: str
    ratio: float
    target: Target | None = None

    def __str__(self) -> str:
        """Give the row as one line of a table."""
        verdict = "no target"
        if self.target is not None:
            verdict = f"{self.target.words:<7} {'met' if self.target.is_met_by(self.ratio) else 'not met'}"
        return f"  {self.name:<52} {self.ratio:>7.2f}   {self.ours + ' / ' + self.other:<34} {verdict}"


def at_least(number: float) -> Target:
    """Make a target that is met from a number on."""
    return Target(f"≥ {number:g}", lambda ratio: operator.ge(ratio, number))


def at_most(number: float) -> Target:
    """Make a target that is met up to a number."""
    return Target(f"≤ {number:g}", lambda ratio: operator.le(ratio, number))


def below(number: float) -> Target:
    """Make a target that is met below a number."""
    return Target(f"< {number:g}", lambda ratio: operator.lt(ratio, number))


def compare(
    name: str,
    ours: list[float],
    other: list[float],
    form: Callable[[float], str],
    target: Target | None = None,
) -> Row:
    """Compare figures measured in the same rounds: the median of the ratios, round by round, and both medians."""
    ratio = median(mine / theirs for mine, theirs in zip(ours, other, strict=True))
    return Row(name, form(median(ours)), form(median(other)), ratio, target)


def against_limit(name: str, ours: float, limit: float, form: Callable[[float], str], *, is_judged: bool = True) -> Row:
    """Compare a figure with a limit; one that is judged has to stay below it."""
    return Row(name, form(ours), form(limit), ours / limit, below(1) if is_judged else None)


def per_second(rate: float) -> str:
    """Write a rate."""
    return f"{rate:,.0f}/s"


def milliseconds(seconds: float) -> str:
    """Write a short time."""
    return f"{seconds * 1000:,.1f} ms"


def in_seconds(seconds: float) -> str:
    """Write a long time."""
    return f"{seconds:.2f} s"


def megabytes(size: float) -> str:
    """Write an amount of memory."""
    return f"{size:,.0f} MB"
