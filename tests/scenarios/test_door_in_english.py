"""The door in English, where LINE names no tapper and nobody is a friend: every tap has words."""

import pytest

from bot.simulator.world import Person
from tests.scenarios.doors import LINK, NEW_LINK, door_opened, joined
from tests.scenarios.front_door import pushes
from tests.scenarios.test_turnover_switches import press
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches
GET_LINK = "/my link"
SEAT = "a seat is kept for you"


@pytest.fixture
async def code(world: World) -> str:
    """The code of a door where hosts decide, in an English-speaking group of three with four seats."""
    code = await door_opened(world)
    for person in (world.sayuri, world.kenji, world.hanako, world.taro, world.mio):
        await world.say(person, world.private, "/lang en")
    await says(world, world.sayuri, "/seats 4")
    world.skip_news()
    return code


async def says(world: World, person: Person, words: str) -> str:
    return joined(await world.say(person, world.private, words))


async def hears(world: World, person: Person) -> str:
    """Give what waited for a person who writes anything."""
    return await says(world, person, "hello")


async def applied(world: World, person: Person, code: str) -> str:
    """Let a person apply where hosts ask nothing, and give the number."""
    said = ""
    for words in (f"/apply begin {code}", "Somebody", "Skip", "Yes"):
        said = await says(world, person, words)
    return said.split("as number ")[1].split(".")[0]


async def let_in(world: World, person: Person, code: str) -> str:
    number = await applied(world, person, code)
    assert f"Application {number} is accepted" in await says(world, world.sayuri, f"/accept {number}")
    return number


async def test_every_kind_of_question_a_question_back_and_a_welcome(world: World, code: str) -> None:
    await says(world, world.sayuri, "/setrules Be kind")
    await says(world, world.sayuri, "/about We meet on Saturdays.")
    for question in ("How did you hear of us?", "Where? choice: north/south", "Do you like cats? (yes/no)", "18+"):
        await says(world, world.sayuri, f"/question add {question}")
    assert "choose another word" in await says(world, world.sayuri, "/question add What? choice: help/rules")
    assert "Now: open to applications; hosts decide about each person" in await says(world, world.sayuri, "/door")

    shown = await says(world, world.hanako, f"apply {code}")
    for told in ("We meet on Saturdays.", "1. Be kind", "not anonymous", "eighteen years", "free seats"):
        assert told in shown
    await press(world, world.hanako, "Begin")
    await says(world, world.hanako, "Hana")
    await says(world, world.hanako, "From my sister")
    await press(world, world.hanako, "south")
    await press(world, world.hanako, "No")
    await press(world, world.hanako, "Yes")
    assert "Without the rules" in await press(world, world.hanako, "No")
    await press(world, world.hanako, "Yes")
    preview = await says(world, world.hanako, "Kenji from the office")
    sent = await press(world, world.hanako, "Yes")
    number = sent.split("as number ")[1].split(".")[0]

    for said in ("Name: Hana", "┃ From my sister", "┃ south", "┃ No", "┃ Yes", "┃ Kenji from the office"):
        assert said in preview
    assert "Hana" not in await hears(world, world.kenji)
    read = await press(world, world.kenji, "Read it")
    assert "Name: Hana" in read
    assert "please answer in the same words" in read
    assert "What would you like to ask" in await press(world, world.kenji, "Ask something")
    await says(world, world.kenji, "Which days suit you?")
    assert "┃ Which days suit you?" in await hears(world, world.hanako)
    await press(world, world.hanako, "Write an answer")
    await says(world, world.hanako, "Saturdays")
    assert "has answered your question" in await hears(world, world.sayuri)
    assert "┃ Saturdays" in await press(world, world.sayuri, "Read it")
    assert f"Application {number} is accepted" in await press(world, world.sayuri, "Let them in")
    assert "by #1" in await says(world, world.kenji, f"/accept {number}")
    assert SEAT in await hears(world, world.hanako)
    assert LINK in await press(world, world.hanako, "Get the link")
    await world.join(world.hanako)
    assert "is in the group by now" in await says(world, world.sayuri, f"/decline {number}")
    assert "Hana" not in joined(world.group_news())


async def test_a_seat_goes_from_one_to_the_next_and_the_link_to_nobody_else(world: World, code: str) -> None:
    first, second = await let_in(world, world.hanako, code), await let_in(world, world.taro, code)
    waiting = await hears(world, world.taro)
    seats = await says(world, world.sayuri, "/seats")
    assert SEAT in await hears(world, world.hanako)
    given = await press(world, world.hanako, "Get the link")
    for other in (world.taro, world.mio):
        assert LINK not in await says(world, other, GET_LINK)
    await world.pass_time(hours=71)
    again = await says(world, world.hanako, GET_LINK)
    await world.pass_time(hours=2)

    assert "waiting list" in waiting
    assert f"by number of the application: {second}" in seats
    assert "72 hours" in given
    assert LINK in again
    assert "time for your seat has passed" in await hears(world, world.hanako)
    assert LINK not in await says(world, world.hanako, GET_LINK)
    told = await hears(world, world.sayuri)
    assert f"Application {first}" in told
    assert "Offer a seat once more" in world.labels(world.sayuri, world.private)
    assert SEAT in await hears(world, world.taro)
    await press(world, world.taro, "Get the link")
    await world.join(world.taro)
    assert "Free seats: 0" in await says(world, world.sayuri, "/seats 3")
    assert "more people here than seats" in await says(world, world.sayuri, "/seats 3")


async def test_word_of_a_seat_pushed_to_perhaps_nobody_is_told_again(world: World, code: str) -> None:
    number = await let_in(world, world.hanako, code)
    await world.pass_time(hours=25)
    assert "does not know yet" in await hears(world, world.sayuri)

    price = await press(world, world.sayuri, "Push it (see the price)")
    assert pushes(world) == 0
    await press(world, world.sayuri, "Push it")
    world.skip_news()
    await world.pass_time(hours=6)

    assert f"the person of application {number}" in price
    assert "Price: 1 message" in price
    assert pushes(world) == 1
    assert SEAT in await hears(world, world.hanako)
    assert LINK in await press(world, world.hanako, "Get the link")


async def test_a_link_that_spread_is_renewed_and_an_old_one_called_old(world: World, code: str) -> None:
    await let_in(world, world.hanako, code)
    await says(world, world.hanako, GET_LINK)
    await hears(world, world.sayuri)

    await world.join(world.taro)

    assert "Came in without a link from me: #" in await hears(world, world.sayuri)
    assert "Perhaps it has gone around" in await says(world, world.sayuri, "/invite")
    assert "no invitation link" in await says(world, world.sayuri, "/invite https://line.me/ti/g2/AbCdEfGhIj")
    await says(world, world.sayuri, f"/invite {NEW_LINK}")
    assert "has been renewed" in await hears(world, world.hanako)
    assert NEW_LINK in await press(world, world.hanako, "Get the link")
    await world.join(world.hanako)
    assert "without a link" not in await hears(world, world.sayuri)
    assert "gone around" not in await says(world, world.sayuri, "/invite")
    await world.pass_time(days=31)
    assert "a while old" in await says(world, world.sayuri, "/invite")
    assert "link" not in joined(world.group_news())


async def test_a_kind_no_twice_the_same_and_everything_forgotten(world: World, code: str) -> None:
    number = await applied(world, world.hanako, code)
    assert "One is enough" in await says(world, world.hanako, f"/apply begin {code}")
    await says(world, world.kenji, f"/applicants {number}")
    await press(world, world.kenji, "Decline")
    await press(world, world.kenji, "Decline")
    assert "I wish you well" in await hears(world, world.hanako)
    assert "by #2" in await says(world, world.sayuri, f"/decline {number}")
    assert "add the number" in await says(world, world.sayuri, "/accept")
    assert "you may apply again" in await says(world, world.hanako, f"/apply {code}")
    assert "1 application" in await says(world, world.hanako, "/mydata")

    await says(world, world.hanako, "/forgetme")
    assert "It is done" in await press(world, world.hanako, "Yes, erase everything")

    assert "There is no application" in await says(world, world.sayuri, f"/applicants {number}")
    assert "お入りになる前に" in await says(world, world.hanako, f"参加したい {code}"), "her language is forgotten, too"


async def test_a_guest_reads_of_an_application_in_the_language_of_the_group(world: World) -> None:
    code = await door_opened(world)
    await world.say(world.sayuri, world.group, "/language en")
    await applied(world, world.hanako, code)

    assert "Your applications" in await says(world, world.hanako, "/apply")
    assert "グループに入るには" in await says(world, world.taro, "/apply"), "nothing is known of somebody else"
