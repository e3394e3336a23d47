"""Reply tokens and access tokens, with a clock that moves."""

import pytest

from tests.unit.simulator.stage import CHANNEL_SECRET, Stage, text


async def test_a_reply_token_works_once(stage: Stage) -> None:
    said = await stage.simulator.say(stage.misaki, stage.group, "こんにちは")

    first = await stage.reply(said.reply_token, text("はい"))
    second = await stage.reply(said.reply_token, text("もう一度"))

    assert first.status_code == 200
    assert (second.status_code, second.json()) == (400, {"message": "Invalid reply token"})
    assert stage.simulator.texts(stage.group) == ["はい"]


@pytest.mark.parametrize(("seconds", "status"), [(60, 200), (60.001, 400)])
async def test_a_reply_token_lives_one_minute(stage: Stage, seconds: float, status: int) -> None:
    said = await stage.simulator.say(stage.misaki, stage.group, "こんにちは")
    stage.clock.advance(seconds=seconds)

    assert (await stage.reply(said.reply_token, text())).status_code == status


async def test_a_refused_message_leaves_the_reply_token_usable(stage: Stage) -> None:
    said = await stage.simulator.say(stage.misaki, stage.group, "こんにちは")

    assert (await stage.reply(said.reply_token, text(""))).status_code == 400
    assert (await stage.reply(said.reply_token, text())).status_code == 200


async def test_an_unknown_reply_token_is_invalid(stage: Stage) -> None:
    assert (await stage.reply("0" * 32, text())).json() == {"message": "Invalid reply token"}


@pytest.mark.parametrize(("minutes", "status"), [(20, 200), (20.1, 400)])
async def test_redelivery_gives_the_token_another_minute_up_to_twenty_minutes_after_the_event(
    stage: Stage, minutes: float, status: int
) -> None:
    stage.simulator.switch("redelivery", on=True)
    stage.bot.statuses = [500, 500]
    said = await stage.simulator.say(stage.misaki, stage.group, "こんにちは")
    stage.clock.advance(minutes=minutes)

    await stage.simulator.redeliver()

    assert stage.bot.last["deliveryContext"] == {"isRedelivery": True}
    assert (await stage.reply(said.reply_token, text())).status_code == status


async def test_a_used_reply_token_stays_used_after_redelivery(stage: Stage) -> None:
    stage.simulator.switch("redelivery", on=True)
    stage.bot.statuses = [500, 500]
    said = await stage.simulator.say(stage.misaki, stage.group, "こんにちは")
    await stage.reply(said.reply_token, text())

    await stage.simulator.redeliver()

    assert (await stage.reply(said.reply_token, text())).status_code == 400


async def test_a_token_of_a_group_the_bot_has_left_answers_nothing(stage: Stage) -> None:
    said = await stage.simulator.say(stage.misaki, stage.group, "さようなら")
    await stage.simulator.remove_bot(stage.group)

    assert (await stage.reply(said.reply_token, text())).status_code == 400
    assert stage.simulator.texts(stage.group) == []


@pytest.mark.parametrize("authorization", ["", "Bearer wrong", "Basic long-lived-token"])
async def test_a_call_without_the_right_token_is_refused(stage: Stage, authorization: str) -> None:
    answer = await stage.api.get("/v2/bot/info", headers={"authorization": authorization})

    assert answer.status_code == 401
    assert answer.json()["message"].startswith("Authentication failed")
    assert answer.headers["x-line-request-id"]


async def test_a_stateless_token_works_for_fifteen_minutes(stage: Stage) -> None:
    form = {"grant_type": "client_credentials", "client_id": "1234567890", "client_secret": CHANNEL_SECRET}
    issued = (await stage.api.post("/oauth2/v3/token", data=form, headers={"authorization": ""})).json()
    headers = {"authorization": f"Bearer {issued['access_token']}"}

    assert (issued["expires_in"], issued["token_type"]) == (900, "Bearer")
    stage.clock.advance(seconds=899)
    assert (await stage.api.get("/v2/bot/info", headers=headers)).status_code == 200
    stage.clock.advance(seconds=1)
    assert (await stage.api.get("/v2/bot/info", headers=headers)).status_code == 401


@pytest.mark.parametrize("wrong", [{"client_secret": "no"}, {"grant_type": "password"}, {"client_id": ""}])
async def test_a_stateless_token_needs_the_channel_secret(stage: Stage, wrong: dict[str, str]) -> None:
    form = {"grant_type": "client_credentials", "client_id": "1", "client_secret": CHANNEL_SECRET, **wrong}

    assert (await stage.api.post("/oauth2/v3/token", data=form)).status_code == 400


async def test_a_stateless_token_is_asked_for_by_form(stage: Stage) -> None:
    assert (await stage.api.post("/oauth2/v3/token", json={})).status_code == 415
