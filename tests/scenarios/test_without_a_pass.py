"""Whoever comes in without a pass is shown to hosts alone, if they want to know, and is judged by nobody."""

import pytest

from tests.scenarios.doors import GET_LINK, LINK, NEW_LINK, applied, door_opened, host_says, joined, word_to
from tests.scenarios.front_door import unheard
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches


async def test_somebody_without_a_pass_is_shown_to_hosts_only_and_the_link_renewed(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)
    await host_says(world, f"/迎える {number}")
    await world.say(world.hanako, world.private, GET_LINK)
    await word_to(world, world.sayuri)

    await world.join(world.taro)

    told = await word_to(world, world.sayuri)
    assert "リンクをお渡ししていない方が入りました：#" in told
    assert "太郎" not in told
    assert "リンク" not in joined(world.group_news())
    assert "広まっているのかもしれません" in await host_says(world, "/招待リンク")
    await host_says(world, f"/招待リンク {NEW_LINK}")
    assert "広まって" not in await host_says(world, "/招待リンク")
    assert "新しくなりました" in await word_to(world, world.hanako)
    given = joined(await world.say(world.hanako, world.private, GET_LINK))
    assert NEW_LINK in given
    assert LINK not in given
    await world.join(world.hanako)
    assert "お渡ししていない方" not in await word_to(world, world.sayuri)


async def test_somebody_who_comes_too_late_is_shown_to_hosts_but_is_no_sign_of_a_link_that_spread(world: World) -> None:
    code = await door_opened(world)
    await host_says(world, f"/迎える {await applied(world, world.hanako, code)}")
    await world.say(world.hanako, world.private, GET_LINK)
    await world.pass_time(hours=73)
    await word_to(world, world.sayuri)

    await world.join(world.hanako)

    told = await word_to(world, world.sayuri)
    assert "期限が過ぎてから入りました：#" in told
    assert "お渡ししていない方" not in told
    assert "広まっている" not in await host_says(world, "/招待リンク")


@pytest.mark.parametrize(("state", "is_shown"), [("確認", True), ("閉じる", True), ("開く", False)])
async def test_people_without_a_pass_are_shown_unless_the_door_is_open(
    world: World, state: str, is_shown: bool
) -> None:
    await door_opened(world)
    page = await host_says(world, f"/入口 {state}")

    await world.join(world.taro)

    assert ("リンクをお渡ししていない方が入りました：#" in await word_to(world, world.sayuri)) == is_shown
    assert ("リンクがなくても入れます" in page) != is_shown


async def test_hosts_who_do_not_want_to_know_hear_of_nobody(world: World) -> None:
    await door_opened(world)
    await host_says(world, "/設定 入口のお知らせ 使わない")

    await world.join(world.taro)

    assert "リンクをお渡ししていない方" not in await word_to(world, world.sayuri)


async def test_a_group_that_never_used_its_door_hears_nothing_of_it(world: World) -> None:
    await world.claimed()

    await world.join(world.taro)

    assert "リンク" not in await word_to(world, world.sayuri)
    assert "何も" not in joined(world.group_news())


async def test_somebody_whose_coming_was_lost_on_the_way_is_in_all_the_same(world: World) -> None:
    code = await door_opened(world)
    accepted, undecided = await applied(world, world.hanako, code), await applied(world, world.taro, code)
    await host_says(world, f"/迎える {accepted}")
    await word_to(world, world.hanako)
    await world.say(world.hanako, world.private, GET_LINK)
    for person in (world.hanako, world.taro):
        await unheard(world, world.line.join([person], world.group))
        await world.say(person, world.group, "はじめまして")

    await world.pass_time(days=8)

    assert "お席の期限が過ぎた" not in await word_to(world, world.hanako)
    assert "もうグループに入っています" in await host_says(world, f"/迎える {undecided}")


async def test_a_seat_goes_on_to_the_next_one_also_after_the_bot_was_out_of_the_group(world: World) -> None:
    code = await door_opened(world)
    await host_says(world, "/定員 4")
    for person in (world.hanako, world.taro):
        await host_says(world, f"/迎える {await applied(world, person, code)}")
    await word_to(world, world.hanako)
    await world.line.remove_bot(world.group)
    await world.settle()
    await world.invite_bot()

    await world.pass_time(days=4)

    assert "お席をご用意しました" in await word_to(world, world.taro)
