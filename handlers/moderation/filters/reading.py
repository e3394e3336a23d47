"""Reads what hosts type about filters, in either language. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from bot.commands import BadArgument, fold, read_on_off
from bot.i18n import LANGUAGES, speaking
from handlers.moderation.filters import texts
from handlers.moderation.filters.flood import FloodLimit
from handlers.moderation.filters.links import LinksFrom
from handlers.moderation.filters.settings import Mode

_MORE_WORDS_FOR_WATCHING = frozenset({"watch", "watch-only", "見守るだけ", "数えるだけ"})
_MORE_WORDS_FOR_PEOPLE: Mapping[str, LinksFrom] = {
    "all": LinksFrom.EVERYBODY,
    "nobody": LinksFrom.NOBODY,
    "みんな": LinksFrom.EVERYBODY,
    "新しい方": LinksFrom.NEWCOMERS,
    "新しいかた": LinksFrom.NEWCOMERS,
    "招待だけ": LinksFrom.NOBODY,
}
_LIMIT = re.compile(
    r"(\d{1,4})\s*(?:messages?|通|回|件)?\s*(?:/|in|within|per|、)\s*(\d{1,4})\s*(s(?:ec(?:onds?)?)?|秒間?|m(?:in(?:utes?)?)?|分間?)?"
)
_LIMIT_TIME_FIRST = re.compile(r"(\d{1,4})\s*(秒間?|分間?)\s*[にで]?\s*(\d{1,4})\s*[通回件]?(?:以上|まで)?")
_BETWEEN_WORDS = re.compile(r"[\n、，,]")

T = TypeVar("T")


def read_mode(typed: str) -> Mode | None:
    """Read how far a filter is to go; None for anything else."""
    folded = " ".join(fold(typed).split())
    if folded in _MORE_WORDS_FOR_WATCHING:
        return Mode.WATCH
    named = _named(folded, Mode, texts.mode_name)
    if named is not None:
        return named
    try:
        return Mode.ON if read_on_off(typed) else Mode.OFF
    except BadArgument:
        return None


def read_links_from(typed: str) -> LinksFrom | None:
    """Read whose links are to be noticed; None for anything else."""
    folded = " ".join(fold(typed).split())
    named = _named(folded, LinksFrom, texts.links_from_name)
    return named or _MORE_WORDS_FOR_PEOPLE.get(folded)


def read_limit(typed: str) -> FloodLimit | None:
    """Read how many messages in how much time, such as `6/10s` or `10秒に6通`; None for anything else.

    Without a unit the time is in seconds. The limit may be out of bounds.
    """
    folded = fold(typed).strip()
    if found := _LIMIT.fullmatch(folded):
        return FloodLimit(int(found[1]), _seconds(int(found[2]), found[3] or "s"))
    if found := _LIMIT_TIME_FIRST.fullmatch(folded):
        return FloodLimit(int(found[3]), _seconds(int(found[1]), found[2]))
    return None


def read_words(typed: str) -> list[str]:
    """Read the words of a list, one a line or with commas between, each once."""
    words = (" ".join(part.split()) for part in _BETWEEN_WORDS.split(typed))
    return list(dict.fromkeys(word for word in words if word))


def _seconds(amount: int, unit: str) -> int:
    return amount * 60 if unit[0] in "m分" else amount


def _named(folded: str, values: Iterable[T], name: Callable[[T], str]) -> T | None:
    for language in LANGUAGES:
        with speaking(language):
            for value in values:
                if folded == fold(name(value)):
                    return value
    return None
