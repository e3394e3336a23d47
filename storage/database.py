"""The engine, made from a URL, and what differs between SQLite and PostgreSQL."""

import asyncio
import fcntl
import math
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import DBAPIError, DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlalchemy.util import await_only

from storage.sqlite_in_loop import DRIVER

READ_ONLY = "tsudoi_read_only"
_POSTGRESQL_NAMES = {"postgres", "postgresql", "postgresql+asyncpg"}
_STATEMENT_TIMEOUT_SECONDS = 15
_SQLITE_BUSY_SECONDS = 15
"""How long a writer waits for another process, such as `python -m bot inbox --again`."""
_SQLITE_HELD_UP_SECONDS = 0.05
"""How long a statement of ours may hold up the event loop for another process."""
_LOOK_AGAIN_SECONDS = 0.02
_STATEMENTS_REMEMBERED = 300
"""How many prepared statements a connection keeps; an event's whole way takes some 40 of them."""
_TRUSTED_SECONDS = 30.0
"""How long a connection may rest before it is asked whether it still stands."""
_RESTS_SINCE = "rests since"
_LOST_AGAINST_ANOTHER = {"40001", "40P01", "55P03", "57014"}
"""PostgreSQL's codes for a transaction that lost against another one and may simply be repeated."""


class DatabaseInUse(Exception):
    """Another process already serves this SQLite file."""


class TookTooLong(Exception):
    """A statement had no answer from PostgreSQL in time; the driver's own error could be anybody's TimeoutError."""


class UnknownDatabase(ValueError):
    """A database URL of a kind this program does not speak."""


def async_url(url: str) -> URL:
    """Turn the URLs people have (`postgres://`, `postgresql://`, `sqlite:///file`) into those of the async drivers.

    Raises UnknownDatabase for anything else.
    """
    try:
        parsed = make_url(url)
    except Exception as error:
        raise UnknownDatabase("not a database URL") from error
    if parsed.drivername in _POSTGRESQL_NAMES:
        return parsed.set(drivername="postgresql+asyncpg")
    is_file = parsed.host is None and parsed.database not in {None, "", ":memory:"}
    if parsed.drivername in {"sqlite", "sqlite+aiosqlite", DRIVER} and is_file:
        return parsed.set(drivername=DRIVER)
    raise UnknownDatabase(parsed.drivername)


class Database:
    """Opens transactions: `write()` for those that change something, `read()` for those that only look.

    On SQLite all writers of the process queue behind one lock before they ask for the file's: measured 3,500 instead of
    2,500 transactions a second against leaving the queue to SQLite's busy handler. PostgreSQL needs no such lock.

    Errors do not quote the values of a statement: a trace that a library logs then quotes no member.
    """

    def __init__(self, url: str, *, pool_size: int = 12, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Make the engine; nothing is connected yet. Raises UnknownDatabase.

        `monotonic` gives the seconds by which one tells how long a connection has rested.
        """
        self.url = async_url(url)
        self.is_sqlite = self.url.drivername.startswith("sqlite")
        self.token = token_hex(8)
        """What tells this one's notifications from those of other processes."""
        self._write_lock = asyncio.Lock() if self.is_sqlite else None
        self._instance_lock: int | None = None
        if self.is_sqlite:
            self.engine = _sqlite_engine(self.url)
        else:
            self.engine = _postgresql_engine(self.url, pool_size, monotonic)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """Run one transaction that may change something: committed at the end, rolled back when an error leaves it."""
        async with (
            self.sole_writer(),
            AsyncSession(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    def sole_writer(self) -> AbstractAsyncContextManager[None]:
        """Queue up as the one writer of this process on SQLite; nothing on PostgreSQL."""
        return self._write_lock or nullcontext()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Run one transaction that only looks, beside any writer."""
        async with self.engine.connect() as connection:
            await connection.execution_options(**{READ_ONLY: True})
            async with AsyncSession(bind=connection, expire_on_commit=False) as session:
                yield session

    def claim_file(self) -> None:
        """Make this the one process that serves the SQLite file; DatabaseInUse when another already does.

        The lock lies beside the database (`<file>.lock`) and goes with the process, however that ends.
        """
        if not self.is_sqlite:
            return
        path = str(self.url.database)
        descriptor = os.open(f"{path}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            raise DatabaseInUse(path) from error
        self._instance_lock = descriptor

    async def close(self) -> None:
        """Give back every connection and the claim on the file."""
        await self.engine.dispose()
        if self._instance_lock is not None:
            os.close(self._instance_lock)
            self._instance_lock = None


def _postgresql_engine(url: URL, pool_size: int, monotonic: Callable[[], float]) -> AsyncEngine:
    """Make an engine that spares journeys: each statement is one, and looking after a connection would be three more.

    The connection used last is taken first, because it remembers how to run what was asked of it lately.
    """
    engine = create_async_engine(
        url,
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=4,
        pool_use_lifo=True,
        connect_args={
            "command_timeout": _STATEMENT_TIMEOUT_SECONDS,
            "timeout": 10,
            "prepared_statement_cache_size": _STATEMENTS_REMEMBERED,
        },
    )
    event.listen(engine.sync_engine, "handle_error", _name_timeout, retval=True)
    event.listen(engine.sync_engine, "checkin", partial(_note_rest, monotonic))
    event.listen(engine.sync_engine, "checkout", partial(_refuse_lost, monotonic))
    return engine


def _name_timeout(context: ExceptionContext) -> BaseException | None:
    """Give a statement's TimeoutError a name of its own; any other error stays as it is."""
    return TookTooLong() if isinstance(context.original_exception, TimeoutError) else None


def _note_rest(
    monotonic: Callable[[], float], _connection: DBAPIConnection | None, record: ConnectionPoolEntry
) -> None:
    record.info[_RESTS_SINCE] = monotonic()


def _refuse_lost(
    monotonic: Callable[[], float], connection: Any, record: ConnectionPoolEntry, _borrowed: PoolProxiedConnection
) -> None:
    """Have the pool make a new connection where this one is lost.

    The driver hears of a server that ended, for nothing; after a long rest one asks, as a network may have forgotten.
    """
    if connection.driver_connection.is_closed():
        raise DisconnectionError
    rested = monotonic() - record.info.get(_RESTS_SINCE, math.inf)
    if rested > _TRUSTED_SECONDS:
        try:
            connection.ping()
        except Exception as error:
            raise DisconnectionError from error


def _sqlite_engine(url: URL) -> AsyncEngine:
    _make_for_owner_only(Path(str(url.database)))
    # isolation_level=None hands BEGIN to us. With the driver's own, SQLAlchemy's begin_nested() commits outside its
    # outer transaction, and events were applied twice under SIGKILL.
    engine = create_async_engine(
        url, hide_parameters=True, connect_args={"isolation_level": None, "timeout": _SQLITE_HELD_UP_SECONDS}
    )
    event.listen(engine.sync_engine, "connect", _set_pragmas)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _make_for_owner_only(file: Path) -> None:
    """Make a new database's file and folder such that no other user of the machine can look into them."""
    with suppress(OSError):  # a file that is there is left as it is; one that cannot be made, SQLite will refuse
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def connect_directly(url: URL, *, busy_seconds: float) -> sqlite3.Connection:
    """Open a SQLite file with the plain driver, set as every connection of ours, waiting so long for other writers."""
    connection = sqlite3.connect(str(url.database), isolation_level=None, timeout=busy_seconds)
    _set_pragmas(connection, None)
    return connection


def _set_pragmas(connection: Any, _record: ConnectionPoolEntry | None) -> None:
    cursor = connection.cursor()
    # cache_size: half a megabyte a connection instead of two; the operating system keeps the file's pages anyway.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON", "cache_size=-500"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get(READ_ONLY, False):
        connection.exec_driver_sql("BEGIN")
        return
    looks_left = round(_SQLITE_BUSY_SECONDS / _LOOK_AGAIN_SECONDS)
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            looks_left -= 1
            if not is_busy(error) or looks_left < 0:
                raise
        else:
            return
        await_only(asyncio.sleep(_LOOK_AGAIN_SECONDS))


def is_busy(error: DBAPIError) -> bool:
    """Say whether SQLite refused because another process holds the file."""
    return isinstance(error.orig, sqlite3.Error) and error.orig.sqlite_errorcode == sqlite3.SQLITE_BUSY


def is_database_trouble(error: BaseException) -> bool:
    """Tell a database that is away, busy or in conflict from a mistake in what was asked of it."""
    if isinstance(error, OperationalError) and getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
        return False  # SQLite's code for wrong SQL, which PostgreSQL reports as a ProgrammingError
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout | ConnectionError | TookTooLong):
        return True
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None)
        return error.connection_invalidated or state in _LOST_AGAINST_ANOTHER
    return False
