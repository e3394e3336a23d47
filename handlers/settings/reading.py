"""Finds which setting and which value a host means, by the names shown in either language. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.commands import BadArgument, fold, read_on_off
from bot.i18n import LANGUAGES, speaking
from handlers.settings.registry import Choice, Entry, Topic

_JOINTS = " :、,=\n\t"


@dataclass(frozen=True, slots=True)
class Meant:
    """What was typed after the word for settings; without an entry the whole topic is meant."""

    topic: Topic
    entry: Entry | None
    rest: str
    """What follows the name, folded; empty where nothing is to be changed."""


def read_meant(typed: str, topics: Iterable[Topic]) -> Meant | None:
    """Find the longest name of a setting or topic with which a text begins; None if it begins with none."""
    folded = " ".join(fold(typed).split())
    found: Meant | None = None
    longest = 0
    for name, topic, entry in _names(topics):
        if len(name) > longest and folded.startswith(name) and folded[len(name) :][:1] in {"", *_JOINTS}:
            found = Meant(topic, entry, folded[len(name) :].strip(_JOINTS))
            longest = len(name)
    return found


def read_choice(entry: Entry, typed: str) -> Choice | None:
    """Find the choice that a text names, in either language; None if it names none."""
    folded = " ".join(fold(typed).split())
    for choice in entry.choices:
        if folded in {*_in_both_languages(choice.label), fold(str(choice.value))}:
            return choice
    try:
        wanted: bool | str = read_on_off(typed)
    except BadArgument:
        return None
    return next((choice for choice in entry.choices if choice.value is wanted), None)


def _names(topics: Iterable[Topic]) -> Iterator[tuple[str, Topic, Entry | None]]:
    """Give every name; of a topic's and a setting's same name the setting's comes first, so that it is found."""
    for topic in topics:
        for entry in topic.entries:
            yield fold(entry.setting.key), topic, entry
            for name in _in_both_languages(entry.name):
                yield name, topic, entry
        yield fold(topic.key), topic, None
        for name in _in_both_languages(topic.name):
            yield name, topic, None


def _in_both_languages(say: Callable[[], str]) -> list[str]:
    names = []
    for language in LANGUAGES:
        with speaking(language):
            names.append(" ".join(fold(say()).split()))
    return names
