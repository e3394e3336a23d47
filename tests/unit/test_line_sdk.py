"""The calls to LINE over HTTP: what a tiny server in LINE's place is asked, and what its answers become."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.clock import ManualClock
from bot.line_api import BotInfo, LineRefused, LineUnavailable, Quota
from bot.line_sdk import LineSdk, LongLivedToken, StatelessTokens
from bot.messages import Card, Tap, Text, to_line
from tests.factories import CHAT, HANA, NOW
from tests.unit.line_server import Respond, serving

ROOM = "R" + "3" * 32


class FakeLine:
    """A server in LINE's place: answers as it is told, and remembers the requests."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str, str]] = []
        self.bodies: list[Any] = []
        self.respond: Respond = answering(200, {"sentMessages": [{"id": "1", "quoteToken": "q"}]})
        self.host = ""

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.requests.append((request.method, request.path, request.headers.get("Authorization", "")))
        is_json = request.content_type == "application/json" and request.can_read_body
        self.bodies.append(await request.json() if is_json else await request.text())
        return await self.respond(request)


def answering(status: int, body: object) -> Respond:
    async def respond(_request: web.Request) -> web.StreamResponse:
        return web.json_response(body, status=status)

    return respond


async def hang_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def never_answer(_request: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    return web.Response()


async def show_a_page(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=400, text="<html>花", content_type="text/html")


async def send_rubbish(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=200, body=b"\xff", content_type="application/json")


@pytest.fixture
async def line() -> AsyncIterator[FakeLine]:
    """A running server in LINE's place."""
    fake = FakeLine()
    async with serving(fake.take) as fake.host:
        yield fake


@pytest.fixture
async def sdk(line: FakeLine) -> AsyncIterator[LineSdk]:
    """Our calls, going to that server."""
    calls = LineSdk(LongLivedToken("long-lived"), host=line.host)
    yield calls
    await calls.close()


@pytest.fixture
async def hasty(line: FakeLine) -> AsyncIterator[LineSdk]:
    """The same, for a server that never answers."""
    calls = LineSdk(LongLivedToken("long-lived"), host=line.host, reply_timeout=0.2, call_timeout=0.2)
    yield calls
    await calls.close()


def error_body(*properties: str) -> dict[str, Any]:
    details = [{"message": "May not be empty", "property": each} for each in properties]
    return {"message": "The request body has errors", "details": details}


async def test_a_reply_carries_the_token_and_every_property_of_the_messages(line: FakeLine, sdk: LineSdk) -> None:
    objects = [to_line(Text("花")), to_line(Card("題", ["一"], [Tap("見る", "1.a")], alt="お知らせ"))]
    await sdk.reply("the-token", objects)
    assert line.requests == [("POST", "/v2/bot/message/reply", "Bearer long-lived")]
    (body,) = line.bodies
    assert (body["replyToken"], body["messages"]) == ("the-token", objects)
    assert body.keys() <= {"replyToken", "messages", "notificationDisabled"}


async def test_a_refusal_tells_the_properties_that_are_wrong(line: FakeLine, sdk: LineSdk) -> None:
    line.respond = answering(400, error_body("messages[1].text"))
    with pytest.raises(LineRefused) as caught:
        await sdk.reply("t", [to_line(Text("a"))])
    assert (caught.value.status, caught.value.properties) == (400, ("messages[1].text",))
    assert not caught.value.is_invalid_token


async def test_what_the_sdk_does_not_let_through_is_refused_by_place_and_not_quoted(
    line: FakeLine, sdk: LineSdk
) -> None:
    with pytest.raises(LineRefused) as caught:
        await sdk.reply("t", [to_line(Text("a")), {"type": "nonsense", "text": "花"}])
    assert (caught.value.status, caught.value.message) == (400, "the SDK refuses messages[1]")
    assert (caught.value.__suppress_context__, line.requests) == (True, [])


async def test_a_used_token_is_recognised(line: FakeLine, sdk: LineSdk) -> None:
    line.respond = answering(400, {"message": "Invalid reply token"})
    with pytest.raises(LineRefused) as caught:
        await sdk.reply("t", [to_line(Text("a"))])
    assert caught.value.is_invalid_token


@pytest.mark.parametrize("status", [400, 403, 404, 413])
async def test_a_wrong_request_is_refused_for_good(line: FakeLine, sdk: LineSdk, status: int) -> None:
    line.respond = answering(status, {"message": "No"})
    with pytest.raises(LineRefused) as caught:
        await sdk.reply("t", [to_line(Text("a"))])
    assert (caught.value.status, caught.value.message) == (status, "No")


@pytest.mark.parametrize(("status", "maybe_done"), [(401, False), (429, False), (500, True), (502, True), (503, True)])
async def test_a_line_that_is_busy_broken_or_locked_may_work_later(
    line: FakeLine, sdk: LineSdk, status: int, maybe_done: bool
) -> None:
    line.respond = answering(status, {"message": "Later"})
    with pytest.raises(LineUnavailable) as caught:
        await sdk.reply("t", [to_line(Text("a"))])
    assert (caught.value.reason, caught.value.maybe_done) == (f"status {status}", maybe_done)


@pytest.mark.parametrize("respond", [hang_up, never_answer])
async def test_a_request_without_an_answer_may_have_been_done(line: FakeLine, hasty: LineSdk, respond: Respond) -> None:
    line.respond = respond
    async with asyncio.timeout(30):
        with pytest.raises(LineUnavailable) as caught:
            await hasty.reply("t", [to_line(Text("a"))])
    assert caught.value.maybe_done


async def test_a_connection_refused_was_certainly_not_done() -> None:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        calls = LineSdk(LongLivedToken("t"), host=f"http://127.0.0.1:{nobody_listens.getsockname()[1]}")
        with pytest.raises(LineUnavailable) as caught:
            await calls.reply("t", [to_line(Text("a"))])
        assert not caught.value.maybe_done
        await calls.close()


async def test_an_error_that_is_no_json_is_a_refusal_without_a_message(line: FakeLine, sdk: LineSdk) -> None:
    line.respond = show_a_page
    with pytest.raises(LineRefused) as caught:
        await sdk.reply("t", [to_line(Text("a"))])
    assert (caught.value.status, caught.value.properties) == (400, ())


@pytest.mark.parametrize("respond", [answering(200, {"nothing": "LINE promises"}), answering(200, []), send_rubbish])
async def test_a_request_whose_answer_nobody_can_read_may_have_been_done(
    line: FakeLine, sdk: LineSdk, respond: Respond
) -> None:
    line.respond = respond
    for ask in (sdk.bot_info(), sdk.reply("t", [to_line(Text("a"))])):
        with pytest.raises(LineUnavailable) as caught:
            await ask
        assert caught.value.maybe_done


@pytest.mark.parametrize(
    ("chat_id", "path"),
    [
        (CHAT, f"/v2/bot/group/{CHAT}/member/{HANA}"),
        (ROOM, f"/v2/bot/room/{ROOM}/member/{HANA}"),
        (HANA, f"/v2/bot/profile/{HANA}"),
    ],
)
async def test_a_name_is_asked_for_in_its_chat(line: FakeLine, sdk: LineSdk, chat_id: str, path: str) -> None:
    line.respond = answering(200, {"displayName": "花子", "userId": HANA})
    assert await sdk.display_name(chat_id, HANA) == "花子"
    assert line.requests == [("GET", path, "Bearer long-lived")]


@pytest.mark.parametrize(("chat_id", "kind"), [(CHAT, "group"), (ROOM, "room")])
async def test_members_are_counted_and_chats_left_by_kind(
    line: FakeLine, sdk: LineSdk, chat_id: str, kind: str
) -> None:
    line.respond = answering(200, {"count": 12})
    assert await sdk.member_count(chat_id) == 12
    line.respond = answering(200, {})
    await sdk.leave(chat_id)
    assert [request[:2] for request in line.requests] == [
        ("GET", f"/v2/bot/{kind}/{chat_id}/members/count"),
        ("POST", f"/v2/bot/{kind}/{chat_id}/leave"),
    ]


async def test_what_line_does_not_find_is_unknown_and_no_error(line: FakeLine, sdk: LineSdk) -> None:
    line.respond = answering(404, {"message": "Not found"})
    assert await sdk.display_name(CHAT, HANA) is None
    assert await sdk.group_name(CHAT) is None
    assert await sdk.member_count(CHAT) is None
    await sdk.leave(CHAT)


async def test_other_refusals_of_a_question_are_errors(line: FakeLine, sdk: LineSdk) -> None:
    line.respond = answering(403, {"message": "Forbidden"})
    with pytest.raises(LineRefused):
        await sdk.member_count(CHAT)


async def test_a_group_has_a_name_and_a_room_is_not_even_asked_for_one(line: FakeLine, sdk: LineSdk) -> None:
    line.respond = answering(200, {"groupId": CHAT, "groupName": "つどい", "pictureUrl": "https://example.org/a"})
    assert await sdk.group_name(CHAT) == "つどい"
    assert await sdk.group_name(ROOM) is None
    assert len(line.requests) == 1


async def test_the_account_and_its_quota_are_read(line: FakeLine, sdk: LineSdk) -> None:
    answers = {
        "/v2/bot/info": {
            "userId": HANA,
            "basicId": "@tsudoi",
            "displayName": "集い",
            "chatMode": "bot",
            "markAsReadMode": "auto",
        },
        "/v2/bot/message/quota": {"type": "limited", "value": 200},
        "/v2/bot/message/quota/consumption": {"totalUsage": 17},
    }

    async def respond(request: web.Request) -> web.StreamResponse:
        return web.json_response(answers[request.path])

    line.respond = respond
    assert await sdk.bot_info() == BotInfo(HANA, "@tsudoi", "集い")
    assert await sdk.quota() == Quota(limit=200, used=17)
    answers["/v2/bot/message/quota"] = {"type": "none"}
    assert await sdk.quota() == Quota(limit=None, used=17)


class Issuing:
    """Answers that issue a new token of 15 minutes each time."""

    def __init__(self) -> None:
        self.issued = 0

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/oauth2/v3/token":
            self.issued += 1
            return web.json_response(
                {"token_type": "Bearer", "access_token": f"token-{self.issued}", "expires_in": 900}
            )
        return web.json_response({"count": 12})


@pytest.fixture
async def tokens(line: FakeLine) -> AsyncIterator[tuple[StatelessTokens, ManualClock]]:
    """Short-lived tokens from that server, under a clock that stands still."""
    clock = ManualClock(NOW)
    source = StatelessTokens("1234567890", "channel-secret", line.host, clock)
    yield source, clock
    await source.close()


async def test_a_short_lived_token_is_renewed_two_minutes_before_its_end(
    line: FakeLine, tokens: tuple[StatelessTokens, ManualClock]
) -> None:
    source, clock = tokens
    line.respond = Issuing()
    given = [await source.token(), await source.token()]
    clock.move(timedelta(minutes=12, seconds=59))
    given.append(await source.token())
    clock.move(timedelta(seconds=1))
    given.append(await source.token())
    assert given == ["token-1", "token-1", "token-1", "token-2"]
    assert "client_id=1234567890" in line.bodies[0]
    assert "client_secret=channel-secret" in line.bodies[0]


async def test_calls_at_the_same_time_ask_for_one_token(
    line: FakeLine, tokens: tuple[StatelessTokens, ManualClock]
) -> None:
    source, _clock = tokens
    line.respond = Issuing()
    assert set(await asyncio.gather(*(source.token() for _call in range(5)))) == {"token-1"}


async def test_a_call_carries_the_token_that_is_valid_now(
    line: FakeLine, tokens: tuple[StatelessTokens, ManualClock]
) -> None:
    source, clock = tokens
    line.respond = Issuing()
    calls = LineSdk(source, host=line.host)
    await calls.member_count(CHAT)
    clock.move(timedelta(minutes=14))
    await calls.member_count(CHAT)
    assert [request[2] for request in line.requests if request[0] == "GET"] == ["Bearer token-1", "Bearer token-2"]
    await calls.close()


@pytest.mark.parametrize(("status", "error"), [(400, LineRefused), (500, LineUnavailable), (429, LineUnavailable)])
async def test_a_token_that_is_not_issued_is_an_error_of_lines_and_asked_for_again(
    line: FakeLine, tokens: tuple[StatelessTokens, ManualClock], status: int, error: type[Exception]
) -> None:
    source, _clock = tokens
    line.respond = answering(status, {"error": "invalid_client", "error_description": "no"})
    failures = await asyncio.gather(*(source.token() for _call in range(3)), return_exceptions=True)
    assert {type(failure) for failure in failures} == {error}
    assert len(line.requests) == 1, "whoever waits for a slow issuer does not wait for it once more"
    line.respond = Issuing()
    assert await source.token() == "token-1"


@pytest.mark.parametrize("status", [400, 429, 500])
async def test_where_no_token_is_issued_a_word_is_surely_not_said_and_never_refused(
    line: FakeLine, tokens: tuple[StatelessTokens, ManualClock], status: int
) -> None:
    source, _clock = tokens
    line.respond = answering(status, {"error": "invalid_client", "error_description": "no"})
    calls = LineSdk(source, host=line.host)
    with pytest.raises(LineUnavailable, match=f"no access token: .*{status}") as caught:
        await calls.push(HANA, [{"type": "text", "text": "a"}], "key")
    assert not caught.value.maybe_done
    assert len(line.requests) == 1
    await calls.close()
