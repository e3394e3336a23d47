"""A stage for tests of the simulator: a clock to move, a bot that only listens, and a way to call the API."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from starlette.types import Receive, Scope, Send

from bot.simulator import Simulator, create_simulator
from bot.simulator.world import GroupChat, Person

CHANNEL_SECRET = "0123456789abcdef0123456789abcdef"
ACCESS_TOKEN = "long-lived-token"
WEBHOOK_URL = "http://bot.test/webhook"
START = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@dataclass
class MovableClock:
    """A clock that stands still until it is moved."""

    moment: datetime = START

    def now(self) -> datetime:
        return self.moment

    def advance(self, **span: float) -> None:
        self.moment += timedelta(**span)


@dataclass
class ListeningBot:
    """An ASGI app that keeps every webhook and answers with the next status in the queue, or else 200."""

    bodies: list[bytes] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = (await receive())["body"]
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        self.bodies.append(body)
        self.signatures.append(headers["x-line-signature"])
        status = self.statuses.pop(0) if self.statuses else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for body in self.bodies for event in json.loads(body)["events"]]

    @property
    def last(self) -> dict[str, Any]:
        return self.events[-1]


@dataclass
class Stage:
    """Everything a test needs."""

    clock: MovableClock
    bot: ListeningBot
    simulator: Simulator
    api: httpx.AsyncClient
    slept: list[float]

    @property
    def group(self) -> GroupChat:
        return self.simulator.group("土曜の会")

    @property
    def misaki(self) -> Person:
        """A friend of the bot and a member of the group."""
        return self.simulator.person("美咲")

    @property
    def kenji(self) -> Person:
        """A member who is no friend of the bot."""
        return self.simulator.person("けんじ")

    @property
    def noboru(self) -> Person:
        """A member whose user id bots never see."""
        return self.simulator.person("高橋 のぼる")

    @property
    def outsider(self) -> Person:
        """Somebody outside the group."""
        return self.simulator.person("ゆうた")

    async def reply(self, token: str, *messages: dict[str, Any], **headers: str) -> httpx.Response:
        body = {"replyToken": token, "messages": list(messages)}
        return await self.api.post("/v2/bot/message/reply", json=body, headers=headers)

    async def push(self, to: str, *messages: dict[str, Any], retry_key: str | None = None) -> httpx.Response:
        headers = {"x-line-retry-key": retry_key} if retry_key else {}
        return await self.api.post("/v2/bot/message/push", json={"to": to, "messages": list(messages)}, headers=headers)


def text(words: str = "はい") -> dict[str, Any]:
    """Return a text message object."""
    return {"type": "text", "text": words}


def build_stage(**more: Any) -> Stage:
    """Return a stage with the first world, the bot already in the group and all earlier webhooks forgotten."""
    clock, bot, slept = MovableClock(), ListeningBot(), list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    simulator = create_simulator(
        channel_secret=CHANNEL_SECRET,
        access_token=ACCESS_TOKEN,
        webhook_url=WEBHOOK_URL,
        clock=clock,
        client=httpx.AsyncClient(transport=httpx.ASGITransport(bot)),
        sleep=sleep,
        **more,
    )
    simulator.group("土曜の会").has_bot = True
    api = httpx.AsyncClient(
        transport=httpx.ASGITransport(simulator.app),
        base_url="http://api.test",
        headers={"authorization": f"Bearer {ACCESS_TOKEN}"},
    )
    return Stage(clock, bot, simulator, api, slept)
