"""People who talk, ask, change rules and come in, at random but the same for the same seed; and what they did."""

from collections import Counter
from random import Random

from bot.simulator import GroupChat, Person
from tests.acceptance.stage import Stage


class Crowd:
    """Several people in one group, one of whom is its owner."""

    def __init__(self, stage: Stage, chance: Random) -> None:
        """Take the stage, claimed already, and the chance that decides who does what."""
        self.messages: Counter[str] = Counter()
        self.questions: dict[str, GroupChat | Person] = {}
        self.rules: list[str] = []
        self.newcomers: list[Person] = []
        self._stage = stage
        self._chance = chance
        self._made = 0

    async def act(self) -> None:
        """Let somebody do something."""
        acts = (self._talk, self._send_sticker, self._ask_in_group, self._ask_in_private, self._change_rules)
        [act] = self._chance.choices(acts, weights=(40, 5, 20, 25, 10))
        await act()

    async def come_in(self, people: int) -> None:
        """Let people come into the group, one after the other."""
        for _person in range(people):
            newcomer = self._stage.line.add_person(self._new("新"))
            self.newcomers.append(newcomer)
            await self._stage.line.join(newcomer, self._stage.group)

    async def say_good_bye(self) -> None:
        """Let everybody say a word in every chat, so that what waits for a reply token gets one."""
        for person in self._everybody():
            await self._say(person, self._stage.group, "おつかれさまでした")
            await self._say(person, person, "おつかれさまでした")

    async def _talk(self) -> None:
        await self._say(self._somebody(), self._stage.group, self._new("話"))

    async def _send_sticker(self) -> None:
        person = self._somebody()
        self.messages[person.user_id] += 1
        await self._stage.line.send_sticker(person, self._stage.group)

    async def _ask_in_group(self) -> None:
        await self._ask(self._somebody(), self._stage.group)

    async def _ask_in_private(self) -> None:
        person = self._somebody()
        await self._ask(person, person)

    async def _ask(self, person: Person, place: GroupChat | Person) -> None:
        word = self._new("語")
        self.questions[word] = place
        await self._say(person, place, f"/ルール さがす {word}")

    async def _change_rules(self) -> None:
        rule = self._new("則")
        self.rules.append(rule)
        await self._say(self._stage.owner, self._stage.group, f"/rule edit 1 {rule}")

    async def _say(self, person: Person, place: GroupChat | Person, text: str) -> None:
        if isinstance(place, GroupChat):
            self.messages[person.user_id] += 1
        await self._stage.line.say(person, place, text)

    def _somebody(self) -> Person:
        return self._chance.choice(self._everybody())

    def _everybody(self) -> list[Person]:
        return [self._stage.owner, *self._stage.members]

    def _new(self, letter: str) -> str:
        """Make a word that nobody has said: a number between two letters, so that none is part of another."""
        self._made += 1
        return f"{letter}{self._made}{letter}"
