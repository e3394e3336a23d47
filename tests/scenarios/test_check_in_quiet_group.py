"""Asking how people are while the group is silent for days, and people answer or leave before anything is said."""

import pytest

from tests.conftest import ENGINES
from tests.scenarios.test_check_in import asked, gone_quiet, joined, result, status_of
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches


async def begun_in_silence(world: World, *, by_name: bool) -> World:
    """Begin a round when nobody in the group has said anything for a while, so that its words wait there."""
    if by_name:
        await world.say(world.sayuri, world.private, "/設定 グループでお名前を呼ぶこと：使う")
    await world.pass_time(minutes=10)
    await world.say(world.sayuri, world.private, "お元気ですか")
    await world.tap(world.sayuri, "はい、おたずねします", world.private)
    world.skip_news()
    return world


async def talk(world: World) -> str:
    """Let the owner say something in the group, and give what rides on it."""
    return joined(await world.say(world.sayuri, world.group, "おはようございます"))


async def test_after_days_of_silence_still_only_twenty_are_named_a_day(world: World) -> None:
    await world.claimed()
    await world.join(*[world.line.add_person(f"人{number:02}") for number in range(1, 46)])
    await world.pass_time(days=61)
    await begun_in_silence(world, by_name=True)

    await world.pass_time(days=2, hours=20)  # so that the next ones fall due on the very day that the first are read
    counts = [(await talk(world)).count("@人")]
    await world.pass_time(hours=10)
    counts += [(await talk(world)).count("@人")]
    for _day in range(3):
        await world.pass_time(days=1)
        counts += [(await talk(world)).count("@人"), (await talk(world)).count("@人")]

    assert counts == [20, 0, 20, 0, 5, 0, 0, 0]


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_whoever_has_answered_meanwhile_is_not_named_any_more(world: World) -> None:
    await begun_in_silence(await gone_quiet(world), by_name=True)

    await world.say(world.kenji, world.private, "/見るだけ")

    said = await talk(world)
    assert "@けんじ" not in said
    assert "@Emily" in said
    assert "@Emily" not in await talk(world)


async def test_whoever_has_erased_their_records_is_not_named_any_more(world: World) -> None:
    await begun_in_silence(await gone_quiet(world), by_name=True)

    await world.say(world.kenji, world.private, "/forgetme")
    await world.tap(world.kenji, "はい、すべて消す", world.private)

    said = await talk(world)
    assert "@けんじ" not in said
    assert "@Emily" in said


async def test_a_word_in_the_group_by_all_who_were_asked_names_nobody(world: World) -> None:
    await begun_in_silence(await gone_quiet(world), by_name=True)

    said = joined(await world.say(world.kenji, world.group, "お久しぶりです"))
    await world.say(world.emily, world.private, "/見るだけ")
    await world.pass_time(days=2)

    assert "@けんじ" not in said + await talk(world)


async def test_a_group_that_was_silent_for_a_week_reads_one_card_not_two(world: World) -> None:
    await begun_in_silence(await gone_quiet(world), by_name=False)

    await world.pass_time(days=8)

    assert (await talk(world)).count("お元気ですか") == 1
    assert await talk(world) == ""


async def test_whoever_is_exempted_in_the_middle_is_asked_nothing_any_more(world: World) -> None:
    await asked(world)

    await world.say(world.sayuri, world.private, "/おたずねしない人 #2")
    await world.pass_time(days=8)

    assert "お元気ですか" not in joined(await world.say(world.kenji, world.private, "こんにちは"))
    assert await status_of(world, 2) == "参加中"
    shown = await result(world)
    assert "けんじ" not in shown
    assert "まだお返事のない方：1人" in shown


async def test_hosts_see_who_never_read_the_question_in_private(world: World) -> None:
    await asked(world)
    await world.say(world.kenji, world.private, "こんにちは")

    await world.pass_time(days=15)

    at_the_end = joined(await world.say(world.sayuri, world.private, "こんにちは"))
    assert "まだお返事のない方：2人" in at_the_end
    assert "個別トークのおたずねをまだ読んでいない方：1人" in at_the_end
    shown = (await result(world)).splitlines()
    assert "#2 けんじ" in shown
    assert "#3 Emily（個別トークのおたずねは未読）" in shown


@pytest.mark.parametrize("by_name", [False, True])
@pytest.mark.parametrize("somebody_writes", [False, True])
async def test_hosts_hear_when_the_group_never_saw_the_card(world: World, by_name: bool, somebody_writes: bool) -> None:
    await begun_in_silence(await gone_quiet(world), by_name=by_name)
    await world.pass_time(days=10)
    if somebody_writes:
        assert "お元気ですか" in await talk(world)

    await world.pass_time(days=5)

    at_the_end = joined(await world.say(world.sayuri, world.private, "こんにちは"))
    assert "期間が終わりました" in at_the_end
    assert ("グループのカードは出せないまま" in at_the_end) != somebody_writes


async def test_whoever_has_left_is_asked_nothing_any_more(world: World) -> None:
    await asked(world)

    await world.leave(world.kenji)

    assert await world.say(world.kenji, world.private, "こんにちは") == []


async def test_an_answer_after_the_end_still_counts_once(world: World) -> None:
    await asked(world)
    await world.say(world.kenji, world.private, "こんにちは")
    await world.pass_time(days=15)
    assert "まだお返事のない方：2人" in joined(await world.say(world.sayuri, world.private, "こんにちは"))

    for _tapped_twice in range(2):
        assert "ありがとうございます" in joined(await world.tap(world.kenji, "います", world.private))

    shown = await result(world)
    assert "います：1人" in shown
    assert "まだお返事のない方：1人" in shown
    assert "けんじ" not in shown
    assert await world.say(world.sayuri, world.private, "こんにちは") == []


async def test_whoever_has_left_answers_nothing_any_more(world: World) -> None:
    await asked(world)
    await world.say(world.kenji, world.private, "こんにちは")
    await world.leave(world.kenji)
    before = await result(world)

    for label in ("います", "見るだけにします", "しばらくお休みします", "退会したい"):
        told = await world.tap(world.kenji, label, world.private)
        assert len(told) == 1, "one kind line"
        assert "ひみつ" not in told[0]
    after = await result(world)
    await world.pass_time(days=2)

    assert after == before
    assert "退会のお気持ち" not in joined(await world.say(world.sayuri, world.private, "こんにちは"))
    assert world.group_news() == []
