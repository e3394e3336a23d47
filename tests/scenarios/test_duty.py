"""Duties: hosts make a rota, everybody can see whose turn it is and why, and the group reads names only by choice."""

from collections.abc import Sequence

import pytest

from tests.conftest import ENGINES
from tests.scenarios.duty_house import NAMES, heard, joined, told, turns, with_rota, with_three
from tests.scenarios.switches import IN_BOTH_WORLDS
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_rota_is_made_filled_and_served_in_turn(world: World) -> None:
    await with_three(world)

    made = joined(await world.say(world.sayuri, world.private, "/当番を決める 司会 毎週土曜 21:00 2時間"))
    filled = joined(await world.tap(world.sayuri, "全員を加える", world.private))
    before = await turns(world)
    await world.pass_time(days=5, hours=10)
    at_nine = await heard(world)
    during = await told(world, world.kenji, "当番")

    assert "11月28日(土) 21:00" in made
    assert "12月5日(土) 21:00" in made
    assert "3人を加えました" in filled
    assert before == [*NAMES, *NAMES]
    assert "「司会」の時間です（11月28日(土) 23:00まで）" in at_nine
    assert not any(name in at_nine for name in NAMES), "a support group names nobody"
    assert "いまの当番：#1 さゆり" in during
    assert (await turns(world))[:3] == ["けんじ", "Emily", "さゆり"]


async def test_people_are_added_by_mention_in_the_group_which_reads_only_that_it_is_done(world: World) -> None:
    await with_three(world)
    await world.join(world.hanako)
    await world.say(world.sayuri, world.group, "/当番を決める 司会 毎週土曜 21:00")
    world.skip_news()

    in_group = joined(
        await world.say(
            world.sayuri, world.group, "/当番に加える 司会 @けんじ @花子🌸", mentions=[world.kenji, world.hanako]
        )
    )

    assert "くわしくは個別トークを" in in_group
    assert "人を加えました" not in in_group
    assert "2人を加えました" in await told(world, world.sayuri)
    assert "「司会」の当番" in await told(world, world.kenji)
    assert await turns(world) == ["けんじ", "花子🌸", "けんじ", "花子🌸", "けんじ", "花子🌸"], (
        "her first week is over then"
    )


async def test_what_cannot_be_done_is_answered_in_one_kind_line(world: World) -> None:
    await with_rota(world)
    answers = {
        "/当番を決める 毎週土曜 21:00": "当番の名前を書いて",
        "/当番を決める 掃除 土曜 21:00": "当番の日を書いて",
        "/当番を決める 司会 毎週日曜 21:00": "もうあります",
        "/当番を決める list 毎週土曜 21:00": "別のことば",
        "/当番を決める 掃除 毎週土曜 21:00 ていねいに": "「ていねいに」が読み取れません",
        "/当番に加える 掃除 #2": "「掃除」という当番は見つかりません",
        "/当番に加える 司会": "どなたを加えましょうか",
        "/当番に加える 司会 #99": "見つかりませんでした",
        "/当番に加える 全員": "もう「司会」に入っています",
        "/当番を頼む 司会 #99": "見つかりませんでした",
        "/当番 掃除": "いまあるのは 司会",
        "/引き受けます": "よろしくお願いします",
        "/交代 #99": "その方にはお願いできません",
    }

    for typed, answered in answers.items():
        assert answered in joined(await world.say(world.sayuri, world.private, typed)), typed
    assert "司会：" in await told(world, world.sayuri, "当番の一覧")
    assert "掃除" not in await told(world, world.sayuri, "当番の一覧")


async def test_an_hour_that_may_be_meant_otherwise_waits_for_a_tap(world: World) -> None:
    await with_three(world)

    asked = joined(await world.say(world.sayuri, world.private, "/当番を決める 司会 毎週土曜 3:00 2時間"))
    none_yet = await told(world, world.sayuri, "当番の一覧")
    await world.say(world.sayuri, world.private, "/当番を決める 司会 毎週土曜 3:00 2時間")
    made = joined(await world.tap(world.sayuri, "15:00", world.private))

    assert "まだ何も変えていません" in asked
    assert "まだ当番がありません" in none_yet
    assert "11月28日(土) 15:00" in made


async def test_a_hobby_group_reads_who_is_on_duty_and_hosts_may_choose_otherwise(world: World) -> None:
    await with_rota(world, "司会 毎日 21:00 2時間")
    await world.say(world.sayuri, world.private, "グループの種類")
    await world.tap(world.sayuri, "趣味の会", world.private)

    await world.pass_time(hours=10)
    by_name = await heard(world)
    asked_by_name = joined(await world.say(world.kenji, world.group, "/当番"))
    await world.say(world.sayuri, world.private, "/設定 当番")
    await world.tap(world.sayuri, "お名前を出さない", world.private)
    unnamed = joined(await world.say(world.kenji, world.group, "/当番"))

    assert "当番はさゆりさんです" in by_name
    assert "次：11月24日(火) 21:00\u3000けんじ" in asked_by_name
    assert "次：11月24日(火) 21:00" in unnamed
    assert "けんじ" not in unnamed


async def test_everybody_learns_why_but_only_hosts_see_how_the_others_stand(world: World) -> None:
    await with_rota(world)
    await world.pass_time(days=6)

    for_host = await told(world, world.sayuri, "どうして")
    in_group = joined(await world.say(world.kenji, world.group, "/どうして"))
    for_member = await told(world, world.kenji)

    assert "けんじ" not in in_group
    assert "12月5日(土) 21:00は #2 けんじ" in for_host
    assert "#1 さゆり：平均より0.7回多め、前回は11月28日(土) 21:00" in for_host
    assert "#3 Emily：平均より0.3回少なめ、まだ当番なし" in for_host
    assert "12月5日(土) 21:00は #2 けんじ" in for_member
    assert "あなた：平均より0.3回少なめ" in for_member
    assert "さゆり" not in for_member
    assert "Emily" not in for_member


async def test_several_rotas_are_told_apart_by_name(world: World) -> None:
    await with_rota(world)
    await world.say(world.sayuri, world.private, "/当番を決める かぎ 毎月31日 10:00")
    await world.say(world.sayuri, world.private, "/当番に加える かぎ #3")

    unclear = joined(await world.say(world.sayuri, world.private, "/当番に加える #2"))
    both = await told(world, world.kenji, "当番")
    one = joined(await world.tap(world.kenji, "かぎ", world.private))
    listed = await told(world, world.sayuri, "当番の一覧")
    listed_in_group = joined(await world.say(world.sayuri, world.group, "/当番の一覧"))

    assert "どの当番でしょうか" in unclear
    assert "「司会」" in both
    assert "「かぎ」" in both
    assert "11月30日(月) 10:00\u3000#3 Emily" in one
    assert "12月31日(木) 10:00" in one
    assert "かぎ：毎月31日（ない月は末日） 10:00 / 次の回まで（1人）" in listed
    assert "#3 Emily" in listed
    assert "Emily" not in listed_in_group


async def test_members_may_not_change_a_rota(world: World) -> None:
    await with_rota(world)

    for typed in (
        "/当番を決める x 毎日 9:00",
        "/当番に加える #2",
        "/当番を頼む #2",
        "/当番をなくす 司会",
        "当番の一覧",
    ):
        assert "世話役のかただけ" in await told(world, world.kenji, typed)


async def test_a_rota_is_deleted_after_a_confirm_only(world: World) -> None:
    await with_rota(world)

    asked = joined(await world.say(world.sayuri, world.private, "/当番をなくす"))
    still = await told(world, world.kenji, "当番")
    gone = joined(await world.tap(world.sayuri, "なくします", world.private))
    late = joined(await world.tap(world.sayuri, "なくします", world.private))
    await world.pass_time(days=14)

    assert "元には戻せません" in asked
    assert "これからの当番" in still
    assert "なくしました" in gone
    assert "もうありません" in late
    assert "当番はありません" in await told(world, world.kenji, "当番")
    assert "司会" not in await heard(world)
    assert "当番をなくしました" in await told(world, world.sayuri, "変更の履歴")


@IN_BOTH_WORLDS
async def test_a_rota_is_deleted_in_the_group_where_a_tap_may_need_words(world: World, switches: Sequence[str]) -> None:
    await with_rota(world)
    await world.say(world.sayuri, world.private, "/当番を決める 案内 毎日 9:00")

    await world.say(world.sayuri, world.group, "/当番をなくす 案内")
    left = joined(await world.tap(world.sayuri, "そのままにする", world.group))
    still = await told(world, world.sayuri, "当番の一覧")
    await world.say(world.sayuri, world.group, "/当番をなくす 案内")
    gone = joined(await world.press(world.sayuri, "なくします", world.group))
    if switches:
        gone = joined(await world.tap(world.sayuri, "案内", world.group))

    assert "何も変えていません" in left
    assert "ことばで" not in left, "there is nothing to be said"
    assert "案内" in still
    assert "「案内」をなくしました" in gone
    assert "案内" not in await told(world, world.sayuri, "当番の一覧")


async def test_the_same_in_english(world: World) -> None:
    await with_three(world)
    for person in (world.sayuri, world.emily):
        await world.say(person, world.private, "/lang en")

    made = joined(await world.say(world.sayuri, world.private, "/duty new hosting every saturday 9pm 2h"))
    await world.say(world.sayuri, world.private, "/duty add #3")
    shown = await told(world, world.emily, "/duty")
    why = await told(world, world.emily, "/duty why")

    assert "every week on Saturday, 21:00 / 2 hours" in made
    assert "Sat, Nov 28 21:00  #3 Emily" in shown
    assert "Your next turn: Sat, Nov 28 21:00" in shown
    assert "You: just even" in why


async def test_a_record_of_ones_own_duties_is_shown_and_erased(world: World) -> None:
    await with_rota(world, people="#2 #3")
    await world.pass_time(days=6)

    records = await told(world, world.kenji, "/私の記録")
    await world.say(world.kenji, world.private, "/記録を今すぐ消す")
    listed = await told(world, world.sayuri, "当番の一覧")

    assert "当番「司会」：1回、最後は2026年11月28日" in records
    assert "（1人）" in listed
    assert "けんじ" not in listed
    assert set(await turns(world, world.sayuri)) == {"Emily"}


async def test_a_rota_without_anybody_says_so_when_asked_why(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.private, "/当番を決める 司会 毎週土曜 21:00 2時間")

    assert "まだ決まっていません" in joined(await world.say(world.sayuri, world.private, "どうして"))
    assert "加えました" in joined(await world.say(world.sayuri, world.private, "当番 追加 全員"))
