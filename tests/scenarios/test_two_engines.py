"""Both engines, and two processes on one PostgreSQL database: each event is handled once, whoever gets it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest

from bot.answers import Post
from bot.app import Tsudoi, create_app
from storage.models.inbox import EventState
from storage.models.outbox import ItemState
from tests.conftest import ENGINES
from tests.scenarios.front_door import knock, messages_counted, outbox, stored, written
from tests.scenarios.probe import queue, to_group, words
from tests.scenarios.world import REPLY_TIMEOUT_SECONDS, World, kill

HELP = "/使い方"
ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Process:
    """A further process of the bot, and the way to its door."""

    bot: Tsudoi
    http: httpx.AsyncClient


@asynccontextmanager
async def second_process(world: World) -> AsyncIterator[Process]:
    """Start another process of the bot on the same database and with the same LINE."""
    bot = Tsudoi(world.bot.settings, clock=world.clock, reply_timeout=REPLY_TIMEOUT_SECONDS)
    app = create_app(bot, with_loops=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://second.test") as http,
    ):
        yield Process(bot, http)


async def settle_both(world: World, other: Process) -> None:
    """Let both work side by side until neither finds anything to do."""
    for _turn in range(2):
        await asyncio.gather(world.bot.settle(), other.bot.settle())


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_whole_story_from_the_invitation_to_the_good_bye(world: World) -> None:
    await world.invite_bot()
    announced = await world.claim(world.sayuri)
    await world.pass_time(hours=24)
    await world.join(world.hanako, world.taro)
    await world.pass_time(seconds=10)
    greeting = world.group_news()
    await world.say(world.hanako, world.group, "はじめまして")
    status = "".join(await world.say(world.sayuri, world.private, "つどいの調子"))
    await world.leave(world.taro)
    await queue(world, lambda ctx: Post(to_group(ctx), words("お知らせです")))
    rode = await world.say(world.kenji, world.group, "おはよう")
    await world.pass_time(hours=1)
    await world.say(world.sayuri, world.group, "/つどいを外す")
    await world.tap(world.sayuri, "はい、外します", world.group)

    assert any("@さゆり" in text for text in announced)
    assert any("ようこそ" in text for text in greeting)
    assert "2人" in status or "3人" in status
    assert rode == ["お知らせです"]
    assert not world.group.has_bot
    assert await messages_counted(world, world.hanako) == 1
    assert await stored(world, EventState.DEAD) == []
    assert {item.state for item in await outbox(world)} <= {ItemState.SENT, ItemState.RIDDEN, ItemState.WHISPERED}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_processes_side_by_side_handle_each_event_once(world: World) -> None:
    await world.claimed()
    await world.say(world.emily, world.group, "おはよう")
    helpful = len(await world.say(world.emily, world.private, HELP))
    async with second_process(world) as other:
        for _round in range(ROUNDS):
            async with world.line.one_request():
                for person in (world.kenji, world.emily):
                    await world.line.say(person, world.group, "おはよう")
                    await world.line.say(person, world.private, HELP)
                await world.line.say(world.kenji, world.group, HELP)
            await settle_both(world, other)

    assert len(world.group_news()) == ROUNDS
    assert len(world.private_news(world.emily)) == ROUNDS * helpful
    assert await messages_counted(world, world.kenji) == ROUNDS * 2
    assert await messages_counted(world, world.emily) == 1 + ROUNDS
    assert await stored(world, EventState.WAITING, EventState.DEAD) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_one_event_at_the_doors_of_both_is_handled_once(world: World) -> None:
    await world.claimed()
    events = [written(world, world.kenji, f"おはよう {number}") for number in range(20)]
    async with second_process(world) as other:
        answers = await asyncio.gather(
            *(knock(world, event, door=door) for event in events for door in (world.http, other.http))
        )
        await settle_both(world, other)

    assert {answer.status_code for answer in answers} == {200}
    assert await messages_counted(world, world.kenji) == len(events)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_what_is_due_happens_once_in_two_processes(world: World) -> None:
    await world.claimed()
    await world.join(world.hanako)
    async with second_process(world) as other:
        world.clock.move(timedelta(seconds=10))
        await settle_both(world, other)

    assert len([text for text in world.group_news() if "ようこそ" in text]) == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_process_goes_on_with_what_a_dead_one_left(world: World) -> None:
    await world.claimed()
    async with second_process(world) as other:
        await world.line.say(world.kenji, world.group, HELP)
        await other.bot.inbox.work()
        kill(other.bot)

    await world.settle()
    at_once = world.group_news()
    await world.pass_time(seconds=16)

    assert at_once == [], "the other one's lease still runs"
    assert len(world.group_news()) == 1
