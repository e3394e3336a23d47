"""Scenes that play themselves, for somebody who wants to look on: a newcomer joins, a quiet month.

A scene only does what people could do one by one, with the same webhooks.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.simulator.errors import ImpossibleActionError
from bot.simulator.simulator import Simulator
from bot.simulator.world import GroupChat, Person

_DAY_SECONDS = 86_400.0
_NEWCOMERS = (
    ("はるか", "ja"),
    ("佐藤 ゆい", "ja"),
    ("Oliver", "en"),
    ("りんご🍎", "ja"),
    ("大輔", "ja"),
    ("Sophie", "en"),
    ("まこと", "ja"),
    ("なつみ", "ja"),
)


class SceneName(StrEnum):
    """The scenes there are; those that need time are offered only where time can be moved."""

    NEWCOMER_JOINS = "newcomer_joins"
    QUIET_MONTH = "quiet_month"


@dataclass(frozen=True, slots=True)
class _Line:
    """Something said in a quiet month: after how long a silence, by the how-many-eth member, and the words."""

    silence_days: float
    speaker: int
    words: str


_QUIET_MONTH = (
    _Line(1, 0, "今週もおつかれさまでした"),
    _Line(4, 1, "おはようございます"),
    _Line(0.2, 2, "おはようございます！"),
    _Line(5, 0, "だんだん寒くなってきましたね"),
    _Line(6, 3, "次に集まるのはいつでしょう"),
    _Line(1, 1, "来月の土曜はどうですか"),
    _Line(7, 2, "写真を整理しました"),
    _Line(4, 0, "ありがとうございます"),
)
_QUIET_MONTH_DAYS = 30.0


def scenes_for(simulator: Simulator) -> list[SceneName]:
    """Return the scenes that can be played here."""
    needs_time = {SceneName.QUIET_MONTH}
    return [scene for scene in SceneName if simulator.can_pass_time or scene not in needs_time]


async def play(simulator: Simulator, name: str, group: GroupChat) -> Person | None:
    """Play a scene in a group, and return the person it brought there, if any."""
    if name not in scenes_for(simulator):
        raise ImpossibleActionError(f"The scene {name!r} cannot be played here.")
    if not group.has_bot:
        await simulator.invite_bot(group)
    if name == SceneName.NEWCOMER_JOINS:
        return await _newcomer_joins(simulator, group)
    await _quiet_month(simulator, group)
    return None


async def _newcomer_joins(simulator: Simulator, group: GroupChat) -> Person:
    """Let somebody who was never here before come into the group."""
    name, language = _unused_name(simulator)
    newcomer = simulator.add_person(name, language=language)
    await simulator.join(newcomer, group)
    return newcomer


async def _quiet_month(simulator: Simulator, group: GroupChat) -> None:
    """Let a month go by in which little is said; a simulator that ends meanwhile cuts it short."""
    left = _QUIET_MONTH_DAYS
    for line in _QUIET_MONTH:
        await _pass_days(simulator, line.silence_days)
        left -= line.silence_days
        members = [simulator.person(user_id) for user_id in group.member_ids]
        if not members or simulator.is_ending:
            return
        await simulator.say(members[line.speaker % len(members)], group, line.words)
    await _pass_days(simulator, left)


async def _pass_days(simulator: Simulator, days: float) -> None:
    """Let days pass one at a time, so that one sees them go by and can end the simulator between them."""
    while days > 0 and not simulator.is_ending:
        await simulator.pass_time(min(days, 1.0) * _DAY_SECONDS)
        days -= 1.0


def _unused_name(simulator: Simulator) -> tuple[str, str]:
    taken = {person.display_name for person in simulator.platform.world.people.values()}
    for name, language in _NEWCOMERS:
        if name not in taken:
            return name, language
    number = 2
    while f"はるか{number}" in taken:
        number += 1
    return f"はるか{number}", "ja"
