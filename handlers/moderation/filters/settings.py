"""What hosts may choose about filters, and the whole of it as one value that observers keep.

The hosts' words are settings too, one for each word under `filters.word.<number>`, so that they have the same history
and the same way back as every other choice.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.group_settings import GroupSetting
from bot.i18n import _
from handlers.moderation.filters.flood import (
    FEWEST_MESSAGES,
    LONGEST_SECONDS,
    MOST_MESSAGES,
    SHORTEST_SECONDS,
    FloodLimit,
    read_stored_limit,
)
from handlers.moderation.filters.links import LinksFrom
from handlers.moderation.filters.words import LONGEST_WORD, Entry, WordList
from storage.models.filters import FilterKind
from storage.repositories.history import FILTER_SETTINGS

WORD_KEYS = f"{FILTER_SETTINGS}word."
_ALLOWED, _UNWANTED = "+", "-"
"""One of them stands before a word where it is stored."""
_USUAL_LIMIT = FloodLimit(6, 10)


class Mode(StrEnum):
    """How far a filter goes."""

    OFF = "off"
    WATCH = "watch"
    """Counts what it notices and tells nobody."""
    ON = "on"
    """Tells the hosts, and the person in private."""


Modes = Mapping[FilterKind, Mode]


def written(modes: Modes) -> str:
    """Write the modes of all filters down as the setting's value, in their own order."""
    return ",".join(f"{kind}={modes[kind]}" for kind in FilterKind)


def read_modes(value: str) -> dict[FilterKind, Mode] | None:
    """Read the setting's value; None where it is not one that was written."""
    parts = [part.partition("=") for part in value.split(",")]
    known = {mode.value for mode in Mode}
    if [name for name, _sign, _mode in parts] != list(FilterKind) or any(mode not in known for *_name, mode in parts):
        return None
    return {FilterKind(name): Mode(mode) for name, _sign, mode in parts}


ALL_WATCH = dict.fromkeys(FilterKind, Mode.WATCH)

MODES = GroupSetting(
    key="filters.modes",
    kind=str,
    default=written(ALL_WATCH),
    meaning=lambda: _("Which filters only watch, which tell the hosts and the person, and which are off."),
    bounds=lambda: _("For each filter: on, watch or off."),
    allows=lambda value: read_modes(value) is not None,
)
LINKS_FROM = GroupSetting(
    key="filters.links_from",
    kind=str,
    default=LinksFrom.NEWCOMERS.value,
    meaning=lambda: _(
        "Whose links are noticed. Invitations to other groups and ids of messengers are noticed from everybody."
    ),
    bounds=lambda: _("everybody, newcomers or invitations only"),
    allows=lambda value: value in {each.value for each in LinksFrom},
)
FLOOD_LIMIT = GroupSetting(
    key="filters.flood_limit",
    kind=str,
    default=str(_USUAL_LIMIT),
    meaning=lambda: _("How many messages in how many seconds are too many."),
    bounds=lambda: _(
        "%(fewest)d to %(most)d messages within %(shortest)d to %(longest)d seconds.",
        fewest=FEWEST_MESSAGES,
        most=MOST_MESSAGES,
        shortest=SHORTEST_SECONDS,
        longest=LONGEST_SECONDS,
    ),
    allows=lambda value: read_stored_limit(value) is not None,
)
# Its key is only the beginning of the keys in use, one for each word, so it is not declared by keyword like the others.
WORD = GroupSetting(
    WORD_KEYS,
    str,
    "",
    lambda: _("A word that is not to be used in the group, or one that is allowed although it holds such a word."),
    lambda: _("A word of at most %(most)d characters.", most=LONGEST_WORD),
    lambda value: value[:1] in {_ALLOWED, _UNWANTED} and 1 < len(value) <= LONGEST_WORD + 1,
)


@dataclass(frozen=True, slots=True)
class Filters:
    """All that the hosts of one community have chosen about filters, at one moment."""

    modes: Modes = field(default_factory=lambda: dict(ALL_WATCH))
    links_from: LinksFrom = LinksFrom.NEWCOMERS
    flood_limit: FloodLimit = _USUAL_LIMIT
    words: WordList = field(default_factory=WordList)

    def is_off(self, kind: FilterKind) -> bool:
        """Say whether a filter does not even watch."""
        return self.modes[kind] is Mode.OFF

    def is_on(self, kind: FilterKind) -> bool:
        """Say whether a filter tells somebody."""
        return self.modes[kind] is Mode.ON


def read_filters(stored: Mapping[str, str]) -> Filters:
    """Read the stored settings of filters, JSON by key."""
    return Filters(
        modes=read_modes(MODES.meant_by(stored.get(MODES.key))) or dict(ALL_WATCH),
        links_from=LinksFrom(LINKS_FROM.meant_by(stored.get(LINKS_FROM.key))),
        flood_limit=read_stored_limit(FLOOD_LIMIT.meant_by(stored.get(FLOOD_LIMIT.key))) or _USUAL_LIMIT,
        words=WordList.make(entries_in(stored)),
    )


def entries_in(stored: Mapping[str, str]) -> list[Entry]:
    """Read the hosts' words among stored settings, oldest first."""
    return sorted(_entries(stored), key=lambda entry: entry.number)


def word_key(number: int) -> str:
    """Give the key under which a word is stored."""
    return f"{WORD_KEYS}{number}"


def stored_word(text: str, *, is_allowed: bool) -> str:
    """Give a word as JSON, as it is stored."""
    return json.dumps(f"{_ALLOWED if is_allowed else _UNWANTED}{text}", ensure_ascii=False)


def read_word(value: str) -> tuple[str, bool]:
    """Give a stored word's text, empty for none, and whether it is allowed."""
    return value[1:], value.startswith(_ALLOWED)


def _entries(stored: Mapping[str, str]) -> Iterator[Entry]:
    for key, value in stored.items():
        number = key.removeprefix(WORD_KEYS)
        if key.startswith(WORD_KEYS) and number.isdecimal():
            text, is_allowed = read_word(WORD.meant_by(value))
            yield Entry(int(number), text, is_allowed)
