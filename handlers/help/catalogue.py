"""Chooses from all commands what one person can use in one chat. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.routing import CommandRoute, Where
from storage.models.members import Role

WORDS_ENOUGH_FOR_A_HOST = ("help", "rules", "announce", "report", "calm")
"""Everything else is reached by buttons; words whose feature is not there are left out."""
_LOOKED_FOR_FIRST = ("rules", "newcomers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who asks for help, and where: what decides which commands are shown."""

    role: Role
    in_private: bool
    has_home: bool
    is_claimed: bool


def may_use(route: CommandRoute, reader: Reader) -> bool:
    """Say whether the reader could use a command now, in whichever chat it belongs to."""
    if not reader.role.includes(route.who) or route.help is None:
        return False
    if not reader.has_home:
        return not route.needs_home
    return reader.is_claimed or route.before_claim


def is_taught_here(route: CommandRoute, reader: Reader) -> bool:
    """Say whether the command is taught in this chat; in a group never one about another person."""
    if reader.in_private:
        return route.where is not Where.GROUP
    return route.where is not Where.PRIVATE and not route.about_person


def usable_here(routes: Iterable[CommandRoute], reader: Reader) -> list[CommandRoute]:
    """List the commands to teach a reader in this chat, in the order they are registered."""
    return [route for route in routes if may_use(route, reader) and is_taught_here(route, reader)]


def by_topic(routes: Iterable[CommandRoute]) -> dict[str, list[CommandRoute]]:
    """Put commands together by topic: what most people look for first, then in the order of registration."""
    topics: dict[str, list[CommandRoute]] = {}
    for route in routes:
        topics.setdefault(route.topic, []).append(route)
    first = {topic: topics.pop(topic) for topic in _LOOKED_FOR_FIRST if topic in topics}
    return first | topics


def other_words(route: CommandRoute, language: str) -> Sequence[str]:
    """Give the words that mean the same as the taught one."""
    return [word for word in route.command.words if word != route.word_in(language)]
