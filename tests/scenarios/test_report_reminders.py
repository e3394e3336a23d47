"""What was told in confidence is not forgotten: reminders to hosts, and word to the reporter, walked on the clock."""

import pytest

from tests.scenarios.reporting import (
    KENJI,
    SKIP,
    TARO,
    WORDS,
    joined,
    newest_receipt,
    number_of_newest,
    read,
    report,
    report_taro,
    with_members,
    with_people,
    word_for,
)
from tests.scenarios.world import World

WAITS = "受け持つ人を待っています"


async def waiting_for_hosts(world: World) -> str:
    """Let both hosts come by, and give what was waiting for them."""
    return joined([await word_for(world, world.sayuri), await word_for(world, world.kenji)])


async def test_hosts_are_reminded_after_a_day_two_days_later_and_then_every_week_until_it_is_closed(
    world: World,
) -> None:
    await with_members(world)
    number = await report_taro(world, world.mio)
    assert "個別トークで「/相談箱" in await waiting_for_hosts(world)
    for quiet, then in ((23, 2), (46, 2), (144, 24)):
        await world.pass_time(hours=quiet)
        assert WAITS not in await waiting_for_hosts(world)
        await world.pass_time(hours=then)
        said = await waiting_for_hosts(world)
        assert said.count(WAITS) == 2, "each host is reminded once"
        assert f"（{number}番）" in said
        assert WORDS not in said
    await world.say(world.kenji, world.private, f"/受け持つ {number}")
    await world.say(world.kenji, world.private, f"/終える {number} お話ししました")
    await waiting_for_hosts(world)
    await world.pass_time(days=15)
    assert f"{number}番" not in await waiting_for_hosts(world)


async def test_a_photo_that_should_go_cannot_wait_a_day(world: World) -> None:
    await with_members(world)
    await report(world, world.mio, "写真を消してほしい", WORDS, TARO, "分からない", SKIP, "いいえ", "はい")
    await waiting_for_hosts(world)
    await world.pass_time(hours=3, minutes=1)
    assert "急ぎの相談" in await waiting_for_hosts(world)


async def test_what_was_not_read_of_earlier_words_is_replaced(world: World) -> None:
    await with_members(world)
    await report_taro(world, world.mio)
    await world.pass_time(days=4)
    said = await word_for(world, world.kenji)
    assert said.count(WAITS) == 1
    assert "届きました" not in said


async def test_while_all_hosts_rest_a_reminder_waits_until_one_is_back(world: World) -> None:
    await with_members(world)
    await report_taro(world, world.mio)
    await waiting_for_hosts(world)
    for host in (world.sayuri, world.kenji):
        await world.say(host, world.private, "お休み 7日")
    await world.pass_time(days=2)
    assert WAITS not in await word_for(world, world.sayuri)
    await world.say(world.kenji, world.private, "戻りました")
    await world.pass_time(hours=2)
    assert WAITS in await word_for(world, world.kenji)
    assert WAITS not in await word_for(world, world.sayuri), "who rests is spared while somebody is there"


async def test_whoever_took_it_is_asked_gently_and_the_others_only_where_that_host_rests(world: World) -> None:
    await with_members(world)
    number = await report_taro(world, world.mio)
    await world.say(world.kenji, world.private, f"/受け持つ {number}")
    await waiting_for_hosts(world)
    await world.pass_time(days=1, hours=1)
    assert f"{number}番" not in await waiting_for_hosts(world), "whoever took it just now is left in peace"
    await world.pass_time(days=2)
    assert "受け持ってくださっています" in await word_for(world, world.kenji)
    assert f"{number}番" not in await word_for(world, world.sayuri)
    await world.say(world.kenji, world.private, "お休み 30日")
    await world.pass_time(days=7)
    assert f"/受け持つ {number}" in await word_for(world, world.sayuri)


@pytest.mark.parametrize("is_read", [True, False])
async def test_after_three_days_the_reporter_hears_what_is_true(world: World, *, is_read: bool) -> None:
    await with_members(world)
    number = await report_taro(world, world.mio)
    if is_read:
        await read(world, world.kenji, number)
    await word_for(world, world.mio)
    await world.pass_time(days=2, hours=23)
    assert f"{number}番" not in await word_for(world, world.mio)
    await world.pass_time(hours=2)
    said = await word_for(world, world.mio)
    assert ("世話役が読みましたが" in said) is is_read
    assert ("まだどなたも開いていません" in said) is not is_read
    await world.pass_time(days=20)
    assert f"{number}番" not in await word_for(world, world.mio), "it is said once"


async def test_a_reporter_whose_words_are_looked_after_hears_nothing_more(world: World) -> None:
    await with_members(world)
    number = await report_taro(world, world.mio)
    await world.say(world.kenji, world.private, f"/受け持つ {number}")
    await word_for(world, world.mio)
    await world.pass_time(days=4)
    assert f"{number}番" not in await word_for(world, world.mio)


async def test_a_host_about_whom_it_is_is_never_reminded_and_the_reporter_is_told_no_more_than_is_known(
    world: World,
) -> None:
    await with_people(world)
    await report(world, world.emily, "言い合い", WORDS, KENJI, SKIP, "いいえ", "はい")
    number = await number_of_newest(world)
    await word_for(world, world.sayuri)
    await world.pass_time(days=3, hours=1)
    assert WAITS in await word_for(world, world.sayuri)
    assert f"{number}番" not in await word_for(world, world.kenji)
    said = await word_for(world, world.emily)
    assert f"{await newest_receipt(world)}番" in said
    assert "読むことのできる人" in said
    assert number == await newest_receipt(world)


async def test_reminders_go_on_when_the_bot_is_back_in_the_group(world: World) -> None:
    await with_members(world)
    await report_taro(world, world.mio)
    await world.line.remove_bot(world.group)
    await world.settle()
    await world.pass_time(days=3)
    await world.invite_bot()
    world.skip_news()
    await world.pass_time(days=1, hours=1)
    assert WAITS in await word_for(world, world.kenji)
