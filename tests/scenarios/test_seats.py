"""Seats and the waiting list: in order, with a deadline from delivery, and a seat left free for a week."""

from datetime import timedelta

import pytest

from bot.simulator.world import Person
from tests.conftest import ENGINES
from tests.scenarios.doors import GET_LINK, LINK, applied, door_opened, host_says, joined, word_to
from tests.scenarios.test_line_troubles import line_out_of_reach
from tests.scenarios.test_two_hosts_at_once import ON_POSTGRESQL, both_say
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches
SEAT = "お席をご用意しました"
TOO_LATE = "お席の期限が過ぎた"


async def let_in(world: World, code: str, *people: Person) -> list[int]:
    """Let people apply and be accepted one after the other."""
    numbers = []
    for person in people:
        numbers.append(await applied(world, person, code))
        await host_says(world, f"/迎える {numbers[-1]}")
        await word_to(world, world.sayuri)
    return numbers


async def with_one_seat(world: World) -> str:
    """Open the door of a group of three with four seats."""
    code = await door_opened(world)
    assert "空き：1席" in await host_says(world, "/定員 4")
    return code


async def away(world: World, time: timedelta) -> None:
    """Let time pass in which the bot does not run."""
    world.clock.move(time)
    await world.restart()
    await world.settle()


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_the_next_one_waits_until_the_deadline_has_passed(world: World) -> None:
    code = await with_one_seat(world)
    first, second = await let_in(world, code, world.hanako, world.taro)
    assert "順番は1番目" in await word_to(world, world.taro)
    assert f"{second}" in await host_says(world, "/定員")

    await world.pass_time(hours=30)
    assert SEAT in await word_to(world, world.hanako)
    await world.pass_time(hours=71)
    assert SEAT not in await word_to(world, world.taro), "the deadline began with the delivery"
    await world.pass_time(hours=2)

    assert SEAT in await word_to(world, world.taro)
    assert TOO_LATE in await word_to(world, world.hanako)
    for_host = await word_to(world, world.sayuri)
    assert f"参加希望 {first}番" in for_host
    assert "お入りになる期限が過ぎました" in for_host
    assert LINK in joined(await world.say(world.taro, world.private, GET_LINK))


async def test_a_link_counts_for_72_hours_from_its_delivery(world: World) -> None:
    code = await with_one_seat(world)
    await let_in(world, code, world.hanako, world.taro)
    assert SEAT in await word_to(world, world.hanako)
    await world.pass_time(hours=70)
    assert LINK in joined(await world.say(world.hanako, world.private, GET_LINK))

    await world.pass_time(hours=71)
    assert LINK in joined(await world.say(world.hanako, world.private, GET_LINK)), "once more, within its time"
    await world.pass_time(hours=2)

    assert LINK not in joined(await world.say(world.hanako, world.private, GET_LINK))
    assert SEAT in await word_to(world, world.taro)


@pytest.mark.parametrize("asks_again", [False, True])
async def test_a_link_that_line_did_not_take_waits_and_counts_from_its_delivery(world: World, asks_again: bool) -> None:
    code = await with_one_seat(world)
    await let_in(world, code, world.hanako, world.taro)
    assert SEAT in await word_to(world, world.hanako)
    async with line_out_of_reach(world):
        assert LINK not in joined(await world.say(world.hanako, world.private, GET_LINK))
        await world.pass_time(minutes=20)
        await world.bot.services.line.close()

    await world.pass_time(hours=60)
    said = joined(await world.say(world.hanako, world.private, GET_LINK if asks_again else "こんばんは"))
    await world.pass_time(hours=71)

    assert said.count(LINK) == 1
    assert LINK in joined(await world.say(world.hanako, world.private, GET_LINK))
    assert SEAT not in await word_to(world, world.taro)
    await world.pass_time(hours=2)
    assert SEAT in await word_to(world, world.taro)


async def test_somebody_who_blocked_the_bot_does_not_keep_the_seat_for_ever(world: World) -> None:
    code = await with_one_seat(world)
    number = await applied(world, world.hanako, code)
    await world.follow(world.hanako)
    await world.line.block(world.hanako)
    await world.settle()
    await host_says(world, f"/迎える {number}")
    await let_in(world, code, world.taro)

    await world.pass_time(days=5)
    assert SEAT not in await word_to(world, world.taro)
    await world.pass_time(days=1, hours=1)

    assert SEAT in await word_to(world, world.taro)
    for_host = await word_to(world, world.sayuri)
    assert f"参加希望 {number}番" in for_host
    assert "ご本人にお知らせが届きませんでした" in for_host


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_seat_whose_time_ran_out_while_the_bot_was_away_is_kept_a_day_longer(world: World) -> None:
    code = await with_one_seat(world)
    await let_in(world, code, world.hanako, world.taro, world.mio)
    assert SEAT in await word_to(world, world.hanako)
    await world.pass_time(hours=1)

    await away(world, timedelta(days=3))

    assert "順番は1番目" in await word_to(world, world.taro)
    assert TOO_LATE not in await word_to(world, world.hanako)
    assert "お席を確保" in await host_says(world, "/参加希望")
    await world.pass_time(hours=25)
    assert SEAT in await word_to(world, world.taro)
    assert TOO_LATE in await word_to(world, world.hanako)
    assert "順番は2番目" in await word_to(world, world.mio)
    assert SEAT not in await word_to(world, world.mio)
    assert SEAT not in await word_to(world, world.taro), "nothing happens twice"


async def test_word_of_a_seat_that_nobody_could_read_while_the_bot_was_away_is_said_after_it(world: World) -> None:
    code = await with_one_seat(world)
    await let_in(world, code, world.hanako, world.taro)
    await world.pass_time(days=5)

    await away(world, timedelta(days=3))

    told = await word_to(world, world.hanako)
    assert told.count(SEAT) == 1
    assert TOO_LATE not in told
    assert LINK in joined(await world.say(world.hanako, world.private, GET_LINK))
    await world.pass_time(hours=73)
    assert SEAT in await word_to(world, world.taro)


async def test_a_link_is_handed_over_though_its_time_ran_out_while_the_bot_was_away(world: World) -> None:
    code = await with_one_seat(world)
    await let_in(world, code, world.hanako, world.taro)
    await word_to(world, world.hanako)
    await world.pass_time(hours=71)

    world.clock.move(timedelta(days=3))
    await world.line.say(world.hanako, world.private, GET_LINK)
    await world.restart()
    await world.settle()

    assert LINK in joined(world.private_news(world.hanako))
    await world.pass_time(hours=71)
    assert SEAT not in await word_to(world, world.taro)


async def test_a_clock_set_back_a_day_changes_nobodys_turn(world: World) -> None:
    code = await with_one_seat(world)
    first, second = await let_in(world, code, world.hanako, world.taro)
    number = await applied(world, world.mio, code)
    assert SEAT in await word_to(world, world.hanako)

    world.clock._now -= timedelta(days=1)
    await host_says(world, f"/迎える {number}")

    assert f"：{second}、{number}" in await host_says(world, "/定員")
    assert "順番は2番目" in await word_to(world, world.mio)
    await world.pass_time(days=3, hours=23)
    assert SEAT not in await word_to(world, world.taro)
    await world.pass_time(hours=2)
    assert SEAT in await word_to(world, world.taro)
    assert SEAT not in await word_to(world, world.mio)
    assert f"参加希望 {first}番" in await word_to(world, world.sayuri)


async def test_a_seat_given_up_goes_to_the_next_one_at_once(world: World) -> None:
    code = await with_one_seat(world)
    await let_in(world, code, world.hanako, world.taro, world.mio)
    await word_to(world, world.hanako)

    await world.say(world.hanako, world.private, "/申し込みを取り下げる")
    assert SEAT in await word_to(world, world.taro)
    await world.say(world.taro, world.private, "/記録を今すぐ消す")

    assert SEAT in await word_to(world, world.mio)


@ON_POSTGRESQL
async def test_two_strangers_at_once_before_an_open_door_share_no_seat(world: World) -> None:
    code = await with_one_seat(world)
    await host_says(world, "/入口 開く")
    for person, name in ((world.hanako, "はな"), (world.taro, "たろう")):
        for words in (f"/申し込む {code}", name, "とばす"):
            await world.say(person, world.private, words)

    said = await both_say(world, (world.hanako, "はい"), (world.taro, "はい"))

    assert sorted(SEAT in text for text in said) == [False, True]
    assert sorted("順番は1番目" in text for text in said) == [False, True]


@ON_POSTGRESQL
async def test_a_seat_whose_time_runs_out_as_somebody_is_let_in_is_offered_once(world: World) -> None:
    code = await with_one_seat(world)
    first, _ = await let_in(world, code, world.hanako, world.taro)
    third = await applied(world, world.mio, code)
    await word_to(world, world.hanako)
    await word_to(world, world.taro)
    world.skip_news()

    world.clock.move(timedelta(hours=72))
    said = await both_say(world, (world.sayuri, f"/迎える {third}"), (world.hanako, GET_LINK))

    assert "お迎えします" in said[0]
    has_link = LINK in said[1]
    assert (SEAT in await word_to(world, world.taro)) != has_link
    assert SEAT not in await word_to(world, world.mio)
    for_host = said[0] + await word_to(world, world.sayuri)
    assert for_host.count(f"参加希望 {first}番") == (0 if has_link else 1), "with the answer or after it, and once"
    assert "空き：0席" in await host_says(world, "/定員")


async def test_a_seat_left_is_offered_after_a_week(world: World) -> None:
    code = await door_opened(world)
    await world.say(world.emily, world.group, "hello")
    await host_says(world, "/定員 3")
    await let_in(world, code, world.hanako)
    await word_to(world, world.hanako)

    await world.leave(world.emily)
    assert "この7日に退会した方の席：1席" in await host_says(world, "/定員")
    await world.pass_time(days=6)
    assert SEAT not in await word_to(world, world.hanako)
    await world.pass_time(days=2)

    assert SEAT in await word_to(world, world.hanako)


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_the_seat_of_somebody_the_bot_never_met_is_left_free_for_a_week_too(world: World) -> None:
    code = await door_opened(world)
    await host_says(world, "/定員 3")
    await let_in(world, code, world.hanako)
    await word_to(world, world.hanako)

    await world.leave(world.emily)

    assert "この7日に退会した方の席：1席" in await host_says(world, "/定員")
    await world.pass_time(days=6)
    assert SEAT not in await word_to(world, world.hanako)
    await world.pass_time(days=1, minutes=1)
    assert SEAT in await word_to(world, world.hanako)


async def test_somebody_who_comes_in_while_waiting_is_told_to_hosts_as_a_link_that_spread(world: World) -> None:
    code = await with_one_seat(world)
    await let_in(world, code, world.hanako, world.taro)
    await word_to(world, world.sayuri)

    await world.join(world.taro)

    assert "わたしがリンクをお渡ししていない方が入りました" in await word_to(world, world.sayuri)
    assert "広まっているのかもしれません" in await host_says(world, "/招待リンク")
    assert "順番待ち：0人" in await host_says(world, "/定員")
    assert SEAT in await word_to(world, world.hanako)


async def test_fewer_seats_than_people_send_nobody_away(world: World) -> None:
    code = await door_opened(world)

    said = await host_says(world, "/定員 2")
    assert "どなたも出る必要はありません" in said
    await let_in(world, code, world.hanako)
    assert "順番は1番目" in await word_to(world, world.hanako)
    assert "満席" in joined(await world.say(world.taro, world.private, f"参加したい {code}"))
    assert "定員：2人" in await host_says(world, "/定員")
    await host_says(world, "/定員 なし")

    assert SEAT in await word_to(world, world.hanako)


@pytest.mark.parametrize("typed", ["0", "501", "たくさん", "-3"])
async def test_a_number_of_seats_that_cannot_be_is_refused(world: World, typed: str) -> None:
    await door_opened(world)

    assert "1から500まで" in await host_says(world, f"/定員 {typed}")
