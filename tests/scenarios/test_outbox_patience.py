"""A LINE that takes its time, or stays away: nothing is asked more often than it helps, and no outcome is forgotten."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot import outbox as sender
from bot.messages import LineObject
from storage.models.outbox import ItemState
from storage.repositories.outbox import LEASE
from tests.scenarios.front_door import outbox
from tests.scenarios.probe import ANSWER, install_probe
from tests.scenarios.world import World


class SlowLine:
    """Lets the bot's replies wait until they may go through."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        """Stand in the way of the bot's replies."""
        line = world.bot.services.line
        self._reply = line.reply
        self._called = asyncio.Event()
        self.go_on = asyncio.Event()
        monkeypatch.setattr(line, "reply", self._reply_slowly)

    async def is_called(self) -> None:
        """Wait for a reply."""
        await self._called.wait()

    async def _reply_slowly(self, token: str, objects: Sequence[LineObject]) -> None:
        self._called.set()
        await self.go_on.wait()
        await self._reply(token, objects)


async def test_a_word_on_the_wire_for_longer_than_its_lease_has_arrived_all_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.claimed()
    install_probe(world)
    line = SlowLine(world, monkeypatch)
    await world.line.say(world.kenji, world.group, "/probe")
    await world.bot.inbox.work()
    world.bot.outbox.work()
    await line.is_called()

    world.clock.move(LEASE)
    await world.bot.outbox.look_around()
    line.go_on.set()
    await world.bot.outbox.arrive()
    await world.settle()

    assert world.group_news() == [ANSWER]
    assert (await outbox(world))[-1].state is ItemState.SENT


async def test_where_no_more_calls_may_be_made_the_sender_rests_until_one_has_ended(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.claimed()
    install_probe(world)
    monkeypatch.setattr(sender, "_CALLS_AT_ONCE", 1)
    line = SlowLine(world, monkeypatch)
    await world.line.say(world.kenji, world.group, "/probe")
    await world.line.say(world.emily, world.private, "/probe")
    await world.bot.inbox.work()
    begun = [world.bot.outbox.work(), world.bot.outbox.work()]
    await line.is_called()
    resting = world.bot.outbox.next_due()
    world.bot.outbox.wake.clear()

    line.go_on.set()
    await world.bot.outbox.wake.wait()
    begun.append(world.bot.outbox.work())
    await world.bot.outbox.arrive()

    assert (begun, resting) == ([1, 0, 1], None)


async def test_a_group_that_cannot_be_left_is_tried_less_and_less_often(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.group, "/つどいを外す")
    world.line.mishaps.calls("refused", 1000, path="/leave", status=500)

    await world.tap(world.sayuri, "はい、外します", world.group)
    for _second in range(60):
        await world.pass_time(timedelta(seconds=1))

    tries = [call for call in world.line.calls() if call.path.endswith("/leave")]
    assert 8 <= len(tries) <= 12, "half a second, doubling, eight seconds at most"
