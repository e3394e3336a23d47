"""Starts that cannot succeed: each ends at once, with one sentence that says what to look at."""

import asyncio
import socket
import sqlite3
from pathlib import Path

import asyncpg
import pytest

from storage import migrating
from storage.database import Database
from tests.acceptance.processes import Programs, free_port
from tests.acceptance.stage import NOBODY, Stage, environment_for

pytestmark = pytest.mark.acceptance


async def test_wrong_settings_end_the_start_with_one_sentence_that_names_the_setting(
    programs: Programs, sqlite_url: str
) -> None:
    wrong: list[tuple[str, str | None]] = [
        ("LINE_CHANNEL_SECRET", None),
        ("DATA_KEY", "c2hvcnQ="),
        ("DATABASE_URL", "mysql://somewhere/tsudoi"),
        ("PORT", "port"),
    ]
    environments = [environment_for(sqlite_url, NOBODY, **{name: value}) for name, value in wrong]

    ends = await asyncio.gather(*(programs.run("serve", environment=each) for each in environments))

    for (name, value), end in zip(wrong, ends, strict=True):
        assert end.status == 2, name
        assert name in end.sentence
        assert value is None or value not in end.errors


async def test_a_database_that_is_away_ends_the_start_with_one_sentence(programs: Programs) -> None:
    away = environment_for("postgresql://127.0.0.1:9/tsudoi", NOBODY)

    for end in await asyncio.gather(programs.run("serve", environment=away), programs.run("inbox", environment=away)):
        assert end.status == 1
        assert "DATABASE_URL" in end.sentence


async def test_a_port_in_use_and_a_file_that_is_no_database_end_the_start_with_one_sentence(
    programs: Programs, sqlite_url: str, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("something else entirely" * 100)
    other_file = f"sqlite:///{tmp_path / 'notes.txt'}"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        door = {"HOST": "127.0.0.1", "PORT": str(taken.getsockname()[1])}
        busy, file, nowhere = await asyncio.gather(
            programs.run("serve", environment=environment_for(sqlite_url, NOBODY, **door)),
            programs.run("serve", environment=environment_for(other_file, NOBODY)),
            programs.run(
                "serve", "--host", "no.such.host.invalid", environment=environment_for("sqlite:///a.db", NOBODY)
            ),
        )

    for end, names in ((busy, "PORT"), (file, "DATABASE_URL"), (nowhere, "HOST")):
        assert end.status == 1
        assert names in end.sentence


async def test_a_database_that_a_newer_version_has_upgraded_is_left_alone(programs: Programs, sqlite_url: str) -> None:
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    settings = environment_for(sqlite_url, NOBODY)

    for end in await asyncio.gather(
        programs.run("serve", "--port", str(free_port()), environment=settings),
        programs.run("db", "upgrade", environment=settings),
        programs.run("inbox", environment=settings),
    ):
        assert end.status == 1
        assert "newer version" in end.sentence


async def test_several_workers_on_a_database_file_are_refused(programs: Programs, sqlite_url: str) -> None:
    refused = await programs.run("serve", "--workers", "2", environment=environment_for(sqlite_url, NOBODY))

    assert refused.status == 2
    assert "DATABASE_URL" in refused.sentence


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_an_old_schema_is_refused_until_it_is_upgraded(stage: Stage, database_url: str) -> None:
    await _make_old(database_url)

    refused, asked = await asyncio.gather(
        stage.programs.run("serve", environment=stage.bot.environment),
        stage.programs.run("inbox", environment=stage.bot.environment),
    )
    upgraded = await stage.programs.run("db", "upgrade", environment=stage.bot.environment)

    for end in (refused, asked):
        assert end.status == 1
        assert "python -m bot db upgrade" in end.sentence
    assert upgraded.status == 0
    assert migrating.newest_revision() in upgraded.output
    await stage.bot.up()


async def _make_old(url: str) -> None:
    """Bring an empty database to the first revision there ever was."""
    connection = await asyncpg.connect(url)
    await connection.execute("DROP SCHEMA public CASCADE")
    await connection.execute("CREATE SCHEMA public")
    await connection.close()
    database = Database(url)
    try:
        await migrating.upgrade(database, "0001")
    finally:
        await database.close()
