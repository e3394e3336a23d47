"""What every API call passes: size, token, ordered mishaps, the record of calls, and `X-Line-Request-Id`.

Plain ASGI, because a mishap must be able to close the connection without an answer.
"""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.simulator.errors import RefusedByLineError
from bot.simulator.identifiers import new_request_id
from bot.simulator.mishaps import CallMishap, Mishaps, OrderedCallMishap, refusal_message
from bot.simulator.platform import Platform

# LINE: a request over 2 MB is answered with 413.
MOST_BYTES = 2 * 1024 * 1024
_REMEMBERED = 5000
# LINE: a retry key sent to any other endpoint is answered with 400.
_WITH_RETRY_KEY = frozenset({"/v2/bot/message/push"})
_WITHOUT_TOKEN = frozenset({"/oauth2/v3/token"})


@dataclass(frozen=True, slots=True)
class Call:
    """One API call: what was asked and answered; `status` is None when the connection was closed instead.

    `number` is that of its change in the journal, which deliveries are numbered by as well; `at` is in milliseconds.
    `request` and `response` are parsed JSON, or None where there was none.
    """

    number: int
    at: int
    method: str
    path: str
    status: int | None
    request: Any
    response: Any
    request_id: str
    headers: dict[str, str]


@dataclass(slots=True)
class _Exchange:
    """A call under way: its body, and the answer as far as it is known."""

    request_id: str
    body: bytes = b""
    too_large: bool = False
    start: Message | None = None
    answer: bytearray = field(default_factory=bytearray)

    async def receive(self) -> Message:
        """Give the app the body that was read already."""
        return {"type": "http.request", "body": self.body, "more_body": False}


class Gate:
    """Stands before the API and lets calls through."""

    def __init__(
        self, api: ASGIApp, platform: Platform, mishaps: Mishaps, sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        """Guard an API; `sleep` is how a slow answer waits."""
        self._api = api
        self._platform = platform
        self._mishaps = mishaps
        self._sleep = sleep
        self.calls: deque[Call] = deque(maxlen=_REMEMBERED)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        exchange = _Exchange(new_request_id())
        await _read_body(exchange, receive)
        scope = {**scope, "line_request_id": exchange.request_id}
        mishap = self._mishaps.for_call(scope["path"])
        if mishap is not None and mishap.kind is CallMishap.SLOW:
            await self._sleep(mishap.seconds)
        if mishap is not None and mishap.kind is CallMishap.RESET:
            self._record(scope, exchange, answered=False)
            await _close_connection(receive, send)
            return
        answer_is_lost = mishap is not None and mishap.kind is CallMishap.ANSWER_LOST

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                exchange.start = message
                return
            exchange.answer += message.get("body", b"")
            if not message.get("more_body", False):
                self._record(scope, exchange, answered=not answer_is_lost)
                await (_close_connection(receive, send) if answer_is_lost else _send_answer(exchange, send))

        await self._choose(scope, exchange, mishap)(scope, exchange.receive, answer)

    def _choose(self, scope: Scope, exchange: _Exchange, mishap: OrderedCallMishap | None) -> ASGIApp:
        """Return what answers: the API itself, or a refusal that comes before it."""
        if mishap is not None and mishap.kind is CallMishap.REFUSED:
            return JSONResponse({"message": refusal_message(mishap.status)}, mishap.status)
        if exchange.too_large:
            return JSONResponse({"message": "Request Entity Too Large"}, 413)
        if scope["path"] not in _WITHOUT_TOKEN:
            try:
                self._platform.access_tokens.check(Headers(scope=scope).get("authorization"))
            except RefusedByLineError as refusal:
                return JSONResponse(refusal.body(), refusal.status, refusal.headers)
        if "x-line-retry-key" in Headers(scope=scope) and scope["path"] not in _WITH_RETRY_KEY:
            return JSONResponse({"message": "The retry key is not supported for this API"}, 400)
        return self._api

    def _record(self, scope: Scope, exchange: _Exchange, *, answered: bool) -> None:
        status = exchange.start["status"] if answered and exchange.start is not None else None
        headers = {name: value for name, value in Headers(scope=scope).items() if name != "authorization"}
        number = self._platform.changed("call")
        self.calls.append(
            Call(
                number,
                self._platform.now(),
                scope["method"],
                scope["path"],
                status,
                _parse(exchange.body),
                _parse(bytes(exchange.answer)),
                exchange.request_id,
                headers,
            )
        )


async def _read_body(exchange: _Exchange, receive: Receive) -> None:
    """Read the whole body, but keep no more than LINE allows."""
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MOST_BYTES:
            exchange.too_large = True
            body.clear()
    exchange.body = b"" if exchange.too_large else bytes(body)


async def _send_answer(exchange: _Exchange, send: Send) -> None:
    start = exchange.start or {}
    headers = [*start.get("headers", ()), (b"x-line-request-id", exchange.request_id.encode())]
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": bytes(exchange.answer)})


async def _close_connection(receive: Receive, send: Send) -> None:
    """Close the connection without an answer.

    ASGI has no message for that, but under uvicorn `send` belongs to an object that has the transport. Without one, as
    in a test that calls the app directly, ConnectionResetError is raised to the caller.
    """
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if not isinstance(transport, asyncio.Transport):
        raise ConnectionResetError("The simulated LINE closed the connection.")
    transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass


def _parse(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
