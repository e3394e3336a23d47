"""What becomes of a report: merged, locked by whoever looks after it, judged, and ended for one side or both."""

import pytest

from bot.simulator.world import Person
from storage.models.cases import CaseKind
from storage.repositories.cases import NewCase
from storage.unit_of_work import UnitOfWork
from tests.conftest import ENGINES
from tests.scenarios.reporting import (
    EMILY,
    SKIP,
    TARO,
    WORDS,
    joined,
    newest_receipt,
    read,
    report,
    report_taro,
    with_members,
    word_for,
)
from tests.scenarios.world import World

NOTED = "前にも一度お話ししました"


async def note_about_taro(world: World) -> None:
    """Let there be something on record about Taro from before."""
    async with world.bot.services.database.write() as session:
        unit = UnitOfWork(session, world.bot.services.vault, world.clock.now())
        home = await unit.communities.lock(1)
        assert home is not None
        await unit.of(home).cases.open(
            NewCase(kind=CaseKind.NOTE, opened_by=1, subject_number=4, reason=NOTED), world.clock.now()
        )


async def take(world: World, host: Person, number: int) -> str:
    await read(world, host, number)
    return joined(await world.tap(host, "受け持つ", world.private))


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_two_people_about_the_same_make_one_entry_and_each_hears_the_outcome_by_their_own_number(
    world: World,
) -> None:
    await with_members(world)
    first = await report_taro(world, world.emily)
    await world.say(world.sayuri, world.private, "/使い方")
    second = await report_taro(world, world.mio)
    assert first != second

    assert f"{first}番と同じ相談が、別の方からも届きました（あわせて2人）" in await word_for(world, world.sayuri)
    queue = await read(world, world.kenji)
    assert f"{first}：勧誘された" in queue
    assert "2人" in queue
    assert f"{second}：" not in queue
    shown = await read(world, world.kenji, second)
    assert "2人から届いています" in shown
    assert "#4 太郎さんについての相談です" in shown
    assert not [name for name in ("Emily", "みお", "#3", "#5") if name in shown]

    await take(world, world.kenji, first)
    await world.say(world.kenji, world.private, f"/終える {first} お話ししました")
    for person, receipt, other in ((world.emily, first, second), (world.mio, second, first)):
        told = await word_for(world, person)
        assert f"{receipt}番のこと" in told or f"{receipt}番の相談" in told
        assert "お話ししました" in told
        assert f"{other}番" not in told
    assert "お話ししました" not in await word_for(world, world.taro)


async def test_somebody_who_tells_more_of_the_same_is_one_person(world: World) -> None:
    await with_members(world)
    first = await report_taro(world, world.emily)
    await world.pass_time(minutes=1)
    await report_taro(world, world.emily)

    assert f"{first}番の相談に、同じ方から続きが届きました" in await word_for(world, world.sayuri)
    assert "人から届いています" not in await read(world, world.sayuri, first)
    assert "1人" not in await read(world, world.sayuri)


async def test_whoever_takes_it_locks_it_and_taking_it_over_is_asked_twice(world: World) -> None:
    await with_members(world)
    number = await report_taro(world, world.emily)
    await take(world, world.kenji, number)

    for command in (f"/終える {number} おわり", f"/見立て {number} 注意"):
        refused = joined(await world.say(world.sayuri, world.private, command))
        assert "けんじさんが受け持っています" in refused
    assert "けんじさんが受け持っています" in joined(await world.tap(world.sayuri, "受け持つ", world.private))
    await world.tap(world.sayuri, "そのままにする", world.private)
    assert "#2 けんじさんが受け持ち" in await read(world, world.sayuri, number)

    await world.say(world.sayuri, world.private, f"/受け持つ {number}")
    taken = joined(await world.tap(world.sayuri, "代わって受け持つ", world.private))
    assert "#2 けんじさんに代わって" in taken
    assert "さゆりさんが代わって受け持ちます" in await word_for(world, world.kenji)
    assert "受け持っています" in joined(await world.say(world.kenji, world.private, f"/終える {number} おわり"))
    assert "受け持ちました" in await word_for(world, world.emily)


async def test_taking_over_works_in_words_where_taps_have_no_name(world: World) -> None:
    world.line.switch("no_user_id_on_postbacks", on=True)
    world.line.switch("nobody_is_a_friend", on=True)
    await with_members(world)
    number = await report_taro(world, world.emily)
    await take(world, world.kenji, number)
    await world.say(world.sayuri, world.private, "/lang en")
    await world.say(world.sayuri, world.private, f"/take {number}")
    said = joined(await world.tap(world.sayuri, "Take it over", world.private))
    if "in place of" not in said:
        assert "add its number" in joined(await world.tap(world.sayuri, "/take over", world.private))
        said = joined(await world.say(world.sayuri, world.private, f"/take over {number}"))
    assert "in place of #2" in said
    assert "What should follow" in said
    said = joined(await world.tap(world.sayuri, "No rule is broken", world.private))
    assert "Noted: No rule is broken" in said
    closed = joined(await world.tap(world.sayuri, "Close it with a kind word", world.private))
    assert "is closed" in closed


async def test_what_was_on_record_is_shown_only_after_the_first_judgement(world: World) -> None:
    await with_members(world)
    await note_about_taro(world)
    number = await report_taro(world, world.emily)

    before = await read(world, world.kenji, number) + await take(world, world.kenji, number)
    assert "メモ" not in before
    assert "この相談の内容だけを見て" in before
    steps = joined(await world.tap(world.kenji, "世話役としての対応…", world.private))
    assert "メモ" not in steps
    judged = joined(await world.tap(world.kenji, "注意", world.private))

    assert "書きとめました：注意" in judged
    assert "メモ" in judged
    assert world.labels(world.kenji, world.private)[0] == "注意を書きはじめる"
    begins = world.button(world.kenji, "注意を書きはじめる", world.private).action["text"]
    assert begins.startswith("/注意 #4 ")
    assert WORDS not in begins
    assert "#2さんの見立て：注意" in await read(world, world.sayuri, number)
    assert "相談の見立て" in joined(await world.say(world.sayuri, world.private, "/log"))
    assert "見立て" not in await word_for(world, world.taro) + await word_for(world, world.emily)


async def test_both_sides_hear_the_outcome_where_everybody_who_told_agreed(world: World) -> None:
    await with_members(world)
    number = await report_taro(world, world.emily, may_tell=True)
    await take(world, world.kenji, number)

    asked = joined(await world.say(world.kenji, world.private, f"/終える {number} おたがいに話せました"))
    assert "どなたに伝えますか" in asked
    assert "おたがいに話せました" not in await word_for(world, world.emily), "nothing goes before the host has chosen"
    closed = joined(await world.tap(world.kenji, "両方の人に", world.private))

    assert "両方の人に伝えます" in closed
    assert "おたがいに話せました" in await word_for(world, world.emily)
    told = await word_for(world, world.taro)
    assert "おたがいに話せました" in told
    assert "Emily" not in told
    assert not [word for word in ("相談しました", "相談した", "だれか") if word in told]


async def test_only_who_told_it_hears_the_outcome_where_the_host_chooses_so(world: World) -> None:
    await with_members(world)
    number = await report_taro(world, world.emily, may_tell=True)
    await world.say(world.kenji, world.private, f"/終える {number} 見守ります")
    await world.tap(world.kenji, "相談した人だけ", world.private)

    assert "見守ります" in await word_for(world, world.emily)
    assert "見守ります" not in await word_for(world, world.taro)
    assert "相談が届きました" not in await word_for(world, world.sayuri), "what is over needs no announcement"


async def test_one_reporter_who_has_not_agreed_is_enough_to_tell_the_other_side_nothing(world: World) -> None:
    await with_members(world)
    number = await report_taro(world, world.emily, may_tell=True)
    await world.say(world.kenji, world.private, f"/終える {number} 見守ります")
    await report_taro(world, world.mio)

    refused = joined(await world.tap(world.kenji, "両方の人に", world.private))

    assert "同意がありません" in refused
    assert "2人" in await read(world, world.kenji)
    closed = joined(await world.say(world.kenji, world.private, f"/終える {number} 見守ります"))
    assert "終えました" in closed
    assert "見守ります" not in await word_for(world, world.taro)


async def test_nobody_looks_after_what_they_told_themselves_or_what_is_about_somebody_close(world: World) -> None:
    await with_members(world)
    await report(world, world.kenji, "言い合い", WORDS, TARO, SKIP, SKIP, "いいえ", "はい")
    own = await newest_receipt(world)
    assert "ご自分からの相談" in joined(await world.say(world.kenji, world.private, f"/受け持つ {own}"))
    assert "受け持っていただきました" in joined(await world.say(world.sayuri, world.private, f"/受け持つ {own}"))

    async with world.bot.services.database.write() as session:
        unit = UnitOfWork(session, world.bot.services.vault, world.clock.now())
        home = await unit.communities.lock(1)
        assert home is not None
        await unit.of(home).cases.relate(1, 3)
    await report(world, world.mio, "言い合い", WORDS, EMILY, SKIP, SKIP, "いいえ", "はい")
    close = await newest_receipt(world)
    assert "関係者" in joined(await world.say(world.sayuri, world.private, f"/受け持つ {close}"))
    assert "受け持っていただきました" in joined(await world.say(world.kenji, world.private, f"/受け持つ {close}"))


async def test_the_button_of_a_taken_report_asks_for_the_words_and_then_who_reads_them(world: World) -> None:
    await with_members(world)
    number = await report_taro(world, world.emily, may_tell=True)
    assert "ことばを書いて終える" not in (await read(world, world.kenji, number)), "nobody looks after it yet"
    await world.tap(world.kenji, "受け持つ", world.private)
    await read(world, world.kenji, number)
    asked = joined(await world.tap(world.kenji, "ことばを書いて終える", world.private))
    assert f"{number}番の相談は、どうなりましたか" in asked

    too_long = joined(await world.say(world.kenji, world.private, "あ" * 1_001))
    assert "1001文字" in too_long
    assert "どなたに伝えますか" in joined(await world.say(world.kenji, world.private, "おたがいに話せました"))
    assert "両方の人に伝えます" in joined(await world.tap(world.kenji, "両方の人に", world.private))
    assert "おたがいに話せました" in await word_for(world, world.emily)
    assert "おたがいに話せました" in await word_for(world, world.taro)


async def test_words_asked_for_close_nothing_that_another_host_took_over_meanwhile(world: World) -> None:
    await with_members(world)
    number = await report_taro(world, world.emily)
    await world.say(world.kenji, world.private, "/lang en")
    await world.say(world.kenji, world.private, f"/take {number}")
    assert f"How did number {number} end" in joined(await world.say(world.kenji, world.private, f"/close {number}"))
    await world.say(world.sayuri, world.private, f"/代わって受け持つ {number}")

    refused = joined(await world.say(world.kenji, world.private, "We have talked."))

    assert "looks after number" in refused
    assert "How did number" not in refused
    assert "We have talked." not in await word_for(world, world.emily)
