"""The bot is put out of its group and comes back, or moves on: what was put down is done then, and done once."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.simulator.world import GroupChat, Person
from tests.conftest import ENGINES
from tests.scenarios.advising import ANSWER, alone, objected
from tests.scenarios.doors import applied, door_opened, host_says, joined, word_to
from tests.scenarios.front_door import copy_of, knock
from tests.scenarios.reporting import report_taro, with_members
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches
Back = Callable[[World], Awaitable[GroupChat]]
LEFT = "退会されました"
SEAT = "お席をご用意しました"


async def put_out(world: World, group: GroupChat | None = None) -> None:
    await world.line.remove_bot(group or world.group)
    await world.settle()


async def invited_again(world: World) -> GroupChat:
    await world.invite_bot()
    return world.group


async def invited_unheard(world: World) -> GroupChat:
    """Let LINE's word of the invitation be lost: the bot notices by the next word of somebody that it is back."""
    world.line.mishaps.webhooks("lost")
    await world.invite_bot()
    await world.pass_time(minutes=6)
    await world.say(world.emily, world.group, "hello")
    return world.group


async def moved(world: World) -> GroupChat:
    steps = re.search(r"/引っ越し \w{8}", await host_says(world, "/引っ越し"))
    assert steps is not None
    new = world.line.add_group("新しい会", [world.sayuri, world.kenji, world.emily])
    await world.invite_bot(new)
    await world.say(world.sayuri, new, steps[0])
    return new


IN_EVERY_WAY = pytest.mark.parametrize("back", [invited_again, invited_unheard, moved])


async def with_kenji(world: World) -> World:
    """Bring the bot into the group, where Kenji (#2) has said something; it is a little after eleven in the morning."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    world.skip_news()
    return world


async def waiting(world: World, person: Person | None = None) -> str:
    """Pass a moment, and give all that waits for somebody in private, by default the owner."""
    await world.pass_time(minutes=1)
    return await word_to(world, person or world.sayuri)


@IN_EVERY_WAY
@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_hosts_hear_once_who_left_before_the_bot_was_put_out(world: World, back: Back) -> None:
    await with_kenji(world)
    await world.leave(world.kenji)
    await put_out(world)
    await world.pass_time(days=3)
    assert LEFT not in await waiting(world), "nobody can do anything about it now"

    await back(world)

    told = await waiting(world)
    assert (told.count(LEFT), told.count("#2")) == (1, 1)
    await world.pass_time(days=2)
    assert LEFT not in await waiting(world)


async def test_put_out_and_back_on_the_very_morning_changes_nothing(world: World) -> None:
    await with_kenji(world)
    await world.leave(world.kenji)
    await world.pass_time(hours=21, minutes=50)
    assert LEFT not in await waiting(world)
    await put_out(world)
    world.line.mishaps.webhooks("lost")
    happened = await world.line.invite_bot(world.group)
    assert happened.event is not None
    for redelivered in (False, True):
        await knock(world, {**happened.event, "deliveryContext": {"isRedelivery": redelivered}})
        await world.settle()
    await world.pass_time(minutes=10)
    await knock(world, copy_of(happened.event))
    await world.settle()

    assert (await waiting(world)).count(LEFT) == 1
    await world.pass_time(days=2)
    assert LEFT not in await waiting(world)


async def test_one_group_rests_and_the_other_goes_on(world: World) -> None:
    await with_kenji(world)
    other = world.line.add_group("日曜の会", [world.mio, world.taro, world.emily])
    await world.invite_bot(other)
    await world.claim(world.mio, other)
    await world.say(world.taro, other, "こんにちは")
    await world.pass_time(hours=25)
    await waiting(world, world.mio)
    await world.leave(world.kenji)
    await world.leave(world.taro, group=other)
    await put_out(world)

    await world.pass_time(days=1)

    assert LEFT in await waiting(world, world.mio)
    assert LEFT not in await waiting(world)
    await invited_again(world)
    assert LEFT in await waiting(world)
    assert LEFT not in await waiting(world, world.mio)


@IN_EVERY_WAY
async def test_a_rest_that_ends_and_a_wish_to_leave_are_not_forgotten(world: World, back: Back) -> None:
    await with_kenji(world)
    await world.say(world.emily, world.group, "hello")
    await world.say(world.kenji, world.private, "お休み 2日")
    await world.say(world.emily, world.private, "/quit")
    await put_out(world)
    await world.pass_time(days=4)
    await back(world)

    assert "お休みの期間が終わりました" in await waiting(world, world.kenji)
    assert "#3 さんから個別に退会のお気持ち" in await waiting(world)


@pytest.mark.parametrize("back", [invited_again, moved])
async def test_the_seat_of_a_stranger_rests_for_its_week_though_the_bot_was_out(world: World, back: Back) -> None:
    code = await door_opened(world)
    await host_says(world, "/定員 3")
    number = await applied(world, world.hanako, code)
    await host_says(world, f"/迎える {number}")
    await world.leave(world.emily)
    await put_out(world)
    await world.pass_time(days=2)
    await back(world)
    await host_says(world, "/招待リンク https://line.me/R/ti/g/ZyXwVuTsRq")

    assert "この7日に退会した方の席：1席" in await host_says(world, "/定員")
    await world.pass_time(days=4, hours=20)
    assert SEAT not in await word_to(world, world.hanako)


@pytest.mark.parametrize(("hours", "is_shown"), [(20, True), (31, False)])
async def test_first_words_are_shown_late_within_a_day_and_not_after_it(
    world: World, hours: int, is_shown: bool
) -> None:
    await with_kenji(world)
    await world.join(world.hanako)
    await world.say(world.hanako, world.group, "はじめまして")
    await put_out(world)
    await world.pass_time(hours=hours)
    await invited_again(world)

    assert ("まだ返事がないようです" in await waiting(world)) is is_shown


async def test_a_reporter_hears_after_it_how_things_stand(world: World) -> None:
    await with_members(world)
    number = await report_taro(world, world.mio)
    await word_to(world, world.mio)
    await put_out(world)
    await world.pass_time(days=5)
    await invited_again(world)

    told = await waiting(world, world.mio)
    assert f"{number}番" in told
    assert "まだどなたも開いていません" in told


async def test_whoever_decides_is_asked_again_once_however_often_it_was_due(world: World) -> None:
    await alone(world)
    await world.say(world.sayuri, world.private, "/世話役 追加 #2")
    await word_to(world, world.kenji)
    await objected(world)
    assert ANSWER in await word_to(world, world.kenji)
    await put_out(world)
    await world.pass_time(days=10)
    await invited_again(world)

    assert (await waiting(world, world.kenji)).count(ANSWER) == 1
    assert "まだ決まっていません" in await waiting(world, world.emily)
    await world.pass_time(days=5)
    assert ANSWER in await word_to(world, world.kenji)


async def test_the_group_hears_of_changed_rules_and_nothing_that_is_long_ago(world: World) -> None:
    await with_kenji(world)
    await world.say(world.sayuri, world.private, "/goodbye on")
    await world.say(world.sayuri, world.private, "/goodbye set いってらっしゃい")
    await world.say(world.sayuri, world.group, "/ひと休み 30分")
    await world.say(world.sayuri, world.private, "/ルールを決める やさしく話す\n写真はのせない")
    await world.line.join([world.hanako], world.group)
    await world.line.leave([world.emily], world.group)
    await put_out(world)
    await world.pass_time(hours=3)
    await invited_again(world)
    await world.pass_time(minutes=1)

    said = joined(await world.say(world.kenji, world.group, "こんにちは"))
    assert "やさしく話す" in said
    assert "ようこそ" not in said
    assert "ひと休み" not in said
    assert "いってらっしゃい" not in said


async def test_somebody_asked_to_stand_in_may_still_answer_when_the_bot_is_back(world: World) -> None:
    await with_kenji(world)
    await world.say(world.emily, world.group, "hello")
    await host_says(world, "/当番を決める 司会 毎週土曜 21:00 2時間")
    await host_says(world, "/当番に加える 全員")
    await host_says(world, "/パス")
    assert "代わっていただけますか" in await word_to(world, world.kenji)
    await put_out(world)
    await world.pass_time(days=2)
    await invited_again(world)
    await world.pass_time(minutes=50)

    assert "代わっていただけますか" not in await word_to(world, world.emily)
    await world.pass_time(minutes=20)
    assert "代わっていただけますか" in await word_to(world, world.emily)


@pytest.mark.parametrize("back", [invited_again, invited_unheard])
async def test_a_claim_is_confirmed_a_day_after_the_bot_is_back(world: World, back: Back) -> None:
    await world.claimed(confirmed=False)
    await put_out(world)
    await world.pass_time(days=3)
    await back(world)

    await world.pass_time(hours=23)
    assert "確定しました" not in await waiting(world)
    await world.pass_time(hours=2)
    assert "確定しました" in await waiting(world)


async def test_a_group_that_invites_unheard_is_not_left_at_once(world: World) -> None:
    await world.invite_bot()
    await world.pass_time(days=6)
    await put_out(world)
    await world.pass_time(days=3)
    await invited_unheard(world)

    await world.pass_time(timedelta(days=6))
    assert world.group.has_bot
    await world.pass_time(timedelta(days=1))
    assert not world.group.has_bot


async def test_a_short_absence_puts_no_reminder_off(world: World) -> None:
    code = await door_opened(world)
    number = await applied(world, world.hanako, code)
    await word_to(world, world.sayuri)
    await world.pass_time(days=20)
    await put_out(world)
    await world.pass_time(hours=1)
    await invited_again(world)

    await world.pass_time(days=8)
    assert f"参加希望 {number}番" not in await waiting(world)
    await world.pass_time(days=2)
    assert f"参加希望 {number}番" in await waiting(world)
