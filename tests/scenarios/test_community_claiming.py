"""A group gets its owner: the first words, codes, wrong guesses, the announcement."""

import pytest

from bot.simulator import Person
from tests.conftest import ENGINES
from tests.scenarios.operators import appoint_operator, make_operators_code
from tests.scenarios.world import World


async def code_for(world: World, person: Person) -> str:
    """Ask for a code in the private chat; it stands on a line of its own, ready to be copied."""
    *_, line = await world.say(person, world.private, "主催者の登録")
    return line.removeprefix("/claim ")


async def may_see_status(world: World, person: Person) -> bool:
    """Say whether the bot shows a person what only hosts see."""
    said = await world.say(person, world.private, "つどいの調子")
    return any("主催者の登録" in text for text in said)


async def test_the_first_words_take_three_lines_and_three_buttons(world: World) -> None:
    words, _card = await world.invite_bot()

    assert len(words.splitlines()) == 3
    assert "つどい" in words
    assert "消えます" in words
    assert "個別トーク" in words
    assert "退会" in words
    assert world.labels(world.sayuri, world.group) == ["主催者の登録", "個人情報のこと", "使い方"]


async def test_the_buttons_of_the_first_card_are_understood_by_somebody_line_does_not_name(world: World) -> None:
    await world.invite_bot()
    world.kenji.consented = False

    assert await world.tap(world.kenji, "個人情報のこと", world.group)
    assert await world.tap(world.kenji, "使い方", world.group)


async def test_a_room_of_the_old_kind_is_greeted_alike(world: World) -> None:
    room = world.line.add_room([world.sayuri, world.kenji])

    words, _card = await world.invite_bot(room)

    assert len(words.splitlines()) == 3
    assert any("さゆり" in text for text in await world.claim(world.sayuri, room))


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_whoever_types_their_code_in_the_group_is_announced_there_by_name(world: World) -> None:
    await world.invite_bot()

    said, card = await world.claim(world.sayuri)

    assert "@さゆり" in said
    assert "主催者" in said
    assert "24時間" in card
    assert "主催者への異議" in world.labels(world.sayuri, world.group)


async def test_the_new_owner_hears_in_private_what_comes_next(world: World) -> None:
    await world.invite_bot()
    await world.claim(world.sayuri)
    await world.pass_time(hours=9)

    said = await world.say(world.sayuri, world.private, "つどいの調子")

    assert any("ルール" in text and "あいさつ" in text for text in said)
    assert "2026年11月23日 10:00から見られます" in "".join(said), "the same moment, however late it is read"
    assert "土曜の会" not in "".join(said)
    assert "ルールを決める" in world.labels(world.sayuri, world.private)


async def test_member_numbers_stay_locked_for_24_hours_and_open_then(world: World) -> None:
    await world.claimed(confirmed=False)
    await world.say(world.kenji, world.group, "よろしくお願いします")

    locked = "".join(await world.say(world.sayuri, world.private, "つどいの調子"))
    await world.pass_time(hours=24)
    opened = await world.say(world.sayuri, world.private, "つどいの調子")

    assert "まだ知らない方" not in locked
    assert any("2人" in text and "まだ知らない方 1人" in text for text in opened)
    assert any("確定しました" in text for text in opened)


async def test_somebody_elses_code_makes_nobody_the_owner(world: World) -> None:
    await world.invite_bot()
    code = await code_for(world, world.sayuri)

    (said,) = await world.say(world.kenji, world.group, f"/claim {code}")

    assert "使えません" in said
    assert "けんじ" not in said
    assert not await may_see_status(world, world.kenji)
    assert any("さゆり" in text for text in await world.say(world.sayuri, world.group, f"/claim {code}"))


async def test_a_code_is_dead_after_15_minutes_and_after_a_newer_one(world: World) -> None:
    await world.invite_bot()
    first = await code_for(world, world.sayuri)
    second = await code_for(world, world.sayuri)

    assert "使えません" in "".join(await world.say(world.sayuri, world.group, f"/claim {first}"))
    await world.pass_time(minutes=15)
    assert "使えません" in "".join(await world.say(world.sayuri, world.group, f"/claim {second}"))


async def test_five_wrong_guesses_lock_the_guesser_for_15_minutes_and_nobody_else(world: World) -> None:
    await world.invite_bot()
    code = await code_for(world, world.sayuri)
    for _guess in range(5):
        await world.say(world.sayuri, world.group, "/claim AAAABBBB")

    locked = await world.say(world.sayuri, world.group, f"/claim {code}")
    await world.pass_time(minutes=15)
    kenjis = await world.claim(world.kenji)

    assert "15分" in "".join(locked)
    assert "さゆり" not in "".join(locked)
    assert any("けんじ" in text for text in kenjis)


async def test_after_the_lock_a_new_code_works(world: World) -> None:
    await world.invite_bot()
    for _guess in range(5):
        await world.say(world.sayuri, world.group, "/claim AAAABBBB")
    await world.pass_time(minutes=15)

    assert any("さゆり" in text for text in await world.claim(world.sayuri))


async def test_a_claimed_group_is_not_claimed_again(world: World) -> None:
    await world.claimed()

    said = await world.claim(world.kenji)

    assert "もう主催者" in "".join(said)
    assert not await may_see_status(world, world.kenji)
    assert await may_see_status(world, world.sayuri)


async def test_a_code_typed_in_the_wrong_place_says_where_it_belongs(world: World) -> None:
    await world.invite_bot()
    code = await code_for(world, world.sayuri)

    in_private = await world.say(world.sayuri, world.private, f"/claim {code}")
    without_code = await world.say(world.sayuri, world.group, "/claim")

    assert "グループ" in "".join(in_private)
    assert "個別トーク" in "".join(without_code)
    assert world.labels(world.sayuri, world.group) == ["主催者の登録"]


async def test_somebody_line_does_not_name_cannot_become_the_owner(world: World) -> None:
    await world.invite_bot()
    code = await code_for(world, world.kenji)
    world.kenji.consented = False

    said = await world.say(world.kenji, world.group, f"/claim {code}")

    assert "登録できません" in "".join(said)
    assert any("さゆり" in text for text in await world.claim(world.sayuri))


async def test_a_group_whose_invitation_was_never_heard_of_can_be_claimed(world: World) -> None:
    world.line.mishaps.webhooks("lost")
    await world.invite_bot()

    assert any("さゆり" in text for text in await world.claim(world.sayuri))


@pytest.mark.bot_settings(group_admission="code")
async def test_with_admission_by_code_only_the_operators_code_admits_a_group(world: World) -> None:
    _words, card = await world.invite_bot()

    in_private = await world.say(world.sayuri, world.private, "主催者の登録")
    code = await make_operators_code(world)
    said = await world.say(world.sayuri, world.group, f"/claim {code}")

    assert "運営者" in card
    assert "運営者" in "".join(in_private)
    assert "/claim A" not in "".join(in_private)
    assert "@さゆり" in "".join(said)
    assert "24時間" not in "".join(said)
    assert any("まだ知らない方" in text for text in await world.say(world.sayuri, world.private, "つどいの調子"))


@pytest.mark.bot_settings(group_admission="code")
async def test_an_operator_needs_no_code_from_the_server(world: World) -> None:
    appoint_operator(world, world.kenji)
    await world.invite_bot()

    said = await world.claim(world.kenji)

    assert "@けんじ" in "".join(said)
    assert "主催者への異議" not in world.labels(world.kenji, world.group)


async def test_the_operators_code_hands_a_group_over_and_works_once(world: World) -> None:
    await world.claimed()
    code = await make_operators_code(world)

    await world.say(world.kenji, world.group, f"/claim {code}")
    again = await world.say(world.emily, world.group, f"/claim {code}")

    assert "使えません" in "".join(again)
    told = await world.say(world.sayuri, world.private, "つどいの調子")
    assert any("別の方" in text for text in told)
    assert any("主催者の登録" in text for text in told), "a former owner stays a host"
    assert "世話役" in "".join(await world.say(world.sayuri, world.private, "つどいを外す"))
    assert world.labels(world.sayuri, world.private) == []
    assert "外しますか" in "".join(await world.say(world.kenji, world.private, "つどいを外す"))
