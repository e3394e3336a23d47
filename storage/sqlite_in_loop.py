"""SQLite for SQLAlchemy's asyncio side, each statement run where it stands: in the event loop.

The usual driver hands every statement to a thread, which then waits for the interpreter's lock, up to five milliseconds
a time while the loop is busy with webhooks; and SQLite's one write lock is held all that while. Our statements take a
tenth of a millisecond, so nobody gains by a thread. Waiting for another process is another matter: see `_begin` in
`database.py`. Decision 0010 has the figures.
"""

import sqlite3
from typing import Any

from sqlalchemy import URL, Pool
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlalchemy.util import await_only

DRIVER = "sqlite+in_loop"


class InLoopDialect(SQLiteDialect_pysqlite):
    """The dialect of Python's own sqlite3 module, usable from `AsyncEngine`."""

    driver = "in_loop"
    is_async = True
    supports_statement_cache = True

    @classmethod
    def get_pool_class(cls, _url: URL) -> type[Pool]:
        """Give the pool whose waiters do not stop the loop."""
        return AsyncAdaptedQueuePool

    def connect(self, *args: Any, **options: Any) -> sqlite3.Connection:  # type: ignore[override]  # plain, not adapted
        """Open a connection whose cursors SQLAlchemy takes for awaited ones."""
        return _Connection(*args, **options | {"check_same_thread": False})


class _Connection(sqlite3.Connection):
    def cursor(self, *_args: Any) -> "_Cursor":  # type: ignore[override]  # the factory is ours
        return super().cursor(_Cursor)


class _Cursor(sqlite3.Cursor):
    """A cursor that awaits something, however short: SQLAlchemy takes one that never does for a mistake."""

    def execute(self, *args: Any) -> "_Cursor":
        await_only(_at_once())
        super().execute(*args)
        return self

    def executemany(self, *args: Any) -> "_Cursor":
        await_only(_at_once())
        super().executemany(*args)
        return self

    async def _async_soft_close(self) -> None:
        """Leave closing for later, as SQLAlchemy asks of every asyncio driver's cursor (since 2.0.44)."""


async def _at_once() -> None:
    """Take no time."""


registry.register("sqlite.in_loop", __name__, InLoopDialect.__name__)
