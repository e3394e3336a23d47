"""Photos and messages taken back: whoever posted is asked kindly, and what is taken back is erased here too."""

import pytest

from bot.simulator.world import Person
from tests.scenarios.reporting import (
    MIO,
    SKIP,
    TARO,
    WORDS,
    joined,
    newest_receipt,
    read,
    report,
    said_by,
    with_members,
    word_for,
)
from tests.scenarios.world import World

PASTED = "いい話があるから今夜会おう"


async def with_a_photo(world: World) -> World:
    await with_members(world)
    await world.pass_time(minutes=5)
    await world.line.send_image(world.taro, world.group)
    await world.settle()
    world.skip_news()
    return world


async def report_photo(world: World, *, may_ask: bool, message: str = "11月23日 11:05") -> int:
    """Let Emily ask that Taro's photo goes, and give the number."""
    consent = "はい" if may_ask else SKIP
    await report(
        world, world.emily, "写真を消してほしい", "うちの庭が写っています", TARO, message, consent, "いいえ", "はい"
    )
    return await newest_receipt(world)


async def take_back(world: World, person: Person, message_id: str | None) -> None:
    assert message_id is not None
    await world.line.unsend(person, message_id)
    await world.settle()


async def test_whoever_posted_a_photo_is_asked_in_private_without_saying_who_asks(world: World) -> None:
    await with_a_photo(world)
    number = await report_photo(world, may_ask=True)
    assert "取り消してもらえるようお願いします" in world.line.texts(world.emily)[-1]

    assert "急ぎの相談" in await word_for(world, world.sayuri)
    assert f"【急ぎ】{number}：写真を消してほしい" in await read(world, world.kenji)
    assert "個別トークでお願いしてあります" in await read(world, world.kenji, number)
    asked = await word_for(world, world.taro)
    assert "送信取消" in asked
    assert "11月23日 11:05" in asked
    assert not [name for name in ("Emily", "#3", "うちの庭") if name in asked]
    assert world.group_news() == []

    photo = [each for each in world.line.transcript(world.group) if each.author_id == world.taro.user_id][-1]
    await take_back(world, world.taro, photo.message_id)
    assert "送信が取り消されました" in await word_for(world, world.emily)
    assert f"{number}番のこと：写真のメッセージは、送信が取り消されました" in await word_for(world, world.kenji)


async def test_without_a_clear_yes_nobody_is_asked(world: World) -> None:
    await with_a_photo(world)
    number = await report_photo(world, may_ask=False, message="分からない")

    assert "お願い" not in await word_for(world, world.taro)
    assert "まだ何も伝えていません" in await read(world, world.kenji, number)
    await world.say(world.mio, world.private, "困っています")
    for answer in ("写真を消してほしい", "わたしも写っています", TARO, "分からない", "はい", "いいえ", "はい"):
        await world.say(world.mio, world.private, answer)
    assert "送信取消" in await word_for(world, world.taro), "somebody else has said yes to it"


async def test_in_english_the_poster_reads_the_steps_in_english(world: World) -> None:
    await with_members(world)
    await world.say(world.emily, world.private, "/lang en")
    await world.line.send_image(world.emily, world.group)
    await world.settle()
    answers = ("写真を消してほしい", WORDS, "#3 Emily", "分からない", "はい", "いいえ", "はい")
    await report(world, world.mio, *answers)

    asked = joined(await world.say(world.emily, world.private, "/sos"))
    assert "Unsend" in asked
    assert "みお" not in asked


async def test_a_reporters_message_taken_back_after_sending_is_erased_and_the_hosts_are_told(world: World) -> None:
    await with_members(world)
    await report(world, world.emily, "勧誘された", WORDS, TARO, PASTED, "分からない", SKIP, "いいえ", "はい")
    number = await newest_receipt(world)
    await world.say(world.kenji, world.private, "/使い方")
    assert PASTED in await read(world, world.kenji, number)

    pasted = said_by(world, world.emily, world.emily, PASTED)
    await take_back(world, world.emily, pasted.message_id)

    shown = await read(world, world.kenji, number)
    assert f"{number}番の一部は、書いた本人が送信を取り消した" in shown
    assert "（送信が取り消されたので、消しました）" in shown
    assert PASTED not in shown
    assert WORDS in shown
    assert "その内容を消しました" in await word_for(world, world.emily)
    assert "#3" not in shown
    await take_back(world, world.emily, said_by(world, world.emily, world.emily, WORDS).message_id)
    assert WORDS not in await read(world, world.kenji, number)


@pytest.mark.parametrize("first", ["困っています", "/困っています " + WORDS])
async def test_a_message_taken_back_in_the_middle_of_the_form_is_asked_for_again(world: World, first: str) -> None:
    await with_members(world)
    await world.say(world.emily, world.private, first)
    await world.say(world.emily, world.private, "勧誘された")
    if first == "困っています":
        await world.say(world.emily, world.private, WORDS)
        first = WORDS
    await take_back(world, world.emily, said_by(world, world.emily, world.emily, first).message_id)

    again = joined(await world.say(world.emily, world.private, TARO))
    assert "送信取消" in again
    assert "何がありましたか" in again


async def test_what_was_pasted_goes_when_its_author_takes_the_message_back_and_the_reporter_learns_why(
    world: World,
) -> None:
    await with_members(world)
    await world.pass_time(minutes=5)
    await world.say(world.taro, world.group, PASTED)
    await report(world, world.emily, "勧誘された", WORDS, TARO, PASTED, "11月23日 11:05", SKIP, "いいえ", "はい")
    number = await newest_receipt(world)
    assert "11月23日 11:05のメッセージとのことです" in await read(world, world.kenji, number)

    await take_back(world, world.taro, said_by(world, world.taro, world.group, PASTED).message_id)

    assert "書いた人が取り消しました" in await word_for(world, world.emily)
    shown = await read(world, world.kenji, number)
    assert PASTED not in shown
    assert WORDS in shown
    assert "もとになったメッセージを、書いた人が取り消しました" in shown
    assert world.group_news() == []


async def test_taking_back_any_other_message_changes_nothing(world: World) -> None:
    await with_members(world)
    await world.say(world.mio, world.group, PASTED)
    await report(world, world.emily, "勧誘された", WORDS, MIO, PASTED, "分からない", SKIP, "いいえ", "はい")
    number = await newest_receipt(world)
    await take_back(world, world.mio, said_by(world, world.mio, world.group, PASTED).message_id)

    assert PASTED in await read(world, world.kenji, number)
    assert "取り消し" not in await word_for(world, world.emily)
