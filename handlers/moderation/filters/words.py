"""Looks for the hosts' words in a text, all of them at once, and passes over what their allow list covers.

A word in Latin letters has to stand by itself, or `was hit` would hold another word; one in Japanese, which is written
without spaces, is found anywhere inside a clause. Something between the letters hides neither.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick

from handlers.moderation.filters.folding import END, fold, gaps_in, squeeze

MOST_WORDS = 1_000
LONGEST_WORD = 50
"""Characters as typed."""
_SHORTEST = 3
_SHORTEST_WITH_KANJI = 2
_KANJI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN = re.compile("[0-9a-z]+")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of the hosts' list, known by its number; an allowed one is never found, nor is what lies inside it."""

    number: int
    text: str
    is_allowed: bool = False


@dataclass(frozen=True, slots=True)
class WordList:
    """The hosts' words of one moment; `make` builds it, and nothing changes it."""

    entries: tuple[Entry, ...] = ()
    hosts: frozenset[str] = frozenset()
    """Allowed entries that are host names, such as `example.org`."""
    _patterns: tuple[str, ...] = ()
    _automaton: AhoCorasick | None = field(default=None, compare=False)

    @classmethod
    def make(cls, entries: Iterable[Entry]) -> "WordList":
        """Build the list; entries that fold to nothing are left out of the search."""
        listed = tuple(entries)
        searched = tuple(each for each in listed if folded_word(each.text))
        patterns = tuple(folded_word(each.text) for each in searched)
        is_searched = any(not each.is_allowed for each in searched)
        return cls(
            entries=searched,
            hosts=frozenset(host for each in listed if each.is_allowed and (host := host_in(each.text))),
            _patterns=patterns,
            _automaton=AhoCorasick(patterns) if is_searched else None,
        )

    def find(self, folded: str) -> Entry | None:
        """Find the first of the hosts' words in a folded text; None where there is none, or only allowed ones."""
        if self._automaton is None:
            return None
        squeezed = squeeze(folded)
        matches = self._automaton.find_matches_as_indexes(squeezed, overlapping=True)
        if not matches:
            return None
        borders = _borders(folded, squeezed)
        allowed_until = 0
        # By their beginnings, the allowed ones first: what ends before the furthest allowed end lies inside one.
        for place, start, end in sorted(matches, key=lambda each: (each[1], not self.entries[each[0]].is_allowed)):
            if self.entries[place].is_allowed:
                allowed_until = max(allowed_until, end)
            elif end > allowed_until and _stands_by_itself(self._patterns[place], start, end, borders):
                return self.entries[place]
        return None


def folded_word(text: str) -> str:
    """Give a word as it is looked for; empty when nothing of it is a letter or digit."""
    return squeeze(fold(text)).replace(END, "")


def is_too_short(text: str) -> bool:
    """Say whether a word would be found in half of all messages: below three letters, or two with a kanji."""
    word = folded_word(text)
    return len(word) < (_SHORTEST_WITH_KANJI if _KANJI.search(word) else _SHORTEST)


def host_in(text: str) -> str | None:
    """Read an entry as the host name of a website; None if it is none."""
    host = text.strip().casefold().removeprefix("https://").removeprefix("http://").rstrip("/")
    return host if _HOST.fullmatch(host) else None


def _borders(folded: str, squeezed: str) -> set[int]:
    """Give the places in the squeezed text at which a Latin word may begin or end."""
    borders = gaps_in(folded) | {0, len(squeezed)}
    for place in range(1, len(squeezed)):
        if not (_is_latin(squeezed[place - 1]) and _is_latin(squeezed[place])):
            borders.add(place)
    return borders


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _stands_by_itself(pattern: str, start: int, end: int, borders: set[int]) -> bool:
    return not _LATIN.fullmatch(pattern) or {start, end} <= borders
