"""A removal from the thought to LINE's word: two hosts decide, one does it, and the group never hears of it."""

import pytest

from tests.conftest import ENGINES
from tests.scenarios.removal_stage import (
    REASON,
    decided,
    is_removed,
    joined,
    number_in,
    proposed,
    told,
    with_one_host,
    with_two_hosts,
)
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_two_hosts_decide_one_does_it_and_line_confirms(world: World) -> None:
    await with_two_hosts(world)

    thinking = joined(await world.say(world.sayuri, world.private, f"/退会の相談 #4 {REASON}"))
    before = await told(world, world.kenji)
    await world.tap(world.sayuri, "世話役に相談する", world.private)
    asked = await told(world, world.kenji)
    agreed = joined(await world.tap(world.kenji, "賛成する", world.private))
    steps = joined(await world.tap(world.kenji, "私がします", world.private))
    await world.leave(world.hanako)
    done = await told(world, world.sayuri)

    assert "まだだれにも伝えていません" in thinking
    assert REASON not in before
    assert REASON in asked
    assert "花子" in asked
    assert "決まりました" in agreed
    assert "「花子🌸」" in steps
    assert "#4" in steps
    assert "LINEで確かめました" in done
    assert await is_removed(world)
    assert world.group_news() == []
    assert "相談" not in joined(world.private_news(world.hanako))


async def test_whoever_goes_before_anybody_volunteers_left_on_their_own(world: World) -> None:
    await with_two_hosts(world)
    await decided(world)

    await world.leave(world.hanako)

    assert "自分から退会" in await told(world, world.sayuri)
    assert not await is_removed(world)


async def test_a_proposal_rests_over_night_and_is_shown_again(world: World) -> None:
    await with_two_hosts(world)
    await world.say(world.sayuri, world.private, f"/退会の相談 #4 {REASON}")
    await world.tap(world.sayuri, "一晩おく", world.private)
    await world.pass_time(hours=21)
    too_early = await told(world, world.sayuri)
    await world.pass_time(hours=3)

    again = await told(world, world.sayuri)
    await world.tap(world.sayuri, "やめる", world.private)

    assert REASON not in too_early
    assert "一晩たって" in again
    assert REASON in again
    assert "進んでいる退会の相談はありません" in joined(await world.say(world.kenji, world.private, "/退会の相談 一覧"))


async def test_no_host_decides_on_their_own_proposal_and_a_no_ends_it(world: World) -> None:
    await with_two_hosts(world)
    number = await proposed(world, world.sayuri)

    own = joined(await world.say(world.sayuri, world.private, f"/賛成 {number}"))
    await world.say(world.kenji, world.private, f"/反対 {number} まず話をしませんか")
    answer = await told(world, world.sayuri)
    too_late = joined(await world.say(world.kenji, world.private, f"/賛成 {number}"))

    assert "ほかの世話役が決めます" in own
    assert "まず話をしませんか" in answer
    assert "もう決まっています" in too_late
    await world.leave(world.hanako)
    assert not await is_removed(world)


async def test_neither_oneself_nor_the_owner_nor_somebody_related_is_proposed(world: World) -> None:
    await with_two_hosts(world)
    await world.say(world.kenji, world.private, "/関係者 #2 #4")

    assert "主催者の交代" in joined(await world.say(world.kenji, world.private, f"/退会の相談 #1 {REASON}"))
    assert "ご自分" in joined(await world.say(world.kenji, world.private, f"/退会の相談 #2 {REASON}"))
    assert "関係者" in joined(await world.say(world.kenji, world.private, f"/退会の相談 #4 {REASON}"))
    assert "世話役のかただけ" in joined(await world.say(world.emily, world.private, f"/退会の相談 #4 {REASON}"))


async def test_a_host_who_is_to_leave_hears_and_sees_nothing(world: World) -> None:
    await with_two_hosts(world)
    await world.say(world.sayuri, world.private, "世話役 追加 #3")
    await world.say(world.emily, world.private, "/lang ja")
    world.skip_news()
    card = joined(await world.say(world.sayuri, world.private, f"/退会の相談 #2 {REASON}"))
    await world.tap(world.sayuri, "世話役に相談する", world.private)

    assert "世話役のかたについて" in card
    assert REASON in await told(world, world.emily)
    number = number_in(card)
    for words in (
        "こんにちは",
        "退会の相談 一覧",
        "変更の履歴",
        f"/賛成 {number}",
        f"/退会の相談 一覧 {number}",
        f"/case {number}",
    ):
        said = joined(await world.say(world.kenji, world.private, words))
        assert REASON not in said
        assert "退会の相談を出しました" not in said
        assert "#2" not in said or words == "変更の履歴"
    assert "退会の相談を出しました" in joined(await world.say(world.emily, world.private, "変更の履歴"))
    await world.tap(world.emily, "賛成する", world.private)
    await world.tap(world.emily, "私がします", world.private)
    await world.leave(world.kenji)
    assert await is_removed(world, 2)


async def test_the_owner_may_cancel_what_another_host_proposed_even_when_it_is_decided(world: World) -> None:
    await with_two_hosts(world)
    await world.say(world.sayuri, world.private, "世話役 追加 #3")
    world.skip_news()
    number = await proposed(world, world.kenji)
    early = joined(await world.say(world.emily, world.private, f"/退会の相談 取り下げ {number}"))
    await world.say(world.emily, world.private, f"/賛成 {number}")
    await world.say(world.sayuri, world.private, f"/退会の相談 取り下げ {number}")

    assert "propose" in early or "相談を出した" in early
    assert "取り下げになりました" in await told(world, world.kenji)
    assert "もう決まっています" in joined(await world.say(world.kenji, world.private, f"/私がします {number}"))
    await world.leave(world.hanako)
    assert not await is_removed(world)


async def test_a_lone_host_waits_a_day_and_can_take_it_back(world: World) -> None:
    await with_one_host(world)
    await proposed(world, world.sayuri)
    await world.pass_time(hours=23)
    assert "1日たちました" not in await told(world, world.sayuri)
    await world.pass_time(hours=2)

    assert "1日たちました" in await told(world, world.sayuri)
    await world.tap(world.sayuri, "取り下げる", world.private)
    await world.leave(world.hanako)
    assert not await is_removed(world)


async def test_time_stands_still_while_the_other_host_rests_and_runs_out_afterwards(world: World) -> None:
    await with_two_hosts(world)
    await world.say(world.kenji, world.private, "お休み")
    number = await proposed(world, world.sayuri)
    await world.pass_time(days=5)
    assert "期限" not in await told(world, world.sayuri)
    await world.say(world.kenji, world.private, "戻りました")

    await world.pass_time(hours=49)

    assert f"{number}番は、期限までに決まらなかった" in await told(world, world.sayuri)


async def test_nobody_volunteers_a_reminder_then_it_lapses(world: World) -> None:
    await with_two_hosts(world)
    number = await decided(world)
    await world.pass_time(hours=25)
    reminded = await told(world, world.sayuri)
    await world.pass_time(hours=24)

    assert "まだそのままです" in reminded
    assert f"{number}番は期限が切れました" in await told(world, world.sayuri)
    await world.leave(world.hanako)
    assert not await is_removed(world)


async def test_a_lost_word_of_lines_is_found_when_the_time_is_over(world: World) -> None:
    await with_two_hosts(world)
    await decided(world)
    await world.tap(world.kenji, "私がします", world.private)
    world.line.mishaps.webhooks("lost", event_type="memberLeft")
    await world.leave(world.hanako)

    await world.pass_time(hours=49)

    assert await is_removed(world)
