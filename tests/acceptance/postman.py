"""Carries webhooks to the bot's doors as LINE does: several at once, now and then twice, and again until answered."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from random import Random
from typing import Any

import httpx

from bot.simulator.webhooks import sign
from tests.acceptance.processes import LONG_ENOUGH_SECONDS

_CARRIERS = 6
_MOST_WAITING = 24
_TWICE = 0.05
"""The share of acknowledged webhooks that are delivered once more (LINE: an event may come more than once)."""
_AGAIN_AFTER_SECONDS = 0.05


class Postman(httpx.AsyncBaseTransport):
    """What the simulated LINE hands its webhooks to.

    A webhook without a 200 is carried again under the same event ids, marked as a redelivery, to the next door.
    """

    def __init__(self, secret: str, chance: Random) -> None:
        """Take the secret to sign with, and the chance that decides what comes twice; the doors come later."""
        self.doors: Sequence[str] = ()
        self.acknowledged: dict[str, dict[str, Any]] = {}
        self.redelivered = 0
        self.when_acknowledged: Callable[[], None] = lambda: None
        self._secret = secret
        self._chance = chance
        self._waiting: asyncio.Queue[list[dict[str, Any]]] = asyncio.Queue()
        self._tried = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Take a webhook from the simulated LINE, to be carried soon."""
        self._waiting.put_nowait(json.loads(await request.aread())["events"])
        return httpx.Response(200)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator["Postman"]:
        """Carry webhooks while the block runs."""
        async with httpx.AsyncClient(trust_env=False, verify=False, timeout=2.0) as client:
            carriers = [asyncio.create_task(self._carry(client)) for _carrier in range(_CARRIERS)]
            try:
                yield self
            finally:
                for carrier in carriers:
                    carrier.cancel()
                await asyncio.gather(*carriers, return_exceptions=True)

    @property
    def has_room(self) -> bool:
        """Say whether a few more webhooks may come; too many wait when no door is open."""
        return self._waiting.qsize() < _MOST_WAITING

    async def has_carried_all(self) -> None:
        """Wait until every webhook was answered with 200."""
        async with asyncio.timeout(LONG_ENOUGH_SECONDS):
            await self._waiting.join()

    async def _carry(self, client: httpx.AsyncClient) -> None:
        while True:
            events = await self._waiting.get()
            while not await self._deliver(client, events):
                events = [{**event, "deliveryContext": {"isRedelivery": True}} for event in events]
                self.redelivered += 1
                await asyncio.sleep(_AGAIN_AFTER_SECONDS)
            if self._chance.random() < _TWICE:
                await self._deliver(client, events)
            self._waiting.task_done()

    async def _deliver(self, client: httpx.AsyncClient, events: list[dict[str, Any]]) -> bool:
        body = json.dumps({"destination": "U" + "0" * 32, "events": events}).encode()
        door = self.doors[self._tried % len(self.doors)]
        self._tried += 1
        try:
            answer = await client.post(
                f"{door}/webhook", content=body, headers={"x-line-signature": sign(body, self._secret)}
            )
        except httpx.HTTPError:
            return False
        if answer.status_code != 200:
            return False
        self.acknowledged |= {event["webhookEventId"]: event for event in events}
        self.when_acknowledged()
        return True
