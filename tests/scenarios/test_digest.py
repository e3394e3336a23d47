"""More words than fit: one card lists them in the private chat, and each is read when the person likes."""

import pytest

from bot.answers import Whisper
from storage.models.outbox import ItemState
from tests.conftest import ENGINES
from tests.scenarios.front_door import outbox
from tests.scenarios.probe import queue, words
from tests.scenarios.world import World


async def with_words_waiting(world: World, count: int) -> World:
    """Bring about a person for whom so many words wait, the last one the most urgent."""
    await world.claimed()
    await queue(
        world,
        lambda _ctx: [
            *(Whisper(world.kenji.user_id, words(f"ことば{number}\nくわしく{number}")) for number in range(1, count)),
            Whisper(world.kenji.user_id, words(f"ことば{count}\nくわしく{count}"), priority=3),
        ],
    )
    await world.pass_time(minutes=5)
    world.skip_news()
    return world


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_six_words_become_one_card_and_are_all_read_in_order(world: World) -> None:
    await with_words_waiting(world, 6)

    shown = await world.say(world.kenji, world.private, "こんにちは")
    labels = world.labels(world.kenji, world.private)
    read = await world.tap(world.kenji, "順番に読む", world.private)
    rest = await world.tap(world.kenji, "順番に読む", world.private)

    assert len(shown) == 1
    assert "くわしく" not in shown[0]
    assert labels[0] == "1. ことば6"
    assert labels[1] == "2. ことば1"
    assert [text.splitlines()[0] for text in read[:4]] == ["ことば6", "ことば1", "ことば2", "ことば3"]
    assert "2件" in read[4]
    assert rest == ["ことば4\nくわしく4", "ことば5\nくわしく5"]
    assert {item.state for item in await outbox(world)} <= {ItemState.SENT, ItemState.WHISPERED, ItemState.RIDDEN}


async def test_one_word_of_the_list_is_read_and_the_others_are_listed_anew(world: World) -> None:
    await with_words_waiting(world, 7)
    await world.say(world.kenji, world.private, "こんにちは")

    word, card = await world.tap(world.kenji, "3. ことば2", world.private)

    assert word == "ことば2\nくわしく2"
    assert "6件" in card
    assert "ことば2" not in "".join(world.labels(world.kenji, world.private))


async def test_an_answer_comes_with_the_card_and_the_same_card_only_once_an_hour(world: World) -> None:
    await with_words_waiting(world, 6)

    first = await world.say(world.kenji, world.private, "ルール")
    second = await world.say(world.kenji, world.private, "ルール")
    await world.pass_time(hours=1, minutes=1)
    third = await world.say(world.kenji, world.private, "ルール")

    assert [len(said) for said in (first, second, third)] == [2, 1, 2]
    assert "6件" in first[-1]


async def test_a_new_word_is_listed_at_once(world: World) -> None:
    await with_words_waiting(world, 6)
    await world.say(world.kenji, world.private, "こんにちは")
    await queue(world, lambda _ctx: Whisper(world.kenji.user_id, words("あたらしい")))

    await world.say(world.kenji, world.private, "こんにちは")

    assert "7. あたらしい" in world.labels(world.kenji, world.private)


async def test_up_to_five_words_are_simply_said(world: World) -> None:
    await with_words_waiting(world, 5)

    said = await world.say(world.kenji, world.private, "こんにちは")

    assert len(said) == 5
    assert "くわしく5" in said[0]


async def test_when_nothing_waits_reading_on_says_so(world: World) -> None:
    await with_words_waiting(world, 1)
    await world.say(world.kenji, world.private, "こんにちは")

    nothing = "".join(await world.say(world.kenji, world.private, "続き"))
    no_place = "".join(await world.say(world.kenji, world.private, "/続き 0"))

    assert "ありません" in nothing
    assert no_place


async def test_a_word_that_is_gone_from_the_list_is_said_to_be_gone(world: World) -> None:
    await with_words_waiting(world, 6)

    assert "もうありません" in "".join(await world.say(world.kenji, world.private, "/続き 9"))


async def test_a_card_that_line_did_not_take_loses_no_word(world: World) -> None:
    await with_words_waiting(world, 6)
    said = await world.line.say(world.kenji, world.private, "こんにちは")
    world.line.platform.reply_tokens.find(said.reply_token).used = True
    await world.settle()
    await world.pass_time(hours=1, minutes=1)

    read = await world.say(world.kenji, world.private, "/続き")

    assert "くわしく6" in read[0]
    assert "2件" in read[-1]
