"""Who asks to come in may stand before several doors, or be on record behind one that they left unheard."""

import pytest

from bot.simulator.world import Person
from tests.scenarios.doors import applied, code_in, door_opened, host_says, joined
from tests.scenarios.removal_stage import proposed
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches
WITHDRAW = "/申し込みを取り下げる"
NOTHING_OPEN = "お申し込みはありません"
INSIDE = "もう入っていらっしゃる"


async def two_doors(world: World) -> tuple[str, str]:
    """Open the door of the group and that of another one, which is Taro's, and give both codes."""
    code = await door_opened(world)
    other = world.line.add_group("別の会", [world.taro])
    await world.invite_bot(other)
    await world.claim(world.taro, other)
    await world.pass_time(hours=25)
    return code, code_in(joined(await world.say(world.taro, world.private, "/入口 確認")))


async def leave_unheard(world: World, person: Person) -> None:
    """Let somebody leave without the bot being told."""
    world.line.mishaps.webhooks("lost", event_type="memberLeft")
    await world.leave(person)


async def is_waiting(world: World, host: Person, number: int) -> bool:
    return "はなちゃん" in await host_says(world, f"/参加希望 {number}", host)


async def test_whoever_waits_at_two_doors_withdraws_from_the_one_they_name(world: World) -> None:
    code, other = await two_doors(world)
    number, elsewhere = await applied(world, world.hanako, code), await applied(world, world.hanako, other)

    asked = joined(await world.say(world.hanako, world.private, WITHDRAW))
    assert code in asked
    assert other in asked
    assert "会" not in asked.replace("会話", ""), "no group is named to somebody before its door"
    assert await is_waiting(world, world.sayuri, number), "nothing is withdrawn before it is clear from where"
    assert await is_waiting(world, world.taro, elsewhere)

    await world.say(world.hanako, world.private, WITHDRAW)
    assert "取り下げ" in joined(await world.tap(world.hanako, f"{other}を取り下げる", world.private))

    assert await is_waiting(world, world.sayuri, number)
    assert not await is_waiting(world, world.taro, elsewhere)


async def test_the_button_below_an_application_never_withdraws_another_one(world: World) -> None:
    code, other = await two_doors(world)
    number = await applied(world, world.hanako, code)
    elsewhere = await applied(world, world.hanako, other)
    own = world.button(world.hanako, "取り下げる", world.private)

    await world.line.tap(world.hanako, own, world.private)
    await world.settle()
    assert not await is_waiting(world, world.taro, elsewhere)
    await world.line.tap(world.hanako, own, world.private)
    await world.settle()

    assert await is_waiting(world, world.sayuri, number), "tapped twice it asks, instead of taking the next one"
    assert "取り下げ、" in joined(await world.say(world.hanako, world.private, WITHDRAW))
    assert NOTHING_OPEN in joined(await world.say(world.hanako, world.private, WITHDRAW))


async def test_whoever_left_unheard_can_ask_to_come_in(world: World) -> None:
    code = await door_opened(world)
    await world.say(world.emily, world.group, "hello")
    await leave_unheard(world, world.emily)
    world.skip_news()

    number = await applied(world, world.emily, code)

    assert world.group_news() == [], "no good-bye: nobody knows since when they are gone"
    assert await is_waiting(world, world.sayuri, number)
    assert "#3" in await host_says(world, "/メンバー 退会した人")
    await world.pass_time(hours=24)
    assert "退会" in await host_says(world, "/個人情報のこと"), (
        "the hosts hear of it the next morning, as of any leaving"
    )


async def test_who_is_there_or_of_whom_line_says_nothing_stays_on_record_as_inside(world: World) -> None:
    code = await door_opened(world)
    await world.say(world.emily, world.group, "hello")

    assert INSIDE in joined(await world.say(world.emily, world.private, f"参加したい {code}"))
    await leave_unheard(world, world.emily)
    world.line.mishaps.calls("refused", path="/member/", status=500)

    assert INSIDE in joined(await world.say(world.emily, world.private, f"参加したい {code}"))


async def test_whoever_was_to_be_removed_is_left_to_the_removal(world: World) -> None:
    code = await door_opened(world, "開く")
    await world.say(world.emily, world.group, "hello")
    await proposed(world, world.sayuri, "#3")
    await leave_unheard(world, world.emily)

    assert INSIDE in joined(await world.say(world.emily, world.private, f"参加したい {code}"))


async def test_a_host_who_seems_to_be_out_keeps_their_role(world: World) -> None:
    code = await door_opened(world)
    await leave_unheard(world, world.kenji)

    assert INSIDE in joined(await world.say(world.kenji, world.private, f"参加したい {code}"))
    assert "#2" in await host_says(world, "/世話役")
