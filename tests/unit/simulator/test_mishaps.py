"""Things that go wrong on demand, and only as often as was ordered."""

import pytest

from tests.unit.simulator.stage import Stage, text


def heard(stage: Stage) -> list[str]:
    return [event["message"]["text"] for event in stage.bot.events]


async def say(stage: Stage, *texts: str) -> None:
    for one in texts:
        await stage.simulator.say(stage.misaki, stage.group, one)


async def test_a_late_webhook_waits_until_it_is_released(stage: Stage) -> None:
    stage.simulator.mishaps.webhooks("late")
    await say(stage, "一", "二")
    assert heard(stage) == ["二"]
    stage.clock.advance(minutes=5)

    await stage.simulator.release()

    assert heard(stage) == ["二", "一"]
    assert stage.bot.events[-1]["timestamp"] < stage.bot.events[0]["timestamp"]
    assert (await stage.reply(stage.bot.last["replyToken"], text())).status_code == 200


async def test_a_doubled_webhook_is_the_same_bytes_twice(stage: Stage) -> None:
    stage.simulator.mishaps.webhooks("twice")
    await say(stage, "一", "二")

    assert heard(stage) == ["一", "一", "二"]
    assert stage.bot.bodies[0] == stage.bot.bodies[1]


async def test_reordered_webhooks_come_newest_first(stage: Stage) -> None:
    stage.simulator.mishaps.webhooks("reordered", 3)
    await say(stage, "一", "二", "三", "四")

    assert heard(stage) == ["三", "二", "一", "四"]


async def test_an_unfinished_reordering_can_be_released(stage: Stage) -> None:
    stage.simulator.mishaps.webhooks("reordered", 3)
    await say(stage, "一", "二")
    await stage.simulator.release()

    assert heard(stage) == ["二", "一"]


async def test_a_lost_webhook_never_comes(stage: Stage) -> None:
    stage.simulator.mishaps.webhooks("lost", 2)
    await say(stage, "一", "二", "三")
    await stage.simulator.release()

    assert heard(stage) == ["三"]
    assert [one.failure for one in stage.simulator.deliveries()] == ["lost", "lost", None]


async def test_a_lost_webhook_comes_again_when_redelivery_is_on(stage: Stage) -> None:
    stage.simulator.switch("redelivery", on=True)
    stage.simulator.mishaps.webhooks("lost")
    await say(stage, "一")

    assert [event["deliveryContext"]["isRedelivery"] for event in stage.bot.events] == [True]


async def test_a_mishap_can_wait_for_one_type_of_event(stage: Stage) -> None:
    stage.simulator.mishaps.webhooks("lost", event_type="memberJoined")
    await say(stage, "一")
    await stage.simulator.join(stage.outsider, stage.group)

    assert [event["type"] for event in stage.bot.events] == ["message"]


@pytest.mark.parametrize("status", [400, 401, 429, 500])
async def test_a_refused_call_does_nothing_and_the_next_one_works(stage: Stage, status: int) -> None:
    stage.simulator.mishaps.calls("refused", status=status, path="/message/")
    said = await stage.simulator.say(stage.misaki, stage.group, "こんにちは")

    assert (await stage.api.get("/v2/bot/info")).status_code == 200
    refused = await stage.reply(said.reply_token, text())
    assert (refused.status_code, bool(refused.json()["message"])) == (status, True)
    assert refused.headers["x-line-request-id"]
    assert stage.simulator.texts(stage.group) == []
    assert (await stage.reply(said.reply_token, text())).status_code == 200


async def test_a_slow_call_waits_and_then_works(stage: Stage) -> None:
    stage.simulator.mishaps.calls("slow", seconds=3)

    assert (await stage.push(stage.group.chat_id, text())).status_code == 200
    assert stage.slept == [3]
    assert (await stage.push(stage.group.chat_id, text())).status_code == 200
    assert stage.slept == [3]


async def test_a_reset_connection_does_nothing(stage: Stage) -> None:
    stage.simulator.mishaps.calls("reset")
    said = await stage.simulator.say(stage.misaki, stage.group, "こんにちは")

    with pytest.raises(ConnectionResetError):
        await stage.reply(said.reply_token, text())
    assert stage.simulator.texts(stage.group) == []
    assert stage.simulator.calls()[-1].status is None
    assert (await stage.reply(said.reply_token, text())).status_code == 200


async def test_a_lost_answer_leaves_the_message_shown_and_the_token_used(stage: Stage) -> None:
    stage.simulator.mishaps.calls("answer_lost")
    said = await stage.simulator.say(stage.misaki, stage.group, "こんにちは")

    with pytest.raises(ConnectionResetError):
        await stage.reply(said.reply_token, text("届いた"))
    assert stage.simulator.texts(stage.group) == ["届いた"]
    assert (await stage.reply(said.reply_token, text())).json() == {"message": "Invalid reply token"}


async def test_mishaps_can_be_taken_back(stage: Stage) -> None:
    stage.simulator.mishaps.webhooks("lost", 5)
    stage.simulator.mishaps.calls("refused", 5)
    assert [one["left"] for one in stage.simulator.mishaps.ordered()] == [5, 5]

    stage.simulator.mishaps.clear()
    await say(stage, "一")

    assert heard(stage) == ["一"]
    assert (await stage.push(stage.group.chat_id, text())).status_code == 200


@pytest.mark.parametrize("order", ["webhooks", "calls"])
async def test_an_unknown_mishap_is_refused(stage: Stage, order: str) -> None:
    with pytest.raises(ValueError, match="earthquake"):
        getattr(stage.simulator.mishaps, order)("earthquake")
