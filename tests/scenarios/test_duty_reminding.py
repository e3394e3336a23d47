"""The day before a turn: one reminder for whoever has it, in private or, unread, in the group without a name."""

from datetime import timedelta

import pytest

from tests.scenarios.duty_house import NAMES, heard, joined, told, with_rota
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches
TURN = "「司会」の当番です"
IN_GROUP = "この回の当番の方は、個別トークを"
NO_ANSWER = "お返事はまだ"
TO_FRIDAY = timedelta(days=3, hours=13, minutes=1)
"""From Monday at eleven to Friday, the day before the turn, just after midnight."""


async def test_the_private_word_comes_first_and_read_there_the_group_hears_nothing(world: World) -> None:
    await with_rota(world, people="#2 #3")
    await world.pass_time(days=3, hours=12, minutes=50)
    early = await told(world, world.kenji)
    await world.pass_time(minutes=11)

    reminded = await told(world, world.kenji)
    await world.pass_time(hours=44)

    assert TURN not in early
    assert TURN in reminded
    assert IN_GROUP not in await heard(world)
    assert f"#2 けんじさんの番ですが、{NO_ANSWER}" in await told(world, world.sayuri)
    assert "#3 Emily" in joined(await world.tap(world.sayuri, "ほかの方にお願いする", world.private))


async def test_unread_until_nine_it_rides_on_any_talk_of_that_day_and_names_nobody(world: World) -> None:
    await with_rota(world, people="#2 #3")
    await world.pass_time(TO_FRIDAY)
    at_night = await heard(world)
    await world.pass_time(hours=9)

    in_group = await heard(world)
    again = await heard(world)

    assert IN_GROUP not in at_night
    assert IN_GROUP in in_group
    assert not any(name in in_group for name in NAMES)
    assert IN_GROUP not in again
    assert TURN in await told(world, world.kenji)


async def test_whoever_said_yes_days_before_is_reminded_and_may_still_pass(world: World) -> None:
    await with_rota(world)
    await told(world, world.sayuri, "/パス")
    await told(world, world.kenji)
    await world.tap(world.kenji, "引き受けます", world.private)
    await world.pass_time(TO_FRIDAY)

    reminded = await told(world, world.kenji)
    labels = world.labels(world.kenji, world.private)
    passed = joined(await world.tap(world.kenji, "今回はパスします", world.private))

    assert TURN in reminded
    assert "お引き受けくださり" in reminded
    assert "引き受けます" not in labels
    assert "次の順番の方に" in passed
    assert "代わっていただけますか" in await told(world, world.emily)


async def test_a_yes_takes_back_what_waits_for_the_group_and_the_hosts(world: World) -> None:
    await with_rota(world, people="#2 #3")
    await world.pass_time(days=4, hours=23)
    await told(world, world.kenji)

    await world.tap(world.kenji, "引き受けます", world.private)

    assert IN_GROUP not in await heard(world)
    assert NO_ANSWER not in await told(world, world.sayuri)


async def test_somebody_asked_by_name_long_before_is_reminded_on_the_day_before_once(world: World) -> None:
    await with_rota(world)
    await told(world, world.sayuri, "/当番を頼む 司会 #2")
    await world.pass_time(TO_FRIDAY)

    first, second = await told(world, world.kenji), await told(world, world.kenji)

    assert first.count(TURN) == 1, "the word not read so far makes way for the newer one"
    assert TURN not in second


@pytest.mark.parametrize("at", ["0:30", "8:00", "21:00"])
async def test_in_a_daily_rota_everybody_is_reminded_between_two_hand_overs(world: World, at: str) -> None:
    await with_rota(world, f"鍵 毎日 {at}", people="#2 #3")
    await world.pass_time(days=2)
    await told(world, world.kenji)
    world.skip_news()

    await world.pass_time(hours=23)
    told_both = await told(world, world.kenji) + await told(world, world.emily)

    assert "「鍵」の当番です" in told_both
