"""How the bot is, in a word for everybody and in numbers for the operator."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from starlette.requests import Request

from bot.clock import ManualClock
from bot.context import Account
from bot.health import OLDEST_TOLERATED, Condition, Health
from bot.line_api import LineUnavailable, Quota
from bot.outbox import LineHealth
from bot.services import Services
from storage.database import Database
from storage.repositories.inbox import InboxSummary
from tests.factories import NOW, SECOND, UnusedLine, incoming, new_item, services, unit_of_work

QUIET = Condition(InboxSummary(0, None, 0), {}, 0.0, None, ready=True)
TOKEN = "operators-token"
MINUTE = OLDEST_TOLERATED.total_seconds()


class CountingLine(UnusedLine):
    """A LINE that tells its quota, or is away."""

    def __init__(self) -> None:
        self.asked = 0
        self.is_away = False

    async def quota(self) -> Quota:
        self.asked += 1
        if self.is_away:
            raise LineUnavailable("status 500", maybe_done=False)
        return Quota(limit=200, used=16 + self.asked)


def health(parts: Services, line_health: LineHealth | None = None, token: str | None = TOKEN) -> Health:
    return Health(parts, line_health or LineHealth(), version="1.2.3", operator_token=token)


async def ask(asked: Health, authorization: str | None = None) -> tuple[int, dict[str, Any]]:
    headers = [] if authorization is None else [(b"authorization", authorization.encode())]
    answer = await asked.answer(Request({"type": "http", "method": "GET", "path": "/health", "headers": headers}))
    return answer.status_code, json.loads(bytes(answer.body))


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "ok"),
        ({"inbox": InboxSummary(3, NOW, 0), "oldest_waiting_seconds": MINUTE}, "ok"),
        ({"outbox": {"waiting": 9}}, "ok"),
        ({"oldest_waiting_seconds": MINUTE + 0.1}, "down"),
        ({"inbox": None}, "down"),
        ({"inbox": InboxSummary(0, None, 1)}, "degraded"),
        ({"line_error": "status 500"}, "degraded"),
        ({"ready": False}, "degraded"),
        ({"line_error": "status 500", "oldest_waiting_seconds": MINUTE + 0.1}, "down"),
    ],
)
def test_one_word_sums_it_up(changes: dict[str, Any], status: str) -> None:
    assert replace(QUIET, **changes).status == status


async def test_everybody_hears_one_word(database: Database) -> None:
    assert await ask(health(services(database))) == (200, {"status": "ok"})


@pytest.mark.parametrize("authorization", ["Bearer wrong", "Bearer ", "", TOKEN, "Bearer None", "Bearer 花"])
async def test_whoever_has_not_the_token_hears_no_more(database: Database, authorization: str) -> None:
    assert await ask(health(services(database)), authorization) == (200, {"status": "ok"})


@pytest.mark.parametrize("authorization", ["Bearer None", "Bearer "])
async def test_without_a_token_nobody_is_the_operator(database: Database, authorization: str) -> None:
    assert await ask(health(services(database), token=None), authorization) == (200, {"status": "ok"})


async def test_the_operator_hears_the_numbers(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        await unit.inbox.put([incoming(received_at=NOW - 1.5 * SECOND), incoming(received_at=NOW)])
        await unit.inbox.put([incoming(event_key="dead", chat_id="C-dead")])
        (dead,) = await unit.inbox.waiting("C-dead", 1)
        await unit.inbox.bury(dead, error="ValueError", now=NOW)
        await unit.outbox.queue([new_item(), new_item(), new_item(), new_item()], NOW)
        first, second, third, _fourth = await unit.outbox.ready(new_item().chat_id, NOW)
        await unit.outbox.failed([first], "400", NOW)
        await unit.outbox.unconfirmed([second], NOW)
        await unit.outbox.bind([third], 1, NOW)
    status, body = await ask(health(services(database, CountingLine())), f"Bearer {TOKEN}")
    assert (status, body) == (
        200,
        {
            "status": "degraded",
            "version": "1.2.3",
            "inbox": {"waiting": 2, "oldest_waiting_seconds": 1.5, "dead": 1},
            "outbox": {"waiting": 2, "failed": 2},
            "line": {"last_error": None},
            "quota": {"used": 17, "limit": 200},
        },
    )


async def test_an_event_that_has_waited_for_over_a_minute_turns_the_check_red(database: Database) -> None:
    async with database.write() as session:
        await unit_of_work(session).inbox.put([incoming(received_at=NOW)])
    clock = ManualClock(NOW)
    asked = health(services(database, clock=clock))
    clock.move(OLDEST_TOLERATED)
    assert (await ask(asked))[0] == 200
    clock.move(timedelta(milliseconds=1))
    assert await ask(asked) == (503, {"status": "down"})


async def test_a_database_that_is_away_turns_the_check_red_and_still_answers_the_operator() -> None:
    away = Database("postgresql://nobody@127.0.0.1:1/nothing")
    status, body = await ask(health(services(away, CountingLine())), f"Bearer {TOKEN}")
    assert (status, body["status"]) == (503, "down")
    assert body["inbox"] == {"waiting": None, "oldest_waiting_seconds": 0.0, "dead": None}
    await away.close()


async def test_a_line_that_is_away_degrades_until_it_answers_again(database: Database) -> None:
    line_health = LineHealth()
    asked = health(services(database, CountingLine()), line_health)
    line_health.went_wrong(LineUnavailable("status 500", maybe_done=True), NOW)
    status, body = await ask(asked, f"Bearer {TOKEN}")
    assert (status, body["status"], body["line"]) == (200, "degraded", {"last_error": "status 500"})
    line_health.went_well()
    assert await ask(asked) == (200, {"status": "ok"})


async def test_a_bot_that_does_not_know_yet_who_it_is_is_degraded(database: Database) -> None:
    nobody = Account(user_id="", basic_id="", name="")
    assert await ask(health(services(database, account=nobody))) == (200, {"status": "degraded"})


async def test_line_is_asked_for_the_quota_once_in_five_minutes(database: Database) -> None:
    clock, line = ManualClock(NOW), CountingLine()
    asked = health(services(database, line, clock=clock))
    used = []
    for pause in (0, 299, 1):
        clock.move(pause * SECOND)
        used.append((await ask(asked, f"Bearer {TOKEN}"))[1]["quota"]["used"])
    assert used == [17, 17, 18]


async def test_a_quota_line_does_not_tell_is_left_out(database: Database) -> None:
    line = CountingLine()
    line.is_away = True
    assert (await ask(health(services(database, line)), f"Bearer {TOKEN}"))[1]["quota"] is None
