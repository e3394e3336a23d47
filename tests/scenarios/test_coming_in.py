"""From a stranger with a code to a member of the group: what they read, what hosts read, and what nobody reads."""

from collections.abc import Sequence

import pytest
from sqlmodel import col, select, update

from storage.models import Application, Consent, Member, OpenForm
from storage.models.members import MemberStatus
from tests.conftest import ENGINES
from tests.scenarios.doors import (
    GET_LINK,
    LINK,
    applied,
    apply,
    code_in,
    door_opened,
    host_says,
    joined,
    word_to,
)
from tests.scenarios.menu_shop import calls_to, own_menu, synced
from tests.scenarios.switches import IN_BOTH_WORLDS
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_the_whole_way_from_a_code_to_the_group(world: World) -> None:
    code = await door_opened(world)
    await host_says(world, "/ルールを決める 悪口を言わない")
    await host_says(world, "/グループの紹介 毎週土曜に集まる会です")
    await host_says(world, "/質問 追加 お住まいは？ 選択: 関東/関西")
    await host_says(world, "/質問 追加 18歳以上")
    world.skip_news()

    shown = joined(await world.say(world.hanako, world.private, f"参加したい {code.lower()}"))
    for told in ("毎週土曜に集まる会です", "悪口を言わない", "匿名ではありません", "18歳以上", "空きがあります"):
        assert told in shown
    assert "ひみつ" not in shown, "the group's name stays in the group"
    await world.tap(world.hanako, "申し込みをはじめる", world.private)
    await world.say(world.hanako, world.private, "はなちゃん")
    await world.tap(world.hanako, "関西", world.private)
    await world.tap(world.hanako, "はい", world.private)
    await world.tap(world.hanako, "はい", world.private)
    preview = joined(await world.tap(world.hanako, "とばす", world.private))
    assert "┃ 関西" in preview
    assert "受け付けました" in joined(await world.tap(world.hanako, "はい", world.private))

    notice = await word_to(world, world.sayuri)
    assert "参加したいという方がいらっしゃいます" in notice
    assert "はなちゃん" not in notice
    card = joined(await world.tap(world.sayuri, "読む", world.private))
    assert "はなちゃん" in card
    assert "┃ 関西" in card
    accepted = joined(await world.tap(world.sayuri, "迎える", world.private))
    assert "お迎えします" in accepted

    assert "お席をご用意しました" in await word_to(world, world.hanako)
    given = joined(await world.tap(world.hanako, "リンクを受け取る", world.private))
    assert LINK in given
    assert "72時間" in given
    await world.join(world.hanako)
    assert "待っている方はいません" in await host_says(world, "/参加希望")
    assert "はなちゃん" not in joined(world.group_news())
    async with world.bot.services.database.read() as session:
        consents = (await session.scalars(select(Consent))).all()
        assert [consent.version for consent in consents] == [1], "the agreement at the door counts"
        assert (await session.scalars(select(OpenForm))).all() == []


async def test_an_open_door_hands_the_link_over_without_a_host(world: World) -> None:
    code = await door_opened(world, "開く")

    said = await apply(world, world.hanako, code)

    assert "お席をご用意しました" in said
    assert LINK in joined(await world.say(world.hanako, world.private, GET_LINK))


async def test_an_open_door_leaves_somebody_who_was_removed_to_a_host(world: World) -> None:
    code = await door_opened(world, "開く")
    await world.join(world.hanako)
    await world.leave(world.hanako)
    async with world.bot.services.database.write() as session:
        hers = update(Member).where(col(Member.user_id) == world.hanako.user_id)
        await session.execute(hers.values(status=MemberStatus.REMOVED))

    said = await apply(world, world.hanako, code)

    assert "受け付けました" in said
    assert "お席" not in said
    assert LINK not in joined(await world.say(world.hanako, world.private, GET_LINK))


async def test_whoever_must_not_meet_somebody_reads_the_same_and_a_host_decides(world: World) -> None:
    code = await door_opened(world, "開く")
    await world.say(world.hanako, world.private, f"/申し込む {code}")
    said = ""
    for answer in ("はなちゃん", "けんじという人", "はい"):
        said = joined(await world.say(world.hanako, world.private, answer))

    assert "受け付けました" in said
    assert "けんじ" not in said
    assert "お席" not in said
    number = int(said.split("番として")[0].rsplit("を", 1)[-1])
    card = await host_says(world, f"/参加希望 {number}")
    assert "┃ けんじという人" in card
    assert "同じことばでお返事" in card
    for person, name in ((world.taro, "けんじ"), (world.mio, "いない人の名前")):
        await world.say(person, world.private, f"/申し込む {code}")
        await world.say(person, world.private, "だれか")
        await world.say(person, world.private, name)
    known = joined(await world.say(world.taro, world.private, "はい"))
    unknown = joined(await world.say(world.mio, world.private, "はい"))
    assert _without_numbers(known) == _without_numbers(unknown)


async def test_a_wrong_code_reads_like_a_closed_door(world: World) -> None:
    code = await door_opened(world)
    wrong = joined(await world.say(world.hanako, world.private, "参加したい AAAAAAAA"))
    await host_says(world, "/入口 閉じる")

    closed = joined(await world.say(world.hanako, world.private, f"参加したい {code}"))

    assert closed == wrong
    assert "入口が見つかりません" in closed


async def test_a_renewed_code_opens_and_the_former_one_does_not(world: World) -> None:
    former = await door_opened(world)

    code = code_in(await host_says(world, "/入口 新しい合言葉"))

    assert code != former
    assert "見つかりません" in joined(await world.say(world.hanako, world.private, f"参加したい {former}"))
    assert "お入りになる前に" in joined(await world.say(world.hanako, world.private, f"参加したい {code}"))


async def test_whoever_applies_twice_has_one_application(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)

    again = joined(await world.say(world.hanako, world.private, f"参加したい {code}"))
    at_once = joined(await world.say(world.hanako, world.private, f"/申し込む {code}"))

    assert f"{number}番として" in again
    assert again == at_once
    async with world.bot.services.database.read() as session:
        assert len((await session.scalars(select(Application))).all()) == 1


async def test_a_form_for_strangers_opens_nothing_else_of_the_community(world: World) -> None:
    code = await door_opened(world)
    await host_says(world, "/ルールを決める ひみつを守る")
    await world.say(world.hanako, world.private, f"/申し込む {code}")

    assert "ひみつを守る" not in joined(await world.say(world.hanako, world.private, "/ルール"))
    assert "さゆり" not in joined(await world.say(world.hanako, world.private, "/世話役"))
    assert "はなちゃん" not in joined(await world.say(world.hanako, world.private, "はなちゃん"))


@IN_BOTH_WORLDS
async def test_a_member_of_another_group_applies_without_leaving_their_own(
    world: World, switches: Sequence[str]
) -> None:
    await synced(world)
    code = await door_opened(world)
    other = world.line.add_group("別の会", [world.taro, world.mio])
    await world.invite_bot(other)
    await world.claim(world.taro, other)
    await world.pass_time(hours=25)
    await world.say(world.mio, other, "こんにちは")
    await world.follow(world.mio)
    menu = own_menu(world, world.mio)
    assert (menu is None) == bool(switches), "LINE shows a menu to friends alone"
    linked = calls_to(world, "POST", world.mio.user_id, "richmenu")

    number = await applied(world, world.mio, code)
    await host_says(world, f"/迎える {number}")

    await world.pass_time(minutes=1)
    assert own_menu(world, world.mio) == menu
    assert calls_to(world, "POST", world.mio.user_id, "richmenu") == linked
    assert LINK in joined(await world.say(world.mio, world.private, GET_LINK))
    assert "#2" in joined(await world.say(world.mio, world.private, "/マイページ"))
    assert "見つかりません" in joined(await world.say(world.taro, world.private, f"/参加希望 {number}"))


async def test_minors_are_told_kindly_and_nothing_is_kept(world: World) -> None:
    code = await door_opened(world)
    await host_says(world, "/質問 追加 18歳以上")
    await world.say(world.hanako, world.private, f"/申し込む {code}")
    await world.say(world.hanako, world.private, "はなちゃん")

    assert "18歳以上の方のため" in joined(await world.say(world.hanako, world.private, "いいえ"))
    await world.say(world.hanako, world.private, "やめる")
    async with world.bot.services.database.read() as session:
        assert (await session.scalars(select(Application))).first() is None
        assert (await session.scalars(select(OpenForm))).first() is None


async def test_a_door_closed_in_the_middle_of_the_form_takes_nothing(world: World) -> None:
    code = await door_opened(world)
    await world.say(world.hanako, world.private, f"/申し込む {code}")
    await world.say(world.hanako, world.private, "はなちゃん")
    await world.say(world.hanako, world.private, "とばす")
    await host_says(world, "/入口 閉じる")

    assert "閉じられました" in joined(await world.say(world.hanako, world.private, "はい"))
    assert "待っている方はいません" in await host_says(world, "/参加希望")


async def test_an_english_reader_goes_through_in_english(world: World) -> None:
    code = await door_opened(world)
    await world.say(world.hanako, world.private, "/lang en")

    assert "A group is not anonymous" in joined(await world.say(world.hanako, world.private, f"apply {code}"))
    await world.tap(world.hanako, "Begin", world.private)
    for answer in ("Hana", "Skip"):
        await world.say(world.hanako, world.private, answer)
    assert "has arrived" in joined(await world.say(world.hanako, world.private, "Yes"))


async def test_a_member_and_somebody_without_a_code_are_shown_the_way(world: World) -> None:
    code = await door_opened(world)

    assert "もう入っていらっしゃる" in joined(await world.say(world.kenji, world.private, f"参加したい {code}"))
    assert "合言葉" in joined(await world.say(world.hanako, world.private, "参加したい"))
    assert "お渡しできるリンクはありません" in joined(await world.say(world.hanako, world.private, GET_LINK))


async def test_a_withdrawn_application_is_gone_for_everybody(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)

    assert "取り下げ" in joined(await world.say(world.hanako, world.private, "/申し込みを取り下げる"))

    assert "見つかりません" in await host_says(world, f"/迎える {number}")
    assert "お入りになる前に" in joined(await world.say(world.hanako, world.private, f"参加したい {code}"))


async def test_an_applicant_who_wants_to_be_forgotten_leaves_nothing(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)
    assert "参加の申し込み：1件" in joined(await world.say(world.hanako, world.private, "/私の記録"))
    await host_says(world, f"/迎える {number}")

    await world.say(world.hanako, world.private, "/記録を今すぐ消す")

    assert "お渡しできるリンクはありません" in joined(await world.say(world.hanako, world.private, GET_LINK))
    assert "待っている方はいません" in await host_says(world, "/参加希望")
    assert "申し込み" not in joined(await world.say(world.hanako, world.private, "/私の記録"))


def _without_numbers(text: str) -> str:
    return "".join(letter for letter in text if not letter.isdigit())
