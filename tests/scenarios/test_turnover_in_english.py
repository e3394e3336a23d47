"""Whole flows of a group that speaks English: who has gone quiet, who leaves and comes back, and a month of it.

Each goes through with LINE naming no tapper and nobody a friend, the first one without these troubles, too.
"""

import re
from collections.abc import Sequence

import pytest

from bot.simulator.world import Person
from tests.scenarios.doors import LINK
from tests.scenarios.switches import IN_BOTH_WORLDS
from tests.scenarios.test_turnover_switches import press
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches
KANA = re.compile(r"[\u3040-\u30ff]")
NAMES = re.compile("さゆり|けんじ|みお|土曜の会（ひみつ）")
NUMBERS = re.compile(r"(Here|Only reading|Resting|Would like to leave|No answer yet): (\d+)")


def joined(texts: Sequence[str]) -> str:
    return "\n".join(texts)


async def in_english(world: World, *newcomers: Person) -> World:
    """Bring the bot into a group that speaks English, where everybody has said a word: the owner is #1."""
    await world.claimed()
    await world.say(world.sayuri, world.private, "こんにちは")  # what has waited until now is in Japanese
    await world.say(world.sayuri, world.group, "/lang en")
    await world.join(*newcomers)
    for person in (world.kenji, world.emily, *newcomers):
        await world.say(person, world.group, "hello")
    await world.pass_time(minutes=5)
    world.skip_news()
    return world


async def says(world: World, person: Person, text: str = "hello") -> str:
    """Let somebody say something in private, and give all that the bot then says to them, which is English."""
    said = joined(await world.say(person, world.private, text))
    return english(said)


async def talk(world: World) -> str:
    """Let the owner say something in the group, and give what rides on it."""
    return joined(await world.say(world.sayuri, world.group, "good morning"))


def english(said: str) -> str:
    assert not KANA.search(NAMES.sub("", said)), said
    return said


def counts(shown: str) -> dict[str, int]:
    return {name: int(count) for name, count in NUMBERS.findall(shown)}


@IN_BOTH_WORLDS
async def test_a_check_in_from_the_preview_to_the_talk_about_leaving(world: World) -> None:
    quiet = (world.hanako, world.taro, world.mio)
    await in_english(world, *quiet)
    await world.pass_time(days=61)
    await talk(world)

    assert "5 people have not been heard of for 60 days" in await says(world, world.sayuri, "/inactive")
    preview = await says(world, world.sayuri, "/checkin preview")
    assert "5 people would be asked" in preview
    assert "I am here / I would rather only read / I would like to rest for a while / I would like to leave" in preview
    await press(world, world.sayuri, "On to asking")
    assert "On February 6, 2027" in await press(world, world.sayuri, "Yes, ask how they are")
    card = await talk(world)
    assert "Reading along is welcome here" in card
    assert not re.search(r"#\d|@", card)

    answers = (
        (world.kenji, "I am here"),
        (world.emily, "I would rather only read"),
        (world.hanako, "I would like to rest for a while"),
        (world.taro, "I would like to leave"),
    )
    for person, answer in answers:
        assert "There has not been a word from you for a while" in await says(world, person)
        for _tapped_twice in range(2):
            english(await press(world, person, answer))
    assert "There has not been a word from you" in await says(world, world.mio)

    await world.pass_time(days=7, minutes=1)
    assert "This is a second and last time" in await talk(world)
    assert "I am asking once more" in await says(world, world.mio)
    assert "asking once more" not in joined([await says(world, person) for person, _answer in answers])
    assert "told me in private that they would like to leave" in await says(world, world.sayuri)
    await world.pass_time(days=7, minutes=1)
    assert await talk(world) == ""
    over = await says(world, world.sayuri)
    assert "the time is over" in over
    assert counts(over) == {"Here": 1, "Only reading": 1, "Resting": 1, "Would like to leave": 1, "No answer yet": 1}

    shown = await press(world, world.sayuri, "How it stands")
    assert counts(shown) == counts(over)
    assert re.findall(r"^#\d+", shown, re.MULTILINE) == ["#4"], "Mio, and nobody who has answered"
    proposed = await press(world, world.sayuri, "#4: leaving")
    assert "Nobody has been told yet. A second host decides" in proposed
    await world.pass_time(days=3)
    assert world.group_news() == []
    assert await says(world, world.mio) == "", "nothing follows by itself"


async def test_names_are_called_over_days_and_only_of_those_still_asked(world: World) -> None:
    crowd = [world.line.add_person(f"Person {number:02}") for number in range(1, 24)]
    await in_english(world, *crowd)
    await says(world, world.sayuri, "/settings rotation.checkin_mentions on")
    await world.pass_time(days=61)
    await says(world, world.sayuri, "/checkin")
    await press(world, world.sayuri, "Yes, ask how they are")

    first = await talk(world)
    assert first.count("@") == 20
    assert "How are you? Reading along is welcome here." in first
    assert "@" not in await talk(world), "no more on the same day"
    await press(world, world.emily, "Answer in private", world.group)
    await says(world, world.emily, "/respond")
    await press(world, world.emily, "I am here")
    await world.pass_time(days=1)
    second = await talk(world)
    await world.pass_time(days=6)
    reminder = await talk(world)

    assert second.count("@") == 4
    assert "@Emily" not in second
    assert not {name for name in re.findall(r"@Person \d+", first) if name in second}, "nobody twice"
    assert "This is a second and last time" in reminder
    assert "@" not in reminder


async def test_hosts_words_are_refused_to_members_in_english(world: World) -> None:
    await in_english(world)
    for words in ("inactive", "checkin", "checkin preview", "checkin result", "rotation", "members", "exempt #2"):
        assert await says(world, world.emily, f"/{words}") == "Only the hosts of this group can do that."
    assert "Only the hosts" in joined(await world.say(world.emily, world.group, "/rollcall"))


async def test_leaving_staying_and_coming_back(world: World) -> None:
    await in_english(world)
    assert "I tell the hosts in private tomorrow" in await says(world, world.emily, "/quit")
    assert "I have taken your word of leaving back" in await press(world, world.emily, "I will stay after all")
    await says(world, world.kenji, "/quit")
    await world.leave(world.kenji)
    await world.pass_time(days=1)

    heard = await says(world, world.sayuri)
    assert "#2 told me in private that they would like to leave, and has left the group since" in heard
    assert "#3" not in heard
    assert "Only a person can invite you" in await says(world, world.kenji, "return")
    assert "#2 has left within the last days and would like to come back" in await says(world, world.sayuri)
    assert world.group_news() == [], "the group reads nothing of it"
    await world.join(world.kenji)
    await world.pass_time(days=2)
    assert "taking part" in await says(world, world.kenji, "/me")
    assert await says(world, world.sayuri) == "", "and nobody is said to have left"
    await world.leave(world.kenji)
    await world.pass_time(days=1)
    heard = await says(world, world.sayuri)
    assert "#2 left the group" in heard
    assert "Their seat is kept" in heard, "of one who left, no seats are spoken of"
    assert "“/return”" in heard
    assert "Only a person can invite you" in await says(world, world.kenji, "I am back")


async def test_a_month_of_first_words_a_roll_call_seats_and_the_chart(world: World) -> None:
    await in_english(world)
    await says(world, world.sayuri, "/duty new greeter every Tuesday 9:00")
    await says(world, world.sayuri, "/duty add greeter #2")
    await world.pass_time(days=1)
    await says(world, world.kenji)
    await says(world, world.sayuri, f"/invite {LINK}")
    code = re.search(r"apply ([A-Z2-9]{8})", await says(world, world.sayuri, "/door ask"))
    assert code is not None
    await says(world, world.sayuri, "/seats 4")
    for person in (world.hanako, world.taro, world.mio):
        await let_in(world, person, code[1])

    await says(world, world.hanako, "/lang en")
    assert LINK in await press(world, world.hanako, "Get the link")
    await world.join(world.hanako)
    await world.pass_time(minutes=5)
    await world.say(world.hanako, world.group, "nice to meet you")
    await world.pass_time(hours=7)
    for person in (world.sayuri, world.kenji):
        told = await says(world, person)
        assert "Nobody seems to have turned to the first words of somebody new yet (#4)" in told
        assert "nice to meet you" not in told
    await world.say(world.kenji, world.group, "@花子🌸 welcome", mentions=[world.hanako])

    await world.pass_time(days=8)
    card = joined(await world.say(world.sayuri, world.group, "/rollcall"))
    assert "3 people have not been seen yet." in card
    assert "2 people have not been seen yet." in await press(world, world.kenji, "I am here", world.group)
    await world.leave(world.emily)
    await world.pass_time(days=1)
    assert "#3 left the group. Nothing was said there" in await says(world, world.sayuri)

    chart = (await says(world, world.sayuri, "/rotation")).splitlines()
    assert chart[chart.index("Coming and going") + 1 :][:2] == ["Dec 2026", "Nov 2026"]
    assert chart[chart.index("Came in") + 1 :][:2] == ["0 people", "1 person"]
    assert chart[chart.index("Went") + 1 :][:2] == ["1 person", "0 people"]
    waited = chart.index("Until somebody turned to first words, on average")
    assert chart[waited + 1 :][:2] == ["–", "7 hours"]
    assert "Free seats: 0. Waiting: 2." in chart

    await world.pass_time(days=5)
    assert "a seat is kept" not in await says(world, world.taro), "seven days are not over"
    await world.pass_time(days=2)
    assert "a seat is kept for you" in await says(world, world.taro)
    assert "a seat is kept" not in await says(world, world.mio)
    await world.pass_time(days=3, hours=1)
    assert "a seat is kept for you" in await says(world, world.mio), "the deadline of the first is over"


async def let_in(world: World, person: Person, code: str) -> None:
    """Let somebody apply in English, and the owner let them in."""
    await world.say(person, world.private, "/lang en")
    await says(world, person, f"apply {code}")
    await press(world, person, "Begin")
    for answer in ("Hana", "Skip"):
        await says(world, person, answer)
    number = re.search(r"number (\d+)", await says(world, person, "Yes"))
    assert number is not None
    await says(world, world.sayuri, f"/accept {number[1]}")
