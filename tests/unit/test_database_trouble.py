"""A database that is away is waited for; a mistake in what was asked of it is ours."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.database import Database, is_database_trouble


async def test_a_mistake_in_our_sql_is_no_trouble_of_the_databases(database: Database) -> None:
    with pytest.raises(DBAPIError) as caught:
        async with database.write() as session:
            await session.execute(text("SELECT nonsense FROM lane"))

    assert not is_database_trouble(caught.value)


def test_a_connection_that_breaks_is_trouble() -> None:
    assert is_database_trouble(ConnectionResetError())
