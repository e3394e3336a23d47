"""What the inspector shows of calls and webhooks, and webhooks sent again."""

from typing import Any

import pytest

from tests.unit.simulator.stage import Stage, text


async def world(stage: Stage) -> dict[str, Any]:
    shown: dict[str, Any] = (await stage.api.get("/sim/world")).json()
    return shown


async def replay(stage: Stage, delivery: int, way: str) -> None:
    (await stage.api.post("/sim/replay", json={"delivery": delivery, "way": way})).raise_for_status()


def heard(stage: Stage) -> list[tuple[str, bool]]:
    """List the texts the bot was told, each with whether LINE called it a redelivery."""
    return [(event["message"]["text"], event["deliveryContext"]["isRedelivery"]) for event in stage.bot.events]


async def number_of(stage: Stage, position: int) -> int:
    number: int = (await world(stage))["deliveries"][position]["number"]
    return number


async def test_a_refused_call_is_shown_with_every_reason(stage: Stage) -> None:
    await stage.push(stage.group.chat_id, {"type": "text", "text": "", "colour": "red"})
    row = (await world(stage))["calls"][-1]

    assert row["status"] == 400
    assert row["message"] == "The request body has 2 error(s)"
    assert any(detail.startswith("messages[0].text: ") for detail in row["details"])
    full = (await stage.api.get(f"/sim/calls/{row['number']}")).json()
    assert full["request"]["messages"][0]["colour"] == "red"
    assert full["response"]["message"] == row["message"]
    assert "authorization" not in full["headers"]


async def test_a_webhook_is_shown_in_full_on_demand(stage: Stage) -> None:
    await stage.simulator.say(stage.misaki, stage.group, "こんにちは")
    number = await number_of(stage, -1)

    full = (await stage.api.get(f"/sim/deliveries/{number}")).json()

    assert full["events"][0]["message"]["text"] == "こんにちは"
    assert (full["status"], full["failure"]) == (200, None)


async def test_calls_and_webhooks_are_numbered_in_the_order_they_happened(stage: Stage) -> None:
    await stage.simulator.say(stage.misaki, stage.group, "一")
    await stage.push(stage.group.chat_id, text())
    await stage.simulator.say(stage.misaki, stage.group, "二")
    shown = await world(stage)
    [first, second], [call] = shown["deliveries"], shown["calls"]

    assert first["number"] < call["number"] < second["number"] <= shown["last"]


@pytest.mark.parametrize("path", ["calls", "deliveries"])
async def test_what_is_not_remembered_is_a_sentence(stage: Stage, path: str) -> None:
    answer = await stage.api.get(f"/sim/{path}/12345")

    assert answer.status_code == 409
    assert "12345" in answer.json()["message"]


async def test_a_webhook_is_sent_once_more_as_a_redelivery(stage: Stage) -> None:
    await stage.simulator.say(stage.misaki, stage.group, "一")

    await replay(stage, await number_of(stage, -1), "once")

    assert heard(stage) == [("一", False), ("一", True)]
    assert stage.bot.events[0]["webhookEventId"] == stage.bot.events[1]["webhookEventId"]
    assert (await world(stage))["deliveries"][-1]["attempt"] == 2


async def test_a_webhook_is_sent_twice_more(stage: Stage) -> None:
    await stage.simulator.say(stage.misaki, stage.group, "一")

    await replay(stage, await number_of(stage, -1), "twice")

    assert heard(stage) == [("一", False), ("一", True), ("一", True)]


async def test_a_webhook_is_held_back_until_it_is_released(stage: Stage) -> None:
    await stage.simulator.say(stage.misaki, stage.group, "一")

    await replay(stage, await number_of(stage, -1), "late")
    assert ((await world(stage))["waiting"], len(stage.bot.events)) == (1, 1)
    await stage.api.post("/sim/release")

    assert heard(stage) == [("一", False), ("一", True)]


async def test_a_webhook_is_sent_behind_the_one_that_followed_it(stage: Stage) -> None:
    for word in ("一", "二", "三"):
        await stage.simulator.say(stage.misaki, stage.group, word)

    await replay(stage, await number_of(stage, 0), "out_of_order")

    assert heard(stage)[3:] == [("二", True), ("一", True)]


async def test_the_newest_webhook_out_of_order_is_just_sent_again(stage: Stage) -> None:
    await stage.simulator.say(stage.misaki, stage.group, "一")

    await replay(stage, await number_of(stage, -1), "out_of_order")

    assert heard(stage)[1:] == [("一", True)]
