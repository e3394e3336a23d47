"""Somebody takes no more turns: by their own word, without a reason, and nothing that waited for them is left lying."""

import pytest
from sqlmodel import col, update

from storage.models import Member
from storage.models.members import MemberStatus
from tests.scenarios.duty_house import joined, told, turns, with_rota, with_three
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches
LEFT = "「司会」の当番を抜けました"


async def test_a_member_leaves_a_rota_and_the_turn_goes_to_the_next_in_line(world: World) -> None:
    await with_rota(world)
    await world.say(world.sayuri, world.private, "/当番を頼む 司会 #2")
    await told(world, world.kenji)

    in_group = joined(await world.say(world.kenji, world.group, "/当番 抜ける 司会"))
    in_private = await told(world, world.kenji)
    for_host = await told(world, world.sayuri)

    assert in_group == "承知しました。"
    assert "「司会」の当番から外れました" in in_private
    assert "世話役に声をかけて" in in_private
    assert f"#2 けんじさんが{LEFT}" in for_host
    assert await turns(world) == ["さゆり", "Emily", "さゆり", "Emily", "さゆり", "Emily"]
    assert "どの当番にも入っていません" in await told(world, world.kenji, "当番を抜ける")


async def test_whoever_was_being_asked_to_stand_in_leaves_and_the_next_one_is_asked(world: World) -> None:
    await with_rota(world)
    await told(world, world.sayuri, "/パス")
    assert "代わっていただけますか" in await told(world, world.kenji)

    await told(world, world.kenji, "当番を抜ける")

    assert "代わっていただけますか" in await told(world, world.emily)
    await world.tap(world.emily, "引き受けます", world.private)
    assert (await turns(world))[0] == "Emily"


async def test_a_substitute_taken_out_by_a_host_leaves_no_turn_without_anybody(world: World) -> None:
    await with_rota(world)
    await told(world, world.sayuri, "/パス")
    await told(world, world.kenji)
    await world.tap(world.kenji, "引き受けます", world.private)

    await told(world, world.sayuri, "/当番から外す 司会 #2")

    assert "代わっていただけますか" in await told(world, world.emily)


async def test_which_rota_is_meant_is_asked_and_what_cannot_be_is_said_kindly(world: World) -> None:
    await with_rota(world, people="#2")
    await world.say(world.sayuri, world.private, "/当番を決める 掃除 毎週月曜 9:00")
    await world.say(world.sayuri, world.private, "/当番に加える 掃除 #2 #3")

    asked = await told(world, world.kenji, "当番を抜ける")
    unknown = await told(world, world.kenji, "/当番を抜ける 書記")
    not_in_it = await told(world, world.emily, "/当番を抜ける 司会")
    left = joined(await world.tap(world.kenji, "司会", world.private))

    assert "司会、掃除" in asked
    assert "「書記」" in unknown
    assert "入っていない" in not_in_it
    assert "「司会」の当番から外れました" in left
    left_empty = await told(world, world.sayuri)
    assert "いまだれも入っていません" in left_empty
    assert "次の方にお願いします" not in left_empty, "there is nobody to ask"
    assert "入っていない" in await told(world, world.kenji, "/当番を抜ける 司会")


async def test_nothing_is_asked_of_somebody_who_has_left_the_group(world: World) -> None:
    await with_rota(world)
    await world.leave(world.emily)

    assigned = await told(world, world.sayuri, "/当番を頼む 司会 #3")
    added = await told(world, world.sayuri, "/当番に加える 司会 #3")
    swapped = await told(world, world.sayuri, "/交代 #3")

    assert "いまここにいらっしゃいません" in assigned
    assert "見つかりませんでした" in added
    assert "その方にはお願いできません" in swapped
    assert "Emily" not in await turns(world)


async def test_whoever_is_asked_how_they_are_is_left_out_until_they_answer_but_a_yes_of_theirs_holds(
    world: World,
) -> None:
    await with_rota(world)
    await told(world, world.sayuri, "/パス")
    await told(world, world.kenji)
    await ask_how_they_are(world, 2, 3)

    taken = joined(await world.tap(world.kenji, "引き受けます", world.private))
    asked = await turns(world)
    why = await told(world, world.sayuri, "どうして")
    assigned = await told(world, world.sayuri, "/当番を頼む 司会 #3")
    await world.say(world.emily, world.group, "hello")
    await world.say(world.kenji, world.group, "こんにちは")

    assert "よろしくお願いします" in taken
    assert asked == ["けんじ", *["さゆり"] * 5]
    assert "「お元気ですか」のお返事待ち、今回はパスなどの方（2人）" in why
    assert "#3 Emily：平均どおり、まだ当番なし（今回は数えません）" in why
    assert "#2 けんじ：平均どおり、まだ当番なし\n" in why
    assert "#3 Emilyさんにお願いします" in assigned
    assert set((await turns(world))[1:]) == {"さゆり", "けんじ", "Emily"}


async def ask_how_they_are(world: World, *numbers: int) -> None:
    async with world.bot.services.database.write() as session:
        await session.execute(update(Member).where(col(Member.number).in_(numbers)).values(status=MemberStatus.ASKED))


async def test_a_rota_with_nobody_in_it_is_spoken_of_once(world: World) -> None:
    await with_three(world)
    await world.say(world.sayuri, world.private, "/当番を決める 鍵 毎日 9:00")
    await world.pass_time(hours=12)
    before_the_first = await told(world, world.sayuri)
    await world.pass_time(days=3)

    assert "「鍵」を引き受けられる方が見つかりません" in before_the_first
    assert "鍵" not in await told(world, world.sayuri)


async def test_of_turns_without_anybody_the_hosts_read_the_last_one(world: World) -> None:
    await with_rota(world, "鍵 毎日 21:00", people="#2")
    await world.say(world.kenji, world.private, "/お休み")

    await world.pass_time(days=3)
    for_host = await told(world, world.sayuri)

    assert for_host.count("当番の方がいないまま") == 1
    assert "11月25日(水) 21:00）は、当番の方がいないまま" in for_host


async def test_a_turn_that_has_begun_is_theirs_to_the_end(world: World) -> None:
    await with_rota(world)
    await world.pass_time(days=5, hours=11)

    left = await told(world, world.sayuri, "当番を抜ける")

    assert "そのままお願いします" in left
    assert (await turns(world))[0] == "けんじ"


async def test_the_own_page_shows_the_own_next_turn(world: World) -> None:
    await with_three(world)
    without = await told(world, world.kenji, "マイページ")
    await with_rota_only(world)

    own = await told(world, world.kenji, "マイページ")
    await world.say(world.kenji, world.private, "/lang en")
    in_english = await told(world, world.kenji, "/me")

    assert "当番：" not in without
    assert "次の「司会」の当番：12月5日(土) 21:00" in own
    assert "12月12日" not in own
    assert "Your next turn at “司会”" in in_english


async def with_rota_only(world: World) -> None:
    await world.say(world.sayuri, world.private, "/当番を決める 司会 毎週土曜 21:00 2時間")
    await world.say(world.sayuri, world.private, "/当番に加える 全員")


async def test_whoever_steps_out_after_a_swap_leaves_nobody_two_turns_running(world: World) -> None:
    await with_rota(world)
    await told(world, world.sayuri, "/交代 #2")
    await told(world, world.kenji)
    await world.tap(world.kenji, "引き受けます", world.private)

    await told(world, world.kenji, "当番を抜ける")

    assert (await turns(world))[:2] == ["さゆり", "Emily"]


async def test_another_is_asked_when_whoever_was_to_stand_in_has_their_records_erased(world: World) -> None:
    await with_rota(world)
    await told(world, world.sayuri, "/パス")
    await told(world, world.kenji)
    await world.tap(world.kenji, "引き受けます", world.private)

    await told(world, world.kenji, "記録を今すぐ消す")

    assert "代わっていただけますか" in await told(world, world.emily)


async def test_who_is_on_duty_is_told_until_they_leave_the_group_itself(world: World) -> None:
    await with_rota(world)
    await world.pass_time(days=5, hours=11)
    await told(world, world.sayuri, "当番を抜ける")

    stepped_out = await told(world, world.kenji, "当番")
    await world.leave(world.sayuri)
    gone = await told(world, world.kenji, "当番")

    assert "いまの当番：#1 さゆり" in stepped_out
    assert "いまの当番：まだ決まっていません" in gone


async def test_hosts_read_who_is_in_a_rota_and_in_the_group(world: World) -> None:
    await with_rota(world)
    await world.leave(world.kenji)

    listed = await told(world, world.sayuri, "当番の一覧")
    why = await told(world, world.sayuri, "どうして")

    assert "（2人）" in listed
    assert "#2" not in listed + why


async def test_with_nobody_next_in_line_a_turn_given_back_is_the_hosts_to_care_for(world: World) -> None:
    await with_rota(world, people="#2")

    given_back = await told(world, world.kenji, "/パス")

    assert "世話役が考えます" in given_back
    assert "次の順番の方" not in given_back


@pytest.mark.parametrize("word", ["/当番から外す 司会 #2", "/当番を本当になくす 司会"])
async def test_nobody_reads_later_that_a_turn_is_theirs_which_no_longer_is(world: World, word: str) -> None:
    await with_rota(world)
    await world.say(world.sayuri, world.private, "/当番を頼む 司会 #2")

    await world.say(world.sayuri, world.private, word)

    assert "の当番です" not in await told(world, world.kenji)


async def test_whoever_is_taken_out_before_they_have_read_is_not_asked_to_stand_in(world: World) -> None:
    await with_rota(world)
    await world.say(world.sayuri, world.private, "/パス")

    await world.say(world.sayuri, world.private, "/当番から外す 司会 #2")

    assert "代わって" not in await told(world, world.kenji)


async def test_whoever_rests_before_they_have_read_is_not_told_of_a_turn_that_went_on(world: World) -> None:
    await with_rota(world)
    await world.pass_time(days=4, hours=14)
    await world.say(world.sayuri, world.group, "/お休み")
    await world.say(world.kenji, world.group, "/当番")

    assert "の当番です" not in await told(world, world.sayuri)
