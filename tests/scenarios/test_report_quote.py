"""A report that begins by quoting a message of the group: the reference, and what is known of the message."""

import pytest

from bot.simulator.world import Entry, Person
from tests.scenarios.reporting import (
    SKIP,
    WORDS,
    joined,
    number_of_newest,
    read,
    said_by,
    with_members,
    with_people,
    word_for,
)
from tests.scenarios.world import World

POSTED = "よろしくお願いします"
"""What Taro has said in the group."""


async def prefilled(world: World, person: Person, quoted: Entry | str, word: str = "困っています") -> str:
    """Let somebody answer a message of the group with the word for reports, and open the private chat from there."""
    said = joined(await world.say(person, world.group, f"/{word}", quote=quoted))
    assert POSTED not in said
    assert "太郎" not in said
    assert "#4" not in said
    label = world.labels(person, world.group)[0]
    opened = await world.line.tap(person, world.button(person, label, world.group), world.group)
    assert opened.link is not None
    return opened.link.prefilled


async def test_a_quoted_message_says_whom_and_which_message_it_is_about(world: World) -> None:
    await with_members(world)
    await world.pass_time(minutes=3)
    text = await prefilled(world, world.mio, said_by(world, world.taro, world.group, POSTED))
    assert len(text) < 30
    assert "4" not in text.split("-")[0]

    said = joined(await world.say(world.mio, world.private, text))
    assert "#4 太郎" in said
    assert "11月23日 11:00" in said
    assert "どんなことですか" in said
    for answer in ("言い合い", WORDS, SKIP, SKIP, "いいえ"):
        said = joined(await world.say(world.mio, world.private, answer))
    assert "#4 太郎" in said, "it is all shown once more before it goes"
    assert "11月23日 11:00" in said
    await world.say(world.mio, world.private, "はい")
    shown = await read(world, world.kenji, await number_of_newest(world))
    assert "#4 太郎" in shown
    assert "11月23日 11:00" in shown


async def test_one_may_go_back_and_name_somebody_else(world: World) -> None:
    await with_members(world)
    text = await prefilled(world, world.mio, said_by(world, world.taro, world.group, POSTED))
    await world.say(world.mio, world.private, f"{text} {WORDS}")
    await world.say(world.mio, world.private, "言い合い")
    said = joined(await world.say(world.mio, world.private, "戻る"))
    assert "どなたのことですか" in said


async def test_whoever_was_quoted_is_known_also_long_after_they_spoke_lately(world: World) -> None:
    await with_members(world)
    entry = said_by(world, world.taro, world.group, POSTED)
    for count in range(9):
        person = world.line.add_person(f"人{count}")
        await world.join(person)
        await world.say(person, world.group, "はじめまして")
    text = await prefilled(world, world.mio, entry)
    assert "#4 太郎" in joined(await world.say(world.mio, world.private, text))


@pytest.mark.parametrize("what", ["old", "of the bot", "own", "taken back", "nobody's"])
async def test_a_quote_that_says_little_is_answered_kindly_and_the_form_begins(world: World, what: str) -> None:
    await with_members(world)
    quoted: Entry | str = said_by(world, world.taro, world.group, POSTED)
    match what:
        case "old":
            await world.pass_time(days=8)
        case "of the bot":
            await world.say(world.mio, world.group, "/ルール")
            quoted = world.line.bot_messages(world.group)[-1]
        case "own":
            quoted = said_by(world, world.mio, world.group, "はじめまして")
        case "taken back":
            pass
        case _:
            quoted = "m-zzz"
    text = await prefilled(world, world.mio, quoted) if what != "nobody's" else "困っています m-zzzzzzz"
    if what == "taken back":
        await world.line.unsend(world.taro, quoted)
        await world.settle()
    said = joined(await world.say(world.mio, world.private, text))
    expected = {"own": "ご自身のメッセージ", "taken back": "送信取消されています"}.get(what, "わかりませんでした")
    assert expected in said
    assert "どんなことですか" in said
    assert ("太郎" in said) is (what == "taken back")


async def test_the_only_host_quoted_is_no_surprise_to_anybody(world: World) -> None:
    await with_people(world)
    await world.say(world.sayuri, world.private, "世話役 解除 #2")
    await world.say(world.sayuri, world.group, "静かにしてください")
    text = await prefilled(world, world.emily, said_by(world, world.sayuri, world.group, "静かにしてください"))
    await world.say(world.emily, world.private, f"{text} {WORDS}")
    said = joined(await world.say(world.emily, world.private, "言い合い"))
    assert "どなたのことですか" in said
    said = joined(await world.say(world.emily, world.private, "#1 さゆり"))
    assert "ここで読める人がいません" in said
    assert WORDS not in await word_for(world, world.sayuri)


async def test_somebody_from_another_group_learns_nothing_by_a_reference(world: World) -> None:
    await with_members(world)
    text = await prefilled(world, world.mio, said_by(world, world.taro, world.group, POSTED))
    said = joined(await world.say(world.hanako, world.private, text))
    assert "太郎" not in said
    assert "#4" not in said
