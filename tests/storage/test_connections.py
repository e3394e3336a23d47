"""Connections to PostgreSQL are taken from the pool without a journey, and a lost one is never handed out."""

import asyncio

import asyncpg
import pytest
from sqlalchemy import text

from storage.database import Database


async def backend(database: Database) -> int:
    """The number of the server's process that a transaction talks to."""
    async with database.write() as session:
        number: int = (await session.execute(text("SELECT pg_backend_pid()"))).scalar_one()
        return number


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the driver was asked that was no statement of a transaction."""
    asked: list[str] = []
    fetchrow = asyncpg.Connection.fetchrow

    async def note(connection: asyncpg.Connection, query: str, *args: object) -> object:
        asked.append(query)
        return await fetchrow(connection, query, *args)

    monkeypatch.setattr(asyncpg.Connection, "fetchrow", note)
    return asked


async def test_the_connection_used_last_is_taken_first_and_not_asked_how_it_is(
    postgresql: Database, questions: list[str]
) -> None:
    both_open = asyncio.Barrier(2)

    async def together() -> int:
        async with postgresql.write() as session:
            number: int = (await session.execute(text("SELECT pg_backend_pid()"))).scalar_one()
            await both_open.wait()
        return number

    first, second = await asyncio.gather(together(), together())
    last = await backend(postgresql)

    assert first != second
    assert last in {first, second}
    assert [await backend(postgresql) for _ in range(3)] == [last] * 3
    assert questions == []


async def test_a_connection_the_server_ended_is_made_anew(postgresql: Database, postgresql_url: str) -> None:
    gone = asyncio.Event()
    async with postgresql.engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        driver.add_termination_listener(lambda _connection: gone.set())
    ended = await backend(postgresql)
    other = Database(postgresql_url)
    async with other.write() as session:
        await session.execute(text(f"SELECT pg_terminate_backend({ended})"))
    await other.close()

    async with asyncio.timeout(30):
        await gone.wait()

    assert await backend(postgresql) != ended


async def test_a_connection_that_rested_long_is_asked_and_made_anew_where_it_does_not_answer(
    postgresql_url: str, questions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = 0.0
    database = Database(postgresql_url, monotonic=lambda: seconds)
    rested = await backend(database)
    seconds += 29
    assert await backend(database) == rested
    assert questions == []
    seconds += 31
    assert await backend(database) == rested
    assert questions

    async def does_not_answer(_connection: asyncpg.Connection, _query: str) -> None:
        raise TimeoutError

    monkeypatch.setattr(asyncpg.Connection, "fetchrow", does_not_answer)
    seconds += 31

    assert await backend(database) != rested
    await database.close()
