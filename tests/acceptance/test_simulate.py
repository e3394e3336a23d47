"""`make run`: one address, a page, people who act on it, and a world that is still there the next day."""

import asyncio
import signal
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.acceptance.processes import Program, Programs, client_of, eventually, free_port

pytestmark = pytest.mark.acceptance

STOPPED_IN_TIME = 5.0


class Page:
    """What a browser does with the page, without the browser."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        """Take the way to the page."""
        self._client = client

    async def world(self) -> dict[str, Any]:
        """Look at everything."""
        world: dict[str, Any] = (await self._client.get("/sim/world")).json()
        return world

    async def do(self, action: str, **body: object) -> None:
        """Let a person do something."""
        (await self._client.post(f"/sim/{action}", json=body)).raise_for_status()

    async def ask(self, person: str, chat: str, text: str) -> str:
        """Let a person say something, and wait for what the bot says in that chat after it."""
        shown_in = person if chat == await self.bot() else chat
        before = len(await self.said(shown_in))
        await self.do("say", person=person, chat=chat, text=text)
        return await eventually(lambda: self._news(shown_in, before), "the bot answers on the page")

    async def said(self, chat: str) -> list[str]:
        """List what the bot said in a chat."""
        world = await self.world()
        return [line["text"] for line in world["chats"].get(chat, []) if line["author"] == world["bot"]["user_id"]]

    async def bot(self) -> str:
        """Give the bot's user id, which stands for its private chat."""
        user_id: str = (await self.world())["bot"]["user_id"]
        return user_id

    async def changes_after(self, number: int) -> httpx.Response:
        """Wait for changes, as the page always does."""
        return await self._client.get("/sim/log", params={"after": number})

    async def _news(self, chat: str, before: int) -> str:
        return "\n".join((await self.said(chat))[before:])


async def started(programs: Programs, port: int, data: Path) -> Program:
    """Start the simulator, and wait for its one line."""
    program = await programs.start("simulate", "--port", str(port), "--data", str(data), environment={})
    await eventually(lambda: program.output, "the address is printed")
    return program


async def test_the_simulator_shows_a_page_and_keeps_its_world(programs: Programs, tmp_path: Path) -> None:
    port, data = free_port(), tmp_path / "data"
    program = await started(programs, port, data)
    address = f"http://127.0.0.1:{port}"

    [line] = program.output.splitlines()
    assert address in line
    assert line.count("http") == 1
    async with client_of(address) as client:
        page = Page(client)
        shown = await client.get("/")
        assert shown.status_code == 200
        assert "<html" in shown.text
        world = await page.world()
        [group], owner = world["groups"], world["people"][0]["user_id"]
        await page.do("invite", group=group["chat_id"])
        await eventually(lambda: page.said(group["chat_id"]), "the bot introduces itself")
        code = (await page.ask(owner, await page.bot(), "主催者の登録")).split()[-1]
        assert "主催者" in await page.ask(owner, group["chat_id"], f"/claim {code}")
        assert "第1版" in await page.ask(owner, group["chat_id"], "/ルールを決める\n挨拶をする")
        last = (await page.world())["last"]
        watching = asyncio.create_task(page.changes_after(last))
        log = await page.changes_after(0)
        assert {"message", "call", "delivery"} <= {change["kind"] for change in log.json()["changes"]}
        told = await page.said(group["chat_id"])

        began = time.monotonic()
        ended = await program.stop(signal.SIGINT)
        assert time.monotonic() - began < STOPPED_IN_TIME
        await asyncio.gather(watching, return_exceptions=True)
    assert ended.status == 0
    assert "Traceback" not in ended.errors

    program = await started(programs, port, data)
    async with client_of(address) as client:
        page = Page(client)
        again = await page.world()
        assert [person["user_id"] for person in again["people"]] == [one["user_id"] for one in world["people"]]
        assert await page.said(group["chat_id"]) == told
        assert "挨拶をする" in await page.ask(owner, group["chat_id"], "/ルール")
        assert "第2版" in await page.ask(owner, group["chat_id"], "/rule add 夜は静かに")
    assert (await program.stop(signal.SIGINT)).status == 0


async def test_what_was_said_when_everything_was_killed_is_answered_once_after_the_restart(
    programs: Programs, tmp_path: Path
) -> None:
    port, data = free_port(), tmp_path / "data"
    program = await started(programs, port, data)
    async with client_of(f"http://127.0.0.1:{port}") as client:
        page = Page(client)
        bot = await page.bot()
        people = [person["user_id"] for person in (await page.world())["people"] if person["consented"]]
        await asyncio.gather(*(page.ask(person, bot, "使い方") for person in people))
        before = {person: len(await page.said(person)) for person in people}
        asking = [asyncio.create_task(page.do("say", person=person, chat=bot, text="使い方")) for person in people]
        await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
        program.send(signal.SIGKILL)
        await asyncio.gather(*asking, return_exceptions=True)

    program = await started(programs, port, data)
    async with client_of(f"http://127.0.0.1:{port}") as client:
        page = Page(client)
        chats = (await page.world())["chats"]
        asked = [person for person in people if sum(line["author"] == person for line in chats[person]) == 2]

        async def answered() -> bool:
            return all([len(await page.said(person)) > before[person] for person in asked])

        await eventually(answered, "everybody whose question stands there is answered")
        assert len(asked) > 1, "some questions were under way"
        assert [len(await page.said(person)) for person in asked] == [2 * before[person] for person in asked]
    await program.stop(signal.SIGINT)
