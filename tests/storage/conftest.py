"""Every storage test runs on every engine."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.conftest import ENGINES


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run whatever asks for a database once on each engine."""
    if "database" in metafunc.fixturenames or "database_url" in metafunc.fixturenames:
        metafunc.parametrize("database_url", ENGINES, indirect=True)


@pytest.fixture
async def sqlite(sqlite_url: str) -> AsyncIterator[Database]:
    """An open SQLite database, for what only SQLite does."""
    opened = Database(sqlite_url)
    yield opened
    await opened.close()


@pytest.fixture
async def postgresql(postgresql_url: str) -> AsyncIterator[Database]:
    """An open PostgreSQL database, for what only several writers at once can show."""
    opened = Database(postgresql_url)
    yield opened
    await opened.close()
