"""A push over HTTP: its retry key from the first try, and which of LINE's answers mean that it went."""

import uuid
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.line_api import LineRefused, LineUnavailable
from bot.line_sdk import LineSdk, LongLivedToken
from bot.messages import Card, Tap, Text, to_line
from tests.factories import HANA
from tests.unit.line_server import serving

KEY = str(uuid.UUID(int=7))
OBJECTS = [to_line(Text("花")), to_line(Card("題", ["一"], [Tap("見る", "1.a")], alt="お知らせ"))]


class FakeLine:
    """A server in LINE's place that answers every push alike."""

    def __init__(self) -> None:
        self.status = 200
        self.message = ""
        self.keys: list[str | None] = []
        self.bodies: list[dict[str, object]] = []

    async def take(self, request: web.Request) -> web.Response:
        assert request.path == "/v2/bot/message/push"
        self.keys.append(request.headers.get("X-Line-Retry-Key"))
        self.bodies.append(await request.json())
        sent = {"sentMessages": [{"id": "1"}]}
        return web.json_response(sent if self.status == 200 else {"message": self.message, **sent}, status=self.status)


@pytest.fixture
def line() -> FakeLine:
    """A server in LINE's place."""
    return FakeLine()


@pytest.fixture
async def sdk(line: FakeLine) -> AsyncIterator[LineSdk]:
    """Our calls, going to that server."""
    async with serving(line.take) as host:
        calls = LineSdk(LongLivedToken("long-lived"), host=host)
        yield calls
        await calls.close()


async def test_a_push_carries_its_key_and_every_property_of_the_messages(line: FakeLine, sdk: LineSdk) -> None:
    await sdk.push(HANA, OBJECTS, KEY)
    (body,) = line.bodies
    assert line.keys == [KEY]
    assert (body["to"], body["messages"]) == (HANA, OBJECTS)
    assert body.keys() <= {"to", "messages", "notificationDisabled", "customAggregationUnits"}


async def test_a_key_line_knows_already_means_that_it_went(line: FakeLine, sdk: LineSdk) -> None:
    line.status, line.message = 409, "The retry key is already accepted"
    await sdk.push(HANA, OBJECTS, KEY)
    assert line.keys == [KEY]


async def test_a_month_without_messages_left_is_no_busy_line(line: FakeLine, sdk: LineSdk) -> None:
    line.status, line.message = 429, "You have reached your monthly limit."
    with pytest.raises(LineRefused) as caught:
        await sdk.push(HANA, OBJECTS, KEY)
    assert caught.value.is_over_quota


async def test_a_busy_line_may_take_it_later(line: FakeLine, sdk: LineSdk) -> None:
    line.status, line.message = 429, "The API rate limit has been exceeded. Try again later."
    with pytest.raises(LineUnavailable) as caught:
        await sdk.push(HANA, OBJECTS, KEY)
    assert not caught.value.maybe_done


@pytest.mark.parametrize("status", [400, 403])
async def test_a_push_that_will_never_work_is_refused(line: FakeLine, sdk: LineSdk, status: int) -> None:
    line.status, line.message = status, "Failed to send messages"
    with pytest.raises(LineRefused) as caught:
        await sdk.push(HANA, OBJECTS, KEY)
    assert (caught.value.status, caught.value.is_over_quota) == (status, False)
