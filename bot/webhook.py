"""The door: checks LINE's signature over the raw bytes, stores every event once, answers 200, and does nothing else.

    401  no signature or a wrong one          413  a body over 1 MB
    400  not an envelope of LINE's            503  the events could not be stored; LINE may deliver them again

None of the refused is stored. LINE counts an answer after two seconds as failed, so handling happens later.
"""

import asyncio
import base64
import binascii
import hmac
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.clock import Clock
from bot.log import get_logger
from bot.payloads import chat_key, event_key, message_id_of, moment_of, reply_token_of
from storage.intake import Intake
from storage.repositories.inbox import Incoming

MOST_BYTES = 1_000_000
MOST_EVENTS_A_BODY = 5_000
"""More than a megabyte of LINE's holds: an event with its ids, source and moment takes over 200 bytes."""
MOST_EVENTS_A_COMMIT = 2_000
_COMMAND_STARTS = ("/", "／")

_STORED = Response(status_code=200)
_as_json = json.JSONEncoder(separators=(",", ":")).encode

log = get_logger(__name__)


class NotAnEnvelope(ValueError):
    """A body that is not what LINE sends to a webhook."""


@dataclass(slots=True)
class _Delivery:
    """The events of one request, waiting to be stored."""

    events: Sequence[Incoming]
    stored: asyncio.Future[None]


class Door:
    """Stores deliveries: requests that come at the same moment share one durable commit, without any added delay.

    While one commit is under way the next requests gather for the following one. When a shared commit fails, its
    requests are stored one by one, so that a hostile body harms only itself.
    """

    def __init__(self, intake: Intake, on_stored: Callable[[bool], None]) -> None:
        """Take where to store, and what to call after each commit with whether some event may be answered."""
        self._intake = intake
        self._on_stored = on_stored
        self._gathered: list[_Delivery] = []
        self._committing: asyncio.Task[None] | None = None

    async def store(self, events: Sequence[Incoming]) -> None:
        """Store events durably; an error of the database comes back to the request it belongs to."""
        delivery = _Delivery(events, asyncio.get_running_loop().create_future())
        self._gathered.append(delivery)
        if self._committing is None or self._committing.done():
            self._committing = asyncio.create_task(self._commit_all())
        await delivery.stored

    async def _commit_all(self) -> None:
        while self._gathered:
            together = self._take_some()
            try:
                await self._commit(together)
            except Exception as error:
                log.warning("shared commit failed", requests=len(together), error=type(error).__name__)
                for delivery in together:
                    await self._commit_alone(delivery)
            self._on_stored(any(event.acting for delivery in together for event in delivery.events))

    def _take_some(self) -> list[_Delivery]:
        together: list[_Delivery] = []
        room = MOST_EVENTS_A_COMMIT
        while self._gathered and (not together or len(self._gathered[0].events) <= room):
            delivery = self._gathered.pop(0)
            room -= len(delivery.events)
            together.append(delivery)
        return together

    async def _commit_alone(self, delivery: _Delivery) -> None:
        try:
            await self._commit([delivery])
        except Exception as error:
            if not delivery.stored.done():
                delivery.stored.set_exception(error)

    async def _commit(self, deliveries: Sequence[_Delivery]) -> None:
        events = [event for delivery in deliveries for event in delivery.events]
        await self._intake.store(events)
        for delivery in deliveries:
            if not delivery.stored.done():
                delivery.stored.set_result(None)


class Webhook:
    """The endpoint `POST /webhook`."""

    def __init__(self, secrets: Iterable[str], door: Door, clock: Clock) -> None:
        """Take the channel secrets that may have signed (the current one and, during a change, the previous)."""
        self._secrets = [secret.encode() for secret in secrets]
        self._door = door
        self._clock = clock

    async def answer(self, request: Request) -> Response:
        """Answer one request of LINE's."""
        try:
            body = await read_body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return _refusal(413, "the body is too large")
        if not self._is_signed(body, request.headers.get("x-line-signature", "")):
            return _refusal(401, "the signature is missing or wrong")
        try:
            events = split(body, self._clock.now())
        except NotAnEnvelope as error:
            return _refusal(400, str(error))
        if events:
            try:
                await self._door.store(events)
            except Exception as error:
                log.error("events could not be stored", events=len(events), error=type(error).__name__)
                return _refusal(503, "the events could not be stored")
        return _STORED

    def _is_signed(self, body: bytes, signature: str) -> bool:
        try:
            given = base64.b64decode(signature, validate=True)
        except (binascii.Error, ValueError):
            return False
        return any(hmac.compare_digest(hmac.digest(secret, body, "sha256"), given) for secret in self._secrets)


async def read_body(request: Request) -> bytes | None:
    """Read a request's body; None as soon as it is known to be over a megabyte."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and len(announced) < 20 and int(announced) > MOST_BYTES:
        return None
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)


def split(body: bytes, received_at: datetime) -> list[Incoming]:
    """Split a webhook's body into its events; NotAnEnvelope when it is not a list of objects in an object.

    Nothing is judged beyond that: what an event means, if anything, is found out when it is handled.
    """
    try:
        envelope = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAnEnvelope("the body is not JSON") from error
    events = envelope.get("events") if isinstance(envelope, dict) else None
    if not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
        raise NotAnEnvelope("the body is not an envelope with a list of events")
    if len(events) > MOST_EVENTS_A_BODY:
        raise NotAnEnvelope("the body holds more events than LINE's do")
    return [_incoming(event, received_at) for event in events]


def _incoming(event: Mapping[str, object], received_at: datetime) -> Incoming:
    raw = _as_json(event).encode()
    kind = event.get("type")
    return Incoming(
        event_key=event_key(event, raw),
        chat_id=chat_key(event),
        kind=kind if isinstance(kind, str) and kind.isascii() and kind.isalnum() and len(kind) <= 32 else "unknown",
        acting=_may_act(event),
        occurred_at=moment_of(event, received_at),
        received_at=received_at,
        payload=raw,
        message_id=message_id_of(event),
        reply_token=reply_token_of(event),
    )


def _may_act(event: Mapping[str, object]) -> bool:
    """Tell what may get an answer from ordinary talk in a group, which is handled many at a time."""
    if event.get("type") in ("messageEdited", "unsend"):
        return False
    message, source = event.get("message"), event.get("source")
    if event.get("type") != "message" or not isinstance(message, dict) or not isinstance(source, dict):
        return True
    if source.get("type") not in ("group", "room"):
        return True
    text = message.get("text")
    if message.get("type") != "text" or not isinstance(text, str):
        return False
    if any(slash in text[:40] for slash in _COMMAND_STARTS):
        return True
    return "mention" in message and '"isSelf":true' in _as_json(message["mention"])


def _refusal(status: int, message: str) -> Response:
    return JSONResponse({"message": message}, status_code=status)
