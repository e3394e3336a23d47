"""The engine: what is asked of it in URLs, transactions, and the claim on a SQLite file."""

import asyncio
import os
import sqlite3
import stat
import sys
from asyncio.subprocess import PIPE
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlmodel import col, select

from storage.database import Database, DatabaseInUse, UnknownDatabase, async_url
from storage.models import Community, Consent, Lane
from storage.models.rules import ConsentWay
from tests.factories import NOW, community

CLAIM_AND_WAIT = """
import sys
from storage.database import Database
Database(sys.argv[1]).claim_file()
print("claimed", flush=True)
sys.stdin.read()
"""


def with_this_project() -> dict[str, str]:
    """The environment of a process that finds our modules."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


async def lanes(database: Database) -> list[str]:
    async with database.read() as session:
        return list((await session.scalars(select(col(Lane.chat_id)).order_by(col(Lane.chat_id)))).all())


async def add_lane(database: Database, chat_id: str) -> None:
    async with database.write() as session:
        session.add(Lane(chat_id=chat_id))


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_every_spelling_of_postgresql_is_understood(scheme: str) -> None:
    url = async_url(f"{scheme}://me:p%40ss@host:5433/name")
    assert url.drivername == "postgresql+asyncpg"
    assert (url.password, url.host, url.port, url.database) == ("p@ss", "host", 5433, "name")


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+aiosqlite"])
def test_every_spelling_of_sqlite_is_understood(scheme: str) -> None:
    url = async_url(f"{scheme}:///data/tsudoi.db")
    assert (url.drivername, url.database) == ("sqlite+in_loop", "data/tsudoi.db")


@pytest.mark.parametrize(
    "url", ["mysql://host/name", "postgresql+psycopg://host/name", "tsudoi.db", "", "sqlite://file", "sqlite:///"]
)
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(UnknownDatabase):
        Database(url)


async def test_a_transaction_is_committed_at_its_end(database: Database) -> None:
    async with database.write() as session:
        session.add(Lane(chat_id="C1"))
    assert await lanes(database) == ["C1"]


async def test_a_transaction_that_an_error_leaves_changes_nothing(database: Database) -> None:
    with suppress(LookupError):
        async with database.write() as session:
            session.add(Lane(chat_id="C1"))
            await session.flush()
            raise LookupError
    assert await lanes(database) == []


async def test_a_transaction_can_be_written_after_a_failed_one(database: Database) -> None:
    with pytest.raises(LookupError):
        async with database.write():
            raise LookupError
    async with database.write() as session:
        session.add(Lane(chat_id="C1"))
    assert await lanes(database) == ["C1"]


async def test_a_released_savepoint_is_gone_with_its_transaction(database: Database) -> None:
    with suppress(LookupError):
        async with database.write() as session:
            async with session.begin_nested():
                session.add(Lane(chat_id="C1"))
            raise LookupError
    assert await lanes(database) == []


async def test_a_savepoint_rolled_back_leaves_the_rest_of_its_transaction(database: Database) -> None:
    async with database.write() as session:
        session.add(Lane(chat_id="C1"))
        await session.flush()
        savepoint = await session.begin_nested()
        session.add(Lane(chat_id="C2"))
        await session.flush()
        await savepoint.rollback()
    assert await lanes(database) == ["C1"]


async def test_a_reader_beside_a_writer_sees_what_was_committed(database: Database) -> None:
    async with database.write() as session:
        session.add(Lane(chat_id="C1"))
        await session.flush()
        assert await lanes(database) == []
    assert await lanes(database) == ["C1"]


async def test_a_row_of_a_community_that_is_not_there_is_refused(database: Database) -> None:
    consent = Consent(community_id=99, member_number=1, version=1, agreed_at=NOW, way=ConsentWay.COMMAND)
    with pytest.raises(IntegrityError):
        async with database.write() as session:
            session.add(consent)


async def test_writers_of_one_process_and_of_another_lose_no_change(database_url: str) -> None:
    one, other = Database(database_url), Database(database_url)
    async with one.write() as session:
        number = (await community(session)).number

    async def count_up(database: Database) -> None:
        async with database.write() as session:
            found = (
                await session.scalars(select(Community).where(col(Community.id) == number).with_for_update())
            ).one()
            await session.execute(
                update(Community)
                .where(col(Community.id) == number)
                .values(last_member_number=found.last_member_number + 1)
            )

    await asyncio.gather(*(count_up(database) for database in [one, other] * 8))
    async with one.read() as session:
        assert (await session.get_one(Community, number)).last_member_number == 16
    await one.close()
    await other.close()


@pytest.mark.parametrize("transaction", ["read", "write"])
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1), ("foreign_keys", 1)]
)
async def test_sqlite_is_durable_erases_what_is_deleted_and_checks_references(
    sqlite: Database, transaction: str, pragma: str, value: object
) -> None:
    async with getattr(sqlite, transaction)() as session:
        assert (await session.execute(text(f"PRAGMA {pragma}"))).scalar_one() == value


async def test_a_reader_takes_no_write_lock_of_sqlite(sqlite: Database) -> None:
    async with sqlite.read() as session:
        await session.execute(text("SELECT 1"))
        async with sqlite.write() as writing:
            writing.add(Lane(chat_id="C1"))
    assert await lanes(sqlite) == ["C1"]


async def test_the_directory_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/data/deep/tsudoi.db")
    async with database.read() as session:
        await session.execute(text("SELECT 1"))
    await database.close()
    assert (tmp_path / "data/deep/tsudoi.db").exists()


async def test_a_second_claim_in_the_same_process_is_refused_until_the_first_is_given_back(sqlite_url: str) -> None:
    first, second = Database(sqlite_url), Database(sqlite_url)
    first.claim_file()
    with pytest.raises(DatabaseInUse):
        second.claim_file()
    await first.close()
    second.claim_file()
    await second.close()


async def test_a_file_that_another_process_serves_is_refused_until_that_one_is_gone(sqlite_url: str) -> None:
    serving = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CLAIM_AND_WAIT, sqlite_url, stdin=PIPE, stdout=PIPE, env=with_this_project()
    )
    assert serving.stdout is not None
    database = Database(sqlite_url)
    try:
        assert await serving.stdout.readline() == b"claimed\n"
        with pytest.raises(DatabaseInUse):
            database.claim_file()
    finally:
        serving.kill()
        await serving.wait()
    database.claim_file()
    await database.close()


async def test_postgresql_may_be_served_by_several_processes(postgresql: Database, postgresql_url: str) -> None:
    other = Database(postgresql_url)
    postgresql.claim_file()
    other.claim_file()
    await other.close()


async def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "new" / "tsudoi.db"
    database = Database(f"sqlite:///{file}")
    async with database.write():
        pass
    await database.close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


async def test_a_writer_waits_beside_the_loop_while_another_process_holds_the_file(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    await add_lane(database, "C1")
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    writing = asyncio.create_task(add_lane(database, "C2"))
    done, _waiting = await asyncio.wait({writing}, timeout=0.2)
    assert not done  # and the loop came back to us in time

    other.execute("COMMIT")
    await writing
    other.close()
    assert await lanes(database) == ["C1", "C2"]
    await database.close()


async def test_a_file_held_for_too_long_is_an_error_and_not_a_silence(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database._SQLITE_BUSY_SECONDS", 0.1)
    database = Database(sqlite_url)
    await add_lane(database, "C1")
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(OperationalError, match="locked"):
        await add_lane(database, "C2")

    other.close()
    await database.close()


async def test_an_error_quotes_nothing_of_what_was_to_be_stored(database: Database) -> None:
    with pytest.raises(DBAPIError) as caught:
        async with database.write() as session:
            await session.execute(text("SELECT nonsense FROM lane WHERE chat_id = :chat"), {"chat": "けんじ"})

    assert "けんじ" not in str(caught.value)
