"""The private chat from end to end, in both languages, while LINE names nobody who taps and nobody is a friend."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from bot.answers import Whisper
from bot.simulator.world import Person
from tests.scenarios.probe import queue, words
from tests.scenarios.world import World


@dataclass(frozen=True, slots=True)
class Tongue:
    """What people type, tap and read in one language."""

    code: str
    follow: str
    stranger: str
    sos: str
    rest: str
    back: str
    reading: str
    records: str
    erase: str
    tail: str
    too_long: str
    only_words: str
    waits: str
    go_on: str
    nameless: str
    delivered: str
    answer: str
    picked: str
    helper: str


JA = Tongue(
    code="ja",
    follow="ごいっしょしているグループ：土曜の会",
    stranger="グループで一度何か書いていただくと",
    sos="どんな悩みでも",
    rest="ゆっくりお休みください",
    back="おかえりなさい",
    reading="見るだけで大丈夫です",
    records="番号：#2",
    erase="はい、すべて消す",
    tail="番号だけです",
    too_long="1000文字まで",
    only_words="文字だけ読めます",
    waits="途中の答えはそのまま待っています",
    go_on="つづける",
    nameless="名前を出さずに届ける",
    delivered="質問を世話役に届けました",
    answer="/返事 {} 来週です",
    picked="世話役 追加 けんじ お手伝い",
    helper="お手伝いになりました",
)
EN = Tongue(
    code="en",
    follow="We share: 土曜の会",
    stranger="Write something there once",
    sos="for any worry",
    rest="Have a good rest",
    back="Good to have you back",
    reading="Only reading is fine",
    records="Your number: #2",
    erase="Yes, erase everything",
    tail="Only a number remains",
    too_long="up to 1000",
    only_words="only read words",
    waits="answers so far are waiting",
    go_on="Continue",
    nameless="Send it nameless",
    delivered="with the hosts",
    answer="/answer {} Next week",
    picked="/host add けんじ helper",
    helper="is now: helper",
)
both = pytest.mark.parametrize("tongue", [JA, EN], ids=["ja", "en"])


def joined(texts: Sequence[str]) -> str:
    return "\n".join(texts)


async def ready(world: World, tongue: Tongue) -> None:
    """Bring about a confirmed owner and Kenji as #2, who both read this language, with both switches on."""
    world.line.switch("nobody_is_a_friend", on=True)
    world.line.switch("no_user_id_on_postbacks", on=True)
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    for person in (world.sayuri, world.kenji, world.mio):
        await world.say(person, world.private, f"/lang {tongue.code}")
    world.skip_news()


async def told(world: World, person: Person, text: str) -> str:
    """Let somebody write in private, and give the answers as one text."""
    return joined(await world.say(person, world.private, text))


def number_in(asked: str) -> str:
    """Give the number of a question the hosts were shown."""
    found = re.search(r"(?:質問|Question )(\d+)", asked)
    assert found is not None
    return found[1]


@both
async def test_a_first_meeting_tells_of_shared_groups_and_offers_one_step(world: World, tongue: Tongue) -> None:
    await ready(world, tongue)

    member, stranger = joined(await world.follow(world.kenji)), joined(await world.follow(world.mio))

    assert tongue.follow in member
    assert tongue.stranger in stranger
    assert "土曜の会" not in stranger
    assert [len(world.labels(person, world.private)) for person in (world.kenji, world.mio)] == [1, 1]


@both
async def test_rest_reading_records_and_help_lines_are_answered_at_once(world: World, tongue: Tongue) -> None:
    await ready(world, tongue)

    assert tongue.sos in await told(world, world.kenji, "/sos")
    assert tongue.rest in await told(world, world.kenji, "/away 3d")
    assert tongue.back in await told(world, world.kenji, "/back")
    assert tongue.reading in await told(world, world.kenji, "/listen")
    assert tongue.records in await told(world, world.kenji, "/mydata")
    assert world.group_news() == []


@both
async def test_a_question_is_asked_interrupted_answered_and_read(world: World, tongue: Tongue) -> None:
    await ready(world, tongue)

    await told(world, world.kenji, "/ask")
    assert tongue.too_long in await told(world, world.kenji, "あ" * 5_000)
    await world.line.send_sticker(world.kenji, world.private)
    await world.settle()
    assert tongue.only_words in joined(world.private_news(world.kenji))
    assert tongue.waits in await told(world, world.kenji, "/me")
    await world.tap(world.kenji, tongue.go_on, world.private)
    await told(world, world.kenji, "次はいつですか")
    assert tongue.delivered in joined(await world.tap(world.kenji, tongue.nameless, world.private))

    asked = await told(world, world.sayuri, "?")
    number = number_in(asked)
    await told(world, world.sayuri, tongue.answer.format(number))

    assert "けんじ" not in asked
    assert tongue.answer.split(" ", 2)[2] in await told(world, world.kenji, "?")


@both
async def test_whoever_blocks_the_bot_in_the_middle_reads_the_answer_after_coming_back(
    world: World, tongue: Tongue
) -> None:
    await ready(world, tongue)
    await told(world, world.kenji, "/ask 次はいつですか")
    await world.line.block(world.kenji)
    asked = await told(world, world.sayuri, "?")
    number = number_in(asked)
    receipt = await told(world, world.sayuri, tongue.answer.format(number))
    await world.pass_time(hours=3)

    await world.line.unblock(world.kenji)
    await world.settle()

    assert receipt
    assert tongue.answer.split(" ", 2)[2] in joined(world.private_news(world.kenji)) + await told(
        world, world.kenji, "?"
    )


@both
async def test_a_name_becomes_a_button_and_the_button_a_number(world: World, tongue: Tongue) -> None:
    await ready(world, tongue)

    await told(world, world.sayuri, tongue.picked)
    assert world.labels(world.sayuri, world.private) == ["#2 けんじ"]

    assert tongue.helper in joined(await world.tap(world.sayuri, "#2 けんじ", world.private))
    assert "#2" in await told(world, world.sayuri, "/log")


@both
async def test_many_waiting_words_come_as_one_card_and_are_read_by_typing(world: World, tongue: Tongue) -> None:
    await ready(world, tongue)
    await queue(
        world, lambda _ctx: [Whisper(world.kenji.user_id, words(f"ことば{one}\n全文{one}")) for one in range(7)]
    )
    await world.pass_time(minutes=5)
    world.skip_news()

    card = await told(world, world.kenji, "?")
    read = [await told(world, world.kenji, "/next") for _ in range(2)]

    assert "全文" not in card
    assert all(f"全文{one}" in joined(read) for one in range(7))


@both
async def test_an_erasure_asks_once_more_and_then_leaves_a_number(world: World, tongue: Tongue) -> None:
    await ready(world, tongue)

    await told(world, world.kenji, "/forgetme")
    assert tongue.records in await told(world, world.kenji, "/mydata"), "asking erases nothing"
    await told(world, world.kenji, "/forgetme")

    assert tongue.tail in joined(await world.tap(world.kenji, tongue.erase, world.private))


async def test_what_is_answered_in_private_is_in_its_readers_language_not_the_groups(world: World) -> None:
    await world.claimed()
    await world.say(world.emily, world.group, "hello")
    await world.follow(world.emily)
    await world.say(world.emily, world.private, "/language en")
    await world.say(world.sayuri, world.private, "/当番を決める 司会 毎週土曜 21:00")
    await world.say(world.sayuri, world.private, "/当番 追加 司会 全員")

    in_group = await world.say(world.emily, world.group, "/duty why 司会")
    in_private = "\n".join(await world.say(world.emily, world.private, "hello"))

    assert any("個別トーク" in said for said in in_group)
    assert "turn" in in_private
    assert "当番" not in in_private
