"""Push, its bill, its retry keys, and whom it reaches."""

import uuid

import pytest

from tests.unit.simulator.stage import Stage, text

RETRY_KEY = str(uuid.UUID(int=7))


async def test_a_push_to_a_group_costs_one_message_for_each_member(stage: Stage) -> None:
    await stage.push(stage.group.chat_id, text("一"), text("二"))

    assert (await stage.api.get("/v2/bot/message/quota/consumption")).json() == {"totalUsage": 5}
    assert stage.simulator.texts(stage.group) == ["一", "二"]


async def test_a_reply_costs_nothing(stage: Stage) -> None:
    said = await stage.simulator.say(stage.misaki, stage.group, "こんにちは")
    await stage.reply(said.reply_token, text())

    assert (await stage.api.get("/v2/bot/message/quota/consumption")).json() == {"totalUsage": 0}


async def test_a_push_beyond_the_monthly_limit_is_refused_and_shows_nothing(stage: Stage) -> None:
    stage.simulator.set_quota(9)
    await stage.push(stage.group.chat_id, text("足りる"))

    refused = await stage.push(stage.group.chat_id, text("足りない"))

    assert (refused.status_code, refused.json()) == (429, {"message": "You have reached your monthly limit."})
    assert stage.simulator.texts(stage.group) == ["足りる"]


async def test_the_bill_starts_anew_with_the_month_in_japan(stage: Stage) -> None:
    await stage.push(stage.group.chat_id, text())
    stage.clock.moment = stage.clock.moment.replace(day=30, hour=14, minute=59)
    assert (await stage.api.get("/v2/bot/message/quota/consumption")).json() == {"totalUsage": 5}

    stage.clock.advance(minutes=1)

    assert (await stage.api.get("/v2/bot/message/quota/consumption")).json() == {"totalUsage": 0}


async def test_the_quota_is_told_with_and_without_a_limit(stage: Stage) -> None:
    assert (await stage.api.get("/v2/bot/message/quota")).json() == {"type": "limited", "value": 200}
    stage.simulator.set_quota(None)
    assert (await stage.api.get("/v2/bot/message/quota")).json() == {"type": "none"}


async def test_replies_still_work_when_the_quota_is_used_up(stage: Stage) -> None:
    stage.simulator.set_quota(0)
    said = await stage.simulator.say(stage.misaki, stage.group, "こんにちは")

    assert (await stage.reply(said.reply_token, text())).status_code == 200


async def test_a_friend_is_reached(stage: Stage) -> None:
    sent = await stage.push(stage.misaki.user_id, text("やあ"))

    assert stage.simulator.texts(stage.misaki) == ["やあ"]
    assert set(sent.json()["sentMessages"][0]) == {"id", "quoteToken"}


async def test_a_stranger_is_not_reached_though_the_answer_is_200(stage: Stage) -> None:
    answer = await stage.push(stage.kenji.user_id, text())

    assert answer.status_code == 200
    assert stage.simulator.texts(stage.kenji) == []
    assert stage.simulator.platform.billing.current().used == 0


async def test_a_blocker_is_not_reached_even_after_writing(stage: Stage) -> None:
    await stage.simulator.say(stage.misaki, stage.simulator.bot, "さようなら")
    await stage.simulator.block(stage.misaki)

    assert (await stage.push(stage.misaki.user_id, text())).status_code == 200
    assert stage.simulator.texts(stage.misaki) == []


@pytest.mark.parametrize(("days", "reached"), [(7, ["やあ"]), (7.01, [])])
async def test_a_non_friend_is_reached_for_seven_days_after_writing(
    stage: Stage, days: float, reached: list[str]
) -> None:
    await stage.simulator.say(stage.kenji, stage.simulator.bot, "こんにちは")
    stage.clock.advance(days=days)

    await stage.push(stage.kenji.user_id, text("やあ"))

    assert stage.simulator.texts(stage.kenji) == reached


async def test_the_switch_makes_a_friend_unreachable(stage: Stage) -> None:
    stage.simulator.switch("nobody_is_a_friend", on=True)

    assert (await stage.push(stage.misaki.user_id, text())).status_code == 200
    assert stage.simulator.texts(stage.misaki) == []


@pytest.mark.parametrize("to", ["U" + "0" * 32, "C" + "0" * 32])
async def test_a_push_to_somebody_unknown_fails(stage: Stage, to: str) -> None:
    answer = await stage.push(to, text())

    assert (answer.status_code, answer.json()) == (400, {"message": "Failed to send messages"})


async def test_a_push_to_a_group_without_the_bot_fails(stage: Stage) -> None:
    await stage.simulator.remove_bot(stage.group)

    assert (await stage.push(stage.group.chat_id, text())).json() == {"message": "Failed to send messages"}


async def test_a_push_needs_an_id_as_recipient(stage: Stage) -> None:
    answer = await stage.push("土曜の会", text())

    assert answer.status_code == 400
    assert "'to'" in answer.json()["message"]


async def test_a_repeated_retry_key_is_answered_409_with_what_was_sent(stage: Stage) -> None:
    first = await stage.push(stage.group.chat_id, text(), retry_key=RETRY_KEY)
    second = await stage.push(stage.group.chat_id, text(), retry_key=RETRY_KEY.upper())

    assert second.status_code == 409
    assert second.json() == {"message": "The retry key is already accepted", **first.json()}
    assert second.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert len(stage.simulator.texts(stage.group)) == 1


@pytest.mark.parametrize(("hours", "status"), [(23.99, 409), (24, 200)])
async def test_a_retry_key_is_forgotten_after_a_day(stage: Stage, hours: float, status: int) -> None:
    await stage.push(stage.group.chat_id, text(), retry_key=RETRY_KEY)
    stage.clock.advance(hours=hours)

    assert (await stage.push(stage.group.chat_id, text(), retry_key=RETRY_KEY)).status_code == status


async def test_a_refused_push_does_not_use_up_its_retry_key(stage: Stage) -> None:
    await stage.push(stage.group.chat_id, text(""), retry_key=RETRY_KEY)

    assert (await stage.push(stage.group.chat_id, text(), retry_key=RETRY_KEY)).status_code == 200


async def test_a_retry_key_must_be_a_uuid(stage: Stage) -> None:
    assert (await stage.push(stage.group.chat_id, text(), retry_key="again")).status_code == 400


async def test_a_reply_with_a_retry_key_is_refused(stage: Stage) -> None:
    said = await stage.simulator.say(stage.misaki, stage.group, "こんにちは")

    answer = await stage.reply(said.reply_token, text(), **{"x-line-retry-key": RETRY_KEY})

    assert answer.status_code == 400
    assert stage.simulator.texts(stage.group) == []


@pytest.mark.parametrize("path", ["/v2/bot/message/validate/push", "/v2/bot/group/leave"])
async def test_a_retry_key_anywhere_but_on_a_push_is_refused(stage: Stage, path: str) -> None:
    answer = await stage.api.post(path, json={"messages": [text()]}, headers={"x-line-retry-key": RETRY_KEY})

    assert answer.status_code == 400


async def test_an_escaped_surrogate_pair_is_a_character(stage: Stage) -> None:
    body = b'{"to": "%s", "messages": [{"type": "text", "text": "\\ud83c\\udf4e"}]}' % stage.group.chat_id.encode()

    await stage.api.post("/v2/bot/message/push", content=body, headers={"content-type": "application/json"})

    assert stage.simulator.texts(stage.group) == ["🍎"]


def mention(user_id: str) -> dict[str, object]:
    return {
        "type": "textV2",
        "text": "{who}さん、{{ようこそ}}",
        "substitution": {"who": {"type": "mention", "mentionee": {"type": "user", "userId": user_id}}},
    }


async def test_a_mention_of_a_member_is_shown_by_name(stage: Stage) -> None:
    await stage.push(stage.group.chat_id, mention(stage.kenji.user_id))

    assert stage.simulator.texts(stage.group) == ["@けんじさん、{ようこそ}"]


async def test_a_mention_of_somebody_who_left_fails_the_whole_request(stage: Stage) -> None:
    said = await stage.simulator.say(stage.misaki, stage.group, "こんにちは")

    answer = await stage.reply(said.reply_token, text("前"), mention(stage.outsider.user_id))

    assert answer.status_code == 400
    assert answer.json()["details"][0]["property"] == "messages[1].substitution.who.mentionee"
    assert stage.simulator.texts(stage.group) == []


async def test_a_mention_in_a_private_chat_is_refused(stage: Stage) -> None:
    assert (await stage.push(stage.misaki.user_id, mention(stage.misaki.user_id))).status_code == 400


async def test_validation_does_not_look_at_who_is_mentioned(stage: Stage) -> None:
    body = {"messages": [mention("U" + "0" * 32)]}

    assert (await stage.api.post("/v2/bot/message/validate/reply", json=body)).json() == {}


async def test_validation_names_what_is_wrong_in_the_manner_of_line(stage: Stage) -> None:
    answer = await stage.api.post("/v2/bot/message/validate/push", json={"messages": [text("")]})

    assert answer.status_code == 400
    assert answer.json() == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "May not be empty", "property": "messages[0].text"}],
    }


async def test_a_quote_token_works_in_its_own_chat_only(stage: Stage) -> None:
    await stage.simulator.say(stage.misaki, stage.group, "質問です")
    quote_token = stage.bot.last["message"]["quoteToken"]

    here = await stage.push(stage.group.chat_id, {**text("答えです"), "quoteToken": quote_token})
    elsewhere = await stage.push(stage.misaki.user_id, {**text("答えです"), "quoteToken": quote_token})

    assert (here.status_code, elsewhere.status_code) == (200, 400)
    question, answer = stage.simulator.transcript(stage.group)
    assert answer.quoted_message_id == question.message_id


async def test_message_ids_grow_and_exceed_what_a_float_can_hold(stage: Stage) -> None:
    sent = (await stage.push(stage.group.chat_id, text("一"), text("二"))).json()["sentMessages"]

    ids = [int(one["id"]) for one in sent]
    assert ids == sorted(set(ids))
    assert ids[0] > 2**53


async def test_an_unknown_property_of_the_request_is_refused(stage: Stage) -> None:
    body = {"to": stage.group.chat_id, "messages": [text()], "silent": True}

    answer = await stage.api.post("/v2/bot/message/push", json=body)

    assert answer.json()["details"] == [{"message": "unknown property", "property": "silent"}]
