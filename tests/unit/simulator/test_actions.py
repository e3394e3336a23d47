"""What people can do, what they cannot, and what they find on a card."""

from typing import Any

import pytest

from bot.simulator import ImpossibleActionError
from tests.unit.simulator.stage import Stage, text


def card(*actions: dict[str, Any]) -> dict[str, Any]:
    contents = [{"type": "text", "text": "ルールです"}, *({"type": "button", "action": action} for action in actions)]
    return {
        "type": "flex",
        "altText": "ルール",
        "contents": {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": contents}},
    }


POSTBACK = {"type": "postback", "label": "読みました", "data": "agree:1"}
TO_PRIVATE = "https://line.me/R/oaMessage/%40tsudoi/?%E4%BD%BF%E3%81%84%E6%96%B9%201"


async def show(stage: Stage, *actions: dict[str, Any]) -> None:
    assert (await stage.push(stage.group.chat_id, card(*actions))).status_code == 200


async def test_a_card_reads_as_text_and_its_buttons_can_be_found(stage: Stage) -> None:
    await show(stage, POSTBACK)

    assert stage.simulator.texts(stage.group) == ["ルール\nルールです"]
    button = stage.simulator.button(stage.group, "読みました")
    assert (button.action, button.place) == (POSTBACK, "card")
    assert stage.simulator.buttons(stage.simulator.bot_messages(stage.group)[0]) == (button,)


async def test_a_template_and_quick_replies_have_buttons_in_reading_order(stage: Stage) -> None:
    yes, no = ({"type": "message", "label": label, "text": label} for label in ("はい", "いいえ"))
    template = {"type": "confirm", "text": "よろしいですか", "actions": [yes, no]}
    quick = {"items": [{"type": "action", "action": {**POSTBACK, "label": "あとで"}}]}
    message = {"type": "template", "altText": "確認", "template": template, "quickReply": quick}

    await stage.push(stage.group.chat_id, message)

    found = [(one.label, one.place) for one in stage.simulator.buttons(stage.simulator.transcript(stage.group)[-1])]
    assert found == [("はい", "card"), ("いいえ", "card"), ("あとで", "quick reply")]
    assert stage.simulator.texts(stage.group) == ["確認\nよろしいですか"]


async def test_a_message_button_speaks_for_the_person(stage: Stage) -> None:
    await show(stage, {"type": "message", "label": "見る", "text": "ルール"})
    await stage.simulator.tap(stage.kenji, stage.simulator.button(stage.group, "見る"), stage.group)

    assert stage.bot.last["message"]["text"] == "ルール"
    assert stage.bot.last["source"]["userId"] == stage.kenji.user_id
    assert stage.simulator.transcript(stage.group)[-1].author_id == stage.kenji.user_id


async def test_a_postback_posts_its_display_text_without_a_message_event(stage: Stage) -> None:
    await show(stage, {**POSTBACK, "displayText": "読んだよ"})
    await stage.simulator.tap(stage.kenji, stage.simulator.button(stage.group, "読みました"), stage.group)

    assert [event["type"] for event in stage.bot.events] == ["postback"]
    assert stage.bot.last["postback"] == {"data": "agree:1"}
    assert stage.simulator.transcript(stage.group)[-1].content["text"] == "読んだよ"


async def test_a_date_picker_sends_what_was_picked(stage: Stage) -> None:
    await show(stage, {"type": "datetimepicker", "label": "日", "data": "day", "mode": "date"})
    await stage.simulator.tap(stage.kenji, stage.simulator.button(stage.group, "日"), stage.group, picked="2026-12-03")

    assert stage.bot.last["postback"] == {"data": "day", "params": {"date": "2026-12-03"}}


async def test_a_link_into_the_private_chat_prefills_a_text_and_tells_nobody(stage: Stage) -> None:
    await show(stage, {"type": "uri", "label": "1対1で", "uri": TO_PRIVATE})
    tapped = await stage.simulator.tap(stage.kenji, stage.simulator.button(stage.group, "1対1で"), stage.group)

    assert tapped.link is not None
    assert tapped.link.prefilled == "使い方 1"
    assert not stage.kenji.is_friend
    assert stage.bot.bodies == []


async def test_an_add_friend_link_makes_a_friend_once(stage: Stage) -> None:
    await show(stage, {"type": "uri", "label": "追加", "uri": "https://line.me/R/ti/p/%40tsudoi"})
    button = stage.simulator.button(stage.group, "追加")
    await stage.simulator.tap(stage.kenji, button, stage.group)
    await stage.simulator.tap(stage.kenji, button, stage.group)

    assert stage.kenji.is_friend
    assert [event["type"] for event in stage.bot.events] == ["follow"]


@pytest.mark.parametrize("uri", ["https://example.com/", "https://line.me/R/ti/p/%40other", "tel:0312345678"])
async def test_a_link_elsewhere_stays_a_link(stage: Stage, uri: str) -> None:
    await show(stage, {"type": "uri", "label": "外", "uri": uri})
    tapped = await stage.simulator.tap(stage.kenji, stage.simulator.button(stage.group, "外"), stage.group)

    assert tapped.link is None


async def test_stickers_and_pictures_are_heard(stage: Stage) -> None:
    await stage.simulator.send_sticker(stage.misaki, stage.group)
    await stage.simulator.send_image(stage.misaki, stage.group)

    sticker, image = (event["message"] for event in stage.bot.events)
    assert (sticker["packageId"], sticker["stickerId"]) == ("446", "1988")
    assert image["contentProvider"] == {"type": "line"}
    assert {"id", "quoteToken"} <= set(sticker) & set(image)


async def test_the_private_chat_is_named_by_the_bot_or_by_the_person(stage: Stage) -> None:
    await stage.simulator.say(stage.kenji, stage.simulator.bot, "一")
    await stage.simulator.say(stage.kenji, stage.kenji, "二")

    assert [entry.content["text"] for entry in stage.simulator.transcript(stage.kenji)] == ["一", "二"]


async def test_a_room_for_one_official_account_only(stage: Stage) -> None:
    taken = stage.simulator.add_group("別の会", [stage.misaki])
    taken.has_other_account = True

    with pytest.raises(ImpossibleActionError, match="official account"):
        await stage.simulator.invite_bot(taken)
    with pytest.raises(ImpossibleActionError, match="already"):
        await stage.simulator.invite_bot(stage.group)


async def test_what_people_cannot_do_changes_nothing(stage: Stage) -> None:
    simulator, group = stage.simulator, stage.group
    said = await simulator.say(stage.misaki, group, "私の")
    seen = simulator.transcript(group)
    stage.bot.bodies.clear()

    for attempt in (
        simulator.say(stage.outsider, group, "入れて"),
        simulator.say(stage.misaki, stage.kenji, "人の部屋"),
        simulator.say(stage.misaki, group, ""),
        simulator.say(stage.misaki, group, "\ud83c"),
        simulator.edit(stage.misaki, said, ""),
        simulator.say(stage.misaki, group, "名前なし", mentions=[stage.kenji]),
        simulator.say(stage.misaki, simulator.bot, "@けんじ", mentions=[stage.kenji]),
        simulator.say(stage.misaki, simulator.bot, "よそから", quote=said),
        simulator.edit(stage.kenji, said, "人のを直す"),
        simulator.unsend(stage.kenji, said),
        simulator.tap(stage.outsider, "agree:1", group),
        simulator.leave(stage.outsider, group),
        simulator.join(stage.misaki, group),
        simulator.unblock(stage.misaki),
    ):
        with pytest.raises(ImpossibleActionError):
            await attempt

    assert simulator.transcript(group) == seen
    assert stage.bot.bodies == []


async def test_a_message_can_be_taken_back_once(stage: Stage) -> None:
    said = await stage.simulator.say(stage.misaki, stage.group, "まちがい")
    await stage.simulator.unsend(stage.misaki, said)

    with pytest.raises(ImpossibleActionError, match="taken back"):
        await stage.simulator.unsend(stage.misaki, said)


async def test_a_mishap_of_names_is_told_clearly(stage: Stage) -> None:
    for lookup in (stage.simulator.person, stage.simulator.group):
        with pytest.raises(ImpossibleActionError, match="だれか"):
            lookup("だれか")
    await stage.push(stage.group.chat_id, text())
    with pytest.raises(ImpossibleActionError, match="ない札"):
        stage.simulator.button(stage.group, "ない札")
    with pytest.raises(ImpossibleActionError, match="switch"):
        stage.simulator.switch("gravity", on=False)
