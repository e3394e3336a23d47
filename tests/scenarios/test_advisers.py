"""An adviser from outside: invited with a code, asked in private, in nothing a member, and gone without a rest."""

import pytest

from storage.models import Adviser, AdviserCode, Member
from tests.conftest import ENGINES
from tests.scenarios.advising import (
    ABOUT_HER,
    ANSWER,
    NAME,
    WORD,
    advised,
    agree,
    alone,
    code_of,
    objected,
    report_sayuri,
)
from tests.scenarios.cases_stage import SEEN, joined, say, told
from tests.scenarios.reporting import SKIP, number_of_newest
from tests.scenarios.world import World


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_somebody_from_outside_decides_an_objection_from_the_invitation_on(world: World) -> None:
    world.line.switch("no_user_id_on_postbacks", on=True)
    world.line.switch("nobody_is_a_friend", on=True)
    await alone(world)
    number = await objected(world)
    assert "外のかた" in await say(world, world.sayuri, "/ことば")
    invitation = await world.tap(world.sayuri, "外のかたにお願いする", world.private)
    assert "土曜" not in joined(invitation), "what is passed on names no group"
    code = await code_of(world, world.sayuri)

    asked = await say(world, world.hanako, code)
    for part in ("相談役", "どなたにも話さず", "相談役 やめる", "お引き受けいただけますか"):
        assert part in asked
    assert "土曜" not in asked
    assert "送る前に" in joined(await world.tap(world.hanako, "はい", world.private))
    await say(world, world.hanako, NAME)
    shown = await say(world, world.hanako, WORD)

    assert "ありがとうございます" in shown
    assert ANSWER in shown, "what waits is brought at once"
    hosts = await say(world, world.sayuri, "/使い方")
    assert f"{NAME}さんが、グループの外から" in hosts
    assert "花子" not in hosts
    await world.tap(world.hanako, "そのまま", world.private)

    assert "そのままになります" in await say(world, world.emily, "/使い方")
    assert "そのままになりました" in await say(world, world.sayuri, "/使い方")
    assert "#4" in await say(world, world.sayuri, f"/対応の記録 {number}"), "the history says who decided"


async def test_whoever_objects_learns_before_and_after_that_the_adviser_reads_it(world: World) -> None:
    await advised(world, world.hanako)
    number = await told(world, world.sayuri, f"/注意 #3 {SEEN}")
    await say(world, world.emily, "/使い方")

    assert f"相談役の{NAME}さん" in await say(world, world.emily, f"/異議 {number}")
    taken = await say(world, world.emily, ANSWER)

    assert f"相談役の{NAME}さん（グループの外のかた）" in taken
    card = await say(world, world.hanako, "/使い方")
    assert f"「{WORD}」" in card
    assert ANSWER in card
    assert "#3" in card
    assert "Emily" not in card, "membership is not confirmed to somebody outside"


async def test_a_report_about_the_lone_host_is_read_and_closed_by_somebody_outside(world: World) -> None:
    await advised(world, world.hanako)
    preview, number = await report_sayuri(world)
    assert f"読む人：相談役の{NAME}さん（このグループの外のかた）だけ" in preview

    word = await say(world, world.hanako, "/ことば")
    assert f"「{WORD}」の相談役のあなたへ：" in word
    assert "届きました" not in await say(world, world.sayuri, "/使い方"), "whom it is about is told nothing"
    assert "見つかりませんでした" in await say(world, world.hanako, f"/相談を読む {number + 50}")
    assert str(number) in await say(world, world.hanako, "/相談を読む")
    shown = joined(await world.tap(world.hanako, f"{number}番を読む", world.private))
    assert ABOUT_HER in shown
    assert f"/相談を読む {WORD} {number} " in shown, "the answer is taught with the adviser's own word"
    assert "Emily" not in shown
    assert ABOUT_HER not in await say(world, world.sayuri, f"/相談箱 {number}")
    assert ABOUT_HER not in await say(world, world.taro, f"/相談を読む {number}")
    await say(world, world.hanako, f"/相談を読む {WORD} {number} おつらかったですね")

    assert "おつらかったですね" in await say(world, world.emily, "/使い方")
    assert "もう" in await say(world, world.hanako, f"/相談を読む {number} もうひとこと")
    assert "見つかりませんでした" in await say(world, world.hanako, "/相談を読む")


async def test_an_adviser_from_outside_learns_the_name_of_a_reporter_who_gave_it_and_of_nobody_else(
    world: World,
) -> None:
    await advised(world, world.hanako)
    _preview, number = await report_sayuri(world, named="はい")
    shown = await say(world, world.hanako, f"/相談を読む {number}")

    assert "Emily" in shown
    assert "#1" in shown
    assert "さゆり" not in shown.replace(ABOUT_HER, "")

    await say(world, world.sayuri, "困っています")
    for answer in ("その他", "長いことばで責められました", "#3 Emily", SKIP, SKIP, "いいえ", "はい"):
        await say(world, world.sayuri, answer)
    about_member = await say(world, world.hanako, f"/相談を読む {await number_of_newest(world)}")
    assert "責められました" in about_member
    assert "#3" in about_member
    assert "Emily" not in about_member


async def test_an_adviser_from_outside_is_in_nothing_a_member(world: World) -> None:
    await advised(world, world.hanako)
    await say(world, world.sayuri, "/ルール追加 お互いを大切に")
    world.skip_news()

    help_card = await say(world, world.hanako, "/使い方")
    for part in ("異議の返事", "相談を読む", "ことば", "相談役 やめる"):
        assert part in help_card
    assert "ルール" not in help_card
    for command in ("/ルール", "/マイページ", "/困っています", "/世話役に聞く これは？", "/困ったとき"):
        said = await say(world, world.hanako, command)
        assert "大切に" not in said
        assert "土曜" not in said
    assert "花子" not in await say(world, world.sayuri, "/ご無沙汰")
    assert "メンバー" in (status := await say(world, world.sayuri, "/つどいの調子"))
    assert "3" in status
    assert world.group_news() == []
    assert f"{NAME}" in await say(world, world.sayuri, "/相談役")
    assert await say(world, world.hanako, "今日はいい天気ですね") == ""


async def test_codes_are_guessed_five_times_at_most_and_tell_nothing(world: World) -> None:
    await alone(world)
    code = await code_of(world, world.sayuri)
    newest = await code_of(world, world.sayuri)
    wrong = await say(world, world.hanako, "ABCD2345")
    assert "使えない" in wrong
    assert await say(world, world.hanako, code) == wrong, "a replaced code is no better than a wrong one"
    for _time in range(3):
        await say(world, world.hanako, "/相談役になる ZZZZ9999")
    assert "続いた" in await say(world, world.hanako, newest)
    assert await say(world, world.taro, "everyone") == "", "a word is not taken for a code"

    await world.pass_time(minutes=16)
    assert "お引き受け" in await say(world, world.hanako, f" {newest[:4].lower()} {newest[4:]} ")
    assert "お引き受け" in await say(world, world.taro, newest), "until somebody has agreed it holds nobody"
    for words in ("はい", NAME, WORD):
        await say(world, world.hanako, words)
    for words in ("はい", "太郎", WORD):
        late = await say(world, world.taro, words)
    assert "もう使えません" in late
    assert "使えない" in await say(world, world.mio, newest)


async def test_a_code_lasts_seven_days_and_is_not_for_members(world: World) -> None:
    await alone(world)
    code = await code_of(world, world.sayuri)
    assert "メンバーなので" in await say(world, world.kenji, code)
    await world.pass_time(days=6, hours=23)
    assert "お引き受け" in await say(world, world.hanako, code)
    await world.pass_time(hours=2)
    for words in ("はい", NAME, WORD):
        said = await say(world, world.hanako, words)
    assert "もう使えません" in said
    async with world.bot.services.database.read() as session:
        assert (await session.get(Adviser, (1, 4))) is None


async def test_whoever_declines_uses_the_code_up_and_leaves_nothing_behind(world: World) -> None:
    await alone(world)
    code = await code_of(world, world.sayuri)
    await say(world, world.hanako, code)
    assert "何も残しません" in await say(world, world.hanako, "いいえ")
    assert "見合わせる" in await say(world, world.sayuri, "/使い方")
    assert "使えない" in await say(world, world.taro, code)
    assert "相談役" not in await say(world, world.hanako, "/私の記録")


@pytest.mark.parametrize("way", ["word", "block", "host", "forgotten"])
async def test_however_the_task_ends_nobody_is_left_waiting(world: World, way: str) -> None:
    await advised(world, world.hanako)
    case = await objected(world)
    _preview, report = await report_sayuri(world)
    if way == "word":
        assert "ここまで" in await say(world, world.hanako, "/相談役 やめる")
    elif way == "block":
        await world.line.block(world.hanako)
        await world.settle()
    elif way == "host":
        await say(world, world.sayuri, "/相談役 やめる")
    else:
        await say(world, world.hanako, "/記録を消す")
        await world.tap(world.hanako, "はい、すべて消す", world.private)
    await world.pass_time(seconds=1)

    told_host = await say(world, world.sayuri, "/使い方")
    if way == "host":
        assert "ここまで" in await say(world, world.hanako, "/ことば")
    else:
        assert ("おりられました" if way == "word" else "連絡できなく") in told_host
        assert "おふたりが信頼できる相談役" in told_host
    assert "読めるのは相談役だけ" not in told_host, "a host is told nothing of what is about them"
    assert "その役目が終わったので" in await say(world, world.emily, "/ことば")
    for command in (f"/異議の返事 {case} そのまま", f"/相談を読む {report}", "/使い方"):
        said = await say(world, world.hanako, command)
        assert ANSWER not in said
        assert ABOUT_HER not in said
    assert "決まっていません" in await say(world, world.sayuri, "/相談役")


async def test_a_week_without_a_decision_is_told_to_the_host_and_another_adviser_takes_over(world: World) -> None:
    await advised(world, world.hanako)
    number = await objected(world)
    await world.pass_time(days=7, minutes=1)
    assert "7日のあいだに決まりませんでした" in await say(world, world.sayuri, "/使い方")
    assert "まだ決まっていません" in await say(world, world.emily, "/使い方")

    assert ANSWER in await agree(world, world.taro, await code_of(world, world.sayuri), name="田中")

    assert "ここまで" in await say(world, world.hanako, "/ことば")
    assert "見つかりません" not in await say(world, world.taro, f"/異議の返事 {number} 取り下げる")
    assert "取り下げになり" in await say(world, world.emily, "/使い方")


async def test_a_second_host_goes_first_and_the_adviser_is_asked_less(world: World) -> None:
    await advised(world, world.hanako)
    await say(world, world.sayuri, "世話役 追加 #2")
    await say(world, world.kenji, "/使い方")
    number = await objected(world)

    assert ANSWER in await say(world, world.kenji, "/ことば")
    assert ANSWER not in await say(world, world.hanako, "/ことば")
    assert "見つかりません" in await say(world, world.hanako, f"/異議の返事 {number} そのまま")
    assert NAME in await say(world, world.sayuri, "/相談役")


async def test_an_adviser_who_comes_into_the_group_goes_on_as_the_member_they_are(world: World) -> None:
    await advised(world, world.hanako)
    _preview, told_number = await report_sayuri(world)
    await world.join(world.hanako)
    await world.say(world.hanako, world.group, "はじめまして")
    world.skip_news()

    assert "#5" in await say(world, world.sayuri, "/相談役")
    assert ABOUT_HER in await say(world, world.hanako, f"/相談を読む {told_number}"), (
        "what was told to them stays theirs"
    )
    number = await objected(world)
    assert ANSWER in await say(world, world.hanako, "/ことば")
    assert "そのまま" in await say(world, world.hanako, f"/異議の返事 {number} そのまま")

    own = await told(world, world.sayuri, "/注意 #5 ひとりで長く話していました")
    await say(world, world.hanako, "/ことば")
    about_herself = await say(world, world.hanako, f"/異議 {own} 違います")
    assert "決められる世話役がほかにいない" in about_herself, "nobody decides about themselves"


async def test_an_adviser_who_was_a_member_once_decides_nothing_about_themselves(world: World) -> None:
    await alone(world)
    number = await objected(world)
    await world.leave(world.emily)
    await agree(world, world.emily, await code_of(world, world.sayuri))

    assert ANSWER not in await say(world, world.emily, "/ことば")
    assert "見つかりません" in await say(world, world.emily, f"/異議の返事 {number} 取り下げる")


async def test_what_is_kept_of_an_adviser_is_shown_and_goes_thirty_days_after_the_end(world: World) -> None:
    await advised(world, world.hanako)
    own = await say(world, world.hanako, "/私の記録")
    assert WORD in own
    assert NAME in own
    await say(world, world.hanako, "/相談役 やめる")
    await world.pass_time(days=29)
    assert NAME in await say(world, world.hanako, "/私の記録")
    await world.pass_time(days=2)
    assert NAME not in await say(world, world.hanako, "/私の記録")
    async with world.bot.services.database.read() as session:
        assert await session.get(Adviser, (1, 4)) is None
        assert await session.get(Member, (1, 4)) is None, "no member ever had the number"
        assert (await session.get(AdviserCode, "")) is None
