"""The page in a real browser, in front of the real bot and the simulated LINE, all on one clock that can be moved."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from playwright.async_api import ConsoleMessage, Error, Locator, Page, ViewportSize, expect

from bot.app import Tsudoi, create_app
from bot.clock import ShiftedClock
from bot.simulating import PassingTime
from bot.simulator import Simulator, SimulatorServer, create_simulator
from tests.scenarios.world import ACCESS_TOKEN, SECRET, settings_for

DESKTOP = ViewportSize(width=1360, height=900)
PHONE = ViewportSize(width=390, height=844)


@dataclass(slots=True)
class Stage:
    """A page that is open, and what is behind it. `complaints` are errors on the browser's console."""

    line: Simulator
    bot: Tsudoi
    url: str
    page: Page
    complaints: list[str] = field(default_factory=list)

    @property
    def group(self) -> Locator:
        """The group chat in the middle."""
        return self.page.locator("#group")

    @property
    def private(self) -> Locator:
        """The 1:1 chat on the right."""
        return self.page.locator("#private")

    @property
    def dialog(self) -> Locator:
        """What lies over the page and asks or tells something."""
        return self.page.get_by_role("dialog")

    async def be(self, name: str) -> None:
        """Become somebody on the left."""
        await self.page.locator(".person-list").get_by_role("button", name=name).click()

    async def write(self, chat: Locator, text: str) -> None:
        """Write a text in a chat and send it with the Enter key."""
        await chat.get_by_role("textbox").fill(text)
        await chat.get_by_role("textbox").press("Enter")

    async def send_prefilled(self) -> None:
        """Send the text with which a button has opened the 1:1 chat."""
        await expect(self.private.get_by_role("textbox")).not_to_have_value("")
        await self.private.get_by_role("textbox").press("Enter")

    async def tap(self, chat: Locator, label: str) -> None:
        """Tap the newest button with a label in a chat."""
        await chat.get_by_role("button", name=label, exact=True).last.click()

    async def sees(self, chat: Locator, text: str) -> None:
        """Wait until a chat shows a text; fail when it never does."""
        await expect(chat.locator(".talk")).to_contain_text(text)

    async def show(self, *contents: dict[str, Any]) -> None:
        """Put message objects straight into the group, past what LINE would check, as if the bot had sent them."""
        group = next(iter(self.line.platform.world.groups.values()))
        for content in contents:
            self.line.platform.post(group.chat_id, self.line.bot.user_id, content)


async def claimed_by_tapping(stage: Stage) -> None:
    """Invite the bot, and let Misaki become the owner by what the buttons and the bot tell her to do."""
    await stage.be("美咲")
    await stage.tap(stage.group, "つどいを招く")
    await stage.sees(stage.group, "はじめに")
    await stage.tap(stage.group, "主催者の登録")
    await stage.send_prefilled()
    code = stage.private.locator(".bubble", has_text="/claim ").last
    await expect(code).to_be_visible()
    await stage.write(stage.group, await code.inner_text())
    await stage.sees(stage.group, "主催者として登録しました")


async def claimed(stage: Stage) -> None:
    """Bring about the same in a moment, past the page, and let it show Misaki."""
    misaki, group = stage.line.person("美咲"), stage.line.group("土曜の会")
    await stage.line.invite_bot(group)
    await stage.line.say(misaki, stage.line.bot, "主催者の登録")
    await stage.bot.settle()
    await stage.line.say(misaki, group, stage.line.texts(misaki)[-1])
    await stage.bot.settle()
    await stage.be("美咲")
    await stage.sees(stage.group, "主催者として登録しました")


@asynccontextmanager
async def open_stage(page: Page, database: Path) -> AsyncIterator[Stage]:
    """Start the simulated LINE and the bot, show their page in this window, and take both down afterwards.

    A window may be used again: each stage has an address of its own, for which the browser has kept nothing.
    """
    clock = ShiftedClock()
    carrier = httpx.AsyncClient(base_url="http://bot.test")
    bot = Tsudoi(settings_for(f"sqlite:///{database}", "http://127.0.0.1:1"), clock=clock)
    line = create_simulator(
        channel_secret=SECRET,
        access_token=ACCESS_TOKEN,
        webhook_url="http://bot.test/webhook",
        clock=clock,
        client=carrier,
        time=PassingTime(bot, clock),
    )
    server = SimulatorServer(line)
    async with server.running():
        bot.settings = settings_for(f"sqlite:///{database}", server.url)
        app = create_app(bot)
        carrier._transport = httpx.ASGITransport(app)
        stage = Stage(line, bot, server.url, page)
        async with app.router.lifespan_context(app):
            with _listening(stage):
                await page.goto(server.url)
                await expect(stage.group.get_by_role("textbox")).to_be_visible()
                try:
                    yield stage
                finally:
                    await page.goto("about:blank")
    await line.close()


@contextmanager
def _listening(stage: Stage) -> Iterator[None]:
    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            stage.complaints.append(message.text)

    def on_error(error: Error) -> None:
        stage.complaints.append(str(error))

    stage.page.on("console", on_console)
    stage.page.on("pageerror", on_error)
    yield
    stage.page.remove_listener("console", on_console)
    stage.page.remove_listener("pageerror", on_error)
