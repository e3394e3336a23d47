"""What somebody new to the project clicks through: inviting, claiming, a newcomer who reads and agrees, help."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.stage import Stage, claimed, claimed_by_tapping

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_newcomer_is_welcomed_reads_the_rules_and_agrees(stage: Stage) -> None:
    await claimed_by_tapping(stage)
    await stage.write(stage.group, "/ルールを決める\n挨拶をする\n夜は静かに")
    await stage.sees(stage.group, "第1版")

    await stage.page.get_by_role("button", name="新しい人が入る").click()
    await stage.sees(stage.group, "はるかが参加しました")
    await stage.page.get_by_role("button", name="+1分").click()
    await stage.sees(stage.group, "ようこそ")

    await stage.tap(stage.group, "ルールを読む")
    await stage.sees(stage.group, "1. 挨拶をする")
    await stage.tap(stage.group, "読みました")
    await stage.sees(stage.group, "「読みました」は、ちゃんと届いています")


async def test_help_is_given_in_private(stage: Stage) -> None:
    await stage.tap(stage.group, "つどいを招く")
    await stage.be("けんじ")

    await stage.write(stage.private, "使い方")
    await expect(stage.private.locator(".message:not(.mine)").last).to_be_visible()
    await stage.write(stage.private, "困ったとき")
    await stage.sees(stage.private, "0120-279-338")


async def test_the_bill_and_the_inspector_tell_what_happened(stage: Stage) -> None:
    await stage.tap(stage.group, "つどいを招く")
    await stage.sees(stage.group, "はじめに")
    await expect(stage.page.get_by_text("今月の課金 0 / 200通")).to_be_visible()

    await stage.page.get_by_role("button", name="しくみを見る").click()
    inspector = stage.page.locator("#inspector")
    await inspector.get_by_role("button", name="API呼び出し: POST /v2/bot/message/reply, 200 受理").first.click()
    await expect(inspector.locator("pre").first).to_contain_text('"replyToken"')
    await inspector.get_by_role("button", name="Webhook: join, 200 受理").click()
    await inspector.get_by_role("button", name="二度").click()

    await expect(inspector.get_by_role("button", name="Webhook: join, 200 受理")).to_have_count(3)
    assert len(stage.line.bot_messages(stage.line.group("土曜の会"))) == 2


async def test_a_quiet_month_goes_by_in_one_click(stage: Stage) -> None:
    await claimed(stage)
    clock = stage.page.locator("#clock")
    before = await clock.inner_text()

    await stage.page.get_by_role("button", name="静かなひと月").click()
    await stage.sees(stage.group, "写真を整理しました")

    await expect(stage.page.get_by_role("button", name="静かなひと月")).to_be_enabled()
    assert re.findall(r"\d+年\d+月", await clock.inner_text()) != re.findall(r"\d+年\d+月", before)
    assert await stage.group.locator(".notice.day").count() > 5


@pytest.mark.english
async def test_the_page_speaks_english_and_can_be_told_to_speak_japanese(stage: Stage) -> None:
    await expect(stage.page.get_by_role("heading", name="Who are you?")).to_be_visible()
    await expect(stage.page.get_by_role("button", name="Invite Tsudoi")).to_be_visible()

    await stage.page.get_by_role("link", name="日本語").click()

    await expect(stage.page.get_by_role("heading", name="だれになりますか")).to_be_visible()


@pytest.mark.phone
async def test_nothing_is_wider_than_a_phone(stage: Stage) -> None:
    await stage.tap(stage.group, "つどいを招く")
    await stage.sees(stage.group, "はじめに")
    widths = "() => [document.documentElement.scrollWidth, document.body.scrollWidth, innerWidth]"

    for tab in ("美咲", "土曜の会", "1対1", "しくみ"):
        await stage.page.locator("#tabs").get_by_role("button", name=tab).click()
        section = stage.page.locator("main > section:visible")
        await expect(section).to_have_count(1)
        assert max(await stage.page.evaluate(widths)) == 390
        assert await section.evaluate("(node) => node.scrollWidth <= node.clientWidth"), tab
