"""A word is pushed: after a host has seen the price, once, and never beside a free way."""

import asyncio
from datetime import date

import pytest

from storage.models import PushMonth
from storage.models.outbox import Fallback, ItemState
from tests.conftest import ENGINES
from tests.scenarios.pushing_stage import (
    PUSH,
    WORD,
    agree,
    ask_price,
    push_calls,
    the_word,
    times_read,
    with_waiting_word,
)
from tests.scenarios.test_line_troubles import line_out_of_reach
from tests.scenarios.world import World


async def used(world: World) -> str:
    """Say how many pushes the owner sees in the status."""
    said = "\n".join(await world.say(world.sayuri, world.private, "つどいの調子"))
    return next((line for line in said.splitlines() if "今月の「いま送る」" in line), "")


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_nothing_is_pushed_before_a_host_has_seen_the_price_and_tapped(world: World) -> None:
    await with_waiting_word(world)
    world.line.set_quota(200)

    asked = await ask_price(world)
    before = push_calls(world)
    told = "\n".join(await world.tap(world.sayuri, "いま送る", world.private))

    assert ("#2" in asked, "1通" in asked, "200" in asked) == (True, True, True)
    assert before == []
    assert "1通" in told
    assert [status for status, _key in push_calls(world)] == [200]
    assert world.private_news(world.kenji) == [WORD]
    assert (await the_word(world)).state is ItemState.PUSHED
    assert "1通" in await used(world)
    assert "いま送る" in "\n".join(await world.say(world.sayuri, world.private, "/log"))


async def test_leaving_it_as_it_is_pushes_nothing(world: World) -> None:
    await with_waiting_word(world)

    await ask_price(world)
    await world.tap(world.sayuri, "そのままにする", world.private)
    await world.pass_time(hours=1)

    assert push_calls(world) == []
    assert await world.say(world.kenji, world.private, "こんにちは") == [WORD]


async def test_a_price_seen_long_ago_has_to_be_seen_again(world: World) -> None:
    await with_waiting_word(world)
    await ask_price(world)
    await world.pass_time(minutes=17)

    told = "\n".join(await world.tap(world.sayuri, "いま送る", world.private))

    assert "期限が過ぎ" in told
    assert push_calls(world) == []


async def test_a_word_read_meanwhile_is_not_pushed(world: World) -> None:
    await with_waiting_word(world)
    await ask_price(world)
    await world.say(world.kenji, world.private, "こんにちは")

    told = "\n".join(await world.tap(world.sayuri, "いま送る", world.private))

    assert "もう待っている" in told
    assert (push_calls(world), times_read(world)) == ([], 1)


async def test_a_push_agreed_to_twice_goes_once(world: World) -> None:
    await with_waiting_word(world)
    await agree(world)

    told = "\n".join(await world.tap(world.sayuri, "いま送る", world.private))
    await world.say(world.kenji, world.private, "こんにちは")

    assert "もう待っている" in told
    assert (len(push_calls(world)), times_read(world)) == (1, 1)


async def test_whoever_has_blocked_the_bot_is_offered_no_push(world: World) -> None:
    await with_waiting_word(world)
    await ask_price(world)
    await world.line.block(world.kenji)
    await world.settle()

    told = "\n".join(await world.tap(world.sayuri, "いま送る", world.private))

    assert "届きません" in told
    assert "届きません" in await ask_price(world)
    assert push_calls(world) == []


async def test_somebody_who_is_no_friend_for_sure_is_offered_no_push(world: World) -> None:
    world.line.switch("nobody_is_a_friend", on=True)
    await with_waiting_word(world, is_friend=False)

    assert "届きません" in await ask_price(world)
    assert world.labels(world.sayuri, world.private) == []


async def test_where_nobody_knows_of_a_friendship_the_doubt_is_said_and_nothing_counts_as_read(world: World) -> None:
    await with_waiting_word(world, is_friend=False)
    world.line.mishaps.calls("refused", path="/v2/bot/profile/", status=500)

    asked = await ask_price(world)
    await world.tap(world.sayuri, "いま送る", world.private)

    assert "わかりません" in asked
    assert [status for status, _key in push_calls(world)] == [200]
    assert world.private_news(world.kenji) == []
    assert (await the_word(world)).state is ItemState.UNCONFIRMED


async def test_where_line_is_slow_the_price_says_that_it_does_not_know_what_is_left(world: World) -> None:
    await with_waiting_word(world)
    world.line.mishaps.calls("refused", path="/v2/bot/message/quota", status=500)

    asked = await ask_price(world)

    assert "わかりませんでした" in asked
    assert "いま送る" in world.labels(world.sayuri, world.private)


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_after_a_lost_answer_the_same_key_is_tried_again_and_nothing_is_said_twice(world: World) -> None:
    await with_waiting_word(world)
    world.line.mishaps.calls("answer_lost", path=PUSH)
    await agree(world)
    still_unsure = await the_word(world)
    await world.say(world.kenji, world.private, "こんにちは")

    await world.pass_time(seconds=5)

    assert (still_unsure.state, still_unsure.unsure) == (ItemState.SENDING, True)
    assert [status for status, _key in push_calls(world)] == [None, 409]
    assert len({key for _status, key in push_calls(world)}) == 1
    assert ((await the_word(world)).state, times_read(world)) == (ItemState.PUSHED, 1)
    assert world.line.platform.world.bill.used == 1


async def test_a_slow_line_is_tried_again_with_the_same_key(world: World) -> None:
    await with_waiting_word(world)
    world.line.mishaps.calls("refused", count=2, path=PUSH, status=500)
    await agree(world)
    await world.pass_time(seconds=10)

    assert [status for status, _key in push_calls(world)] == [500, 500, 200]
    assert len({key for _status, key in push_calls(world)}) == 1
    assert times_read(world) == 1


async def test_while_line_is_busy_a_free_token_is_taken_and_the_push_costs_nothing(world: World) -> None:
    await with_waiting_word(world)
    world.line.mishaps.calls("refused", path=PUSH, status=429)
    await agree(world)

    read = await world.say(world.kenji, world.private, "こんにちは")
    await world.pass_time(minutes=5)

    assert read == [WORD]
    assert [status for status, _key in push_calls(world)] == [429]
    assert (await the_word(world)).state is ItemState.WHISPERED
    assert await used(world) == ""


async def test_without_messages_left_the_word_waits_again_and_the_host_is_told(world: World) -> None:
    await with_waiting_word(world)
    await ask_price(world)
    world.line.set_quota(0)
    await world.tap(world.sayuri, "いま送る", world.private)

    told = "\n".join(await world.say(world.sayuri, world.private, "こんにちは"))
    word = await the_word(world)

    assert "残っていない" in told
    assert (word.state, word.fallback, word.cost) == (ItemState.WAITING, Fallback.EXPIRE, None)
    assert await used(world) == ""
    assert "残っていません" in await ask_price(world)
    assert await world.say(world.kenji, world.private, "こんにちは") == [WORD]


async def test_what_line_refuses_is_given_up_and_the_host_is_told(world: World) -> None:
    await with_waiting_word(world)
    world.line.mishaps.calls("refused", path=PUSH, status=400)
    await agree(world)

    assert "受け付けませんでした" in "\n".join(await world.say(world.sayuri, world.private, "こんにちは"))
    assert (await the_word(world)).state is ItemState.FAILED
    assert await used(world) == ""


async def test_a_day_of_lost_answers_ends_as_unconfirmed_and_the_key_is_never_used_later(world: World) -> None:
    await with_waiting_word(world)
    world.line.mishaps.calls("answer_lost", path=PUSH)
    world.line.mishaps.calls("refused", count=1000, path=PUSH, status=500)
    await agree(world)
    await world.pass_time(hours=25)
    tried = len(push_calls(world))
    await world.pass_time(hours=3)

    assert (await the_word(world)).state is ItemState.UNCONFIRMED
    assert len(push_calls(world)) == tried < 200
    assert "届いたかどうかわかりません" in "\n".join(await world.say(world.sayuri, world.private, "こんにちは"))
    world.skip_news()
    assert (await world.say(world.kenji, world.private, "こんにちは"), times_read(world)) == ([], 1)


async def test_a_day_without_reaching_line_lets_the_word_wait_again(world: World) -> None:
    await with_waiting_word(world)
    await ask_price(world)
    async with line_out_of_reach(world):
        await world.line.tap(world.sayuri, world.button(world.sayuri, "いま送る", world.private), world.private)
        await world.settle()
        await world.pass_time(hours=24)

    assert "つながりませんでした" in "\n".join(await world.say(world.sayuri, world.private, "こんにちは"))
    assert (await the_word(world)).state is ItemState.WAITING


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_killed_between_the_promise_and_the_call_the_push_still_goes_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_waiting_word(world)
    gate = asyncio.Event()

    async def never_sent(*_arguments: object) -> None:
        gate.set()
        await asyncio.Event().wait()

    await ask_price(world)
    await world.line.tap(world.sayuri, world.button(world.sayuri, "いま送る", world.private), world.private)
    monkeypatch.setattr(world.bot.services.line, "push", never_sent)
    dying = asyncio.create_task(world.settle())
    await gate.wait()
    committed = (await the_word(world)).state
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    await world.restart()
    await world.pass_time(seconds=20)

    assert committed is ItemState.SENDING
    assert [status for status, _key in push_calls(world)] == [200]
    assert ((await the_word(world)).state, times_read(world)) == (ItemState.PUSHED, 1)


@pytest.mark.bot_settings(push_budget=1)
async def test_a_group_pushes_no_more_than_its_budget(world: World) -> None:
    await with_waiting_word(world, days_before=4)
    asked = await ask_price(world)
    async with world.bot.services.database.write() as session:
        session.add(PushMonth(community_id=1, month=date(2026, 11, 1), messages=1))

    told = "\n".join(await world.tap(world.sayuri, "いま送る", world.private))
    in_november = await ask_price(world)
    await world.pass_time(days=4)
    in_december = await ask_price(world)

    assert "1通のうち" in asked
    assert ("もう使っています" in told, "もう使っています" in in_november) == (True, True)
    assert push_calls(world) == []
    assert "1通のうち" in in_december


@pytest.mark.bot_settings(push_budget=0)
async def test_an_operator_may_allow_no_pushes_at_all(world: World) -> None:
    await with_waiting_word(world)

    assert "使わない" in await ask_price(world)


async def test_whoever_has_their_records_erased_is_pushed_nothing_any_more(world: World) -> None:
    await with_waiting_word(world)
    world.line.mishaps.calls("refused", path=PUSH, status=500)
    await agree(world)
    await world.say(world.kenji, world.private, "記録を消す")
    await world.tap(world.kenji, "はい、すべて消す", world.private)

    await world.pass_time(hours=1)

    assert [status for status, _key in push_calls(world)] == [500]
    assert times_read(world) == 0
