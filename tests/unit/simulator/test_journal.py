"""The stream of changes that pages follow: numbered, replayed after a reload, ended with the simulator."""

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.simulator import SimulatorServer
from bot.simulator.journal import Change, Journal
from tests.unit.simulator.stage import Stage


async def ids(stream: AsyncIterator[str], count: int) -> list[int]:
    """Read so many events from a stream and give their ids, having seen that each says the same in its data."""
    found: list[int] = []
    async for line in stream:
        name, _, value = line.partition(": ")
        if name == "id":
            found.append(int(value))
        if name == "data":
            assert json.loads(value)["id"] == found[-1]
            if len(found) == count:
                break
    return found


async def next_of(follower: AsyncIterator[Change]) -> Change:
    return await anext(follower)


async def test_a_follower_gets_what_was_and_what_comes() -> None:
    journal = Journal()
    for kind in ("one", "two"):
        journal.note(kind)
    follower = journal.follow(1)

    assert (await anext(follower)).kind == "two"
    waiting = asyncio.create_task(next_of(follower))
    journal.note("three", "C1")
    assert (await waiting).as_json() == {"id": 3, "kind": "three", "chat_id": "C1"}


async def test_a_follower_from_before_a_restart_begins_anew() -> None:
    journal = Journal()
    journal.note("one")

    assert (await anext(journal.follow(99))).id == 1


async def test_followers_are_sent_home_at_the_end() -> None:
    journal = Journal()
    follower = journal.follow(0)
    waiting = asyncio.create_task(next_of(follower))
    await asyncio.sleep(0)
    journal.close()

    with pytest.raises(StopAsyncIteration):
        await waiting
    assert [change async for change in journal.follow(0)] == []


async def test_a_page_that_reconnects_is_told_what_it_missed(stage: Stage) -> None:
    server = SimulatorServer(stage.simulator)
    for _word in range(3):
        stage.simulator.platform.changed("bill")
    async with server.running(), httpx.AsyncClient(base_url=server.url, trust_env=False) as browser:
        async with browser.stream("GET", "/sim/events", params={"after": 0}) as first:
            assert first.headers["content-type"].startswith("text/event-stream")
            assert await ids(first.aiter_lines(), 3) == [1, 2, 3]
        async with browser.stream("GET", "/sim/events?after=0", headers={"last-event-id": "2"}) as again:
            assert await ids(again.aiter_lines(), 1) == [3]


async def test_an_open_page_does_not_keep_the_server_from_ending(stage: Stage) -> None:
    server = SimulatorServer(stage.simulator)
    stage.simulator.platform.changed("bill")
    async with httpx.AsyncClient(trust_env=False) as browser:
        async with asyncio.timeout(30), server.running():
            stream = await browser.send(browser.build_request("GET", f"{server.url}/sim/events"), stream=True)
            lines = stream.aiter_lines()
            assert await ids(lines, 1) == [1]
        assert [line async for line in lines if line] == []
        await stream.aclose()
