"""Our own mistakes: an event that fails is tried again, then dead and visible; everything else goes on."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot.answers import Answers
from bot.context import Context
from bot.errors import Refusal, TryLater
from bot.events import MessageSent, Text
from bot.routing import Run
from storage.models import Community
from storage.models.inbox import EventState
from storage.unit_of_work import UnitOfWork
from tests.conftest import ENGINES
from tests.scenarios.front_door import knock, messages_counted, refuse_rows, row_of, stored, written
from tests.scenarios.probe import ANSWER, Probe, ProbeFailed, install_probe
from tests.scenarios.world import World

HELP = "/使い方"
APOLOGY = "申しわけありません"
POISON = "毒"


async def failing(world: World) -> Probe:
    """Bring about a claimed group in which `/probe` fails."""
    await world.claimed()
    probe = install_probe(world)
    probe.fail()
    return probe


async def dies(world: World, probe: Probe) -> None:
    """Let somebody type a command that fails until it is given up."""
    await world.say(world.kenji, world.group, "/probe")
    await probe.exhaust()


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_failing_command_is_tried_again_three_times_and_then_dead(world: World) -> None:
    probe = await failing(world)

    await dies(world, probe)
    await world.pass_time(minutes=10)

    (dead,) = await stored(world, EventState.DEAD)
    health = await world.health()
    assert probe.tried_after() == [0.2, 1.2, 6.2]
    assert dead.tries == 4
    assert dead.payload is not None, "kept sealed for the operator, seven days at most"
    assert (health["status"], health["inbox"]["dead"]) == ("degraded", 1)
    assert world.group_news() == []


async def test_the_operator_sees_where_it_failed_and_not_what_was_said(world: World) -> None:
    probe = await failing(world)
    await dies(world, probe)

    services = world.bot.services
    async with services.database.read() as session:
        (dead,) = await UnitOfWork(session, services.vault, world.clock.now()).inbox.dead()

    assert (dead.outcome or "").startswith("ProbeFailed at tests.scenarios.probe:")
    assert "secret" not in (dead.outcome or "")


async def test_a_dead_event_can_be_revived_and_is_erased_after_seven_days(world: World) -> None:
    probe = await failing(world)
    await dies(world, probe)
    (dead,) = await stored(world, EventState.DEAD)
    services = world.bot.services

    probe.work_again()
    async with services.database.write() as session:
        assert await UnitOfWork(session, services.vault, world.clock.now()).inbox.revive(dead.id or 0)
    await world.settle()

    assert world.group_news() == [ANSWER]
    probe.fail()
    await dies(world, probe)
    await world.pass_time(days=7)
    assert await stored(world, EventState.DEAD) == []


async def test_a_command_that_works_at_the_third_try_is_answered_once(world: World) -> None:
    probe = await failing(world)

    await world.say(world.kenji, world.group, "/probe")
    await world.pass_time(seconds=0.2)
    probe.work_again()
    await world.pass_time(seconds=1)
    await world.pass_time(seconds=10)

    assert world.group_news() == [ANSWER]
    assert await stored(world, EventState.DEAD, EventState.WAITING) == []


async def test_a_failed_handler_leaves_nothing_behind(world: World) -> None:
    probe = await failing(world)

    await dies(world, probe)

    assert await messages_counted(world, world.kenji) == 0


async def test_the_hosts_hear_one_apology_an_hour(world: World) -> None:
    probe = await failing(world)

    await dies(world, probe)
    await dies(world, probe)
    first = await world.say(world.sayuri, world.private, "こんにちは")
    await world.pass_time(hours=1)
    await dies(world, probe)
    second = await world.say(world.sayuri, world.private, "こんにちは")

    assert "".join(first).count(APOLOGY) == 1
    assert "".join(second).count(APOLOGY) == 1
    assert APOLOGY not in "".join(await world.say(world.kenji, world.private, "こんにちは"))
    assert APOLOGY not in "".join(await world.say(world.kenji, world.group, "おはよう"))


async def test_the_chat_goes_on_behind_a_dead_event(world: World) -> None:
    probe = await failing(world)
    await world.line.say(world.kenji, world.group, "/probe")
    await world.line.say(world.emily, world.group, HELP)
    await world.settle()
    waiting = world.group_news()

    await probe.exhaust()

    assert waiting == [], "order is kept as long as there is hope"
    assert len(world.group_news()) == 1


async def test_what_cannot_be_asked_of_line_costs_the_facts_and_not_the_answer(world: World) -> None:
    await world.claimed()
    install_probe(world)

    assert await world.say(world.kenji, world.group, "/wonder") == [ANSWER]
    assert await stored(world, EventState.DEAD, EventState.WAITING) == []


async def test_a_chat_that_is_stuck_keeps_no_other_waiting(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.claimed()
    dispatcher = world.bot.inbox._dispatcher
    handle = dispatcher.handle_lane

    async def stuck_in_the_group(chat_id: str) -> int:
        if chat_id == world.group.chat_id:
            raise ProbeFailed
        return await handle(chat_id)

    monkeypatch.setattr(dispatcher, "handle_lane", stuck_in_the_group)
    await world.line.say(world.kenji, world.group, HELP)
    await world.line.say(world.emily, world.private, HELP)
    with pytest.raises(ProbeFailed):
        await world.bot.inbox.work()

    (waiting,) = await stored(world, EventState.WAITING)
    assert waiting.chat_id == world.group.chat_id


async def watch_for_poison(run: Run) -> Answers:
    """Fail at a certain word."""
    for event in run.events:
        if isinstance(event, MessageSent) and isinstance(event.content, Text) and POISON in event.content.text:
            raise ProbeFailed
    return None


async def test_an_observer_that_fails_at_one_message_costs_only_that_one(world: World) -> None:
    await world.claimed()
    install_probe(world).watch = watch_for_poison

    await knock(world, *(written(world, world.kenji, word) for word in ("a", "b", POISON, "c", "d")))
    await world.settle()

    assert await messages_counted(world, world.kenji) == 4
    assert await stored(world, EventState.DEAD, EventState.WAITING) == []
    assert (await world.health())["status"] == "ok"


@pytest.mark.parametrize("words", [HELP, f"/help {POISON}"])
async def test_an_observer_that_fails_never_fails_a_command(world: World, words: str) -> None:
    async def always_fail(_run: Run) -> Answers:
        raise ProbeFailed

    await world.claimed()
    install_probe(world).watch = always_fail

    assert len(await world.say(world.kenji, world.group, words)) == 1
    assert await stored(world, EventState.DEAD, EventState.WAITING) == []


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_run_with_one_poisonous_event_is_repeated_event_by_event(world: World) -> None:
    await world.claimed()
    talk = [written(world, world.kenji, f"おはよう {number}") for number in range(7)]
    await refuse_rows(world, "message_mark", "message_id", talk[3]["message"]["id"])

    await knock(world, *talk)
    await world.settle()
    await install_probe(world).exhaust()

    (dead,) = await stored(world, EventState.DEAD)
    assert dead.event_key == talk[3]["webhookEventId"]
    assert await messages_counted(world, world.kenji) == 6
    assert await stored(world, EventState.WAITING) == []


async def test_database_trouble_is_never_counted_as_a_try(world: World) -> None:
    await world.claimed()
    probe = install_probe(world)
    probe.fail(OperationalError("SELECT", {}, Exception("disk I/O error")))
    said = await world.line.say(world.kenji, world.group, "/probe")
    assert said.event is not None

    for _attempt in range(10):
        with pytest.raises(TryLater):
            await world.bot.inbox.work()
    waiting = await row_of(world, said.event)
    probe.work_again()
    await world.settle()

    assert (waiting.state, waiting.tries) == (EventState.WAITING, 0)
    assert world.group_news() == [ANSWER]


async def test_a_database_that_is_away_is_down_in_health_and_503_at_the_door(world: World) -> None:
    await world.claimed()
    event = written(world, world.kenji, "おはよう")
    await _rename(world, "inbox_event", "elsewhere")

    refused = await knock(world, event)
    down = await world.http.get("/health")
    await _rename(world, "elsewhere", "inbox_event")
    accepted = await knock(world, event)
    await world.settle()

    assert (refused.status_code, accepted.status_code) == (503, 200)
    assert (down.status_code, down.json()) == (503, {"status": "down"})
    assert (await world.http.get("/health")).json() == {"status": "ok"}
    assert await messages_counted(world, world.kenji) == 1


async def test_an_event_that_waits_over_a_minute_turns_health_to_down(world: World) -> None:
    await world.claimed()
    await knock(world, written(world, world.kenji, "おはよう"))

    world.clock.move(timedelta(minutes=1))
    still_well = (await world.http.get("/health")).status_code
    world.clock.move(timedelta(seconds=1))
    down = await world.http.get("/health")
    await world.settle()

    assert (still_well, down.status_code) == (200, 503)
    assert (await world.http.get("/health")).status_code == 200


async def _rename(world: World, table: str, name: str) -> None:
    async with world.bot.services.database.write() as session:
        await session.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_refusal_changes_nothing_whatever_the_handler_did_before_it(world: World) -> None:
    await world.claimed()
    probe = install_probe(world)

    def change_then_refuse(ctx: Context) -> Answers:
        ctx.community.timezone = "Europe/London"
        raise Refusal("これはできません")

    probe.answers = change_then_refuse
    said = await world.say(world.kenji, world.group, "/probe")

    services = world.bot.services
    async with services.database.read() as session:
        (community,) = await session.scalars(select(Community))
        members = await UnitOfWork(session, services.vault, world.clock.now()).of(community).members.present()
    assert said == ["これはできません"]
    assert len(probe.called_at) == 1
    assert community.timezone == "Asia/Tokyo"
    assert len(members) == 2, "whoever spoke is known all the same"
