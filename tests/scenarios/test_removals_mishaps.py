"""Removals where names change, words of LINE come late or not at all, and hosts act at the same moment."""

import pytest

from tests.scenarios.removal_stage import (
    decided,
    is_removed,
    joined,
    proposed,
    told,
    with_two_hosts,
)
from tests.scenarios.test_two_engines import second_process, settle_both
from tests.scenarios.world import World


async def test_the_name_is_asked_at_that_moment_and_without_it_there_are_no_steps(world: World) -> None:
    await with_two_hosts(world)
    await decided(world)
    world.hanako.display_name = "はなこ（新）"
    world.line.mishaps.calls("refused", path="/member/", status=500)

    nameless = joined(await world.tap(world.kenji, "私がします", world.private))
    steps = joined(await world.tap(world.kenji, "私がします", world.private))

    assert "人ちがいを防ぐため" in nameless
    assert "はなこ（新）" in steps
    assert "花子🌸" not in steps


async def test_equal_names_are_told_apart_by_number(world: World) -> None:
    await with_two_hosts(world)
    twin = world.line.add_person("花子🌸")
    await world.join(twin)
    await world.pass_time(seconds=10)
    await world.say(world.kenji, world.private, "/退会の相談 花子")
    await decided(world)
    steps = joined(await world.tap(world.kenji, "私がします", world.private))

    await world.leave(twin)
    wrong_one = await is_removed(world, 5)
    await world.leave(world.hanako)

    assert "#5のかたも同じ名前" in steps
    assert not wrong_one
    assert await is_removed(world, 4)


async def test_two_hosts_with_the_same_thought_get_one_proposal(world: World) -> None:
    await with_two_hosts(world)
    number = await proposed(world, world.sayuri)

    second = joined(await world.say(world.kenji, world.private, "/退会の相談 #4 私も困っていました"))
    await world.tap(world.kenji, "賛成する", world.private)

    assert f"{number}番で出ています" in second
    assert "私も困っていました" in second
    assert "引き受けるかた" in joined(await world.say(world.sayuri, world.private, "/退会の相談 一覧"))


async def test_typed_in_the_group_nobody_there_reads_whom_it_is_about(world: World) -> None:
    await with_two_hosts(world)

    group = joined(await world.say(world.sayuri, world.group, "/退会の相談 @花子🌸 困ります", mentions=[world.hanako]))
    refused = joined(await world.say(world.kenji, world.group, "/退会の相談 @さゆり 困ります", mentions=[world.sayuri]))

    assert "花子" not in group
    assert "困ります" not in group
    assert "主催者" not in refused
    assert "困ります" in await told(world, world.sayuri)


async def test_the_second_host_leaves_in_the_middle_and_the_first_waits_a_day(world: World) -> None:
    await with_two_hosts(world)
    await proposed(world, world.sayuri)
    await world.leave(world.kenji)
    await world.pass_time(hours=1)
    alone = await told(world, world.sayuri)
    await world.pass_time(hours=25)

    assert "ほかにいなくなった" in alone
    assert "1日たちました" in await told(world, world.sayuri)


async def test_somebody_unnamed_leaves_and_the_host_says_who_it_was(world: World) -> None:
    await with_two_hosts(world)
    number = await decided(world)
    await world.tap(world.kenji, "私がします", world.private)
    too_early = joined(await world.say(world.kenji, world.private, f"/退会を見届けました {number}"))
    nobody = world.line.add_person("ななし", consented=False)
    await world.join(nobody)
    await world.leave(nobody)

    asked = await told(world, world.kenji)
    await world.tap(world.kenji, "はい、そのかたです", world.private)

    assert "それを待っています" in too_early
    assert "#4のかたですか" in asked
    assert await is_removed(world)


async def test_several_leave_in_one_event_that_comes_twice(world: World) -> None:
    await with_two_hosts(world)
    number = await decided(world)
    await world.tap(world.kenji, "私がします", world.private)
    world.line.mishaps.webhooks("twice", event_type="memberLeft")

    await world.leave(world.emily, world.hanako)

    news = await told(world, world.sayuri)
    assert news.count(f"{number}番が終わりました") == 1
    assert (await is_removed(world, 3), await is_removed(world, 4)) == (False, True)


async def test_the_word_of_leaving_comes_after_that_of_coming_back(world: World) -> None:
    await with_two_hosts(world)
    await decided(world)
    await world.tap(world.kenji, "私がします", world.private)
    world.line.mishaps.webhooks("reordered", 2)
    await world.pass_time(seconds=5)
    await world.leave(world.hanako)
    await world.pass_time(seconds=5)
    await world.join(world.hanako)

    news = await told(world, world.sayuri)

    assert "LINEで確かめました" in news
    assert "#4のかたがグループに戻りました" in news


async def test_the_bot_is_put_out_in_the_middle_and_goes_on_when_it_is_back(world: World) -> None:
    await with_two_hosts(world)
    number = await proposed(world, world.sayuri)
    await world.line.remove_bot(world.group)
    await world.settle()
    await world.pass_time(days=4)
    await world.invite_bot()
    await world.pass_time(hours=1)

    await told(world, world.kenji)
    await world.say(world.kenji, world.private, f"/賛成 {number}")
    await world.tap(world.kenji, "私がします", world.private)
    await world.leave(world.hanako)

    assert await is_removed(world)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_hosts_decide_at_the_same_moment_in_two_processes(world: World) -> None:
    await with_two_hosts(world)
    await world.say(world.sayuri, world.private, "世話役 追加 #3")
    await world.say(world.emily, world.private, "/lang ja")
    world.skip_news()
    number = await proposed(world, world.sayuri)
    await told(world, world.kenji)
    await told(world, world.emily)
    async with second_process(world) as other:
        async with world.line.one_request():
            await world.line.say(world.kenji, world.private, f"/賛成 {number}")
            await world.line.say(world.emily, world.private, f"/反対 {number}")
        await settle_both(world, other)

    said = [joined(world.private_news(world.kenji)), joined(world.private_news(world.emily))]
    settled = ["もう決まっています" in text for text in said]
    assert sorted(settled) == [False, True]


async def test_both_switches_leave_the_way_open(world: World) -> None:
    await with_two_hosts(world)
    world.line.switch("no_user_id_on_postbacks", on=True)
    world.line.switch("nobody_is_a_friend", on=True)

    await decided(world)
    await world.tap(world.kenji, "私がします", world.private)
    await world.leave(world.hanako)

    assert await is_removed(world)


async def test_in_english(world: World) -> None:
    await with_two_hosts(world)
    await world.say(world.sayuri, world.private, "世話役 追加 #3")
    await world.say(world.emily, world.private, "/lang en")
    world.skip_news()
    number = await proposed(world, world.sayuri)

    asked = joined(await world.say(world.emily, world.private, "hello"))
    await world.say(world.emily, world.private, f"/approve {number}")
    steps = joined(await world.say(world.emily, world.private, f"/volunteer {number}"))

    assert "shall they leave" in asked
    assert "Members" in steps
    assert "「" not in steps


async def test_each_host_hears_in_their_own_language_and_is_asked_nothing_that_is_settled(world: World) -> None:
    await with_two_hosts(world)
    await world.say(world.sayuri, world.private, "世話役 追加 #3")
    await world.say(world.emily, world.private, "/lang en")
    world.skip_news()
    await decided(world)
    await world.tap(world.kenji, "私がします", world.private)
    await world.leave(world.hanako)

    news = joined(await world.say(world.emily, world.private, "hello"))

    assert "host #2 does it" in news
    assert "番" not in news
    assert "shall they leave" not in news
    assert "has to do it" not in news
