"""Hosts answer a question in private; the asker reads it, and nobody learns who that is."""

import re
from collections.abc import Sequence

import pytest

from bot.simulator.world import Person
from tests.conftest import ENGINES
from tests.scenarios.world import World


def joined(texts: Sequence[str]) -> str:
    return "\n".join(texts)


async def with_kenji(world: World) -> World:
    """Bring the bot into the group, where Kenji and Emily have said something."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.emily, world.group, "hello")
    return world


async def asked(world: World, person: Person) -> str:
    """Let a person ask, and give the number that the owner reads."""
    await world.say(person, world.private, "/ask 子どもを連れて行ってもいいですか")
    told = joined(await world.say(world.sayuri, world.private, "こんにちは"))
    found = re.search(r"(\d+)が、お名前なしで", told)
    assert found is not None
    assert f"/返事 {found[1]}" in told
    return found[1]


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_an_answer_reaches_the_asker_alone(world: World) -> None:
    await with_kenji(world)
    number = await asked(world, world.kenji)

    sent = joined(await world.say(world.sayuri, world.private, f"/返事 {number} もちろんです\nお待ちしています"))
    told = joined(await world.say(world.kenji, world.private, "こんにちは"))
    to_emily = joined(await world.say(world.emily, world.private, "hello"))

    assert "届けます" in sent
    assert "けんじ" not in sent
    assert world.kenji.user_id not in sent
    assert "┃ もちろんです\n┃ お待ちしています" in told
    assert "さゆり" not in told
    assert "もちろん" not in to_emily
    assert world.group_news() == []


async def test_a_question_is_answered_once(world: World) -> None:
    await with_kenji(world)
    number = await asked(world, world.kenji)
    await world.say(world.sayuri, world.private, f"返事 {number}番 はい")

    again = joined(await world.say(world.sayuri, world.private, f"返事 {number} はい、もう一度"))

    assert "もう届けられません" in again
    assert "もう一度" not in joined(await world.say(world.kenji, world.private, "こんにちは"))


async def test_other_hosts_read_what_was_answered(world: World) -> None:
    await with_kenji(world)
    await world.say(world.sayuri, world.private, "/host add #2")
    number = await asked(world, world.emily)

    await world.say(world.sayuri, world.private, f"/返事 {number} どうぞ")

    told = joined(await world.say(world.kenji, world.private, "こんにちは"))
    assert "ほかの世話役が返事をしました" in told
    assert "Emily" not in told
    assert "ほかの世話役" not in joined(await world.say(world.sayuri, world.private, "こんにちは"))


async def test_an_answer_finds_nobody_after_fourteen_days_or_once_the_asker_has_left(world: World) -> None:
    await with_kenji(world)
    number = await asked(world, world.kenji)
    other = await asked(world, world.emily)
    await world.leave(world.emily)

    to_nobody = joined(await world.say(world.sayuri, world.private, f"/返事 {other} どうぞ"))
    await world.pass_time(days=14, hours=1)
    too_late = joined(await world.say(world.sayuri, world.private, f"/返事 {number} どうぞ"))

    assert to_nobody.replace(other, "") == too_late.replace(number, "")
    assert "もう届けられません" in too_late


async def test_members_cannot_answer_and_nothing_is_answered_in_the_group(world: World) -> None:
    await with_kenji(world)
    number = await asked(world, world.kenji)

    refused = joined(await world.say(world.emily, world.private, f"/answer {number} yes"))
    in_group = joined(await world.say(world.sayuri, world.group, f"/返事 {number} もちろんです"))

    assert "世話役のかただけ" in refused
    assert "もちろん" not in in_group
    assert "yes" not in joined(await world.say(world.kenji, world.private, "こんにちは"))
    assert world.labels(world.sayuri, world.group) == ["個別トークで返事をする"]


@pytest.mark.parametrize("typed", ["/返事", "/返事 こんにちは", "/返事 0 はい", "/返事 -3 はい"])
async def test_an_answer_that_says_nothing_is_met_with_an_example(world: World, typed: str) -> None:
    await with_kenji(world)

    assert "例：/返事 12" in joined(await world.say(world.sayuri, world.private, typed))


async def test_an_endless_answer_is_not_cut_off_but_refused(world: World) -> None:
    await with_kenji(world)
    number = await asked(world, world.kenji)

    refused = joined(await world.say(world.sayuri, world.private, f"/返事 {number} {'あ' * 2001}"))
    taken = joined(await world.say(world.sayuri, world.private, f"/返事 {number} {'あ' * 2000}"))

    assert "2001" in refused
    assert "届けます" in taken


async def test_an_english_asker_reads_english_around_the_answer(world: World) -> None:
    await with_kenji(world)
    await world.say(world.emily, world.private, "/lang en")
    number = await asked(world, world.emily)

    await world.say(world.sayuri, world.private, f"/返事 {number} どうぞ")

    assert "The hosts have answered your question" in joined(await world.say(world.emily, world.private, "hello"))


async def test_a_new_friend_is_led_to_the_rules_or_to_the_choice_of_a_group(world: World) -> None:
    await with_kenji(world)
    await world.say(world.sayuri, world.private, "/ルールを決める やさしく話す")

    await world.follow(world.kenji)
    before = world.labels(world.kenji, world.private)
    await world.say(world.kenji, world.private, "読みました")
    await world.line.block(world.kenji)
    await world.follow(world.kenji)
    after = world.labels(world.kenji, world.private)
    second = world.line.add_group("日曜の会", [world.emily, world.kenji])
    await world.invite_bot(second)
    await world.claim(world.emily, second)
    await world.say(world.kenji, second, "はじめまして")
    await world.follow(world.kenji)

    assert before == ["ルールを読む"]
    assert after == ["使い方を見る"]
    assert world.labels(world.kenji, world.private) == ["グループを選ぶ"]


async def test_the_number_alone_asks_what_the_answer_is(world: World) -> None:
    await with_kenji(world)
    number = await asked(world, world.kenji)

    assert "お返事をどうぞ" in joined(await world.say(world.sayuri, world.private, f"返事 {number}"))
    sent = joined(await world.say(world.sayuri, world.private, "もちろんです。お待ちしています"))

    assert number in sent
    assert "お待ちしています" in joined(await world.say(world.kenji, world.private, "こんにちは"))
    nobody = joined(await world.say(world.sayuri, world.private, f"返事 {number}"))
    assert "お返事をどうぞ" not in nobody
    assert nobody
