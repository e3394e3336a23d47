"""Wakes other processes when events were stored: PostgreSQL's NOTIFY, once per commit, with polling as the net.

What comes through the door and can only be ordinary talk wakes nobody: whoever stored it handles it in a pause. A
process that stored something itself need not be told, so a notification says whose it is.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Database

CHANNEL = "tsudoi_inbox"
_AGAIN_AFTER_SECONDS = 5.0


async def notify(session: AsyncSession) -> None:
    """Tell the other processes, when this transaction commits, that there is work; nothing on SQLite."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text(f"NOTIFY {CHANNEL}"))


async def listen(database: Database, on_wake: Callable[[], None]) -> None:
    """Call `on_wake` at every notification of others, for ever; a lost connection is opened again.

    Returns at once on SQLite.
    """
    if database.is_sqlite:
        return
    import asyncpg  # late: on SQLite nobody needs its two megabytes

    def hear(_connection: object, _pid: int, _channel: str, sender: object) -> None:
        if sender != database.token:
            on_wake()

    url = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        lost = asyncio.Event()
        with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            connection: Any = await asyncpg.connect(url, timeout=10)
            try:
                connection.add_termination_listener(lambda *_, lost=lost: lost.set())
                await connection.add_listener(CHANNEL, hear)
                on_wake()
                await lost.wait()
            finally:
                await connection.close(timeout=2)
        await asyncio.sleep(_AGAIN_AFTER_SECONDS)
