"""The inspector by keyboard and on a phone: webhooks sent again in every way; and the first steps that show the way."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.stage import Stage, claimed

pytestmark = pytest.mark.asyncio(loop_scope="session")

WAYS = {
    "ja": ("もう一度", "二度", "遅らせる", "次のものより後に"),
    "en": ("Once more", "Twice", "Late", "After the next one"),
}
RELEASE = {"ja": "止まっているWebhookを届ける（1）", "en": "Deliver waiting webhooks (1)"}


async def press(control: Locator) -> None:
    """Press a control with the keyboard, as somebody without a mouse does."""
    await control.focus()
    await control.press("Enter")


@pytest.mark.parametrize(
    "language",
    [pytest.param("ja", marks=pytest.mark.phone), pytest.param("en", marks=pytest.mark.english)],
    ids=["phone-ja", "desktop-en"],
)
async def test_a_webhook_sent_again_in_any_way_is_shown_and_changes_nothing(stage: Stage, language: str) -> None:
    once, twice, late, after = WAYS[language]
    await press(stage.group.get_by_role("button", name="つどいを招く" if language == "ja" else "Invite Tsudoi"))
    await stage.sees(stage.group, "はじめに")
    await stage.page.keyboard.press("Enter")  # on nothing: what stands where the button stood is not pressed as well
    await stage.write(stage.group, "こんにちは")
    inspector = stage.page.locator("#inspector")
    opening = "#tabs button[data-tab=inspector]" if language == "ja" else "#inspect"
    await press(stage.page.locator(opening))
    rows = inspector.get_by_role("button", name="Webhook: join, 200")
    await expect(rows).to_have_count(1)

    await press(rows)
    detail = inspector.locator(".detail")
    await expect(detail.locator("pre")).to_be_in_viewport()
    await expect(detail.locator("pre")).to_contain_text('"isRedelivery": false')
    await expect(rows).to_be_focused()
    for way, so_far in ((once, 2), (twice, 4)):
        await press(detail.get_by_role("button", name=way, exact=True))
        await expect(rows).to_have_count(so_far)
    await press(detail.get_by_role("button", name=late, exact=True))
    await press(inspector.get_by_role("button", name=RELEASE[language]))
    await expect(rows).to_have_count(5)
    await press(detail.get_by_role("button", name=after, exact=True))
    await expect(rows).to_have_count(6)

    order = [delivery.events[0]["type"] for delivery in stage.line.deliveries()]
    assert order == ["join", "message", *["join"] * 4, "message", "join"], "and no leave"
    assert len(stage.line.bot_messages(stage.line.group("土曜の会"))) == 2, "the first words are said once"
    assert await inspector.evaluate("(node) => node.scrollWidth <= node.clientWidth")


async def test_a_switch_and_a_mishap_are_ordered_with_the_keyboard(stage: Stage) -> None:
    await press(stage.page.get_by_role("button", name="しくみを見る"))
    box = stage.page.get_by_label("ボタンにユーザーIDなし")

    await box.focus()
    await box.press("Space")
    await expect(box).to_be_focused()
    await expect(box).to_be_checked()
    chosen = stage.page.get_by_role("combobox")
    await chosen.focus()
    for _ in range(2):
        await chosen.press("ArrowDown")
    await press(stage.page.get_by_role("button", name="起こす"))
    await expect(stage.page.get_by_text("予約中 1件")).to_be_visible()

    assert stage.line.platform.world.switches.no_user_id_on_postbacks
    assert [mishap["kind"] for mishap in stage.line.mishaps.ordered()] == ["twice"]


@pytest.mark.phone
async def test_the_first_steps_lead_from_the_empty_page_to_a_newcomer(stage: Stage) -> None:
    guide = stage.page.get_by_role("complementary", name="はじめの一歩")
    await expect(guide).to_contain_text("「つどいを招く」を押してください")

    await stage.tap(stage.group, "つどいを招く")
    await expect(guide).to_contain_text("「主催者の登録」")
    await stage.tap(stage.group, "主催者の登録")
    await stage.send_prefilled()
    await expect(guide).to_contain_text("/claim")
    code = await stage.private.locator(".bubble", has_text="/claim ").last.inner_text()
    await stage.page.get_by_role("button", name="土曜の会", exact=True).click()
    await stage.write(stage.group, code)
    await expect(guide).to_contain_text("「新しい人が入る」")
    await stage.page.get_by_role("button", name="役：美咲").click()
    await stage.page.get_by_role("button", name="新しい人が入る").click()
    await expect(guide).to_contain_text("「だれになりますか」")
    await stage.page.get_by_role("button", name="1対1").click()
    await stage.write(stage.private, "使い方")

    await expect(guide).to_have_count(0)


async def test_the_first_steps_are_those_of_the_group_one_looks_at(stage: Stage) -> None:
    await stage.tap(stage.group, "つどいを招く")
    guide = stage.page.get_by_role("complementary", name="はじめの一歩")
    await expect(guide).to_contain_text("「主催者の登録」")

    misaki = stage.line.person("美咲").user_id
    await stage.page.request.post(f"{stage.url}/sim/groups", data={"name": "日曜の会", "people": [misaki]})
    await stage.group.get_by_text("日曜の会").first.click()

    await expect(guide).to_contain_text("「つどいを招く」を押してください")


async def test_the_first_steps_can_be_sent_away_for_good(stage: Stage) -> None:
    guide = stage.page.get_by_role("complementary", name="はじめの一歩")

    await guide.get_by_role("button", name="案内を閉じる").click()
    await expect(guide).to_have_count(0)
    await stage.page.reload()
    await expect(stage.group.get_by_role("textbox")).to_be_visible()

    await expect(guide).to_have_count(0)


async def test_an_inspector_that_opens_leaves_both_chats_at_their_end(stage: Stage) -> None:
    await claimed(stage)
    for word in ("一つ目", "二つ目", "三つ目", "四つ目"):
        await stage.write(stage.group, word)
        await stage.sees(stage.group, word)

    await stage.page.get_by_role("button", name="しくみを見る").click()

    for chat in (stage.group, stage.private):
        await expect(chat.locator(".message").last).to_be_in_viewport()
