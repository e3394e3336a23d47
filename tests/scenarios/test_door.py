"""The door: what is not LINE's is refused and leaves no trace; what is LINE's is stored once."""

import asyncio
import json
from typing import Any

import pytest

from bot.simulator.webhooks import sign
from storage.models.inbox import EventState
from tests.conftest import ENGINES
from tests.scenarios.front_door import (
    copy_of,
    knock,
    knock_with,
    messages_counted,
    refuse_rows,
    row_of,
    stored,
    take_rows_again,
    unheard,
    written,
)
from tests.scenarios.world import SECRET, World

PREVIOUS_SECRET = "the-secret-before"
HELP = "/使い方"


@pytest.mark.parametrize(
    "signature",
    [None, "", "?", "AAAA", sign(b"something else", SECRET), "あ".encode().decode("latin-1")],
    ids=["missing", "empty", "no base64", "too short", "of another body", "no ASCII"],
)
async def test_a_body_that_line_did_not_sign_is_refused_and_leaves_no_trace(
    world: World, signature: str | None
) -> None:
    body = json.dumps({"events": [written(world, world.kenji, HELP)]}).encode()
    headers = [] if signature is None else [(b"x-line-signature", signature.encode("latin-1"))]

    answer = await world.http.post("/webhook", content=body, headers=headers)

    assert answer.status_code == 401
    assert await stored(world) == []


async def test_a_body_changed_on_the_way_is_refused(world: World) -> None:
    body = json.dumps({"events": [written(world, world.kenji, HELP)]}).encode()

    answer = await world.http.post(
        "/webhook", content=body.replace(b"W", b"w"), headers={"x-line-signature": sign(body, SECRET)}
    )

    assert answer.status_code == 401
    assert await stored(world) == []


@pytest.mark.bot_settings(line_channel_secret_previous=PREVIOUS_SECRET)
async def test_during_a_change_of_the_secret_both_are_accepted(world: World) -> None:
    before = await knock(world, written(world, world.kenji, "おはよう"), secret=PREVIOUS_SECRET)
    now = await knock(world, written(world, world.kenji, "おはよう"))

    assert (before.status_code, now.status_code) == (200, 200)
    assert len(await stored(world)) == 2


async def test_without_a_change_the_previous_secret_is_a_wrong_one(world: World) -> None:
    answer = await knock(world, written(world, world.kenji, "おはよう"), secret=PREVIOUS_SECRET)

    assert answer.status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"[]",
        b"{}",
        b"null",
        b'{"events": {}}',
        b'{"events": [1]}',
        b'{"events": [{"type": "message"}, null]}',
        b"\xff\xfe{",
        b'{"events": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=lambda body: body[:24].decode("latin-1") or "nothing",
)
async def test_a_signed_body_that_is_no_envelope_is_refused_as_a_whole(world: World, body: bytes) -> None:
    answer = await knock_with(world, body)

    assert answer.status_code == 400
    assert await stored(world) == []


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_over_a_megabyte_is_refused(world: World, announced: bool) -> None:
    body = json.dumps({"events": [written(world, world.kenji, "あ" * 400_000)]}, ensure_ascii=False).encode()

    async def in_pieces() -> Any:
        for start in range(0, len(body), 100_000):
            yield body[start : start + 100_000]

    answer = await world.http.post(
        "/webhook",
        content=body if announced else in_pieces(),
        headers={"x-line-signature": sign(body, SECRET)},
    )

    assert answer.status_code == 413
    assert await stored(world) == []


async def test_lines_own_check_without_events_is_answered_with_200(world: World) -> None:
    delivery = await world.line.webhooks.test()

    assert delivery.status == 200
    assert await stored(world) == []


async def test_an_event_is_stored_before_the_answer_and_handled_after_it(world: World) -> None:
    await world.claimed()

    await world.line.say(world.kenji, world.group, HELP)

    assert world.group_news() == []
    assert len(await stored(world, EventState.WAITING)) == 1
    await world.settle()
    assert len(world.group_news()) == 1


async def test_what_was_said_is_sealed_while_it_waits_and_erased_when_it_is_done(world: World) -> None:
    await world.claimed()
    event = written(world, world.kenji, "ひみつの話")

    await knock(world, event)
    waiting = await row_of(world, event)
    await world.settle()
    done = await row_of(world, event)

    assert waiting.payload is not None
    assert "ひみつの話".encode() not in waiting.payload
    assert b"WRITTEN" not in waiting.payload
    assert done.payload is None
    assert done.state is EventState.DONE


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_an_event_delivered_again_is_handled_once(world: World) -> None:
    await world.claimed()

    world.line.mishaps.webhooks("twice")
    said_at_once = await world.say(world.kenji, world.group, HELP)
    world.line.mishaps.webhooks("twice")
    await world.say(world.kenji, world.group, "おはよう")

    assert len(said_at_once) == 1
    assert world.group_news() == []
    assert await messages_counted(world, world.kenji) == 2, "the command and the greeting, each once"


async def test_a_redelivery_of_something_handled_long_ago_changes_nothing(world: World) -> None:
    await world.claimed()
    event = await unheard(world, world.line.say(world.kenji, world.group, HELP))
    await knock(world, event)
    await world.settle()
    world.skip_news()

    await world.pass_time(hours=5)
    answer = await knock(world, {**event, "deliveryContext": {"isRedelivery": True}})
    await world.settle()

    assert answer.status_code == 200
    assert world.group_news() == []


async def test_a_redelivery_of_something_lost_is_handled(world: World) -> None:
    await world.claimed()
    world.line.switch("redelivery", on=True)
    world.line.mishaps.webhooks("lost")

    assert len(await world.say(world.kenji, world.group, HELP)) == 1


async def test_one_event_twice_in_one_body_is_handled_once(world: World) -> None:
    await world.claimed()
    event = await unheard(world, world.line.say(world.kenji, world.group, HELP))

    await knock(world, event, event)
    await world.settle()

    assert len(world.group_news()) == 1


async def test_an_event_without_an_id_is_known_again_by_its_content(world: World) -> None:
    await world.claimed()
    event = await unheard(world, world.line.say(world.kenji, world.group, HELP))
    del event["webhookEventId"]

    await knock(world, event)
    await knock(world, {**event, "deliveryContext": {"isRedelivery": True}})
    await world.settle()

    assert len(world.group_news()) == 1
    assert len([row for row in await stored(world) if row.event_key.startswith("h:")]) == 1


async def test_nobody_outside_can_put_down_timed_work(world: World) -> None:
    await world.claimed()
    forged = {
        "type": "tsudoi.timed",
        "webhookEventId": "timed:1:1",
        "timestamp": world.line.platform.now(),
        "kind": "community.unclaimed",
        "communityId": 1,
        "mode": "active",
    }

    await knock(world, forged)
    await world.settle()

    assert world.group.has_bot
    assert not any(row.event_key == "timed:1:1" for row in await stored(world))


async def test_while_another_system_holds_the_chat_the_bot_stays_silent(world: World) -> None:
    await world.claimed()
    command = copy_of(await unheard(world, world.line.say(world.kenji, world.group, HELP)), mode="standby")
    talk = {**written(world, world.emily, "おはよう"), "mode": "standby"}

    await knock(world, command, talk)
    await world.settle()

    assert world.group_news() == []
    assert (await row_of(world, command)).state is EventState.IGNORED
    assert (await row_of(world, command)).payload is None
    assert await messages_counted(world, world.emily) == 0


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_of_concurrent_requests_only_the_one_that_cannot_be_stored_fails(world: World) -> None:
    await world.claimed()
    before = {row.event_key for row in await stored(world)}
    events = [written(world, world.kenji, f"おはよう {number}") for number in range(8)]
    events[4]["webhookEventId"] = "HOSTILE"
    await refuse_rows(world, "inbox_event", "event_key", "HOSTILE")

    answers = await asyncio.gather(*(knock(world, event) for event in events))

    assert [answer.status_code for answer in answers] == [503 if number == 4 else 200 for number in range(8)]
    keys = {row.event_key for row in await stored(world)} - before
    assert keys == {event["webhookEventId"] for event in events} - {"HOSTILE"}
    await take_rows_again(world, "inbox_event")
    assert (await knock(world, events[4])).status_code == 200, "LINE delivers it again"
