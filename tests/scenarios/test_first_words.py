"""A newcomer's first words: shown to the hosts if nobody turns to them, by number and never with what was said."""

from collections.abc import Sequence

import pytest

from tests.conftest import ENGINES
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches
WORDS = "はじめまして、どうぞよろしくお願いします"


def joined(texts: Sequence[str]) -> str:
    return "\n".join(texts)


async def with_newcomer(world: World) -> World:
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.join(world.hanako)
    await world.pass_time(minutes=5)
    return world


async def hosts_hear(world: World, hours: float = 7) -> str:
    await world.pass_time(hours=hours)
    return joined(await world.say(world.sayuri, world.private, "こんにちは"))


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_first_words_without_an_answer_are_shown_by_number_alone(world: World) -> None:
    await with_newcomer(world)
    await world.say(world.hanako, world.group, WORDS)
    await world.say(world.kenji, world.group, "今日は寒いですね")

    early = await hosts_hear(world, hours=5)
    told = await hosts_hear(world, hours=2)

    assert "最初のことば" not in early
    assert "#3" in told
    assert "まだ返事がないようです" in told
    assert WORDS not in told
    assert "花子" not in told


async def test_a_quote_or_a_mention_is_an_answer(world: World) -> None:
    await with_newcomer(world)
    await world.join(world.taro)
    hanako = (await world.line.say(world.hanako, world.group, WORDS)).entry
    await world.settle()
    await world.say(world.taro, world.group, "よろしくお願いします")

    await world.pass_time(minutes=90)
    await world.say(world.kenji, world.group, "ようこそ", quote=hanako)
    await world.say(world.kenji, world.group, "@太郎 ようこそ", mentions=[world.taro])

    assert "最初のことば" not in await hosts_hear(world)
    chart = joined(await world.say(world.sayuri, world.private, "/出入りのようす"))
    assert "1時間" in chart


async def test_nobody_answers_themselves(world: World) -> None:
    await with_newcomer(world)
    own = (await world.line.say(world.hanako, world.group, WORDS)).entry
    await world.settle()
    await world.say(world.hanako, world.group, "よろしくです", quote=own)

    assert "#3" in await hosts_hear(world)


async def test_what_was_taken_back_is_not_pointed_at(world: World) -> None:
    await with_newcomer(world)
    said = await world.line.say(world.hanako, world.group, WORDS)
    await world.settle()
    await world.line.unsend(world.hanako, said)
    await world.settle()

    assert "最初のことば" not in await hosts_hear(world)
    await world.say(world.hanako, world.group, "あらためて、はじめまして")
    assert "#3" in await hosts_hear(world)


async def test_a_word_to_the_bot_is_no_first_word_to_the_group(world: World) -> None:
    await with_newcomer(world)
    await world.say(world.hanako, world.group, "/ルール")

    assert "最初のことば" not in await hosts_hear(world)


async def test_only_the_first_words_of_newcomers_count(world: World) -> None:
    await with_newcomer(world)
    await world.say(world.emily, world.group, "hello, I was here before the bot")
    first = (await world.line.say(world.hanako, world.group, WORDS)).entry
    await world.settle()
    await world.say(world.kenji, world.group, "ようこそ", quote=first)
    await world.say(world.hanako, world.group, "ありがとうございます")

    assert "最初のことば" not in await hosts_hear(world)


async def test_hosts_can_turn_it_off(world: World) -> None:
    await with_newcomer(world)
    await world.say(world.sayuri, world.private, "/設定 最初のことばの返事を待つ時間：お知らせしない")
    await world.say(world.hanako, world.group, WORDS)

    assert "最初のことば" not in await hosts_hear(world, hours=30)


async def test_somebody_who_left_again_is_not_spoken_of(world: World) -> None:
    await with_newcomer(world)
    await world.say(world.hanako, world.group, WORDS)
    await world.leave(world.hanako)

    assert "最初のことば" not in await hosts_hear(world)
