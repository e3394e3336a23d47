"""On PostgreSQL several chats are handled at once, each by one hand, and nothing that comes meanwhile is lost."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.dispatcher import MOST_ROUNDS
from bot.inbox import Inbox
from storage.models.inbox import EventState
from storage.repositories.inbox import LANES_A_LOOK
from storage.unit_of_work import UnitOfWork
from tests.scenarios.front_door import stored
from tests.scenarios.world import World

HELP = "/使い方"
A_PAUSE = timedelta(seconds=3)


class Gate:
    """Lets hands begin with a chat, and holds them until it is opened; `begun` are the chats they began with."""

    def __init__(self, inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
        """Stand before the dispatcher."""
        self.begun: list[str] = []
        self.failing: set[str] = set()
        self.held: set[str] | None = None
        """The only chats that are held, or None for all."""
        self.looks_first = False
        self.looked = asyncio.Event()
        self._open = asyncio.Event()
        self._handle = inbox._dispatcher.handle_lane
        self._inbox = inbox
        monkeypatch.setattr(inbox._dispatcher, "handle_lane", self._pass)

    async def _pass(self, chat_id: str) -> int:
        self.begun.append(chat_id)
        if self.looks_first:
            handled = await self._handle(chat_id)
            self.looked.set()
        if self.held is None or chat_id in self.held:
            await self._open.wait()
        if chat_id in self.failing:
            raise LookupError
        return handled if self.looks_first else await self._handle(chat_id)

    async def until_free(self, *, but_for: set[str]) -> None:
        """Wait until no other chats are in hand."""
        while others := [task for chat_id, task in self._inbox._in_hand.items() if chat_id not in but_for]:
            await asyncio.gather(*others)

    async def open(self) -> None:
        """Let all hands go on, and wait until they are free."""
        self._open.set()
        await self.until_free(but_for=set())


@pytest.fixture
async def gate(world: World, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Gate]:
    """The bot in a claimed group, its hands held at the gate."""
    await world.claimed()
    yield Gate(world.bot.inbox, monkeypatch)
    await world.bot.inbox.stop()


async def turn(world: World) -> None:
    """Take a turn as the loop does, and let the hands begin."""
    world.bot.inbox.wake.clear()
    await world.bot.inbox.take_turn()
    await asyncio.sleep(0)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_chats_are_in_hand_at_once_and_each_but_once(world: World, gate: Gate) -> None:
    for person in (world.kenji, world.emily):
        await world.line.say(person, world.private, HELP)

    await turn(world)
    await turn(world)

    assert sorted(gate.begun) == sorted([world.kenji.user_id, world.emily.user_id])
    await gate.open()
    await world.settle()
    assert world.private_news(world.kenji)
    assert world.private_news(world.emily)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_what_comes_after_a_hands_last_look_is_handled_next(world: World, gate: Gate) -> None:
    gate.looks_first = True
    await world.line.say(world.kenji, world.private, HELP)
    await turn(world)
    await gate.looked.wait()
    await world.line.say(world.kenji, world.private, HELP)
    await turn(world)
    assert len(gate.begun) == 1

    await gate.open()

    assert len(gate.begun) == 2
    assert await stored(world, EventState.WAITING) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_where_no_hand_is_free_a_chat_waits_for_the_next_one(world: World, gate: Gate) -> None:
    people = [world.line.add_person(f"人{number}") for number in range(6)]
    for person in people:
        await world.line.say(person, world.private, HELP)

    await turn(world)
    assert len(gate.begun) == 4
    gate.failing = {gate.begun[0]}
    await gate.open()

    assert len(gate.begun) == 6
    assert {*gate.begun} == {person.user_id for person in people}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_chat_that_another_process_holds_is_asked_for_once_a_look(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.claimed()
    services = world.bot.services
    people = [world.line.add_person(f"人{number}") for number in range(5)]
    for person in people:
        await world.line.say(person, world.private, HELP)
    gate = Gate(world.bot.inbox, monkeypatch)
    gate.held = {person.user_id for person in people[:3]}
    held_elsewhere = {person.user_id for person in people[3:]}
    async with services.database.write() as session:
        inbox = UnitOfWork(session, services.vault, services.clock.now()).inbox
        for chat_id in held_elsewhere:
            assert await inbox.lock_lane(chat_id, services.clock.now())

        await turn(world)
        await gate.until_free(but_for=gate.held)

        assert not world.bot.inbox.wake.is_set(), "another look would find the same at once, again and again"
        assert sorted(gate.begun) == sorted(person.user_id for person in people)
    await gate.open()
    await turn(world)
    await gate.open()
    assert await stored(world, EventState.WAITING) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_more_chats_than_one_look_shows_wait_for_no_further_event(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.claimed()
    for number in range(LANES_A_LOOK + 1):
        await world.line.say(world.line.add_person(f"人{number}"), world.private, HELP)
    gate = Gate(world.bot.inbox, monkeypatch)

    await turn(world)
    await gate.open()

    assert len(gate.begun) == LANES_A_LOOK
    assert world.bot.inbox.wake.is_set()
    await turn(world)
    await gate.open()
    assert not world.bot.inbox.wake.is_set()
    assert await stored(world, EventState.WAITING) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_chat_with_very_much_to_answer_has_another_turn_after_the_others(world: World, gate: Gate) -> None:
    for _command in range(MOST_ROUNDS + 1):
        await world.line.say(world.kenji, world.private, HELP)

    await turn(world)
    await gate.open()

    assert len(await stored(world, EventState.WAITING)) == 1
    assert world.bot.inbox.wake.is_set()
    await turn(world)
    await gate.open()
    assert await stored(world, EventState.WAITING) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_talk_leaves_half_of_the_hands_to_those_who_wait_for_an_answer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = [world.line.add_group(f"会{number}", [world.emily]) for number in range(4)]
    for group in groups:
        await world.line.invite_bot(group)
    await world.settle()
    gate = Gate(world.bot.inbox, monkeypatch)
    for group in groups:
        await world.line.say(world.emily, group, "おはよう")
    world.clock.move(A_PAUSE)

    await turn(world)
    assert len(gate.begun) == 2
    await world.line.say(world.kenji, world.private, HELP)
    if world.bot.inbox._timer is not None:
        world.bot.inbox._timer.cancel()  # it goes by the machine's time, and would call it a pause
    await turn(world)

    assert gate.begun[2:] == [world.kenji.user_id]
    await gate.open()
    assert await stored(world, EventState.WAITING) == [], "what was passed over waits for no further pause"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_what_is_in_hand_when_the_process_ends_still_waits(world: World, gate: Gate) -> None:
    await world.line.say(world.kenji, world.private, HELP)
    await turn(world)

    await world.bot.inbox.stop()

    assert len(await stored(world, EventState.WAITING)) == 1
