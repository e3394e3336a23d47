"""However late, doubled and disordered LINE delivers, members and counts end as if everything had come in order."""

import random
from dataclasses import dataclass, field
from typing import Any

from bot.simulator import Person
from storage.models.inbox import EventState
from tests.scenarios.front_door import Event, knock, member, messages_counted, stored
from tests.scenarios.world import World

HISTORIES = 20
LENGTH = 12
SEED = 2026


@dataclass(slots=True)
class History:
    """What some people did, in order, one millisecond after the other; they have spoken once before."""

    world: World
    people: list[Person]
    chance: random.Random
    starts_at: int
    events: list[Event] = field(default_factory=list)
    inside: dict[str, bool] = field(default_factory=dict)
    spoken: dict[str, list[str]] = field(default_factory=dict)

    def happen(self) -> None:
        """Let the next thing happen."""
        person = self.chance.choice(self.people).user_id
        said = self.spoken.setdefault(person, [])
        if not self.inside.setdefault(person, True):
            self._add("memberJoined", None, joined={"members": [{"type": "user", "userId": person}]})
            self.inside[person] = True
            return
        match self.chance.choices(["say", "edit", "unsend", "leave"], [4, 2, 1, 5])[0]:
            case "edit" if said:
                message = {"id": self.chance.choice(said), "type": "text", "text": "あらため"}
                self._add("messageEdited", person, message=message)
            case "unsend" if said:
                taken_back = said.pop(self.chance.randrange(len(said)))
                self._add("unsend", person, unsend={"messageId": taken_back})
            case "leave":
                self._add("memberLeft", None, left={"members": [{"type": "user", "userId": person}]})
                self.inside[person] = False
            case _:
                said.append(self.world.line.platform.next_message_id())
                self._add("message", person, message={"id": said[-1], "type": "text", "text": "おはよう"})

    def counted(self, turns: dict[str, int]) -> dict[str, int]:
        """Say how many messages of each person count, given the turn in which each event was handled first.

        One whose edit came a turn before it does not, nor one taken back before it was handled.
        """
        edited: dict[str, int] = {}
        gone: dict[str, int] = {}
        for event in self.events:
            turn = turns[event["webhookEventId"]]
            if event["type"] == "messageEdited":
                message_id = event["message"]["id"]
                edited[message_id] = min(turn, edited.get(message_id, turn))
            elif event["type"] == "unsend":
                gone[event["unsend"]["messageId"]] = turn
        counts = dict.fromkeys((person.user_id for person in self.people), 1)
        for event in self.events:
            if event["type"] == "message":
                turn = turns[event["webhookEventId"]]
                message_id = event["message"]["id"]
                is_overtaken = edited.get(message_id, turn) < turn or gone.get(message_id, turn + 1) <= turn
                counts[event["source"]["userId"]] += not is_overtaken
        return counts

    def _add(self, kind: str, user_id: str | None, **payload: Any) -> None:
        number = len(self.events)
        source = {"type": "group", "groupId": self.world.group.chat_id}
        self.events.append(
            {
                "type": kind,
                **payload,
                "webhookEventId": f"H{self.starts_at}x{number}",
                "deliveryContext": {"isRedelivery": False},
                "timestamp": self.starts_at + number,
                "source": source if user_id is None else {**source, "userId": user_id},
                "mode": "active",
            }
        )


async def deliver_in_disorder(history: History) -> dict[str, int]:
    """Deliver a history shuffled, partly twice and in pieces; give the turn in which each event was handled first."""
    chance = history.chance
    copies = [event for event in history.events if chance.random() < 0.4]
    pile = history.events + [{**event, "deliveryContext": {"isRedelivery": True}} for event in copies]
    chance.shuffle(pile)
    turns: dict[str, int] = {}
    turn = 0
    while pile:
        size = chance.randint(1, 5)
        body, pile = pile[:size], pile[size:]
        answer = await knock(history.world, *body)
        assert answer.status_code == 200
        for event in body:
            turns.setdefault(event["webhookEventId"], turn)
        if not pile or chance.random() < 0.5:
            await history.world.settle()
            turn += 1
    return turns


async def test_disorder_changes_neither_members_nor_counts(world: World) -> None:
    await world.claimed()
    chance = random.Random(SEED)
    for number in range(HISTORIES):
        people = [world.line.add_person(f"{name}{number}") for name in ("a", "b")]
        world.group.member_ids.extend(person.user_id for person in people)
        for person in people:
            await world.line.say(person, world.group, "はじめまして")
        await world.settle()
        history = History(world, people, chance, starts_at=world.line.platform.world.last_event_at + 1)
        for _step in range(LENGTH):
            history.happen()
        world.line.platform.world.last_event_at += LENGTH

        turns = await deliver_in_disorder(history)

        expected = history.counted(turns)
        for person in people:
            known = await member(world, person)
            assert known is not None
            assert known.is_present == history.inside.get(person.user_id, True), (number, person.display_name)
            assert await messages_counted(world, person) == expected[person.user_id], (number, person.display_name)
    assert await stored(world, EventState.WAITING, EventState.DEAD) == []
