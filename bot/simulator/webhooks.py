"""Delivers events to the bot: signed over the raw bytes, in order, with two seconds to answer.

Nothing happens in the background: `deliver` returns when the bot has answered, or a mishap has had its way. A webhook
that was not answered with a 2xx is tried once more at once when the switch `redelivery` is on; what still fails then
waits for `redeliver`. LINE does not publish its own count and interval. What an earlier process was killed over is told
by `deliver_owed`.
"""

import asyncio
import base64
import hashlib
import hmac
import json
from collections import deque
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

import httpx

from bot.simulator.events import Event
from bot.simulator.mishaps import Mishaps, OrderedWebhookMishap, WebhookMishap
from bot.simulator.platform import Platform

# LINE: no response within two seconds is recorded as request_timeout.
ANSWER_SECONDS = 2.0
_REMEMBERED = 5000


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt to deliver a webhook; `status` is None when no answer came, and `failure` says why.

    `number` is that of its change in the journal, which calls are numbered by as well; `at` is in milliseconds.
    """

    number: int
    at: int
    events: tuple[Event, ...]
    body: bytes
    attempt: int
    status: int | None
    failure: str | None = None

    @property
    def succeeded(self) -> bool:
        """Say whether the bot answered with a 2xx."""
        return _is_taken(self.status)


@dataclass(slots=True)
class _Webhook:
    """Events that travel in one request, and how often that was tried."""

    events: list[Event]
    attempts: int = 0


def sign(body: bytes, channel_secret: str) -> str:
    """Return the value of `x-line-signature` for a body."""
    return base64.b64encode(hmac.new(channel_secret.encode(), body, hashlib.sha256).digest()).decode()


class Webhooks:
    """The way from the platform to the bot's webhook URL."""

    def __init__(
        self, platform: Platform, mishaps: Mishaps, *, url: str, channel_secret: str, client: httpx.AsyncClient
    ) -> None:
        """Deliver to a URL through a client, which tests may connect to an app in the same process."""
        self.url = url
        self._platform = platform
        self._mishaps = mishaps
        self._channel_secret = channel_secret
        self._client = client
        self._in_order = asyncio.Lock()
        self._held: list[_Webhook] = []
        self._to_reorder: list[_Webhook] = []
        self._failed: list[_Webhook] = []
        self._deliveries: deque[Delivery] = deque(maxlen=_REMEMBERED)

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """Return every attempt so far, oldest first."""
        return tuple(self._deliveries)

    @property
    def waiting(self) -> int:
        """Return how many webhooks are held back or wait for redelivery."""
        return len(self._held) + len(self._to_reorder) + len(self._failed)

    async def deliver(self, events: Sequence[Event]) -> None:
        """Send events in one request, unless a mishap was ordered for it."""
        async with self._in_order:
            webhook = _Webhook(list(events))
            mishap = self._mishaps.for_webhook({event["type"] for event in events})
            if mishap is None:
                await self._send(webhook)
            else:
                await self._let_it_happen(webhook, mishap)

    async def test(self) -> Delivery:
        """Send the connectivity check: a signed webhook without events."""
        async with self._in_order:
            return await self._attempt(_Webhook([]))

    async def release(self) -> None:
        """Deliver what is held back: late ones in their order, unfinished reorderings newest first."""
        async with self._in_order:
            held, self._held = self._held, []
            reordered, self._to_reorder = self._to_reorder, []
            for webhook in [*held, *reversed(reordered)]:
                await self._send(webhook)

    async def redeliver(self) -> None:
        """Try again what failed, while the switch is on; every event says that it is a redelivery."""
        async with self._in_order:
            failed, self._failed = self._failed, []
            for webhook in failed:
                await self._send_again(webhook)

    async def deliver_owed(self) -> None:
        """Tell the bot what it had not been told when an earlier process was killed, oldest first."""
        async with self._in_order:
            for event in tuple(self._platform.world.owed):
                await self._send(_Webhook([event]))

    async def replay(self, deliveries: Sequence[Delivery], *, late: bool = False) -> None:
        """Send again what was sent before, in the order given and as redeliveries; `late` holds it back instead."""
        async with self._in_order:
            for delivery in deliveries:
                again = [{**event, "deliveryContext": {"isRedelivery": True}} for event in delivery.events]
                webhook = _Webhook(again, attempts=delivery.attempt)
                if late:
                    self._held.append(webhook)
                    self._platform.changed("held")
                else:
                    await self._attempt(webhook, again=True)

    async def _let_it_happen(self, webhook: _Webhook, mishap: OrderedWebhookMishap) -> None:
        match mishap.kind:
            case WebhookMishap.LATE:
                self._held.append(webhook)
            case WebhookMishap.TWICE:
                await self._send(webhook)
                await self._attempt(webhook)
            case WebhookMishap.REORDERED:
                self._to_reorder.append(webhook)
                if not mishap.left:
                    held, self._to_reorder = self._to_reorder, []
                    for one in reversed(held):
                        await self._send(one)
            case WebhookMishap.LOST:
                webhook.attempts += 1
                self._record(webhook, b"", None, "lost")
                await self._after_failure(webhook)
        self._platform.changed("mishaps")

    async def _send(self, webhook: _Webhook) -> None:
        delivery = await self._attempt(webhook)
        if not delivery.succeeded:
            await self._after_failure(webhook)

    async def _after_failure(self, webhook: _Webhook) -> None:
        if self._platform.world.switches.redelivery:
            await self._send_again(webhook)
        else:
            self._platform.settle(webhook.events)

    async def _send_again(self, webhook: _Webhook) -> None:
        webhook.events = [{**event, "deliveryContext": {"isRedelivery": True}} for event in webhook.events]
        delivery = await self._attempt(webhook, again=True)
        if delivery.succeeded:
            return
        if self._platform.world.switches.redelivery:
            self._failed.append(webhook)
        else:
            self._platform.settle(webhook.events)

    async def _attempt(self, webhook: _Webhook, *, again: bool = False) -> Delivery:
        webhook.attempts += 1
        payload = {"destination": self._platform.world.bot.user_id, "events": webhook.events}
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
        tokens = [event["replyToken"] for event in webhook.events if "replyToken" in event]
        self._platform.reply_tokens.delivered(tokens, again=again)
        status, failure = await self._post(body)
        return self._record(webhook, body, status, failure)

    async def _post(self, body: bytes) -> tuple[int | None, str | None]:
        headers = {
            "content-type": "application/json; charset=utf-8",
            "user-agent": "LineBotWebhook/2.0",
            "x-line-signature": sign(body, self._channel_secret),
        }
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                response = await self._client.post(self.url, content=body, headers=headers)
        except TimeoutError:
            return None, "request_timeout"
        except httpx.HTTPError:
            return None, "could_not_connect"
        return response.status_code, None if response.is_success else "error_status_code"

    def _record(self, webhook: _Webhook, body: bytes, status: int | None, failure: str | None) -> Delivery:
        with self._platform.saved_together():
            if _is_taken(status):
                self._platform.settle(webhook.events)
            number, at = self._platform.changed("delivery"), self._platform.now()
        delivery = Delivery(number, at, tuple(deepcopy(webhook.events)), body, webhook.attempts, status, failure)
        self._deliveries.append(delivery)
        return delivery


def _is_taken(status: int | None) -> bool:
    return status is not None and 200 <= status < 300
