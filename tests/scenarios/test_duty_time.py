"""Duties as time passes: people come, rest and go, the bot is down or put out, clocks change, two processes work."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from _pytest.mark import ParameterSet
from sqlmodel import col, select

from storage.models import RotaMember
from tests.conftest import ENGINES
from tests.scenarios.duty_house import heard, joined, told, turns, with_rota
from tests.scenarios.test_two_engines import second_process, settle_both
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches


async def test_who_rests_only_reads_or_is_new_is_left_out_and_comes_back_without_owing(world: World) -> None:
    await with_rota(world, "司会 毎日 21:00")
    await world.say(world.sayuri, world.private, "/お休み 3d")
    await world.say(world.kenji, world.private, "/見るだけ")
    await world.join(world.taro)
    await world.say(world.emily, world.private, "こんにちは")
    await world.say(world.sayuri, world.private, "/当番に加える #4")

    ahead = await turns(world)
    why = await told(world, world.emily, "どうして")

    assert ahead[:3] == ["Emily", "Emily", "Emily"]
    assert "さゆり" in ahead[3:], "back from the rest"
    assert "けんじ" not in ahead
    assert "太郎" not in ahead, "new for a week"
    assert "（3人）は、今回は数えていません" in why


async def test_a_turn_of_somebody_who_left_goes_to_the_next_one(world: World) -> None:
    await with_rota(world)
    await world.leave(world.kenji)
    await world.pass_time(days=6)

    assert (await turns(world, world.sayuri))[:2] == ["Emily", "さゆり"]
    assert "お休み中か、いまここにいらっしゃいません" in await told(world, world.sayuri, "/当番を頼む 司会 #2")


async def test_a_rota_whose_people_are_all_gone_is_told_to_the_hosts_and_to_nobody_else(world: World) -> None:
    await with_rota(world, people="#2")
    await world.leave(world.kenji)
    await world.pass_time(days=5)
    before = await told(world, world.sayuri)
    await world.pass_time(hours=11)

    assert "引き受けられる方が見つかりません" in before
    assert "当番の方がいないまま" in await told(world, world.sayuri)
    assert "司会" not in await heard(world)


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_after_three_days_of_standstill_only_the_last_hand_over_runs(world: World) -> None:
    await with_rota(world, "司会 毎日 21:00", people="#1 #2")

    world.clock.move(timedelta(days=3, hours=11))
    await world.settle()
    in_group = await heard(world)
    now = await told(world, world.kenji, "当番")

    assert in_group.count("「司会」の時間です") == 1
    assert "11月27日(金) 21:00まで" in in_group
    assert "いまの当番：#1 さゆり（11月27日(金) 21:00まで）" in now, "whom everybody could see coming"
    assert (await turns(world))[:3] == ["けんじ", "さゆり", "けんじ"]
    assert "：1回" in await told(world, world.sayuri, "/私の記録"), "four were missed, and one counts"


async def test_a_missed_turn_that_is_over_is_not_announced_any_more(world: World) -> None:
    await with_rota(world)

    world.clock.move(timedelta(days=7))
    await world.settle()

    assert "司会" not in await heard(world)
    assert (await turns(world))[0] == "けんじ"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_processes_hand_over_once(world: World) -> None:
    await with_rota(world, "司会 毎日 21:00")
    said: list[int] = []
    sums: list[Fraction] = []
    async with second_process(world) as other:
        for _night in range(4):
            world.clock.move(timedelta(days=1))
            await settle_both(world, other)
            said.append((await heard(world)).count("「司会」の時間です"))
            sums.append(await sum_of_credits(world))
        records = [await told(world, each, "/私の記録") for each in (world.sayuri, world.kenji, world.emily)]

    assert said == [1, 1, 1, 1]
    assert sums == [0, 0, 0, 0]
    assert ["：2回" in records[0], "：1回" in records[1], "：1回" in records[2]] == [True, True, True]
    assert await turns(world) == ["けんじ", "Emily", "さゆり", "けんじ", "Emily", "さゆり"]


async def sum_of_credits(world: World) -> Fraction:
    async with world.bot.services.database.read() as session:
        return sum(await session.scalars(select(col(RotaMember.credit))), Fraction())


async def test_a_restart_in_between_forgets_nothing(world: World) -> None:
    await with_rota(world)
    await world.say(world.sayuri, world.private, "パス")
    await world.restart()
    await told(world, world.kenji)
    await world.tap(world.kenji, "引き受けます", world.private)
    await world.restart()
    await world.pass_time(days=5, hours=10)

    assert "いまの当番：#2 けんじ" in await told(world, world.emily, "当番")


async def test_a_rota_goes_on_once_the_bot_is_back_in_the_group(world: World) -> None:
    await with_rota(world)
    await world.line.remove_bot(world.group)
    await world.settle()
    await world.pass_time(days=9)
    await world.invite_bot()
    await world.pass_time(days=3, hours=10)

    assert "いまの当番：" in await told(world, world.kenji, "当番")


async def test_a_clock_set_back_reminds_of_no_turn_and_hands_over_none_a_second_time(world: World) -> None:
    await with_rota(world)
    await world.pass_time(days=3, hours=13, minutes=1)
    reminded = await told(world, world.sayuri)
    world.clock._now -= timedelta(days=1)
    await world.pass_time(days=2, hours=20, minutes=58)
    again = await told(world, world.sayuri)
    await world.pass_time(minutes=2)
    begun = await heard(world)
    world.clock._now -= timedelta(days=1)
    early = await told(world, world.kenji, "当番")
    await world.pass_time(days=1, hours=1)

    assert "「司会」の当番です" in reminded
    assert "の当番です" not in again
    assert "「司会」の時間です" in begun
    assert "次の番：12月5日(土) 21:00" in early
    assert "の時間です" not in await heard(world)
    assert "：1回" in await told(world, world.sayuri, "/私の記録")


def zone(name: str, *values: object) -> ParameterSet:
    return pytest.param(*values, marks=pytest.mark.bot_settings(default_timezone=name), id=name)


@pytest.mark.parametrize(
    ("at", "day_before", "this_time", "next_time"),
    [
        zone("Europe/London", "01:30", datetime(2027, 3, 27, 12, tzinfo=UTC), "28日(日) 2:30", "4月4日(日) 1:30"),
        zone("America/New_York", "02:30", datetime(2027, 3, 13, 12, tzinfo=UTC), "14日(日) 3:30", "3月21日(日) 2:30"),
        zone("Australia/Lord_Howe", "01:45", datetime(2027, 4, 3, 6, tzinfo=UTC), "4日(日) 1:45", "4月11日(日) 1:45"),
        zone("Asia/Kolkata", "01:45", datetime(2027, 3, 27, 12, tzinfo=UTC), "28日(日) 1:45", "4月4日(日) 1:45"),
    ],
)
async def test_a_turn_in_the_night_in_which_clocks_change_begins_once(
    world: World, at: str, day_before: datetime, this_time: str, next_time: str
) -> None:
    await with_rota(world, f"司会 毎週日曜 {at}")
    world.clock.move_to(day_before)
    await world.settle()
    shown = await told(world, world.kenji, "当番")
    counted = await told(world, world.sayuri, "/私の記録")
    await world.pass_time(days=1)
    said = await heard(world)

    assert "：1回" in counted, "the last one of those missed"
    assert f"{this_time}\u3000#2 けんじ" in shown
    assert said.count("「司会」の時間です") == 1
    assert "：1回" in await told(world, world.kenji, "/私の記録")
    assert f"次の番：{next_time}" in await told(world, world.emily, "当番")


@pytest.mark.bot_settings(default_timezone="America/New_York")
async def test_nine_in_the_evening_stays_nine_when_clocks_change(world: World) -> None:
    await with_rota(world, "司会 毎週日曜 21:00 2時間")

    await world.pass_time(days=112)
    shown = await told(world, world.kenji, "当番")

    assert "3月21日(日) 21:00" in shown, "summer time began on 14 March 2027"


async def test_a_month_has_its_last_day(world: World) -> None:
    await with_rota(world, "会計 毎月31日 21:00 1時間 祝日は休み")
    await world.pass_time(days=100)
    shown = await told(world, world.kenji, "当番")

    assert [day in shown for day in ("3月31日(水)", "4月30日(金)", "5月31日(月)")] == [True, True, True]
    assert "2回、最後は2027年2月28日" in await told(world, world.sayuri, "/私の記録"), "four turns among three"


async def test_the_greeter_on_duty_stands_in_the_greeting_where_names_may_be_read(world: World) -> None:
    await with_rota(world, "案内 毎日 9:00")
    await world.say(world.sayuri, world.private, "/あいさつを決める ようこそ。案内は{greeter}です。")
    await world.pass_time(days=1)
    await heard(world)

    await world.join(world.taro)
    await world.pass_time(seconds=40)
    unnamed = joined(world.group_news())
    await world.say(world.sayuri, world.private, "グループの種類")
    await world.tap(world.sayuri, "趣味の会", world.private)
    await world.join(world.mio)
    await world.pass_time(seconds=40)
    named = joined(world.group_news())

    assert "案内は世話役です" in unnamed
    assert "案内はさゆりです" in named


async def test_turns_go_on_in_the_group_to_which_the_community_moves_from_outside(world: World) -> None:
    await with_rota(world, "鍵 毎日 21:00")
    await world.line.remove_bot(world.group)
    await world.settle()
    await world.say(world.sayuri, world.private, "引っ越し")
    new = world.line.add_group("あたらしい会", [world.sayuri, world.kenji, world.emily])
    await world.invite_bot(new)
    code = next(text for text in world.line.texts(world.sayuri) if text.startswith("/引っ越し "))
    await world.say(world.sayuri, new, code)

    await world.pass_time(days=1)

    assert "「鍵」の時間です" in joined(await world.say(world.emily, new, "hello"))


async def test_the_search_for_a_substitute_goes_on_when_the_bot_is_back(world: World) -> None:
    await with_rota(world)
    await told(world, world.sayuri, "/パス")
    await told(world, world.kenji)
    await world.line.remove_bot(world.group)
    await world.settle()
    await world.invite_bot()

    await world.pass_time(days=2)

    assert "代わっていただけますか" in await told(world, world.emily)
