"""Hosts see who is there, who has gone quiet and who is never asked; a roll call; a chart of the months."""

from collections.abc import Sequence

import pytest

from tests.conftest import ENGINES
from tests.scenarios.switches import IN_BOTH_WORLDS
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches


def joined(texts: Sequence[str]) -> str:
    return "\n".join(texts)


async def with_members(world: World) -> World:
    """Bring the bot into the group, where everybody has said a word."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.emily, world.group, "hello")
    world.skip_news()
    return world


async def host_says(world: World, words: str) -> str:
    return joined(await world.say(world.sayuri, world.private, words))


async def test_members_are_counted_by_status_and_those_not_met_are_a_number(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.kenji, world.private, "お休み 2週間")

    told = await host_says(world, "メンバー")
    resting = joined(await world.tap(world.sayuri, "お休み中", world.private))

    assert "グループにいる人：3人" in told
    assert "知っている人：2人" in told
    assert "まだ出会っていない人：1人" in told
    assert "お休み中：1人" in told
    assert "#2 けんじ" in resting
    assert "さゆり" not in resting


async def test_member_lists_stay_locked_until_the_owner_is_sure(world: World) -> None:
    await world.claimed(confirmed=False)
    await world.say(world.kenji, world.group, "こんにちは")

    for words in ("メンバー", "/メンバー 参加中", "/ご無沙汰の人", "/お元気ですかの見本", "/おたずねしない人"):
        assert "けんじ" not in await host_says(world, words)


async def test_unknown_words_after_members_are_answered_with_those_there_are(world: World) -> None:
    await with_members(world)

    assert "見るだけ" in await host_says(world, "/メンバー ひま")
    assert "60日" in await host_says(world, "/ご無沙汰の人 むかし")
    assert "60日" in await host_says(world, "/inactive 0d")
    for short in ("1h", "23時間59分"):
        assert "1日からお調べできます" in await host_says(world, f"/inactive {short}")
    assert "最近の声が聞けています" in await host_says(world, "/inactive 24h")


async def test_however_the_span_was_typed_it_is_shown_in_words(world: World) -> None:
    await with_members(world)
    await world.pass_time(days=45)

    assert "1か月と10日以上お声を聞いていない" in await host_says(world, "/inactive 1mo10d")
    assert "14日以上お声を聞いていない" in await host_says(world, "ご無沙汰の人 2w")


async def test_a_quiet_host_who_looks_is_not_listed_among_the_quiet(world: World) -> None:
    await with_members(world)
    await world.pass_time(days=61)

    told = await host_says(world, "ご無沙汰の人")

    assert "#2 けんじ" in told
    assert "さゆり" not in told


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_the_quiet_are_sorted_by_what_a_host_can_do(world: World) -> None:
    await with_members(world)
    await world.follow(world.kenji)
    await world.join(world.hanako, world.taro)
    await world.pass_time(days=40)
    await world.say(world.sayuri, world.group, "おはよう")
    await world.join(world.mio)
    await world.say(world.taro, world.private, "見るだけ")

    told = await host_says(world, "/ご無沙汰の人 30日")
    others = await host_says(world, "/ご無沙汰の人 41日")

    places = [
        told.index(part)
        for part in ("おたずねできる方", "#2 けんじ", "カードだけが届く方", "#3", "#4", "そっとして", "#5")
    ]
    assert places == sorted(places)
    assert "#4 花子" in told
    assert "入ってから" in told
    assert "みお" not in told
    assert "見るだけ" in told
    assert "さゆり" not in told
    assert "#4" not in others


async def test_asking_is_offered_only_where_somebody_may_be_asked(world: World) -> None:
    await with_members(world)
    await world.pass_time(days=2)
    assert "そっとして" in await host_says(world, "/ご無沙汰の人 1日")
    assert "おたずねしてみる？" not in world.labels(world.sayuri, world.private)

    await world.pass_time(days=59)
    assert "カードだけが届く方" in await host_says(world, "/ご無沙汰の人 1日")
    assert "おたずねしてみる？" in world.labels(world.sayuri, world.private)


async def test_a_long_list_comes_in_pages(world: World) -> None:
    await world.claimed()
    people = [world.line.add_person(f"人{number}") for number in range(1, 36)]
    await world.join(*people)
    await world.pass_time(days=61)

    first = await host_says(world, "/ご無沙汰の人")
    second = joined(await world.tap(world.sayuri, "次へ", world.private))

    assert "人1" in first
    assert "1／2ページ" in first
    assert "人35" not in first
    assert "人35" in second
    assert "次へ" not in world.labels(world.sayuri, world.private)


async def test_whom_the_hosts_exempt_is_left_in_peace_until_they_change_their_mind(world: World) -> None:
    await with_members(world)
    await world.pass_time(days=61)

    in_group = joined(await world.say(world.sayuri, world.group, "/おたずねしない人 #2"))
    listed = await host_says(world, "/おたずねしない人")
    quiet = await host_says(world, "/ご無沙汰の人")
    ended = await host_says(world, "/おたずねしない人 #2")
    nobody = await host_says(world, "/おたずねしない人")

    assert "#2" not in in_group
    assert "#2 けんじ" in listed
    assert "・おたずねしない人" in quiet
    assert "ほかの方と同じ" in ended
    assert "いまはいません" in nobody
    assert "おたずねしない人を決めました" in await host_says(world, "/変更の履歴")


@IN_BOTH_WORLDS
async def test_a_roll_call_shows_only_how_many_are_missing(world: World) -> None:
    await with_members(world)
    await world.pass_time(days=8)

    card = joined(await world.say(world.sayuri, world.group, "/点呼"))
    after_a_tap = joined(await world.press(world.kenji, "います", world.group))
    second_tap = joined(await world.press(world.kenji, "います", world.group))
    again = joined(await world.say(world.sayuri, world.group, "/いますボタン"))
    last_tap = joined(await world.press(world.emily, "います", world.group))
    after_the_last = joined(await world.press(world.kenji, "います", world.group))

    assert "みなさんの顔がそろいました" in last_tap
    assert after_the_last == ""
    assert "あと2人" in card
    assert "あと1人" in after_a_tap
    assert second_tap == ""
    assert "あと1人" in again
    assert "けんじ" not in card + after_a_tap + again + last_tap
    assert "#2" not in card + after_a_tap + again + last_tap


async def test_a_tap_without_a_name_says_the_words_instead(world: World) -> None:
    await with_members(world)
    await world.pass_time(days=8)
    await world.say(world.sayuri, world.group, "/いますボタン")

    offered = joined(await world.tap(world.kenji, "います", world.group))
    said = joined(await world.tap(world.kenji, "/います", world.group))

    assert "あと" not in offered
    assert "あと1人" in said


async def test_only_hosts_call_the_roll_and_only_in_the_group(world: World) -> None:
    await with_members(world)

    assert "いますか" not in joined(await world.say(world.kenji, world.group, "/いますボタン"))
    assert "いますか" not in await host_says(world, "/いますボタン")


async def test_the_chart_counts_who_came_and_went_by_month_without_a_name(world: World) -> None:
    await with_members(world)
    await world.join(world.hanako, world.taro)
    await world.pass_time(days=9)  # over the end of November in Japan
    await world.leave(world.hanako)
    await world.join(world.mio)
    await host_says(world, "/定員 7")  # one of them rests for seven days after Hanako left

    told = await host_says(world, "/出入りのようす")

    lines = told.splitlines()
    came, went = lines.index("入った人"), lines.index("出た人")
    assert lines[came + 1 : came + 3] == ["1人", "2人"]
    assert lines[went + 1 : went + 3] == ["1人", "0人"]
    assert "グループにいる人：5人" in told
    assert "空き：1席" in told
    assert not {"花子", "太郎", "みお", "#4"} & set(told.split())


async def test_the_chart_fits_line_in_english_and_its_lock_screen_tells_nothing(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.private, "/lang en")

    told = await host_says(world, "/rotation")

    assert "Coming and going" in told
    assert world.line.bot_messages(world.sayuri)[-1].content["altText"] == "For hosts"
