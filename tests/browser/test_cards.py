"""Cards on the page: drawn as LINE would, tapped, and harmless whatever they hold."""

import io
from typing import Any

import httpx
import pytest
from PIL import Image
from playwright.async_api import expect

from bot.simulator.events import Event
from tests.browser import messages
from tests.browser.stage import Stage
from tests.scenarios.world import ACCESS_TOKEN

pytestmark = pytest.mark.asyncio(loop_scope="session")


def told(stage: Stage) -> Event:
    """Give the newest event the bot was sent."""
    return stage.line.deliveries()[-1].events[-1]


async def in_group(stage: Stage, *contents: dict[str, Any]) -> None:
    """Let the bot be in the group, and show messages there."""
    stage.line.group("土曜の会").has_bot = True
    await stage.show(*contents)


async def test_a_carousel_lies_side_by_side_and_its_buttons_speak(stage: Stage) -> None:
    await in_group(stage, messages.CAROUSEL)
    bubbles = stage.group.locator(".carousel .flex-bubble")
    await expect(bubbles).to_have_count(3)
    first, second = await bubbles.nth(0).bounding_box(), await bubbles.nth(1).bounding_box()
    assert first
    assert second
    assert (first["y"], first["width"], first["height"]) == (second["y"], second["width"], second["height"])
    assert second["x"] >= first["x"] + first["width"]

    await stage.tap(stage.group, "十一月を見る")

    await expect(stage.group.locator(".mine .bubble").last).to_have_text("十一月を見る")


async def test_a_bubble_is_laid_out_by_its_keywords(stage: Stage) -> None:
    await in_group(stage, messages.RICH_BUBBLE)
    span = stage.group.get_by_text("三つ", exact=True)
    yes, no = (stage.group.get_by_role("button", name=name, exact=True) for name in ("はい", "いいえ"))

    await expect(span).to_have_css("color", "rgb(179, 38, 30)")
    await expect(span).to_have_css("font-weight", "700")
    await expect(stage.group.get_by_text("ようこそ", exact=True)).to_have_css("font-size", "22px")
    left, right = await yes.bounding_box(), await no.bounding_box()
    assert left
    assert right
    assert left["width"] == right["width"]
    assert right["x"] - left["x"] - left["width"] == 4


async def test_an_unsupported_component_is_shown_in_red_between_the_others(stage: Stage) -> None:
    await in_group(stage, messages.UNSUPPORTED, {"type": "hologram"}, messages.flex({"type": "poster"}))
    marks = stage.group.locator(".unsupported")

    await expect(marks).to_have_text(["[未対応: hologram]", "[未対応: hologram]", "[未対応: poster]"])
    await expect(marks.first).to_have_css("color", "rgb(176, 0, 32)")
    await expect(stage.group.get_by_text("上", exact=True)).to_be_visible()
    await expect(stage.group.get_by_text("下", exact=True)).to_be_visible()


async def test_hostile_texts_and_addresses_do_nothing(stage: Stage) -> None:
    stage.line.add_person(messages.HOSTILE[:20])
    await in_group(stage, messages.HOSTILE_CARD, {"type": "text", "text": messages.HOSTILE})
    await stage.sees(stage.group, messages.HOSTILE)
    hostile = stage.group.locator(".flex-text")

    await stage.tap(stage.group, "ほしい")
    await expect(stage.dialog).to_contain_text("javascript:")
    await expect(stage.dialog.get_by_role("link")).to_have_count(0)
    await stage.page.keyboard.press("Escape")

    assert await stage.page.locator("main img, main script, main a").count() == 0
    assert await hostile.evaluate("(node) => [node.style.color, node.style.background, node.style.fontSize]") == [
        "",
        "",
        "",
    ]
    assert await stage.page.title() == "つどい シミュレーター"
    assert stage.page.url == f"{stage.url}/"


async def test_a_link_is_shown_and_not_followed(stage: Stage) -> None:
    asked: list[str] = []
    stage.page.on("request", lambda request: asked.append(request.url))
    await in_group(stage, messages.BUTTONS)
    await stage.tap(stage.group, "地図")

    await expect(stage.dialog).to_contain_text("https://example.com/map")
    await stage.dialog.get_by_role("button", name="閉じる").click()

    await expect(stage.dialog).to_have_count(0)
    assert [url for url in asked if not url.startswith(stage.url)] == []


async def test_a_postback_says_its_text_and_a_date_is_picked(stage: Stage) -> None:
    await in_group(stage, messages.BUTTONS)
    async with stage.page.expect_response("**/sim/tap"):
        await stage.tap(stage.group, "行く")
    await stage.sees(stage.group, "行きます")
    assert told(stage)["postback"] == {"data": "go"}

    await stage.tap(stage.group, "日を選ぶ")
    await stage.dialog.get_by_label("日を選ぶ").last.fill("2026-12-24")
    async with stage.page.expect_response("**/sim/tap"):
        await stage.dialog.get_by_role("button", name="決定").click()

    await expect(stage.dialog).to_have_count(0)
    assert told(stage)["postback"] == {"data": "day", "params": {"date": "2026-12-24"}}


async def test_quick_replies_vanish_with_the_next_message(stage: Stage) -> None:
    await in_group(stage, messages.QUICK)
    replies = stage.group.get_by_role("group", name="クイックリプライ")
    await expect(replies.get_by_role("button")).to_have_text(["お茶", "コーヒー"])

    await replies.get_by_role("button", name="お茶").click()

    await stage.sees(stage.group, "お茶にします")
    await expect(replies).to_have_count(0)


@pytest.mark.phone
async def test_every_kind_of_message_fits_a_phone(stage: Stage) -> None:
    await in_group(stage, *messages.EVERYTHING)
    await stage.sees(stage.group, "どれにしますか")

    assert await stage.group.locator(".talk").evaluate("(node) => node.scrollWidth <= node.clientWidth")
    await expect(stage.group.get_by_text("司会 (つどい)")).to_be_visible()
    await expect(stage.group.get_by_role("img", name="スタンプ 446/1988")).to_be_visible()


async def give_menu(stage: Stage, *words: str) -> None:
    """Make a rich menu through the API, with one area for each word to say, and let everybody see it."""
    width, height = 2500, 843
    share = width // len(words)
    menu = {
        "size": {"width": width, "height": height},
        "selected": True,
        "name": "menu of a test",
        "chatBarText": "メニュー",
        "areas": [
            {
                "bounds": {"x": place * share, "y": 0, "width": share, "height": height},
                "action": {"type": "message", "label": word, "text": word},
            }
            for place, word in enumerate(words)
        ],
    }
    picture = io.BytesIO()
    Image.new("RGB", (width, height), "#dce8dd").save(picture, "PNG")
    headers = {"authorization": f"Bearer {ACCESS_TOKEN}"}
    async with httpx.AsyncClient(base_url=f"{stage.url}/v2/bot", headers=headers, trust_env=False) as api:
        made = (await api.post("/richmenu", json=menu)).raise_for_status().json()["richMenuId"]
        png = {"content-type": "image/png"}
        (await api.post(f"/richmenu/{made}/content", content=picture.getvalue(), headers=png)).raise_for_status()
        (await api.post(f"/user/all/richmenu/{made}")).raise_for_status()


async def test_a_rich_menu_is_tapped_by_its_areas_and_folded_away(stage: Stage) -> None:
    await expect(stage.private.locator(".rich-menu")).to_be_hidden()
    await give_menu(stage, "ルール", "使い方")
    picture = stage.private.locator(".rich-menu img")
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("naturalWidth", 2500)

    await stage.tap(stage.private, "使い方")
    await expect(stage.private.locator(".mine .bubble").last).to_have_text("使い方")

    await stage.private.get_by_role("button", name="メニュー").click()
    await expect(picture).to_have_count(0)
    await stage.private.get_by_role("button", name="メニュー").click()
    await expect(picture).to_be_visible()
