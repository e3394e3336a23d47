"""What changed between two versions of the rules. Pure: two lists of texts in, a list of changes out."""

from collections.abc import Sequence
from dataclasses import dataclass

_LIKE_ENOUGH = 0.5
"""Share of letter pairs two texts have in common from which one counts as the other, reworded."""


@dataclass(frozen=True, slots=True)
class Added:
    """A rule that is new; positions count from 1."""

    position: int
    text: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A rule that is gone; `position` is where it stood."""

    position: int
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A rule that says something else now, perhaps in another place."""

    old_position: int
    position: int
    old_text: str
    text: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A rule that stands elsewhere in the order, its words untouched."""

    old_position: int
    position: int
    text: str


Change = Added | Removed | Changed | Moved


def compare(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """List what changed, in the order of the new rules; a removed rule stands where it stood.

    Rules that keep their words and their order among each other count as untouched, even when their numbers shift
    because of what was added or removed before them. Every old and every new rule is accounted for exactly once.
    """
    kept = _longest_common_run(old, new)
    olds = sorted(set(range(len(old))) - {i for i, _ in kept})
    news = sorted(set(range(len(new))) - {j for _, j in kept})
    moved = _pair_up(olds, news, [(i, j) for i in olds for j in news if old[i] == new[j]])
    changed = _pair_up(olds, news, _alike(old, new, olds, news))
    changed += _pair_up(olds, news, _alone_in_their_gap(kept, olds, news))
    changes: list[Change] = [
        *(Moved(i + 1, j + 1, new[j]) for i, j in moved),
        *(Changed(i + 1, j + 1, old[i], new[j]) for i, j in changed),
        *(Removed(i + 1, old[i]) for i in olds),
        *(Added(j + 1, new[j]) for j in news),
    ]
    return sorted(changes, key=lambda change: change.position)


def _longest_common_run(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Give the index pairs of a longest common subsequence."""
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            if old[i] == new[j]:
                lengths[i][j] = lengths[i + 1][j + 1] + 1
            else:
                lengths[i][j] = max(lengths[i + 1][j], lengths[i][j + 1])
    pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _pair_up(olds: list[int], news: list[int], candidates: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take pairs in the order given, each index once, and take the indices out of both lists."""
    pairs = []
    for i, j in candidates:
        if i in olds and j in news:
            olds.remove(i)
            news.remove(j)
            pairs.append((i, j))
    return pairs


def _alike(old: Sequence[str], new: Sequence[str], olds: Sequence[int], news: Sequence[int]) -> list[tuple[int, int]]:
    """List the pairs of similar texts, the most similar first, the nearer in place first among equals."""
    old_pairs = {i: _letter_pairs(old[i]) for i in olds}
    new_pairs = {j: _letter_pairs(new[j]) for j in news}
    scored = [(_likeness(old_pairs[i], new_pairs[j]), i, j) for i in olds for j in news]
    scored.sort(key=lambda entry: (-entry[0], abs(entry[1] - entry[2]), entry[1], entry[2]))
    return [(i, j) for likeness, i, j in scored if likeness >= _LIKE_ENOUGH]


def _alone_in_their_gap(
    kept: Sequence[tuple[int, int]], olds: Sequence[int], news: Sequence[int]
) -> list[tuple[int, int]]:
    """Pair an old and a new rule that alone stand between the same untouched neighbours: one replaced the other."""
    pairs = []
    for gap in range(len(kept) + 1):
        here = [i for i in olds if sum(k < i for k, _ in kept) == gap]
        there = [j for j in news if sum(k < j for _, k in kept) == gap]
        if len(here) == len(there) == 1:
            pairs.append((here[0], there[0]))
    return pairs


def _letter_pairs(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[i : i + 2] for i in range(len(padded) - 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Give Dice's coefficient, 0 to 1; counting letter pairs stays fast for thirty long rules, where diffs do not."""
    return 2 * len(one & other) / (len(one) + len(other))
