"""What the bot is told: events as LINE documents them, signed, in order, redelivered when asked for."""

import asyncio
import base64
import hashlib
import hmac
import json
import re
from typing import Any

import httpx
import pytest
from linebot.v3.webhook import WebhookParser
from linebot.v3.webhooks import MessageEvent, TextMessageContent
from starlette.types import Receive, Scope, Send

from bot.simulator import Happened, ImpossibleActionError, create_simulator
from tests.unit.simulator.stage import CHANNEL_SECRET, Stage, build_stage, text

ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


def keys_beside_common_ones(event: dict[str, Any]) -> set[str]:
    common = {"type", "webhookEventId", "deliveryContext", "timestamp", "source", "mode"}
    assert common <= set(event)
    return set(event) - common


async def test_the_signature_is_an_hmac_over_the_raw_body(stage: Stage) -> None:
    await stage.simulator.say(stage.misaki, stage.group, "署名は生のバイトに 🌸")

    expected = hmac.new(CHANNEL_SECRET.encode(), stage.bot.bodies[-1], hashlib.sha256).digest()
    assert stage.bot.signatures[-1] == base64.b64encode(expected).decode()


async def test_the_sdk_of_line_reads_a_webhook(stage: Stage) -> None:
    await stage.simulator.say(stage.misaki, stage.group, "こんにちは @けんじ", mentions=[stage.kenji])

    payload = WebhookParser(CHANNEL_SECRET).parse(
        stage.bot.bodies[-1].decode(), stage.bot.signatures[-1], as_payload=True
    )

    (event,) = payload.events
    assert payload.destination == stage.simulator.bot.user_id
    assert isinstance(event, MessageEvent)
    assert isinstance(event.message, TextMessageContent)
    assert event.message.text == "こんにちは @けんじ"


async def test_a_text_in_a_group_carries_everything_line_sends(stage: Stage) -> None:
    await stage.simulator.say(stage.misaki, stage.group, "こんにちは")

    event = stage.bot.last
    assert keys_beside_common_ones(event) == {"message", "replyToken"}
    assert ULID.fullmatch(event["webhookEventId"])
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert event["mode"] == "active"
    assert event["timestamp"] == stage.clock.now().timestamp() * 1000
    assert event["source"] == {"type": "group", "groupId": stage.group.chat_id, "userId": stage.misaki.user_id}
    assert set(event["message"]) == {"id", "type", "text", "quoteToken"}


async def test_a_person_without_consent_has_no_user_id_anywhere(stage: Stage) -> None:
    await stage.simulator.say(stage.noboru, stage.group, "見えますか")
    await stage.simulator.say(stage.misaki, stage.group, "@高橋 のぼる はい", mentions=[stage.noboru])
    await stage.simulator.leave(stage.noboru, stage.group)
    await stage.simulator.join([stage.noboru, stage.outsider], stage.group)

    spoke, mentioned, left, joined = stage.bot.events
    assert "userId" not in spoke["source"]
    assert "userId" not in mentioned["message"]["mention"]["mentionees"][0]
    assert left["left"] == {"members": [{"type": "user"}]}
    assert joined["joined"] == {"members": [{"type": "user"}, {"type": "user", "userId": stage.outsider.user_id}]}
    assert stage.noboru.user_id not in b"".join(stage.bot.bodies).decode()


async def test_mentions_have_utf16_offsets_and_know_the_bot(stage: Stage) -> None:
    sakura = stage.simulator.person("さくら🌸")
    await stage.simulator.say(
        stage.misaki, stage.group, "🍎@さくら🌸 @つどい @All", mentions=[sakura, stage.simulator.bot, "all"]
    )

    assert stage.bot.last["message"]["mention"]["mentionees"] == [
        {"index": 2, "length": 6, "type": "user", "userId": sakura.user_id, "isSelf": False},
        {"index": 9, "length": 4, "type": "user", "userId": stage.simulator.bot.user_id, "isSelf": True},
        {"index": 14, "length": 4, "type": "all"},
    ]


async def test_a_quote_names_the_message_but_not_its_text(stage: Stage) -> None:
    first = await stage.simulator.say(stage.kenji, stage.group, "元の話")
    await stage.simulator.say(stage.misaki, stage.group, "それです", quote=first)

    assert stage.bot.last["message"]["quotedMessageId"] == first.message_id
    assert "元の話" not in stage.bot.bodies[-1].decode()


async def test_an_edit_keeps_the_id_and_brings_new_tokens(stage: Stage) -> None:
    said = await stage.simulator.say(stage.misaki, stage.group, "19じから")
    edited = await stage.simulator.edit(stage.misaki, said, "19時から")

    before, after = stage.bot.events
    assert after["type"] == "messageEdited"
    assert after["message"]["id"] == before["message"]["id"]
    assert after["message"]["text"] == "19時から"
    assert after["message"]["quoteToken"] != before["message"]["quoteToken"]
    assert edited.reply_token != said.reply_token
    assert edited.event_id != said.event_id
    assert after["timestamp"] > before["timestamp"]


async def test_both_quote_tokens_of_an_edited_message_work(stage: Stage) -> None:
    said = await stage.simulator.say(stage.misaki, stage.group, "19じから")
    await stage.simulator.edit(stage.misaki, said, "19時から")

    for event in list(stage.bot.events):
        quoting = {**text(), "quoteToken": event["message"]["quoteToken"]}
        assert (await stage.push(stage.group.chat_id, quoting)).status_code == 200


async def test_an_unsent_message_is_gone_and_cannot_be_answered(stage: Stage) -> None:
    said = await stage.simulator.say(stage.misaki, stage.group, "内緒の話")
    await stage.simulator.unsend(stage.misaki, said)

    assert keys_beside_common_ones(stage.bot.last) == {"unsend"}
    assert stage.bot.last["unsend"] == {"messageId": said.message_id}
    assert "内緒" not in str(stage.simulator.transcript(stage.group))


async def test_coming_and_going_is_told_as_line_tells_it(stage: Stage) -> None:
    simulator, group = stage.simulator, stage.group
    await simulator.remove_bot(group)
    await simulator.invite_bot(group)
    await simulator.join(stage.outsider, group)
    await simulator.leave(stage.outsider, group)
    await simulator.follow(stage.kenji)
    await simulator.block(stage.kenji)
    await simulator.unblock(stage.kenji)

    told = [(event["type"], keys_beside_common_ones(event)) for event in stage.bot.events]
    assert told == [
        ("leave", set()),
        ("join", {"replyToken"}),
        ("memberJoined", {"joined", "replyToken"}),
        ("memberLeft", {"left"}),
        ("follow", {"follow", "replyToken"}),
        ("unfollow", set()),
        ("follow", {"follow", "replyToken"}),
    ]
    assert [event["follow"]["isUnblocked"] for event in stage.bot.events if event["type"] == "follow"] == [False, True]


async def test_the_bot_hears_nothing_from_a_group_it_is_not_in(stage: Stage) -> None:
    await stage.simulator.remove_bot(stage.group)
    stage.bot.bodies.clear()

    said = await stage.simulator.say(stage.misaki, stage.group, "だれもいない")
    await stage.simulator.edit(stage.misaki, said, "だれも")
    await stage.simulator.unsend(stage.misaki, said)
    await stage.simulator.join(stage.outsider, stage.group)

    assert stage.bot.bodies == []


async def test_the_bot_hears_nothing_from_somebody_who_blocked_it(stage: Stage) -> None:
    await stage.simulator.block(stage.misaki)
    stage.bot.bodies.clear()

    await stage.simulator.say(stage.misaki, stage.simulator.bot, "聞こえる？")

    assert stage.bot.bodies == []


async def test_a_postback_can_lose_its_user_id_in_a_group_but_not_in_private(stage: Stage) -> None:
    stage.simulator.switch("no_user_id_on_postbacks", on=True)

    await stage.simulator.tap(stage.misaki, "agree:1", stage.group)
    await stage.simulator.tap(stage.misaki, "agree:1", stage.simulator.bot)
    await stage.simulator.say(stage.misaki, stage.group, "名前は見えます")

    in_group, in_private, message = stage.bot.events
    assert in_group["source"] == {"type": "group", "groupId": stage.group.chat_id}
    assert in_group["postback"] == {"data": "agree:1"}
    assert in_private["source"] == {"type": "user", "userId": stage.misaki.user_id}
    assert message["source"]["userId"] == stage.misaki.user_id


async def test_a_room_is_named_as_such(stage: Stage) -> None:
    room = stage.simulator.add_room([stage.misaki, stage.kenji])
    await stage.simulator.invite_bot(room)
    await stage.simulator.say(stage.misaki, room, "昔の部屋です")

    assert stage.bot.last["source"] == {"type": "room", "roomId": room.chat_id, "userId": stage.misaki.user_id}
    with pytest.raises(ImpossibleActionError):
        await stage.simulator.edit(stage.misaki, stage.simulator.transcript(room)[-1], "直せない")


async def test_several_events_can_share_a_request(stage: Stage) -> None:
    async with stage.simulator.one_request():
        await stage.simulator.say(stage.misaki, stage.group, "一")
        await stage.simulator.say(stage.misaki, stage.simulator.bot, "二")

    assert [event["message"]["text"] for event in json.loads(stage.bot.bodies[0])["events"]] == ["一", "二"]


async def test_a_failed_webhook_is_not_redelivered_unless_that_is_switched_on(stage: Stage) -> None:
    stage.bot.statuses = [500]
    await stage.simulator.say(stage.misaki, stage.group, "こんにちは")
    await stage.simulator.redeliver()

    assert [(one.status, one.attempt, one.failure) for one in stage.simulator.deliveries()] == [
        (500, 1, "error_status_code")
    ]


async def test_a_redelivered_event_differs_in_its_context_only(stage: Stage) -> None:
    stage.simulator.switch("redelivery", on=True)
    stage.bot.statuses = [500]
    await stage.simulator.say(stage.misaki, stage.group, "こんにちは")

    first, second = stage.bot.events
    assert second == {**first, "deliveryContext": {"isRedelivery": True}}
    assert [one.succeeded for one in stage.simulator.deliveries()] == [False, True]


async def test_a_bot_that_takes_over_two_seconds_is_a_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.simulator.webhooks.ANSWER_SECONDS", 0.01)

    async def asleep(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await asyncio.Event().wait()

    stage = build_stage()
    simulator = create_simulator(
        channel_secret=CHANNEL_SECRET,
        access_token="t",
        webhook_url="http://bot.test/webhook",
        clock=stage.clock,
        client=httpx.AsyncClient(transport=httpx.ASGITransport(asleep)),
    )
    group = simulator.group("土曜の会")
    await simulator.invite_bot(group)

    assert [(one.status, one.failure) for one in simulator.deliveries()] == [(None, "request_timeout")]


async def test_a_bot_that_is_not_there_is_recorded(stage: Stage) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    simulator = create_simulator(
        channel_secret=CHANNEL_SECRET,
        access_token="t",
        webhook_url="http://bot.test/webhook",
        clock=stage.clock,
        client=httpx.AsyncClient(transport=httpx.MockTransport(refuse)),
    )
    await simulator.follow(simulator.person("けんじ"))

    assert [one.failure for one in simulator.deliveries()] == ["could_not_connect"]


def test_what_was_not_heard_has_no_reply_token() -> None:
    with pytest.raises(ImpossibleActionError):
        _ = Happened().reply_token
