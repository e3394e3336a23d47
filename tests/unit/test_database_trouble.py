"""A database that is away is waited for; a mistake in what was asked of it is ours."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import storage.database
from storage.database import Database, TookTooLong, is_database_trouble


async def test_a_mistake_in_our_sql_is_no_trouble_of_the_databases(database: Database) -> None:
    with pytest.raises(DBAPIError) as caught:
        async with database.write() as session:
            await session.execute(text("SELECT nonsense FROM lane"))

    assert not is_database_trouble(caught.value)


def test_a_connection_that_breaks_is_trouble() -> None:
    assert is_database_trouble(ConnectionResetError())


async def test_an_answer_that_does_not_come_in_time_is_trouble(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.database, "_STATEMENT_TIMEOUT_SECONDS", 0.2)
    database = Database(postgresql_url)
    with pytest.raises(TookTooLong) as caught:
        async with database.write() as session:
            await session.execute(text("SELECT pg_sleep(10)"))
    assert is_database_trouble(caught.value)

    async with database.write() as session:
        assert (await session.execute(text("SELECT 1"))).scalar_one() == 1, "the next transaction is not in the way"
    await database.close()


def test_a_timeout_of_anybody_else_is_none_of_the_databases() -> None:
    assert not is_database_trouble(TimeoutError())
