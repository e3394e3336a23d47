"""LINE in trouble: whatever happens to a call, the state is kept, nothing is said twice, and words find their way."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from bot.answers import Post, Reply
from bot.line_sdk import LineSdk, LongLivedToken
from bot.messages import Card, MentionText, OpenButton, Text
from storage.models.outbox import ItemState
from tests.conftest import ENGINES
from tests.scenarios.front_door import outbox
from tests.scenarios.probe import ANSWER, Probe, install_probe, queue, to_group, words
from tests.scenarios.world import ACCESS_TOKEN, World

REPLY = "/message/reply"
NOBODY_LISTENS = "http://127.0.0.1:9"


@asynccontextmanager
async def line_at(world: World, host: str, *, wait_seconds: float) -> AsyncIterator[None]:
    """Let the bot call LINE at another address, or with less patience, for a while."""
    services = world.bot.services
    usual = services.line
    services.line = LineSdk(LongLivedToken(ACCESS_TOKEN), host=host, reply_timeout=wait_seconds)
    yield
    await services.line.close()
    services.line = usual


def line_out_of_reach(world: World) -> AbstractAsyncContextManager[None]:
    """Let every call to LINE find nobody at the other end."""
    return line_at(world, NOBODY_LISTENS, wait_seconds=1.0)


async def asked(world: World) -> Probe:
    """Bring about a group in which `/probe` is answered, with everything said so far read."""
    await world.claimed()
    return install_probe(world)


async def states(world: World) -> list[ItemState]:
    """List how the newest words fared, oldest first, since the group was claimed."""
    return [item.state for item in await outbox(world) if item.created_at >= world.clock.now().replace(hour=0)]


async def last_state(world: World) -> ItemState:
    """Say how the newest word fared."""
    return (await outbox(world))[-1].state


def times_said(world: World, text: str) -> int:
    """Count how often the group was told something."""
    return world.line.texts(world.group).count(text)


def statuses(world: World) -> Sequence[int | None]:
    """List how LINE answered each reply."""
    return [call.status for call in world.line.calls() if call.path.endswith(REPLY)]


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_when_line_cannot_be_reached_the_answer_comes_as_soon_as_it_can(world: World) -> None:
    await asked(world)
    async with line_out_of_reach(world):
        assert await world.say(world.kenji, world.group, "/probe") == []
        degraded = await world.health()
        await world.bot.services.line.close()

    await world.pass_time(seconds=0.5)
    well = await world.health()

    assert world.group_news() == [ANSWER]
    assert (degraded["status"], degraded["line"]) == ("degraded", {"last_error": "no connection"})
    assert (well["status"], well["line"]) == ("ok", {"last_error": None})


async def test_after_a_long_outage_the_answer_rides_on_the_next_talk(world: World) -> None:
    await asked(world)
    async with line_out_of_reach(world):
        await world.say(world.kenji, world.group, "/probe")
        await world.pass_time(minutes=2)
        await world.bot.services.line.close()

    assert world.group_news() == []
    assert await world.say(world.emily, world.group, "おはよう") == [ANSWER]


async def test_what_was_done_while_line_was_away_is_done(world: World) -> None:
    await world.claimed()
    async with line_out_of_reach(world):
        await world.say(world.sayuri, world.group, "/lang en")
        await world.say(world.kenji, world.group, "おはよう")
        await world.pass_time(minutes=10)
        await world.bot.services.line.close()

    (card,) = await world.say(world.emily, world.group, "/help")

    assert "How to use" in card


@pytest.mark.parametrize("status", [401, 429, 500, 503])
async def test_a_busy_or_broken_line_is_asked_again_with_the_same_token(world: World, status: int) -> None:
    await asked(world)
    world.line.mishaps.calls("refused", 2, path=REPLY, status=status)

    at_once = await world.say(world.kenji, world.group, "/probe")
    degraded = await world.health()
    await world.pass_time(seconds=0.5)
    still = world.group_news()
    await world.pass_time(seconds=1)

    assert (at_once, still, world.group_news()) == ([], [], [ANSWER])
    assert statuses(world)[-3:] == [status, status, 200]
    assert (degraded["status"], degraded["line"]["last_error"]) == ("degraded", f"status {status}")
    assert (await world.health())["line"]["last_error"] is None


async def test_a_connection_cut_before_anything_was_done_is_tried_again(world: World) -> None:
    await asked(world)
    world.line.mishaps.calls("reset", path=REPLY)

    await world.say(world.kenji, world.group, "/probe")
    await world.pass_time(seconds=0.5)

    assert times_said(world, ANSWER) == 1
    assert await last_state(world) is ItemState.SENT


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_what_line_did_without_answering_is_not_said_twice(world: World) -> None:
    await asked(world)
    world.line.mishaps.calls("answer_lost", path=REPLY)

    await world.say(world.kenji, world.group, "/probe")
    await world.pass_time(seconds=0.5)
    await world.say(world.emily, world.group, "おはよう")
    await world.pass_time(hours=1)
    await world.say(world.emily, world.group, "こんにちは")

    assert times_said(world, ANSWER) == 1
    assert await last_state(world) is ItemState.UNCONFIRMED
    assert (await world.health())["outbox"]["failed"] == 1


async def test_what_may_be_repeated_is_rather_said_twice_than_not_at_all(world: World) -> None:
    probe = await asked(world)
    probe.answers = lambda _ctx: Reply([Text(ANSWER)], repeatable=True)
    world.line.mishaps.calls("answer_lost", path=REPLY)

    await world.say(world.kenji, world.group, "/probe")
    await world.pass_time(seconds=0.5)
    await world.say(world.emily, world.group, "おはよう")

    assert times_said(world, ANSWER) == 2


async def test_an_answer_slower_than_we_wait_for_is_not_said_twice(world: World) -> None:
    await asked(world)
    changes = world.line.platform.journal
    world.line.mishaps.calls("slow", path=REPLY, seconds=1.3)

    async with line_at(world, world.bot.settings.line_api_url, wait_seconds=1.0):
        await world.say(world.kenji, world.group, "/probe")
    gave_up = await world.health()
    async with asyncio.timeout(30):  # LINE finishes at last what it was asked
        async for _change in changes.follow(0):
            if statuses(world)[-1] == 200 and times_said(world, ANSWER):
                break
    await world.pass_time(seconds=0.5)
    await world.say(world.emily, world.group, "おはよう")

    assert gave_up["line"]["last_error"] == "no answer in time"
    assert times_said(world, ANSWER) == 1
    assert await last_state(world) is ItemState.UNCONFIRMED


async def test_a_token_that_line_takes_for_invalid_lets_the_answer_ride_later(world: World) -> None:
    await asked(world)
    said = await world.line.say(world.kenji, world.group, "/probe")
    world.line.platform.reply_tokens.find(said.reply_token).used = True
    await world.settle()

    assert world.group_news() == []
    assert (await world.health())["status"] == "ok", "LINE is well; only the token is not"
    assert await world.say(world.emily, world.group, "おはよう") == [ANSWER]


@pytest.mark.line_objects
async def test_a_rider_that_line_refuses_is_failed_by_name_and_the_answer_is_said(world: World) -> None:
    await world.claimed()
    await queue(
        world,
        lambda ctx: [
            Post(to_group(ctx), words("good rider"), priority=3),
            Post(to_group(ctx), lambda: [Card("bad rider", buttons=[OpenButton("開く", "no address")])], priority=2),
        ],
    )
    install_probe(world)

    said = await world.say(world.kenji, world.group, "/probe")

    assert said == [ANSWER, "good rider"]
    failed = [item for item in await outbox(world) if item.state is ItemState.FAILED]
    assert [(item.priority, item.objects) for item in failed] == [(2, None)]
    assert "400" in (failed[0].error or "")
    assert "bad rider" not in (failed[0].error or "")
    assert (await world.health())["outbox"]["failed"] == 1


async def test_an_unexplained_refusal_makes_riders_wait_for_a_call_of_their_own(world: World) -> None:
    await world.claimed()
    await queue(world, lambda ctx: [Post(to_group(ctx), words(text)) for text in ("one", "two")])
    install_probe(world)
    world.line.mishaps.calls("refused", path=REPLY, status=400)

    assert await world.say(world.kenji, world.group, "/probe") == [ANSWER]
    assert await world.say(world.kenji, world.group, "おはよう") == ["one"]
    assert await world.say(world.kenji, world.group, "こんにちは") == ["two"]


@pytest.mark.line_objects
async def test_an_answer_that_line_refuses_is_given_up_and_the_riders_are_said(world: World) -> None:
    await world.claimed()
    await queue(world, lambda ctx: Post(to_group(ctx), words("rider")))
    probe = install_probe(world)
    probe.answers = lambda _ctx: Reply([Card("bad", buttons=[OpenButton("開く", "no address")])])

    assert await world.say(world.kenji, world.group, "/probe") == ["rider"]
    assert ItemState.FAILED in await states(world)


async def test_an_answer_that_line_refuses_shows_in_health_until_the_next_is_taken(world: World) -> None:
    await asked(world)
    world.line.mishaps.calls("refused", path=REPLY, status=400)

    refused = await world.say(world.kenji, world.group, "/probe")
    degraded = await world.health()
    taken = await world.say(world.kenji, world.group, "/probe")

    assert (refused, taken) == ([], [ANSWER])
    assert (degraded["status"], degraded["outbox"]["failed"]) == ("degraded", 1)
    assert degraded["line"]["last_error"].startswith("400")
    assert (await world.health())["status"] == "ok"


@pytest.mark.line_objects
async def test_somebody_who_left_is_not_mentioned_and_the_rest_is_said(world: World) -> None:
    await world.claimed()
    gone = world.kenji.user_id
    await queue(
        world,
        lambda ctx: Post(to_group(ctx), lambda: [MentionText("{a}さん、どうぞ", {"a": gone}, plain="どうぞ")]),
    )
    world.line.mishaps.webhooks("lost", event_type="memberLeft")
    await world.leave(world.kenji)

    assert await world.say(world.emily, world.group, "おはよう") == ["どうぞ"]
    assert await last_state(world) is ItemState.RIDDEN


async def test_a_mention_of_somebody_who_is_there_stays_a_mention(world: World) -> None:
    await world.claimed()
    there = world.kenji.user_id
    await queue(
        world,
        lambda ctx: Post(to_group(ctx), lambda: [MentionText("{a}さん、どうぞ", {"a": there}, plain="どうぞ")]),
    )

    assert await world.say(world.emily, world.group, "おはよう") == ["@けんじさん、どうぞ"]


async def test_leaving_waits_until_line_can_be_reached(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.group, "/つどいを外す")
    world.line.mishaps.calls("refused", 1, path="/leave", status=500)

    await world.tap(world.sayuri, "はい、外します", world.group)
    stayed = world.group.has_bot
    await world.pass_time(seconds=1)

    assert stayed
    assert not world.group.has_bot
