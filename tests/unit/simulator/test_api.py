"""The Messaging API beside sending: groups, people, the account, and what every call passes."""

import base64
from collections.abc import AsyncIterator

import aiohttp
import pytest
from linebot.v3.messaging import (
    ApiException,
    AsyncApiClient,
    AsyncMessagingApi,
    AsyncMessagingApiBlob,
    Configuration,
    FlexContainer,
    FlexMessage,
    MentionSubstitutionObject,
    PushMessageRequest,
    ReplyMessageRequest,
    TextMessage,
    TextMessageV2,
    UserMentionTarget,
)

from bot.simulator import SimulatorServer
from bot.simulator.actions import SMALL_PICTURE
from tests.unit.simulator.stage import ACCESS_TOKEN, Stage, text


async def test_a_group_tells_its_name_and_its_size_without_the_bot(stage: Stage) -> None:
    group = f"/v2/bot/group/{stage.group.chat_id}"

    assert (await stage.api.get(f"{group}/summary")).json() == {
        "groupId": stage.group.chat_id,
        "groupName": "土曜の会",
    }
    assert (await stage.api.get(f"{group}/members/count")).json() == {"count": 5}


async def test_a_member_is_known_until_they_leave(stage: Stage) -> None:
    member = f"/v2/bot/group/{stage.group.chat_id}/member/{stage.kenji.user_id}"
    await stage.simulator.block(stage.kenji)
    assert (await stage.api.get(member)).json() == {"userId": stage.kenji.user_id, "displayName": "けんじ"}

    await stage.simulator.leave(stage.kenji, stage.group)

    assert (await stage.api.get(member)).status_code == 404


async def test_a_member_without_consent_is_not_found(stage: Stage) -> None:
    path = f"/v2/bot/group/{stage.group.chat_id}/member/{stage.noboru.user_id}"

    assert (await stage.api.get(path)).json() == {"message": "Not found"}


async def test_member_ids_are_for_verified_accounts(stage: Stage) -> None:
    path = f"/v2/bot/group/{stage.group.chat_id}/members/ids"
    assert (await stage.api.get(path)).status_code == 403

    stage.simulator.switch("verified", on=True)

    shown = (await stage.api.get(path)).json()
    assert shown == {"memberIds": [one for one in stage.group.member_ids if one != stage.noboru.user_id]}


async def test_member_ids_come_in_pages_of_a_hundred(stage: Stage) -> None:
    stage.simulator.switch("verified", on=True)
    people = [stage.simulator.add_person(f"会員{number}") for number in range(101)]
    group = stage.simulator.add_group("大きな会", people)
    group.has_bot = True
    path = f"/v2/bot/group/{group.chat_id}/members/ids"

    first = (await stage.api.get(path)).json()
    second = (await stage.api.get(path, params={"start": first["next"]})).json()

    assert first["memberIds"] + second["memberIds"] == group.member_ids
    assert "next" not in second
    assert (await stage.api.get(path, params={"start": "?"})).status_code == 400


async def test_leaving_a_group_is_answered_first_and_then_told(stage: Stage) -> None:
    leave = f"/v2/bot/group/{stage.group.chat_id}/leave"

    assert (await stage.api.post(leave)).json() == {}
    assert stage.bot.last["type"] == "leave"
    assert (await stage.api.post(leave)).status_code == 404
    assert (await stage.api.get(f"/v2/bot/group/{stage.group.chat_id}/summary")).status_code == 404


async def test_a_room_has_members_but_no_summary(stage: Stage) -> None:
    room = stage.simulator.add_room([stage.misaki, stage.kenji])
    await stage.simulator.invite_bot(room)
    path = f"/v2/bot/room/{room.chat_id}"

    assert (await stage.api.get(f"{path}/members/count")).json() == {"count": 2}
    assert (await stage.api.get(f"{path}/member/{stage.kenji.user_id}")).json()["displayName"] == "けんじ"
    assert (await stage.api.get(f"{path}/summary")).status_code == 404
    assert (await stage.api.get(f"/v2/bot/group/{room.chat_id}/members/count")).status_code == 404
    assert (await stage.api.post(f"{path}/leave")).json() == {}


@pytest.mark.parametrize(("chat_id", "status"), [("C" + "0" * 32, 404), ("saturday", 400)])
async def test_an_unknown_group_is_not_found_and_a_malformed_id_is_wrong(
    stage: Stage, chat_id: str, status: int
) -> None:
    assert (await stage.api.get(f"/v2/bot/group/{chat_id}/summary")).status_code == status


async def test_a_profile_is_for_friends_and_those_who_wrote(stage: Stage) -> None:
    async def status() -> int:
        return (await stage.api.get(f"/v2/bot/profile/{stage.kenji.user_id}")).status_code

    assert await status() == 404
    await stage.simulator.say(stage.kenji, stage.simulator.bot, "こんにちは")
    assert await status() == 200
    await stage.simulator.block(stage.kenji)
    assert await status() == 404


async def test_a_friends_profile_tells_the_language(stage: Stage) -> None:
    answer = await stage.api.get(f"/v2/bot/profile/{stage.misaki.user_id}")

    assert answer.json() == {"userId": stage.misaki.user_id, "displayName": "美咲", "language": "ja"}
    stage.simulator.switch("nobody_is_a_friend", on=True)
    assert (await stage.api.get(f"/v2/bot/profile/{stage.misaki.user_id}")).status_code == 404


async def test_the_account_and_its_webhook_are_told(stage: Stage) -> None:
    info = (await stage.api.get("/v2/bot/info")).json()
    assert (info["basicId"], info["userId"]) == ("@tsudoi", stage.simulator.bot.user_id)
    endpoint = (await stage.api.get("/v2/bot/channel/webhook/endpoint")).json()
    assert endpoint == {"endpoint": stage.simulator.webhooks.url, "active": True}


@pytest.mark.parametrize(("status", "success"), [(200, True), (500, False)])
async def test_the_webhook_can_be_tested(stage: Stage, status: int, success: bool) -> None:
    stage.bot.statuses = [status]

    result = (await stage.api.post("/v2/bot/channel/webhook/test")).json()

    assert (result["success"], result["statusCode"]) == (success, status)
    assert stage.bot.events == []


async def test_the_content_of_a_picture_is_served_until_it_is_unsent(stage: Stage) -> None:
    sent = await stage.simulator.send_image(stage.misaki, stage.group)
    path = f"/v2/bot/message/{sent.message_id}/content"
    assert (await stage.api.get(path)).content == SMALL_PICTURE

    await stage.simulator.unsend(stage.misaki, sent)

    assert (await stage.api.get(path)).status_code == 410
    assert (await stage.api.get("/v2/bot/message/1/content")).status_code == 404


async def test_text_has_no_content_to_fetch(stage: Stage) -> None:
    said = await stage.simulator.say(stage.misaki, stage.group, "こんにちは")

    assert (await stage.api.get(f"/v2/bot/message/{said.message_id}/content")).status_code == 404


@pytest.mark.parametrize("path", ["/v2/bot/nothing", "/v3/bot/info", "/v2/bot/user/abc/leave"])
async def test_an_unknown_path_is_not_found(stage: Stage, path: str) -> None:
    answer = await stage.api.post(path)

    assert (answer.status_code, answer.json()) == (404, {"message": "Not found"})


async def test_a_known_path_with_another_method_is_refused(stage: Stage) -> None:
    assert (await stage.api.get("/v2/bot/message/push")).status_code == 405


async def test_a_body_over_two_megabytes_is_too_large(stage: Stage) -> None:
    headers = {"content-type": "application/json"}
    fits = await stage.api.post("/v2/bot/message/push", content=b" " * (2 * 1024 * 1024), headers=headers)
    too_large = await stage.api.post("/v2/bot/message/push", content=b" " * (2 * 1024 * 1024 + 1), headers=headers)

    assert (fits.status_code, too_large.status_code) == (400, 413)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"to": "\\ud83c"}'])
async def test_a_body_that_is_no_json_object_is_refused(stage: Stage, body: bytes) -> None:
    headers = {"content-type": "application/json; charset=utf-8"}
    answer = await stage.api.post("/v2/bot/message/push", content=body, headers=headers)

    assert answer.status_code == 400


async def test_another_content_type_is_not_supported(stage: Stage) -> None:
    answer = await stage.api.post("/v2/bot/message/push", content=b"{}", headers={"content-type": "text/plain"})

    assert answer.status_code == 415


async def test_every_call_is_written_down_without_its_token(stage: Stage) -> None:
    answer = await stage.push("土曜の会", text())

    call = stage.simulator.calls()[-1]
    assert (call.method, call.path, call.status) == ("POST", "/v2/bot/message/push", 400)
    assert call.request["to"] == "土曜の会"
    assert call.response == answer.json()
    assert call.request_id == answer.headers["x-line-request-id"]
    assert ACCESS_TOKEN not in str(call)


# The real SDK over real HTTP


@pytest.fixture
async def served(stage: Stage) -> AsyncIterator[Configuration]:
    server = SimulatorServer(stage.simulator)
    async with server.running():
        yield Configuration(host=server.url, access_token=ACCESS_TOKEN)


async def test_the_sdk_of_line_speaks_to_the_simulator(stage: Stage, served: Configuration) -> None:
    said = await stage.simulator.say(stage.misaki, stage.group, "こんにちは")
    picture = await stage.simulator.send_image(stage.misaki, stage.group)
    card = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": [{"type": "separator"}]}}
    mention = MentionSubstitutionObject(mentionee=UserMentionTarget(userId=stage.kenji.user_id))

    async with AsyncApiClient(served) as client:
        api = AsyncMessagingApi(client)
        greeting = TextMessageV2(text="{who}さん", substitution={"who": mention})
        sent = await api.reply_message(ReplyMessageRequest(replyToken=said.reply_token, messages=[greeting]))
        flex = FlexMessage(altText="カード", contents=FlexContainer.from_dict(card))
        await api.push_message(PushMessageRequest(to=stage.group.chat_id, messages=[flex]))
        summary = await api.get_group_summary(stage.group.chat_id)
        profile = await api.get_group_member_profile(stage.group.chat_id, stage.kenji.user_id)
        used = await api.get_message_quota_consumption()
        info = await api.get_bot_info()
        content = await AsyncMessagingApiBlob(client).get_message_content(picture.message_id)

    assert stage.simulator.texts(stage.group) == ["@けんじさん", "カード"]
    assert sent.sent_messages[0].id == stage.simulator.bot_messages(stage.group)[0].message_id
    assert (summary.group_name, profile.display_name, used.total_usage) == ("土曜の会", "けんじ", 5)
    assert info.basic_id == "@tsudoi"
    assert bytes(content) == SMALL_PICTURE


async def test_the_sdk_of_line_reads_a_refusal(stage: Stage, served: Configuration) -> None:
    async with AsyncApiClient(served) as client:
        request = ReplyMessageRequest(replyToken="0" * 32, messages=[TextMessage(text="遅い")])
        with pytest.raises(ApiException) as refused:
            await AsyncMessagingApi(client).reply_message(request)

    assert refused.value.status == 400
    assert "Invalid reply token" in refused.value.body


@pytest.mark.parametrize(("kind", "shown"), [("reset", []), ("answer_lost", ["はい"])])
async def test_a_broken_connection_is_broken_for_the_sdk(
    stage: Stage, served: Configuration, kind: str, shown: list[str]
) -> None:
    stage.simulator.mishaps.calls(kind)
    said = await stage.simulator.say(stage.misaki, stage.group, "こんにちは")

    async with AsyncApiClient(served) as client:
        request = ReplyMessageRequest(replyToken=said.reply_token, messages=[TextMessage(text="はい")])
        with pytest.raises(aiohttp.ClientError):
            await AsyncMessagingApi(client).reply_message(request)

    assert stage.simulator.texts(stage.group) == shown


def test_the_small_picture_is_a_png() -> None:
    assert base64.b64encode(SMALL_PICTURE).startswith(b"iVBORw0KGgo")
