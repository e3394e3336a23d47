"""LINE on this machine, as fast as it can be: says yes to every call and notes when each reply arrived.

It judges nothing, unlike the simulator, so that what is measured is the bot and not LINE. Run as a process of its own:
`python -m benchmarks.local_line PORT`. Beside LINE's calls it answers

    GET /arrived      how many replies arrived since the last DELETE
    GET /arrivals     when: seconds of the machine's monotonic clock, by reply token
    DELETE /arrivals  forget them
"""

import asyncio
import json
import sys
import time
from typing import Any, cast

import httptools
import uvloop

BOT = {
    "userId": "U" + "0" * 32,
    "basicId": "@benchmark",
    "displayName": "Tsudoi",
    "chatMode": "bot",
    "markAsReadMode": "auto",
}
ANSWERS: dict[str, object] = {
    "/v2/bot/info": BOT,
    "/v2/bot/message/quota": {"type": "limited", "value": 200},
    "/v2/bot/message/quota/consumption": {"totalUsage": 0},
}
REPLY = "/v2/bot/message/reply"


class LocalLine:
    """What every connection shares: the replies that arrived."""

    def __init__(self) -> None:
        """Begin without any."""
        self.arrivals: dict[str, float] = {}

    def answer(self, method: str, path: str, body: bytes) -> object:
        """Give the JSON with which a request is answered."""
        if path == REPLY:
            self.arrivals[json.loads(body)["replyToken"]] = time.monotonic()
            return {"sentMessages": [{"id": str(len(self.arrivals)), "quoteToken": "q"}]}
        if path == "/arrived":
            return len(self.arrivals)
        if path == "/arrivals":
            return self._arrivals(forget=method == "DELETE")
        if path.endswith("/members/count"):
            return {"count": 20}
        return ANSWERS.get(path, {"groupId": "C", "groupName": "group", "userId": "U", "displayName": "name"})

    def _arrivals(self, *, forget: bool) -> dict[str, float]:
        known = self.arrivals
        if forget:
            self.arrivals = {}
        return known


class Connection(asyncio.Protocol):
    """One keep-alive connection of a bot's; the callbacks are those of httptools."""

    def __init__(self, line: LocalLine) -> None:
        """Take what all connections share."""
        self._line = line
        self._parser: Any = httptools.HttpRequestParser(self)
        self._transport: asyncio.Transport | None = None
        self._path = ""
        self._body: list[bytes] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own is none by inheritance

    def data_received(self, data: bytes) -> None:
        """Read on."""
        self._parser.feed_data(data)

    def on_url(self, url: bytes) -> None:
        """Begin a request."""
        self._path = url.decode().partition("?")[0]
        self._body = []

    def on_body(self, body: bytes) -> None:
        """Gather the body."""
        self._body.append(body)

    def on_message_complete(self) -> None:
        """Answer the request."""
        method = self._parser.get_method().decode()
        content = json.dumps(self._line.answer(method, self._path, b"".join(self._body))).encode()
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(content)}\r\n\r\n"
        if self._transport is not None:
            self._transport.write(head.encode() + content)


async def serve(port: int) -> None:
    """Serve until killed."""
    line = LocalLine()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(line), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
