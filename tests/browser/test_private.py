"""The private chat in a browser: introducing oneself, asking the hosts, each real menu, the help to swipe through."""

import re

import pytest
from playwright.async_api import expect

from bot.richmenu.command import sync_beside
from bot.richmenu.definitions import MENUS, MenuKind
from tests.browser.stage import Stage, claimed

pytestmark = pytest.mark.asyncio(loop_scope="session")

MEMBER, NEWCOMER, HOST = "けんじ", "ゆうた", "美咲"


async def with_kenji_known(stage: Stage) -> None:
    """Let Misaki own the group, and Kenji be known to the bot by a word of his."""
    await claimed(stage)
    await stage.line.say(stage.line.person(MEMBER), stage.line.group("土曜の会"), "よろしくお願いします")
    await stage.bot.settle()
    await stage.be(MEMBER)


async def test_somebody_introduces_themselves_by_tapping_and_typing(stage: Stage) -> None:
    await with_kenji_known(stage)

    await stage.write(stage.private, "自己紹介")
    await stage.sees(stage.private, "裁判所")
    await stage.write(stage.private, "けんちゃん")
    await stage.tap(stage.private, "関東")
    await expect(stage.private.get_by_role("button", name="とばす", exact=True).last).to_be_visible()
    await stage.write(stage.private, "山歩き")
    await stage.write(stage.private, "のんびりよろしく")
    await stage.tap(stage.private, "自分で投稿する")

    await stage.sees(stage.private, "けんちゃんです。")
    await expect(stage.private.locator(".bubble").last).to_contain_text("地域：関東")
    await expect(stage.group.locator(".talk")).not_to_contain_text("けんちゃん")


async def test_a_question_reaches_the_hosts_and_the_answer_its_asker(stage: Stage) -> None:
    await with_kenji_known(stage)

    await stage.write(stage.private, "世話役に聞く 次はいつですか")
    await stage.sees(stage.private, "質問")
    await stage.be(HOST)
    await stage.write(stage.private, "こんにちは")
    await stage.sees(stage.private, "┃ 次はいつですか")
    found = re.search(r"質問(\d+)が", "".join(stage.line.texts(stage.line.person(HOST))))
    assert found is not None
    await stage.write(stage.private, f"/返事 {found[1]} 来週の土曜です")
    await stage.sees(stage.private, "届け")
    await stage.be(MEMBER)
    await stage.write(stage.private, "ありがとう")

    await stage.sees(stage.private, "┃ 来週の土曜です")


@pytest.mark.parametrize(
    ("kind", "who"), [(MenuKind.NEWCOMER, NEWCOMER), (MenuKind.MEMBER, MEMBER), (MenuKind.HOST, HOST)]
)
async def test_every_place_on_a_menu_is_answered(stage: Stage, kind: MenuKind, who: str) -> None:
    await sync_beside(stage.bot.services, say=lambda _step: None)
    await with_kenji_known(stage)
    await stage.be(who)
    if who == MEMBER:
        await stage.page.get_by_role("button", name="友だちに追加").click()
    answers = stage.private.locator(".message:not(.mine)")
    menu = stage.private.locator(".rich-menu")

    for cell in MENUS[kind]:
        before = await answers.count()
        await menu.get_by_role("button", name=cell.ja.title, exact=True).click()
        await expect(stage.private.locator(".message.mine").last).to_contain_text(cell.word)
        await expect(answers.nth(before)).to_be_visible()


async def test_the_help_lies_side_by_side_and_leads_on(stage: Stage) -> None:
    await with_kenji_known(stage)

    await stage.write(stage.private, "使い方")
    cards = stage.private.locator(".carousel .flex-bubble")
    await expect(cards.nth(1)).to_be_visible()
    await stage.tap(stage.private, "個人情報のこと")

    await expect(stage.private.locator(".message.mine").last).to_contain_text("個人情報のこと")
    await expect(stage.private.locator(".message").last).not_to_contain_class("mine")
