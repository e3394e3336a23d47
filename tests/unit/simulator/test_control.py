"""What the page shows and does, over HTTP."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.simulator.events import Event
from bot.simulator.world import Switches
from tests.unit.simulator.stage import Stage, text

STATIC = Path("bot/simulator/static")
SCRIPTS = sorted(STATIC.glob("*.js"))


async def act(stage: Stage, name: str, /, **body: Any) -> httpx.Response:
    return await stage.api.post(f"/sim/{name}", json=body)


async def world(stage: Stage) -> dict[str, Any]:
    shown: dict[str, Any] = (await stage.api.get("/sim/world")).json()
    return shown


def last(stage: Stage) -> Event:
    return stage.bot.last


async def test_the_page_and_its_files_are_served(stage: Stage) -> None:
    page = (await stage.api.get("/")).text

    for path in re.findall(r'(?:src|href)="(/[^"]+)"', page):
        assert (await stage.api.get(path)).status_code == 200
    assert (await stage.api.get("/nothing")).json() == {"message": "Not found"}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_the_page_never_turns_text_into_markup(script: Path) -> None:
    source = script.read_text()

    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source)
    assert len(source.splitlines()) < 300
    assert source.startswith("// ")


async def test_the_page_runs_no_script_but_its_own(stage: Stage) -> None:
    header = (await stage.api.get("/")).headers["content-security-policy"]
    policy = dict(part.strip().split(" ", 1) for part in header.split(";"))

    assert (policy["default-src"], policy["script-src"]) == ("'none'", "'self'")


def test_the_page_has_every_word_in_both_languages() -> None:
    japanese, english = re.findall(r"\n  (?:ja|en): \{(.*?)\n  \},", (STATIC / "words.js").read_text(), flags=re.DOTALL)

    def keys(words: str) -> list[str]:
        return re.findall(r"[\s,](\w+): \"", words)

    said = {word for script in SCRIPTS for word in re.findall(r'\bsay\("(\w+)"', script.read_text())}
    assert keys(japanese) == keys(english)
    assert len(said) > 50
    assert said <= set(keys(japanese))


async def test_a_conversation_can_be_had_over_http(stage: Stage) -> None:
    misaki, kenji, group = stage.misaki.user_id, stage.kenji.user_id, stage.group.chat_id
    bot = stage.simulator.bot.user_id

    said = (await act(stage, "say", person=misaki, chat=group, text="@つどい @All", mentions=[bot, "all"])).json()
    assert [one["type"] for one in last(stage)["message"]["mention"]["mentionees"]] == ["user", "all"]
    await act(stage, "say", person=kenji, chat=group, text="@美咲 はい", mentions=[misaki], quote=said["message"])
    assert last(stage)["message"]["quotedMessageId"] == said["message"]
    await act(stage, "edit", person=misaki, message=said["message"], text="直しました")
    assert last(stage)["type"] == "messageEdited"
    await act(stage, "unsend", person=misaki, message=said["message"])
    assert last(stage)["type"] == "unsend"
    await act(stage, "sticker", person=misaki, chat=bot)
    assert (last(stage)["message"]["type"], last(stage)["source"]["type"]) == ("sticker", "user")
    await act(stage, "image", person=misaki, chat=group)
    assert last(stage)["message"]["type"] == "image"


async def test_people_come_and_go_over_http(stage: Stage) -> None:
    group = stage.group.chat_id
    newcomer = (await act(stage, "people", name="はるか", language="ja")).json()["person"]

    for action, body, told in (
        ("join", {"group": group, "people": [newcomer]}, "memberJoined"),
        ("leave", {"group": group, "people": [newcomer]}, "memberLeft"),
        ("follow", {"person": newcomer}, "follow"),
        ("block", {"person": newcomer}, "unfollow"),
        ("unblock", {"person": newcomer}, "follow"),
        ("remove", {"group": group}, "leave"),
        ("invite", {"group": group}, "join"),
    ):
        assert (await act(stage, action, **body)).status_code == 200
        assert last(stage)["type"] == told


async def test_a_button_is_tapped_by_its_number_and_a_link_tells_what_opens(stage: Stage) -> None:
    actions = [
        {"type": "postback", "label": "はい", "data": "yes"},
        {"type": "uri", "label": "1対1", "uri": "https://line.me/R/oaMessage/%40tsudoi/?%E3%83%AB"},
    ]
    template = {"type": "buttons", "text": "どうしますか", "actions": actions}
    await stage.push(stage.group.chat_id, {"type": "template", "altText": "質問", "template": template})
    shown = (await world(stage))["chats"][stage.group.chat_id][-1]
    tap = {"person": stage.kenji.user_id, "chat": stage.group.chat_id, "message": shown["id"]}

    assert [one["label"] for one in shown["buttons"]] == ["はい", "1対1"]
    await act(stage, "tap", **tap, button=0)
    assert last(stage)["postback"] == {"data": "yes"}
    assert (await act(stage, "tap", **tap, button=1)).json()["opens"] == {"chat": "bot", "prefilled": "ル"}
    assert (await act(stage, "tap", **tap, button=2)).status_code == 409
    await act(stage, "tap", person=stage.kenji.user_id, chat=stage.group.chat_id, data="forged")
    assert last(stage)["postback"] == {"data": "forged"}


async def test_an_action_object_is_tapped_as_it_stands(stage: Stage) -> None:
    tap = {"person": stage.misaki.user_id, "chat": stage.simulator.bot.user_id}

    await act(stage, "tap", **tap, action={"type": "message", "label": "ルール", "text": "ルール"})
    assert last(stage)["message"]["text"] == "ルール"
    picker = {"type": "datetimepicker", "label": "日", "data": "day", "mode": "date"}
    await act(stage, "tap", **tap, action=picker, picked="2026-12-01")
    assert last(stage)["postback"] == {"data": "day", "params": {"date": "2026-12-01"}}


@pytest.mark.parametrize("action", [{}, {"type": 1}, {"type": "postback"}, {"type": "message", "text": None}])
async def test_what_is_no_action_cannot_be_tapped(stage: Stage, action: dict[str, Any]) -> None:
    bot = stage.simulator.bot.user_id
    answer = await act(stage, "tap", person=stage.misaki.user_id, chat=bot, action=action)

    assert answer.status_code == 409
    assert stage.bot.events == []


async def test_an_edit_keeps_its_mentions(stage: Stage) -> None:
    misaki, kenji = stage.misaki.user_id, stage.kenji.user_id
    said = (await act(stage, "say", person=misaki, chat=stage.group.chat_id, text="けんじさん")).json()

    await act(stage, "edit", person=misaki, message=said["message"], text="@けんじ さん", mentions=[kenji])

    assert last(stage)["message"]["mention"]["mentionees"][0]["userId"] == kenji


async def test_a_group_is_opened_over_http(stage: Stage) -> None:
    opened = (await act(stage, "groups", name="世話役の部屋", people=[stage.misaki.user_id])).json()["group"]

    assert stage.simulator.group("世話役の部屋").chat_id == opened
    assert stage.simulator.group(opened).member_ids == [stage.misaki.user_id]


async def test_the_page_sees_a_message_as_it_was_sent(stage: Stage) -> None:
    message = {"type": "text", "text": "はい", "sender": {"name": "司会"}}
    await stage.push(stage.group.chat_id, message)

    assert (await world(stage))["chats"][stage.group.chat_id][-1]["content"] == message


async def test_what_cannot_be_done_is_a_sentence(stage: Stage) -> None:
    answer = await act(stage, "say", person=stage.outsider.user_id, chat=stage.group.chat_id, text="入れて")

    assert answer.status_code == 409
    assert answer.json()["message"] == "ゆうた is not in this chat."


@pytest.mark.parametrize("name", Switches.__dataclass_fields__)
async def test_switches_are_turned_over_http(stage: Stage, name: str) -> None:
    await act(stage, "switches", name=name, on=True)

    assert (await world(stage))["switches"][name] is True


async def test_a_mishap_is_ordered_and_released_over_http(stage: Stage) -> None:
    await act(stage, "mishaps", target="webhook", kind="late")
    assert [one["kind"] for one in (await world(stage))["mishaps"]] == ["late"]
    await stage.simulator.say(stage.misaki, stage.group, "待って")
    assert ((await world(stage))["waiting"], stage.bot.events) == (1, [])

    await act(stage, "release")

    assert last(stage)["message"]["text"] == "待って"
    assert (await act(stage, "mishaps", target="call", kind="late")).status_code == 409


async def test_a_call_mishap_is_ordered_over_http(stage: Stage) -> None:
    await act(stage, "mishaps", target="call", kind="refused", status=429, path="push")

    assert (await stage.push(stage.group.chat_id, text())).status_code == 429


async def test_the_page_sees_the_bill_the_calls_and_the_webhooks(stage: Stage) -> None:
    stage.bot.statuses = [503]
    await stage.simulator.say(stage.misaki, stage.group, "こんにちは")
    await stage.push(stage.group.chat_id, text())

    shown = await world(stage)

    assert shown["bill"] == {"used": 5, "limit": 200}
    assert (shown["calls"][-1]["path"], shown["calls"][-1]["status"]) == ("/v2/bot/message/push", 200)
    assert (shown["deliveries"][-1]["types"], shown["deliveries"][-1]["status"]) == (["message"], 503)


async def test_an_unsent_message_shows_nothing_even_where_it_is_quoted(stage: Stage) -> None:
    said = await stage.simulator.say(stage.misaki, stage.group, "内緒の話")
    await stage.simulator.say(stage.kenji, stage.group, "えっ", quote=said)
    await stage.simulator.unsend(stage.misaki, said)

    assert "内緒" not in (await stage.api.get("/sim/world")).text


async def test_the_log_tells_the_changes_after_a_number(stage: Stage) -> None:
    before = stage.simulator.platform.journal.last
    await stage.simulator.say(stage.misaki, stage.group, "こんにちは")

    log = (await stage.api.get("/sim/log", params={"after": before})).json()

    assert [change["id"] for change in log["changes"]] == list(range(before + 1, log["last"] + 1))
    assert log["changes"][0]["chat_id"] == stage.group.chat_id


async def test_a_page_from_before_a_restart_is_told_everything(stage: Stage) -> None:
    await stage.simulator.say(stage.misaki, stage.group, "こんにちは")

    log = (await stage.api.get("/sim/log", params={"after": 10_000})).json()

    assert [change["id"] for change in log["changes"]] == list(range(1, log["last"] + 1))
