"""The programs as their operator meets them: how they start, refuse, stop, and what they say about it."""

import asyncio
import base64
import json
import signal
import sqlite3
from pathlib import Path

import pytest

from bot.simulator.mishaps import CallMishap
from storage.database import Database
from tests.acceptance.processes import ServedBot, eventually, free_port
from tests.acceptance.records import opened
from tests.acceptance.stage import ACCESS_TOKEN, NOBODY, OPERATOR_TOKEN, SECRET, Stage
from tests.factories import DATA_KEY

pytestmark = pytest.mark.acceptance

NEW_KEY = base64.b64encode(bytes(range(32))).decode()
STOPPED_IN_TIME = 5.0
ENDED_BY_THE_SIGNAL = -signal.SIGTERM
HELP = "使い方"
SECRETS = (SECRET, ACCESS_TOKEN, OPERATOR_TOKEN, DATA_KEY)


async def test_the_operator_is_told_how_it_is_and_what_is_wrong(stage: Stage) -> None:
    bot, good = await stage.bot.up(), stage.bot.environment
    wrong_addresses = {"PUBLIC_URL": "https://tsudoi.example.org", "DATABASE_URL": "postgresql://127.0.0.1:9/tsudoi"}

    async def is_well() -> bool:
        return await bot.health() == {"status": "ok"}

    await eventually(is_well, "the bot has learned from LINE who it is")
    told = await bot.health(OPERATOR_TOKEN)
    well, stranger, moved = await asyncio.gather(
        stage.programs.run("doctor", environment=good),
        stage.programs.run("doctor", environment={**good, "LINE_CHANNEL_ACCESS_TOKEN": "wrong"}),
        stage.programs.run("doctor", environment={**good, **wrong_addresses}),
    )

    assert told is not None
    assert told["inbox"] == {"waiting": 0, "oldest_waiting_seconds": 0.0, "dead": 0}
    assert told["outbox"] == {"waiting": 0, "failed": 0}
    assert told["quota"] == {"used": 0, "limit": 200}
    assert well.status == 0
    assert _looks(well.output) == ""
    assert "つどい" in well.output
    assert "LINE reached the webhook" in well.output
    assert (stranger.status, moved.status) == (1, 1)
    assert "access token" in _looks(stranger.output)
    assert "PUBLIC_URL" in _looks(moved.output)
    assert "DATABASE_URL" in _looks(moved.output)


async def test_beside_a_running_bot_a_second_is_refused_and_a_code_makes_an_owner_at_once(stage: Stage) -> None:
    await stage.bot.up()
    await stage.line.invite_bot(stage.group)
    await stage.said(stage.group)

    refused, made = await asyncio.gather(
        stage.programs.run("serve", "--port", str(free_port()), environment=stage.bot.environment),
        stage.programs.run("claim-code", environment=stage.bot.environment),
    )
    code = made.output.split()[0]
    answer = await stage.ask(stage.owner, stage.group, f"/claim {code}")

    assert refused.status == 1
    assert "Another process" in refused.sentence
    assert made.status == 0
    assert "さゆり" in answer
    assert "24時間" not in answer
    assert "第1版" in await stage.ask(stage.owner, stage.group, "/ルールを決める\n挨拶をする")


async def test_words_on_the_wire_arrive_before_the_process_ends(stage: Stage, database_url: str) -> None:
    bot = await stage.bot.up()
    stage.line.mishaps.calls(CallMishap.SLOW, path="/reply", seconds=1.0)
    await stage.line.say(stage.owner, stage.private, HELP)
    await stage.slow.begun.wait()

    ended = await bot.stop(within=STOPPED_IN_TIME)

    assert ended.status in {0, ENDED_BY_THE_SIGNAL}
    assert len(stage.line.texts(stage.owner)) == 1
    assert await _has_nothing_to_say(database_url)


async def test_words_that_line_takes_too_long_over_are_said_once_all_the_same(stage: Stage, database_url: str) -> None:
    bot = await stage.bot.up()
    stage.line.mishaps.calls(CallMishap.SLOW, path="/reply", seconds=3.5)
    await stage.line.say(stage.owner, stage.private, HELP)
    await stage.slow.begun.wait()
    await stage.line.say(stage.members[0], stage.private, HELP)

    await bot.stop(within=STOPPED_IN_TIME)
    await bot.up()
    await eventually(lambda: _has_nothing_to_say(database_url), "nothing is left to be said")

    first, second = (stage.line.texts(person) for person in (stage.owner, stage.members[0]))
    assert len(first) == 1
    assert first == second


async def test_a_dead_event_is_shown_and_can_be_revived(stage: Stage) -> None:
    bot = stage.bot
    settings = dict(bot.environment)
    bot.environment = {**settings, "LINE_API_URL": NOBODY}
    await bot.up()
    await stage.line.say(stage.owner, stage.private, HELP)
    bot.kill()
    await bot.program.end()

    bot.environment = {**settings, "DATA_KEY": NEW_KEY}
    await bot.up()
    await eventually(lambda: _is_degraded(bot), "the event sealed with the old key is dead")
    shown, nobody = await asyncio.gather(
        stage.programs.run("inbox", environment=bot.environment),
        stage.programs.run("inbox", "--again", "999", environment=bot.environment),
    )
    number = shown.output.splitlines()[1].split()[0]
    await bot.stop()
    bot.environment = {**settings, "DATA_KEY": NEW_KEY, "DATA_KEY_PREVIOUS": DATA_KEY}
    await bot.up()
    revived = await stage.programs.run("inbox", "--again", number, environment=bot.environment)

    assert shown.output.startswith("waiting: 0   dead: 1\n")
    assert "message" in shown.output
    assert HELP not in shown.output
    assert nobody.status == 1
    assert "999" in nobody.sentence
    assert revived.status == 0
    assert await stage.said(stage.owner)
    assert await bot.health() == {"status": "ok"}


async def test_neither_logs_nor_the_database_keep_names_texts_or_secrets(stage: Stage, database_url: str) -> None:
    bot = stage.bot
    bot.environment["LOG_LEVEL"] = "DEBUG"
    await bot.up()
    await stage.claimed()
    marked = [f"ひみつ{number}の話" for number in range(6)]
    stage.line.mishaps.calls(CallMishap.REFUSED, path="/reply", status=400)
    stage.line.mishaps.calls(CallMishap.ANSWER_LOST, path="/reply")
    await stage.line.say(stage.owner, stage.group, marked[0])
    await stage.line.say(stage.members[0], stage.group, f"/ルール さがす {marked[1]}")
    await stage.line.say(stage.members[0], stage.private, f"/ルール さがす {marked[2]}")
    await stage.line.say(stage.members[1], stage.private, marked[3])
    said = await stage.line.say(stage.members[1], stage.group, marked[4])
    await stage.line.edit(stage.members[1], said, marked[5])
    await stage.line.unsend(stage.members[1], said)
    await stage.line.tap(stage.owner, "forged-data", stage.group)
    await eventually(lambda: _is_idle(bot), "everything is handled")
    await bot.stop()

    written = stage.programs.everything_written()
    path = Path(database_url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    kept = b"".join(each.read_bytes() for each in path.parent.glob(path.name + "*"))
    people = [stage.owner, *stage.members]
    names = [stage.group.name, *(person.display_name for person in people)]
    events = [event for delivery in stage.line.deliveries() for event in delivery.events]
    tokens = [event["replyToken"] for event in events if "replyToken" in event]
    ids = [stage.group.chat_id, *(person.user_id for person in people), *(event["webhookEventId"] for event in events)]

    assert "LINE refused a message" in written
    assert "LINE is not available" in written
    assert [word for word in (*marked, *names, *SECRETS, *tokens, *ids) if word in written] == []
    assert [word for word in (*marked, *names, *SECRETS, *tokens) if _occurs(word, kept)] == []


def _looks(output: str) -> str:
    """Give the lines of the doctor that ask to be looked at."""
    return "\n".join(line for line in output.splitlines() if line.startswith("LOOK"))


async def _is_degraded(bot: ServedBot) -> bool:
    return await bot.health() == {"status": "degraded"}


async def _is_idle(bot: ServedBot) -> bool:
    told = await bot.health(OPERATOR_TOKEN)
    return told is not None and told["inbox"] == {"waiting": 0, "oldest_waiting_seconds": 0.0, "dead": 0}


async def _has_nothing_to_say(url: str) -> bool:
    database = Database(url)
    try:
        async with opened(database) as records:
            return await records.answers_under_way() + await records.waiting_events() == 0
    finally:
        await database.close()


def _occurs(word: str, kept: bytes) -> bool:
    """Look for a word as it is and as JSON writes it."""
    return word.encode() in kept or json.dumps(word)[1:-1].encode() in kept
