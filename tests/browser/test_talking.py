"""What people do on the page: speak, mention, quote, edit, take back, send stickers, come and go, reload."""

import pytest
from playwright.async_api import expect

from tests.browser.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def act_on_newest(stage: Stage, name: str) -> None:
    """Open the actions of the newest message of the group and choose one."""
    newest = stage.group.locator(".message").last
    await newest.get_by_role("button", name="このメッセージの操作").click()
    await newest.get_by_role("button", name=name).click()


async def test_a_member_mentions_quotes_edits_and_takes_back(stage: Stage) -> None:
    group = stage.line.group("土曜の会")
    await stage.be("美咲")
    await stage.group.get_by_role("textbox").fill("@け")
    await stage.group.get_by_role("textbox").press_sequentially("ん")
    await stage.group.get_by_role("button", name="@けんじ").click()
    await stage.group.get_by_role("textbox").press_sequentially("次はいつですか")
    await stage.group.get_by_role("button", name="送る", exact=True).click()
    await expect(stage.group.locator(".mention")).to_have_text("@けんじ")
    [said] = stage.line.transcript(group)
    assert said.content["mention"]["mentionees"][0]["userId"] == stage.line.person("けんじ").user_id

    await stage.be("けんじ")
    await act_on_newest(stage, "引用")
    await stage.write(stage.group, "来週です")
    await expect(stage.group.locator(".quoted")).to_contain_text("次はいつですか")

    await act_on_newest(stage, "編集")
    await stage.write(stage.group, "再来週です")
    await expect(stage.group.locator(".message").last).to_contain_text("編集済み")
    await stage.sees(stage.group, "再来週です")

    await act_on_newest(stage, "送信取消")
    await expect(stage.group.locator(".message").last).to_contain_text("メッセージの送信を取り消しました")


async def test_everything_can_be_done_with_the_keyboard(stage: Stage) -> None:
    await stage.page.locator(".person-list").get_by_role("button", name="Emma").press("Enter")
    await stage.group.get_by_role("button", name="@で呼ぶ").press("Enter")
    await stage.page.keyboard.press("Enter")
    await stage.group.get_by_role("textbox").press_sequentially("一行目")
    await stage.page.keyboard.press("Shift+Enter")
    await stage.page.keyboard.type("二行目")
    await stage.page.keyboard.press("Enter")

    await expect(stage.group.locator(".mine .bubble")).to_contain_text("一行目\n二行目", use_inner_text=True)
    await expect(stage.group.locator(".mine .mention")).to_have_count(1)
    await expect(stage.group.get_by_role("textbox")).to_have_value("")


async def test_every_control_has_a_name(stage: Stage) -> None:
    await stage.tap(stage.group, "つどいを招く")
    await stage.sees(stage.group, "はじめに")
    await stage.page.get_by_role("button", name="しくみを見る").click()
    nameless = """() => [...document.querySelectorAll('button, a, input, select, textarea, [role=button]')]
        .filter((node) => !(node.getAttribute('aria-label') || (node.closest('label') ?? node).textContent.trim()))
        .length"""

    assert await stage.page.locator("button").count() > 20
    assert await stage.page.evaluate(nameless) == 0


async def test_people_come_and_go(stage: Stage) -> None:
    await stage.be("ゆうた")
    await expect(stage.group.get_by_role("textbox")).to_be_disabled()
    await stage.page.get_by_role("button", name="土曜の会に入る").click()
    await stage.sees(stage.group, "ゆうたが参加しました")
    await stage.page.get_by_role("button", name="友だちに追加").click()
    await stage.page.get_by_role("button", name="ブロック", exact=True).click()
    await stage.page.get_by_role("button", name="ブロック解除").click()
    await stage.page.get_by_role("button", name="土曜の会を出る").click()
    await stage.sees(stage.group, "ゆうたが退出しました")

    assert stage.line.person("ゆうた").is_friend


async def test_a_new_person_opens_a_new_group_beside_the_first(stage: Stage) -> None:
    await stage.page.get_by_text("人・グループを増やす").click()
    await stage.page.get_by_label("新しい人の名前", exact=True).fill("みお")
    await stage.page.get_by_label("新しい人の名前", exact=True).press("Enter")
    await expect(stage.page.get_by_role("button", name="みお")).to_have_attribute("aria-pressed", "true")
    await stage.page.get_by_label("新しいグループの名前", exact=True).fill("世話役の部屋")
    await stage.page.get_by_label("新しいグループの名前", exact=True).press("Enter")

    tab = stage.page.get_by_role("tab", name="世話役の部屋")
    await expect(tab).to_have_attribute("aria-selected", "true")
    await stage.write(stage.group, "ここは静かですね")
    await stage.sees(stage.group, "ここは静かですね")
    await stage.page.get_by_role("tab", name="土曜の会").click()
    await expect(stage.group.locator(".talk")).not_to_contain_text("ここは静かですね")


async def test_stickers_and_photos_are_shown_by_name(stage: Stage) -> None:
    await stage.private.get_by_role("button", name="スタンプを送る").click()
    await stage.private.get_by_role("button", name="写真を送る").click()

    await expect(stage.private.get_by_role("img", name="スタンプ 446/1988")).to_be_visible()
    await expect(stage.private.get_by_role("img", name="写真")).to_be_visible()


async def test_a_reload_keeps_the_chats_and_who_one_is(stage: Stage) -> None:
    await stage.be("けんじ")
    await stage.write(stage.group, "おはようございます")
    await stage.sees(stage.group, "おはようございます")

    await stage.page.reload()

    await stage.sees(stage.group, "おはようございます")
    await expect(stage.page.get_by_role("button", name="けんじ")).to_have_attribute("aria-pressed", "true")
    await stage.line.say(stage.line.person("美咲"), stage.line.group("土曜の会"), "あとから")
    await stage.sees(stage.group, "あとから")


async def test_what_cannot_be_done_is_told_and_the_text_is_kept(stage: Stage) -> None:
    await stage.be("けんじ")
    stage.line.group("土曜の会").member_ids.remove(stage.line.person("けんじ").user_id)

    await stage.write(stage.group, "まだいますか")

    await expect(stage.page.get_by_role("alert")).to_have_text("けんじ is not in this chat.")
    await expect(stage.group.get_by_role("textbox")).to_have_value("まだいますか")
    stage.complaints[:] = [text for text in stage.complaints if "409" not in text]
