"""The hosts' room: attached by the owner alone, it hears what is for the hosts, and is taken away again."""

import re
from collections.abc import Sequence

import pytest

from bot.simulator.world import GroupChat
from tests.conftest import ENGINES
from tests.scenarios.world import World


def joined(texts: Sequence[str]) -> str:
    return "\n".join(texts)


async def with_second_group(world: World, *, attached: bool = True) -> GroupChat:
    """Bring the bot into the group and into a second one of Sayuri's and Kenji's; attach that as the hosts' room."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.emily, world.group, "hello")
    await world.say(world.sayuri, world.private, "/host add #2")
    room = world.line.add_group("運営", [world.sayuri, world.kenji])
    await world.invite_bot(room)
    if attached:
        said = joined(await world.say(world.sayuri, room, "/世話役の部屋"))
        assert "これから、ここが世話役の部屋です" in said
    world.skip_news()
    return room


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_question_arrives_in_the_room_and_is_answered_from_there(world: World) -> None:
    room = await with_second_group(world)
    await world.say(world.emily, world.private, "/ask 次はいつですか")

    told = joined(await world.say(world.kenji, room, "みなさんどうですか"))
    found = re.search(r"/返事 (\d+)", told)
    assert found is not None
    answered = joined(await world.say(world.kenji, room, f"/返事 {found[1]} 土曜です"))
    in_private = joined(await world.say(world.emily, world.private, "hello"))

    assert "次はいつですか" in told
    assert "Emily" not in told
    assert "届けます" in answered
    assert "┃ 土曜です" in in_private
    assert "次はいつですか" not in joined(await world.say(world.sayuri, world.private, "こんにちは"))
    assert world.group_news() == []


async def test_the_room_hears_what_was_answered_in_private(world: World) -> None:
    room = await with_second_group(world)
    await world.say(world.emily, world.private, "/ask 次はいつですか")
    told = joined(await world.say(world.sayuri, room, "こんにちは"))
    found = re.search(r"/返事 (\d+)", told)
    assert found is not None

    await world.say(world.sayuri, world.private, f"/返事 {found[1]} 土曜です")

    assert "┃ 土曜です" in joined(await world.say(world.kenji, room, "こんにちは"))


async def test_the_room_is_not_the_group(world: World) -> None:
    room = await with_second_group(world)
    await world.line.join([world.mio], room)
    await world.settle()

    await world.say(world.mio, room, "はじめまして")

    assert "#" not in joined(await world.say(world.mio, world.private, "マイページ"))
    assert "世話役のかただけ" in joined(await world.say(world.mio, room, "/返事 3 はい"))


async def test_nobody_but_the_owner_attaches_a_room(world: World) -> None:
    room = await with_second_group(world, attached=False)

    assert "主催者のかただけ" in joined(await world.say(world.kenji, room, "/世話役の部屋"))
    await world.say(world.emily, world.private, "/ask 次はいつですか")
    assert "次はいつですか" not in joined(await world.say(world.kenji, room, "こんにちは"))


async def test_the_group_itself_and_a_group_of_somebody_else_are_refused(world: World) -> None:
    await with_second_group(world, attached=False)
    other = world.line.add_group("よその会", [world.emily, world.sayuri])
    await world.invite_bot(other)
    await world.claim(world.emily, other)

    itself = joined(await world.say(world.sayuri, world.group, "/世話役の部屋"))
    taken = joined(await world.say(world.sayuri, other, "/世話役の部屋"))

    assert "みなさんのグループです" in itself
    assert "世話役の部屋にはできません" in taken
    await world.say(world.kenji, world.private, "/ask 次はいつですか")
    assert "次はいつですか" not in joined(await world.say(world.emily, other, "hello"))


async def test_an_owner_of_two_groups_names_the_one_by_its_number(world: World) -> None:
    room = await with_second_group(world, attached=False)
    second = world.line.add_group("日曜の会", [world.sayuri])
    await world.invite_bot(second)
    await world.claim(world.sayuri, second)
    await world.pass_time(hours=25)

    refused = joined(await world.say(world.sayuri, room, "/世話役の部屋"))
    numbers = joined(await world.say(world.sayuri, world.private, "世話役の部屋"))
    found = re.search(r"/世話役の部屋 (\d+)：「土曜の会", numbers)
    assert found is not None
    attached = joined(await world.say(world.sayuri, room, f"/世話役の部屋 {found[1]}"))

    assert "どのグループの部屋" in refused
    assert "日曜" not in refused
    assert "これから、ここが" in attached


async def test_a_room_waits_until_it_is_sure_who_the_owner_is(world: World) -> None:
    await world.claimed(confirmed=False)
    room = world.line.add_group("運営", [world.sayuri])
    await world.invite_bot(room)

    await world.say(world.sayuri, room, "/世話役の部屋")
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.kenji, world.private, "/ask 次はいつですか")

    assert "次はいつですか" not in joined(await world.say(world.sayuri, room, "こんにちは"))


async def test_without_the_room_words_go_to_each_host_and_none_is_lost(world: World) -> None:
    room = await with_second_group(world)
    await world.say(world.emily, world.private, "/ask 前の質問です")

    off = joined(await world.say(world.sayuri, world.private, "世話役の部屋をやめる"))
    await world.say(world.emily, world.private, "/ask 後の質問です")
    in_room = joined(await world.say(world.kenji, room, "こんにちは"))
    owner = joined(await world.say(world.sayuri, world.private, "こんにちは"))

    assert "個別トークに届きます" in off
    assert "質問です" not in in_room
    assert "前の質問です" in off + owner
    assert "後の質問です" in owner
    assert "後の質問です" in joined(await world.say(world.kenji, world.private, "こんにちは"))


async def test_a_bot_put_out_of_the_room_hands_the_words_to_the_owner(world: World) -> None:
    room = await with_second_group(world)
    await world.say(world.emily, world.private, "/ask 前の質問です")

    await world.line.remove_bot(room)
    await world.settle()

    assert "前の質問です" in joined(await world.say(world.sayuri, world.private, "こんにちは"))


async def test_a_new_room_takes_the_place_of_the_old_one(world: World) -> None:
    room = await with_second_group(world)
    await world.say(world.emily, world.private, "/ask 前の質問です")
    newer = world.line.add_group("新しい運営", [world.sayuri])
    await world.invite_bot(newer)

    attached = joined(await world.say(world.sayuri, newer, "/世話役の部屋"))

    assert "これから、ここが" in attached
    assert "前の質問です" in attached + joined(await world.say(world.sayuri, newer, "こんにちは"))
    assert "質問です" not in joined(await world.say(world.kenji, room, "こんにちは"))
    assert "もう世話役の部屋です" in joined(await world.say(world.sayuri, newer, "/世話役の部屋"))


async def test_a_room_that_was_given_up_can_be_attached_again(world: World) -> None:
    room = await with_second_group(world)

    await world.say(world.sayuri, room, "/room off")

    assert "これから、ここが" in joined(await world.say(world.sayuri, room, "/room"))
