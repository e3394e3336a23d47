"""A stage for the real processes: the simulated LINE in this process, a group of people, and a bot to be started."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from bot.clock import SystemClock
from bot.simulator import GroupChat, Person, Simulator, SimulatorServer, create_simulator
from bot.simulator.world import Account
from tests.acceptance.processes import Programs, ServedBot, eventually
from tests.factories import environment

SECRET = "the-channel-secret"
ACCESS_TOKEN = "the-channel-access-token"
OPERATOR_TOKEN = "the-operators-token"
NOBODY = "http://127.0.0.1:9"
"""An address at which nobody listens."""
FIRST_RULES = "/ルールを決める\n1. 挨拶をする\n2. 夜は静かに"


class SlowAnswers:
    """How the simulated LINE waits before a slow answer: for real, and telling whoever wants to know."""

    def __init__(self) -> None:
        """Begin with nobody who wants to know."""
        self.begun = asyncio.Event()
        self.when_begun: Callable[[], None] = lambda: None

    async def __call__(self, seconds: float) -> None:
        """Wait."""
        self.begun.set()
        self.when_begun()
        await asyncio.sleep(seconds)


@dataclass(slots=True)
class Stage:
    """The simulated LINE (`line`, served at `line_url`), a group with an owner and members, and the bot."""

    programs: Programs
    line: Simulator
    line_url: str
    bot: ServedBot
    owner: Person
    members: list[Person]
    group: GroupChat
    slow: SlowAnswers

    @property
    def private(self) -> Account:
        """The private chat with the bot."""
        return self.line.bot

    async def ask(self, person: Person, chat: GroupChat | Account, text: str) -> str:
        """Let a person say something, and wait for what the bot says in that chat after it."""
        place = chat if isinstance(chat, GroupChat) else person
        said_before = len(self.line.texts(place))
        await self.line.say(person, chat, text)
        return "\n".join(await self.said(place, after=said_before))

    async def said(self, place: GroupChat | Person, *, after: int = 0) -> list[str]:
        """Wait until the bot has said more than `after` messages in a chat, and give the new ones."""
        return await eventually(lambda: self.line.texts(place)[after:], "the bot says something")

    async def claimed(self) -> None:
        """Bring the bot into the group, claim it, give it rules, and let everybody speak once."""
        await self.line.invite_bot(self.group)
        await self.said(self.group)
        code = (await self.ask(self.owner, self.private, "主催者の登録")).split()[-1]
        await self.ask(self.owner, self.group, f"/claim {code}")
        await self.ask(self.owner, self.group, FIRST_RULES)
        for person in self.members:
            await self.line.say(person, self.group, "よろしくお願いします")


@asynccontextmanager
async def open_stage(
    programs: Programs, database_url: str, client: httpx.AsyncClient | None = None, **changes: str | None
) -> AsyncIterator[Stage]:
    """Serve a simulated LINE and prepare a bot; `changes` are the bot's environment variables."""
    slow = SlowAnswers()
    line, bot = _line_and_bot(programs, client, slow)
    server = SimulatorServer(line)
    async with server.running():
        bot.environment |= environment_for(database_url, server.url, **changes)
        owner, *members = [line.add_person(name) for name in ("さゆり", "けんじ", "はなこ", "たろう")]
        group = line.add_group("土曜の会（ひみつ）", [owner, *members])
        try:
            yield Stage(programs, line, server.url, bot, owner, members, group, slow)
        finally:
            await programs.clean_up()
            await line.close()


def environment_for(database_url: str, line_url: str, **changes: str | None) -> Mapping[str, str]:
    """Give the environment of a bot that speaks to the simulated LINE; None takes a variable away."""
    values: dict[str, str | None] = {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": ACCESS_TOKEN,
        "LINE_API_URL": line_url,
        "LINE_API_DATA_URL": line_url,
        "DATABASE_URL": database_url,
        "OPERATOR_TOKEN": OPERATOR_TOKEN,
    }
    return environment(**(values | changes))


def _line_and_bot(
    programs: Programs, client: httpx.AsyncClient | None, slow: SlowAnswers
) -> tuple[Simulator, ServedBot]:
    bot = ServedBot(programs, {})
    line = create_simulator(
        channel_secret=SECRET,
        access_token=ACCESS_TOKEN,
        webhook_url=f"{bot.url}/webhook",
        clock=SystemClock(),
        client=client,
        sleep=slow,
    )
    return line, bot
