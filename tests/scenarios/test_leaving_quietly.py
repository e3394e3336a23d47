"""Leaving, staying after all and coming back: the hosts hear of it in private, the group never."""

from collections.abc import Sequence

import pytest

from tests.conftest import ENGINES
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches


def joined(texts: Sequence[str]) -> str:
    return "\n".join(texts)


async def with_kenji(world: World) -> World:
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    world.skip_news()
    return world


async def hosts_hear(world: World) -> str:
    return joined(await world.say(world.sayuri, world.private, "こんにちは"))


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_the_hosts_hear_of_a_wish_at_nine_the_next_morning(world: World) -> None:
    await with_kenji(world)  # a little after eleven on a Monday in Japan

    told = joined(await world.say(world.kenji, world.private, "退会したい"))
    await world.pass_time(hours=21)
    before_nine = await hosts_hear(world)
    await world.pass_time(hours=2)

    assert "LINEでご自分で" in told
    assert "#2" not in before_nine
    assert "#2 さんから個別に退会のお気持ち" in await hosts_hear(world)
    assert world.group_news() == []


async def test_a_wish_taken_back_in_time_is_told_to_nobody(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "退会したい")

    told = joined(await world.tap(world.kenji, "やっぱり残ります", world.private))
    await world.pass_time(days=2)

    assert "これまでどおり" in told
    assert "#2" not in await hosts_hear(world)


async def test_hosts_who_heard_of_it_hear_that_somebody_stays(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "退会したい")
    await world.pass_time(days=2)
    await hosts_hear(world)

    await world.say(world.kenji, world.private, "戻りました")

    assert "#2 さんは、このまま残られる" in await hosts_hear(world)


async def test_whoever_has_left_by_then_is_spoken_of_so(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "退会したい")
    await world.leave(world.kenji)

    await world.pass_time(days=1)

    assert "すでに退会されています" in await hosts_hear(world)
    assert world.group_news() == []


async def test_the_hosts_hear_the_next_morning_who_left_without_a_word(world: World) -> None:
    await with_kenji(world)
    await world.say(world.emily, world.group, "hello")
    world.skip_news()

    await world.leave(world.kenji)
    await world.pass_time(hours=12)
    await world.leave(world.emily)
    on_the_same_day = await hosts_hear(world)
    await world.pass_time(hours=10)

    assert "#2" not in on_the_same_day
    assert "#2、#3 さんが、グループを退会されました" in await hosts_hear(world), "one word about both"
    assert world.group_news() == []


async def test_nothing_is_said_of_whoever_is_back_or_has_asked_to_come_back(world: World) -> None:
    await with_kenji(world)
    await world.say(world.emily, world.group, "hello")
    await world.leave(world.kenji, world.emily)

    await world.join(world.emily)
    await world.say(world.kenji, world.private, "戻りたい")
    await world.pass_time(days=2)

    heard = await hosts_hear(world)
    assert "#2 さんが、戻りたいそうです" in heard
    assert "退会されました" not in heard


async def test_whoever_comes_back_and_leaves_once_more_is_spoken_of_once(world: World) -> None:
    await with_kenji(world)  # a little after eleven on a Monday in Japan
    await world.leave(world.kenji)
    await world.join(world.kenji)
    await world.pass_time(hours=21)
    await world.leave(world.kenji)

    await world.pass_time(hours=2)
    assert "退会されました" not in await hosts_hear(world), "the word about Monday, on Tuesday at nine"
    await world.pass_time(days=1)
    assert (await hosts_hear(world)).count("#2 さんが、グループを退会されました") == 1
    await world.pass_time(days=2)
    assert await hosts_hear(world) == ""


async def test_whoever_only_reads_still_does_after_staying(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "見るだけ")
    await world.say(world.kenji, world.private, "退会したい")

    await world.tap(world.kenji, "やっぱり残ります", world.private)

    assert "見るだけ" in joined(await world.say(world.kenji, world.private, "マイページ"))


async def test_whoever_left_within_a_week_is_helped_back_in_quietly(world: World) -> None:
    await with_kenji(world)
    await world.leave(world.kenji)
    await world.pass_time(days=6)

    told = joined(await world.say(world.kenji, world.private, "戻りました"))
    await world.say(world.kenji, world.private, "戻りました")

    assert "世話役だけにお伝えしました" in told
    assert (await hosts_hear(world)).count("戻りたいそうです") == 1
    assert world.group_news() == []


async def test_after_a_week_nothing_is_confirmed_or_denied(world: World) -> None:
    await with_kenji(world)
    await world.leave(world.kenji)
    await world.pass_time(days=8)

    left = await world.say(world.kenji, world.private, "戻りました")
    stranger = await world.say(world.mio, world.private, "戻りました")

    assert left == stranger
    assert "#2" not in await hosts_hear(world)


async def test_the_owner_is_asked_to_hand_over_first(world: World) -> None:
    await with_kenji(world)

    assert "引き継いで" in joined(await world.say(world.sayuri, world.private, "退会したい"))
    await world.pass_time(days=1)
    assert "退会のお気持ち" not in await hosts_hear(world)


async def test_what_is_kept_is_shown_and_erased(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "退会したい")

    kept = joined(await world.say(world.kenji, world.private, "私の記録"))
    await world.say(world.kenji, world.private, "記録を消す")
    await world.tap(world.kenji, "はい、すべて消す", world.private)
    await world.pass_time(days=1)

    assert "退会のお気持ち：2026年11月23日" in kept
    assert "#2" not in await hosts_hear(world)


@pytest.mark.parametrize("words", ["戻りたい", "/return"])
async def test_whoever_takes_part_elsewhere_comes_back_quietly_all_the_same(world: World, words: str) -> None:
    await with_kenji(world)
    other = world.line.add_group("もうひとつの会", [world.taro, world.kenji])
    await world.invite_bot(other)
    await world.claim(world.taro, other)
    await world.pass_time(hours=25)
    await world.say(world.kenji, other, "こんにちは")
    await world.leave(world.kenji)

    resting_is_over = joined(await world.say(world.kenji, world.private, "戻りました"))
    wish = joined(await world.say(world.kenji, world.private, words))

    assert "いまも参加中" in resting_is_over
    assert "世話役だけにお伝えしました" in wish
    assert "#2 さんが、戻りたいそうです" in joined(await world.say(world.sayuri, world.private, "こんにちは"))
    assert "戻りたい" not in joined(await world.say(world.taro, world.private, "こんにちは"))


@pytest.mark.parametrize("switches", [()], ids=["no switch"])
async def test_a_wish_to_leave_is_not_answered_aloud_wherever_it_is_tapped(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "/お返事します")

    await world.line.tap(world.kenji, world.button(world.kenji, "退会したい", world.private), world.group)
    await world.settle()

    assert world.group_news() == ["承知しました。"]
    assert "世話役には明日" in joined(await world.say(world.kenji, world.private, "こんにちは"))
