"""Members object in private to an announced owner, and the operator decides."""

import pytest

from bot.simulator import Person
from tests.conftest import ENGINES
from tests.scenarios.operators import appoint_operator, make_operators_code
from tests.scenarios.world import World


async def object_by_button(world: World, person: Person) -> list[str]:
    """Follow the button of the announcement into the private chat and send the words that stand ready there."""
    happened = await world.line.tap(person, world.button(person, "主催者への異議", world.group), world.group)
    assert happened.link is not None
    return await world.say(person, world.private, happened.link.prefilled)


async def private_words(world: World, person: Person) -> str:
    """Give all that a person hears in private once they say something there."""
    return "".join(await world.say(person, world.private, "つどいの調子"))


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_somebody_who_never_spoke_can_object_and_nobody_learns_who_it_was(world: World) -> None:
    await world.claimed(confirmed=False)
    appoint_operator(world, world.mio)

    receipt = await object_by_button(world, world.kenji)

    assert "お預かりしました" in "".join(receipt)
    assert world.group_news() == []
    owner_hears = await private_words(world, world.sayuri)
    operator_hears = "".join(await world.say(world.mio, world.private, "こんにちは"))
    assert "異議がありました" in owner_hears
    assert "claim-code" in operator_hears
    for said in (owner_hears, operator_hears):
        assert "けんじ" not in said
        assert "土曜の会" not in said


async def test_a_disputed_owner_stays_locked_after_24_hours(world: World) -> None:
    await world.claimed(confirmed=False)
    await object_by_button(world, world.kenji)

    await world.pass_time(hours=25)

    said = await private_words(world, world.sayuri)
    assert "運営者が確認" in said
    assert "まだ知らない方" not in said
    assert "確定しました" not in said


async def test_an_objection_counts_once_and_a_second_member_may_object_too(world: World) -> None:
    await world.claimed(confirmed=False)
    await object_by_button(world, world.kenji)

    again = await object_by_button(world, world.kenji)
    other = await object_by_button(world, world.emily)

    assert "すでに" in "".join(again)
    assert "お預かりしました" in "".join(other)


async def test_the_owner_cannot_object_to_themselves(world: World) -> None:
    await world.claimed(confirmed=False)

    said = await object_by_button(world, world.sayuri)

    assert "ご自身" in "".join(said)
    await world.pass_time(hours=25)
    assert "確定しました" in await private_words(world, world.sayuri)


async def test_a_confirmed_owner_cannot_be_objected_to(world: World) -> None:
    await world.claimed(confirmed=True)

    said = await object_by_button(world, world.kenji)

    assert "もう確定" in "".join(said)
    assert "確定しています" in await private_words(world, world.sayuri)


async def test_an_outsider_learns_nothing_about_which_groups_there_are(world: World) -> None:
    await world.claimed(confirmed=False)

    of_this_group = await world.say(world.mio, world.private, "主催者への異議 1")
    of_no_group = await world.say(world.mio, world.private, "主催者への異議 999")

    assert of_this_group == of_no_group
    assert await world.say(world.taro, world.private, "主催者への異議") == of_no_group
    await world.pass_time(hours=25)
    assert "確定しました" in await private_words(world, world.sayuri)


async def test_while_line_does_not_answer_nobody_is_taken_for_a_member(world: World) -> None:
    await world.claimed(confirmed=False)
    world.line.mishaps.calls("refused", path="/member/", status=500)

    said = await object_by_button(world, world.kenji)
    later = await object_by_button(world, world.kenji)

    assert "もう一度" in "".join(said)
    assert "お預かりしました" in "".join(later)


async def test_the_operators_code_ends_a_dispute_and_whoever_was_objected_to_loses_the_view(world: World) -> None:
    await world.claimed(confirmed=False)
    await object_by_button(world, world.kenji)
    code = await make_operators_code(world)

    said = await world.say(world.emily, world.group, f"/claim {code}")

    assert "@Emily" in "".join(said)
    assert "確定しています" in await private_words(world, world.emily)
    assert "確定しています" not in await private_words(world, world.sayuri)


async def test_the_operators_code_confirms_the_owner_who_was_objected_to(world: World) -> None:
    await world.claimed(confirmed=False)
    await object_by_button(world, world.kenji)
    code = await make_operators_code(world)

    await world.say(world.sayuri, world.group, f"/claim {code}")

    assert "確定しています" in await private_words(world, world.sayuri)
    assert "もう確定" in "".join(await object_by_button(world, world.emily))


async def test_the_time_for_objections_begins_anew_when_the_bot_was_sent_away_meanwhile(world: World) -> None:
    await world.claimed(confirmed=False)
    await world.line.remove_bot(world.group)
    await world.pass_time(hours=30)

    await world.invite_bot()

    assert "24時間" in await private_words(world, world.sayuri)
    await world.pass_time(hours=24)
    assert "確定しました" in await private_words(world, world.sayuri)
