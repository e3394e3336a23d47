"""A small world for scenarios: people, a group, the simulated LINE over HTTP, the real bot, and a clock to move.

Each act of a person waits until the bot has nothing left to do at that moment, so a scenario reads given / when / then
without any waiting in it.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from sqlmodel import col, select

from bot.app import Tsudoi, create_app
from bot.clock import ManualClock
from bot.settings import Settings
from bot.simulator import Simulator, SimulatorServer, create_simulator
from bot.simulator.cards import Button
from bot.simulator.world import Account, Entry, GroupChat, Person
from storage.models import InboxEvent

START = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
"""A Sunday, ten in the morning in Japan."""
SECRET = "channel-secret"
ACCESS_TOKEN = "channel-access-token"
DATA_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
OPERATOR_TOKEN = "operator-token"
REPLY_TIMEOUT_SECONDS = 20.0
"""Real seconds, of which a busy machine may pass some by itself; tests about a slow LINE wait for less."""

Chat = GroupChat | Account


@dataclass(slots=True)
class World:
    """Everything a scenario needs. `line` is the simulated LINE, `bot` the bot's process, `group` a first group.

    `http` is the way to the bot's own door. Of the people only `sayuri`, `kenji` and `emily` (who reads English) are in
    the group; `hanako`, `taro` and `mio` are not yet. Nobody is a friend of the bot's account.
    """

    clock: ManualClock
    line: Simulator
    bot: Tsudoi
    sayuri: Person
    kenji: Person
    emily: Person
    hanako: Person
    taro: Person
    mio: Person
    group: GroupChat
    http: httpx.AsyncClient
    _process: AsyncExitStack
    _read: dict[str, int] = field(default_factory=dict)

    @property
    def private(self) -> Account:
        """The private chat with the bot, for `say` and `tap`."""
        return self.line.bot

    async def settle(self) -> None:
        """Let the bot do all it can at this moment."""
        await self.bot.settle()

    async def pass_time(self, step: timedelta | None = None, **parts: float) -> None:
        """Let time pass (`minutes=5`), stopping at every moment at which something is due."""
        end = self.clock.now() + (step or timedelta(**parts))
        while (due := await self.bot.next_due()) is not None and due <= end:
            self.clock.move_to(due)
            await self.settle()
        self.clock.move_to(end)
        await self.bot.housekeeping.work()
        await self.settle()

    async def say(
        self,
        person: Person,
        chat: Chat,
        text: str,
        *,
        mentions: Sequence[Person | Account | str] = (),
        quote: Entry | str | None = None,
    ) -> list[str]:
        """Let a person say something, and give what the bot newly said in that chat."""
        await self.line.say(person, chat, text, mentions=mentions, quote=quote)
        await self.settle()
        return self.news(person, chat)

    async def tap(self, person: Person, label: str, chat: Chat) -> list[str]:
        """Let a person tap the newest button with a label, and give what the bot newly said in that chat."""
        await self.line.tap(person, self.button(person, label, chat), chat)
        await self.settle()
        return self.news(person, chat)

    async def press(self, person: Person, label: str, chat: Chat) -> list[str]:
        """Let a person tap as `tap` does and, where LINE does not name who tapped, say the words they are offered."""
        is_named = isinstance(chat, Account) or not self.line.platform.world.switches.no_user_id_on_postbacks
        is_said = self.button(person, label, chat).action["type"] != "postback"
        said = await self.tap(person, label, chat)
        if is_named or is_said:
            return said
        (words,) = self.labels(person, chat)
        return await self.tap(person, words, chat)

    async def join(self, *people: Person, group: GroupChat | None = None) -> None:
        """Let people come into the group in one event."""
        await self.line.join(list(people), group or self.group)
        await self.settle()

    async def leave(self, *people: Person, group: GroupChat | None = None) -> None:
        """Let people go out of the group in one event."""
        await self.line.leave(list(people), group or self.group)
        await self.settle()

    async def follow(self, person: Person) -> list[str]:
        """Let a person add the bot as a friend, and give what it says to them."""
        await self.line.follow(person)
        await self.settle()
        return self.news(person, self.private)

    async def invite_bot(self, group: GroupChat | None = None) -> list[str]:
        """Let somebody invite the bot into the group, and give what it says there."""
        await self.line.invite_bot(group or self.group)
        await self.settle()
        return self.news(self.sayuri, group or self.group)

    async def claim(self, person: Person, group: GroupChat | None = None) -> list[str]:
        """Let a person become the owner of the group with the two steps everybody takes."""
        group = group or self.group
        answer = await self.say(person, self.private, "主催者の登録")
        code = next(word for line in answer for word in line.replace("\n", " ").split() if _is_code(word))
        return await self.say(person, group, f"/claim {code}")

    async def claimed(self, *, confirmed: bool = True) -> "World":
        """Bring the bot into the group with Sayuri as its owner, past the time for objections."""
        await self.invite_bot()
        await self.claim(self.sayuri)
        if confirmed:
            await self.pass_time(hours=25)
        self.skip_news()
        return self

    async def health(self) -> dict[str, Any]:
        """Ask the bot how it is, as its operator does."""
        answer = await self.http.get("/health", headers={"authorization": f"Bearer {OPERATOR_TOKEN}"})
        body: dict[str, Any] = answer.json()
        return body

    async def restart(self) -> None:
        """Kill the bot's process where it stands, and start another one on the same database and with the same LINE."""
        kill(self.bot)
        await self._process.aclose()
        self.bot = _make_bot(self.bot.settings, self.clock)
        await _run_bot(self)

    async def outcomes(self) -> list[str]:
        """List what the records say about how each event was handled, oldest first."""
        async with self.bot.services.database.read() as session:
            rows = await session.scalars(select(InboxEvent).order_by(col(InboxEvent.id)))
            return [row.outcome or "" for row in rows]

    def news(self, person: Person, chat: Chat) -> list[str]:
        """Give what the bot said in a chat since one last asked; each message as one text, cards flattened."""
        key, texts = self._texts(person, chat)
        new = texts[self._read.get(key, 0) :]
        self._read[key] = len(texts)
        return new

    def group_news(self) -> list[str]:
        """Give what the bot newly said in the group."""
        return self.news(self.sayuri, self.group)

    def private_news(self, person: Person) -> list[str]:
        """Give what the bot newly said to a person in private."""
        return self.news(person, self.private)

    def skip_news(self) -> None:
        """Regard everything said so far as read."""
        for person in self.line.platform.world.people.values():
            self.news(person, self.private)
        for group in self.line.platform.world.groups.values():
            self.news(self.sayuri, group)

    def button(self, person: Person, label: str, chat: Chat) -> Button:
        """Find the newest button with a label in a chat."""
        return self.line.button(person if isinstance(chat, Account) else chat, label)

    def labels(self, person: Person, chat: Chat) -> list[str]:
        """List the labels of the buttons on the bot's newest message in a chat."""
        messages = self.line.bot_messages(person if isinstance(chat, Account) else chat)
        return [button.label for button in self.line.buttons(messages[-1])] if messages else []

    def _texts(self, person: Person, chat: Chat) -> tuple[str, list[str]]:
        if isinstance(chat, Account):
            return person.user_id, self.line.texts(person)
        return chat.chat_id, self.line.texts(chat)


def settings_for(database_url: str, line_url: str, **more: object) -> Settings:
    """Give settings for a bot of a test, without reading any environment."""
    values: dict[str, object] = {
        "line_channel_secret": SECRET,
        "line_channel_access_token": ACCESS_TOKEN,
        "line_api_url": line_url,
        "line_api_data_url": line_url,
        "database_url": database_url,
        "data_key": DATA_KEY,
        "operator_token": OPERATOR_TOKEN,
        **more,
    }
    return Settings(_env_file=None, **values)  # type: ignore[arg-type]  # pydantic parses them


@asynccontextmanager
async def open_world(database_url: str, **settings: object) -> AsyncIterator[World]:
    """Start the simulated LINE on a port of its own and the bot beside it, and take both down afterwards."""
    clock = ManualClock(START)
    carrier = httpx.AsyncClient(base_url="http://bot.test")
    line = create_simulator(
        channel_secret=SECRET,
        access_token=ACCESS_TOKEN,
        webhook_url="http://bot.test/webhook",
        clock=clock,
        client=carrier,
        with_page=False,
    )
    server = SimulatorServer(line)
    async with server.running(), AsyncExitStack() as process:
        bot = _make_bot(settings_for(database_url, server.url, **settings), clock)
        people = [line.add_person(name, language=language) for name, language in _PEOPLE.items()]
        sayuri, kenji, emily, hanako, taro, mio = people
        world = World(
            clock=clock,
            line=line,
            bot=bot,
            sayuri=sayuri,
            kenji=kenji,
            emily=emily,
            hanako=hanako,
            taro=taro,
            mio=mio,
            group=line.add_group("土曜の会（ひみつ）", [sayuri, kenji, emily]),
            http=carrier,
            _process=process,
        )
        await _run_bot(world)
        yield world
    await line.close()


def kill(bot: Tsudoi) -> None:
    """Let a process lose what it has in memory only, so that closing it afterwards says no last words."""
    bot.outbox._pending.clear()


def _make_bot(settings: Settings, clock: ManualClock) -> Tsudoi:
    return Tsudoi(settings, clock=clock, reply_timeout=REPLY_TIMEOUT_SECONDS)


async def _run_bot(world: World) -> None:
    app = create_app(world.bot, with_loops=False)
    await world._process.enter_async_context(app.router.lifespan_context(app))
    world.http._transport = httpx.ASGITransport(app)


_PEOPLE = {"さゆり": "ja", "けんじ": "ja", "Emily": "en", "花子🌸": "ja", "太郎": "ja", "みお": "ja"}


def _is_code(word: str) -> bool:
    return len(word) == 8 and word.isascii() and word.isalnum() and word.upper() == word
