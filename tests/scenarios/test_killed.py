"""A process that is killed on the way to LINE loses nothing and says nothing twice."""

import asyncio

import pytest

from storage.models.outbox import ItemState
from tests.conftest import ENGINES
from tests.scenarios.front_door import outbox, pushes
from tests.scenarios.probe import ANSWER, install_probe
from tests.scenarios.world import World

REPLY = "/message/reply"


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_process_killed_before_the_call_is_followed_by_one_that_makes_it(world: World) -> None:
    await world.claimed()
    install_probe(world)
    await world.line.say(world.kenji, world.group, "/probe")
    await world.bot.inbox.work()

    await world.restart()
    await world.settle()
    await world.pass_time(seconds=20)

    assert world.line.texts(world.group).count(ANSWER) == 1
    assert pushes(world) == 0


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_process_killed_after_the_call_is_followed_by_one_that_says_nothing_again(world: World) -> None:
    await world.claimed()
    install_probe(world)
    await world.line.say(world.kenji, world.group, "/probe")
    await world.bot.inbox.work()
    world.line.mishaps.calls("answer_lost", path=REPLY)
    world.bot.outbox.work()
    await world.bot.outbox.arrive()
    assert world.line.texts(world.group).count(ANSWER) == 1

    await world.restart()
    await world.settle()
    await world.pass_time(seconds=20)
    await world.say(world.emily, world.group, "おはよう")

    assert world.line.texts(world.group).count(ANSWER) == 1
    assert (await outbox(world))[-1].state is ItemState.UNCONFIRMED


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_process_killed_while_it_leaves_is_followed_by_one_that_leaves(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def be_killed(_chat_id: str) -> None:
        raise asyncio.CancelledError

    await world.claimed()
    await world.say(world.sayuri, world.group, "/つどいを外す")
    await world.line.tap(world.sayuri, world.button(world.sayuri, "はい、外します", world.group), world.group)
    await world.bot.inbox.work()
    world.bot.outbox.work()
    await world.bot.outbox.arrive()
    monkeypatch.setattr(world.bot.services.line, "leave", be_killed)
    with pytest.raises(asyncio.CancelledError):
        await world.bot.outbox.look_around()

    await world.restart()
    await world.settle()
    await world.pass_time(seconds=20)

    assert not world.group.has_bot
