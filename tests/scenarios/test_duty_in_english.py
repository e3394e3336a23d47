"""Duties in English with both switches on: taps without a name, and nobody a friend of the account."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest

from bot.simulator.world import Account, Person
from tests.scenarios.duty_house import heard, joined, told, with_three
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches
HOSTING = "/duty new hosting every saturday 9pm 2h"
TO_FRIDAY_NIGHT = timedelta(days=3, hours=13, minutes=1)
"""From Monday at eleven to Friday, the day before the turn, just after midnight."""


@pytest.fixture
async def english(world: World) -> World:
    """Give the group with three known people, who all read English; the group itself reads Japanese."""
    await with_three(world)
    for person in (world.sayuri, world.kenji, world.emily):
        await world.say(person, world.private, "/lang en")
    world.skip_news()
    return world


async def test_rotas_of_every_kind_are_made_and_their_next_six_turns_shown(english: World) -> None:
    next_turns = {
        "daily": ("every day 9:00", ["Tue, Nov 24 9:00", "Sun, Nov 29 9:00"]),
        "workdays": ("every mon-fri 9:00 except holidays", ["Tue, Nov 24 9:00", "Tue, Dec 1 9:00"]),
        "weekly": ("every tuesday and saturday 9pm-11pm", ["Tue, Nov 24 21:00", "Sat, Nov 28 21:00"]),
        "other weeks": ("every other monday 19:00", ["Mon, Nov 23 19:00", "Mon, Dec 7 19:00"]),
        "third": ("the 1st and 3rd friday of the month 19:00", ["Fri, Dec 4 19:00", "Fri, Dec 18 19:00"]),
        "last": ("the last friday of the month 19:00", ["Fri, Nov 27 19:00", "Fri, Apr 30 19:00"]),
        "end": ("every month on the 31st 9:00", ["Mon, Nov 30 9:00", "Sun, Feb 28 9:00"]),
        "leap": ("every year on feb 29 9:00", ["Sun, Feb 28 9:00", "Tue, Feb 29, 2028 9:00", "Wed, Feb 28, 2029 9:00"]),
    }
    for name, (typed, days) in next_turns.items():
        made = joined(await english.say(english.sayuri, english.private, f"/duty new {name} {typed}"))
        assert [day in made for day in days] == [True] * len(days), made

    listed = await told(english, english.sayuri, "/duty list")

    assert "workdays: Monday to Friday, 9:00 / until the next one / not on public holidays of Japan" in listed
    assert "third: every month on the 1st, 3rd Friday, 19:00" in listed


async def test_what_cannot_be_is_said_in_one_kind_line_and_nothing_is_made(english: World) -> None:
    await english.leave(english.kenji)
    await english.say(english.sayuri, english.private, HOSTING)
    answers = {
        "/duty": "nobody yet",
        "/duty new leave every day 9:00": "no command of mine",
        "/duty new everyone every day 9:00": "no command of mine",
        "/duty new 一覧 every day 9:00": "no command of mine",
        "/duty new cleaning every day 9:00 0 minutes": "from five minutes to two months",
        "/duty new cleaning every day 9:00 2 days": "Without a length each lasts until the next",
        "/duty new cleaning every year on jan 1 9:00 except holidays": "no turn would ever begin",
        "/duty new cleaning every month on the 32nd 9:00": "on which days",
        "/duty add cleaning #3": "no duty “cleaning”",
        "/duty add hosting": "Whom shall I add?",
        "/duty add hosting #2": "not know this person",
        "/duty add hosting #1 #3 #3 #2": "2 people added",
        "/duty assign hosting #2": "not in “hosting”",
        "/swap hosting #1": "cannot be asked",
        "/duty bogus": "no duty “bogus”",
    }

    for typed, answered in answers.items():
        assert answered in joined(await english.say(english.sayuri, english.private, typed)), typed

    assert "cleaning" not in await told(english, english.sayuri, "/duty list")


async def test_people_are_added_by_mention_number_and_everyone_and_the_bot_by_nobody(english: World) -> None:
    for name in ("hosting", "keys", "tea"):
        await english.say(english.sayuri, english.private, f"/duty new {name} every saturday 9pm")
    added: Mapping[str, Sequence[Person | Account | str]] = {
        "/duty add hosting @けんじ @けんじ": [english.kenji, english.kenji],
        "/duty add keys @All": ["all"],
        "/duty add tea @つどい": [english.private],
    }

    for typed, mentions in added.items():
        in_group = joined(await english.say(english.sayuri, english.group, typed, mentions=mentions))
        assert "added" not in in_group + joined(english.group_news())
    listed = await told(english, english.sayuri, "/duty list")

    assert "hosting: every week on Saturday, 21:00 / until the next one (1 person)" in listed
    assert "keys: every week on Saturday, 21:00 / until the next one (3 people)" in listed
    assert "tea: every week on Saturday, 21:00 / until the next one (0 people)" in listed


async def test_a_turn_is_foreseen_explained_reminded_of_and_handed_over(english: World) -> None:
    await english.say(english.sayuri, english.private, HOSTING)
    await english.say(english.sayuri, english.private, "/duty add #2 #3")
    await told(english, english.kenji)

    shown = await told(english, english.kenji, "/duty")
    why = joined(await english.tap(english.kenji, "Why this order?", english.private))
    await english.pass_time(TO_FRIDAY_NIGHT)
    at_night = await heard(english)
    await english.pass_time(hours=9)
    in_group = await heard(english)
    reminded = await told(english, english.kenji)
    await english.pass_time(hours=24)
    for_host = await told(english, english.sayuri)
    await english.tap(english.kenji, "I take it", english.private)
    await english.pass_time(hours=12)

    assert shown.count("#2 けんじ") == shown.count("#3 Emily") == 3
    assert "Your next turn: Sat, Nov 28 21:00" in shown
    assert "#2 けんじ. Several people are level (just even)" in why
    assert "お知らせ" not in at_night
    assert "けんじ" not in in_group
    assert "個別トークをご覧ください" in in_group
    assert "Your turn at “hosting”" in reminded
    assert "#2 けんじ has not confirmed yet" in for_host
    assert "「hosting」の時間です" in await heard(english)
    assert "Your turn at “hosting” begins, until Sat, Nov 28 23:00" in await told(english, english.kenji)
    assert "#2 けんじ: 0.5 turns ahead, last on Sat, Nov 28 21:00" in await told(english, english.sayuri, "/duty why")


async def test_a_turn_is_given_back_in_the_group_and_taken_late_after_everybody_else_said_no(english: World) -> None:
    await english.say(english.sayuri, english.private, HOSTING)
    await english.say(english.sayuri, english.private, "/duty add #3 #2")
    english.skip_news()
    await english.say(english.sayuri, english.private, "/duty assign #3")

    in_group = joined(await english.say(english.emily, english.group, "/skip"))
    in_private = await told(english, english.emily)
    asked = await told(english, english.kenji)
    declined = joined(await english.tap(english.kenji, "Not this time", english.private))
    for_host = await told(english, english.sayuri)
    shown = await told(english, english.emily, "/duty")
    refused = await told(english, english.sayuri, "/duty ok")
    taken = await told(english, english.kenji, "/duty ok")

    assert in_group == "承知しました。"
    assert "is off your hands" in in_private, "in her own language, whatever the group's is"
    assert "Could you stand in at “hosting”?" in asked
    assert "Emily" not in asked
    assert "Thank you for answering" in declined
    assert "Nobody is free for “hosting” on Sat, Nov 28 21:00" in for_host
    assert "nobody yet" in shown
    assert "not waiting for an answer" in refused
    assert "Thank you! I have noted you" in taken, "late, but nobody else has said yes"


async def test_a_swap_is_offered_only_with_those_who_may_be_asked(english: World) -> None:
    await english.say(english.sayuri, english.private, HOSTING)
    await english.say(english.sayuri, english.private, "/duty add everyone")
    english.skip_news()
    await english.say(english.sayuri, english.private, "/skip")
    await told(english, english.kenji)
    await english.tap(english.kenji, "Not this time", english.private)
    await told(english, english.emily)
    await english.tap(english.emily, "I take it", english.private)

    offered = await told(english, english.emily, "/swap")
    only_sayuri = english.labels(english.emily, english.private)
    await english.say(english.sayuri, english.private, "/duty assign #2")
    await told(english, english.kenji)
    await english.say(english.kenji, english.private, "/swap #3")
    asked = await told(english, english.emily)
    agreed = joined(await english.tap(english.emily, "I take it", english.private))

    assert "Nobody else could take this turn" in offered
    assert only_sayuri == []
    assert "#2 けんじ asks you to take the turn on Sat, Nov 28 21:00" in asked
    assert "Thank you! I have noted you" in agreed
    assert "Your swap at “hosting” is agreed" in await told(english, english.kenji)


async def test_one_is_asked_to_swap_at_a_time_and_a_no_in_words_changes_nothing(english: World) -> None:
    await english.say(english.sayuri, english.private, HOSTING)
    await english.say(english.sayuri, english.private, "/duty add everyone")
    english.skip_news()
    await english.say(english.sayuri, english.private, "/swap #3")
    in_group = joined(await english.say(english.sayuri, english.group, "/swap #2"))
    asked_before = await told(english, english.emily)
    asked = await told(english, english.kenji)

    declined = await told(english, english.kenji, "/duty no")

    assert "けんじ" not in in_group
    assert "Swap turns" not in asked_before, "somebody else is asked meanwhile"
    assert "Swap turns at “hosting”?" in asked
    assert "everything stays as it is" in declined
    assert "does not work out this time, so the turn is still yours" in await told(english, english.sayuri)
    assert "Your next turn: Sat, Nov 28 21:00" in await told(english, english.sayuri, "/duty")


async def test_the_greeter_is_named_where_names_may_be_read_and_hears_of_words_nobody_turned_to(english: World) -> None:
    await english.say(english.sayuri, english.private, "/kind hobby")
    await english.say(english.sayuri, english.private, "/welcome set Welcome! {greeter} is there for you.")
    await english.say(english.sayuri, english.private, "/duty new Greeter every day 9:00 except holidays")
    await english.say(english.sayuri, english.private, "/duty add greeter #2")
    await english.pass_time(days=1)
    await heard(english)

    await english.join(english.hanako)
    await english.pass_time(seconds=40)
    greeting = joined(english.group_news())
    await english.say(english.hanako, english.group, "はじめまして")
    await english.pass_time(hours=7)
    for_greeter = await told(english, english.kenji)
    await english.say(english.kenji, english.private, "/duty leave greeter")
    await english.pass_time(days=2)
    await heard(english)
    await english.join(english.taro)
    await english.pass_time(seconds=40)

    assert "けんじ is there for you." in greeting
    assert "Nobody seems to have turned to the first words of somebody new" in for_greeter
    assert "世話役 is there for you." in joined(english.group_news()), "his turn is over, and nobody has followed"
