"""Sends webhooks over keep-alive connections, and says how long each took to be answered.

The client costs about a tenth of what it measures: raw sockets on uvloop, answers read by httptools, requests made and
signed beforehand.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import quantiles
from typing import Any, cast

import httptools

CONNECTIONS = 32
_PERCENT = 100


class RequestFailed(Exception):
    """A server answered a request with something else than 200, or hung up."""


@dataclass(frozen=True, slots=True)
class Sending:
    """Requests that were all answered with 200: how long each took and how long all of them did, in seconds."""

    latencies: Sequence[float]
    began: float
    ended: float

    @property
    def rate(self) -> float:
        """Give the requests answered in a second."""
        return len(self.latencies) / (self.ended - self.began)

    def percentile(self, percent: int) -> float:
        """Give the time within which so many percent of the requests were answered."""
        return quantiles(self.latencies, n=_PERCENT)[percent - 1]


class Connection(asyncio.Protocol):
    """One keep-alive connection with one request under way at a time; the callbacks are those of httptools."""

    def __init__(self) -> None:
        """Wait to be connected."""
        self._parser: Any = httptools.HttpResponseParser(self)
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[int] | None = None
        self._body: list[bytes] = []

    async def ask(self, request: bytes) -> bytes:
        """Send a request and give the body of its answer; RequestFailed unless that is 200."""
        if self._transport is None or self._transport.is_closing():
            raise RequestFailed("not connected")
        self._body = []
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        status = await self._answer
        if status != 200:
            raise RequestFailed(f"status {status}: {b''.join(self._body)[:200]!r}")
        return b"".join(self._body)

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to the server."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own is none by inheritance

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail the request under way."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(RequestFailed("the server hung up"))

    def data_received(self, data: bytes) -> None:
        """Read on."""
        self._parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        """Gather the body."""
        self._body.append(body)

    def on_message_complete(self) -> None:
        """Hand over the status of the answer."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(self._parser.get_status_code())


@asynccontextmanager
async def connected(port: int, count: int = CONNECTIONS) -> AsyncIterator[list[Connection]]:
    """Hold so many connections to a port of this machine."""
    loop = asyncio.get_running_loop()
    connections: list[Connection] = []
    try:
        for _number in range(count):
            _transport, connection = await loop.create_connection(Connection, "127.0.0.1", port)
            connections.append(connection)
        yield connections
    finally:
        for connection in connections:
            connection.close()


async def send_busily(port: int, requests: Iterable[bytes], *, seconds: float) -> Sending:
    """Send as fast as 32 connections are answered, until the requests or the seconds run out."""
    supply, latencies = iter(requests), list[float]()
    async with connected(port) as connections:
        began = time.monotonic()
        await asyncio.gather(*(_keep_busy(each, supply, latencies, began + seconds) for each in connections))
        return Sending(latencies, began, time.monotonic())


async def send_evenly(port: int, requests: Sequence[bytes], *, per_second: float) -> list[float]:
    """Send at an even pace, whether answers come or not, and give the moment each request was due."""
    async with connected(port) as connections:
        idle: asyncio.Queue[Connection] = asyncio.Queue()
        for connection in connections:
            idle.put_nowait(connection)
        began = time.monotonic()
        due = [began + number / per_second for number in range(len(requests))]
        async with asyncio.TaskGroup() as tasks:
            for moment, request in zip(due, requests, strict=True):
                await asyncio.sleep(max(0.0, moment - time.monotonic()))
                tasks.create_task(_ask_with_idle(idle, request))
    return due


async def _keep_busy(connection: Connection, supply: Iterator[bytes], latencies: list[float], end: float) -> None:
    for request in supply:
        sent = time.monotonic()
        await connection.ask(request)
        answered = time.monotonic()
        latencies.append(answered - sent)
        if answered >= end:
            return


async def _ask_with_idle(idle: asyncio.Queue[Connection], request: bytes) -> None:
    connection = await idle.get()
    await connection.ask(request)
    idle.put_nowait(connection)
