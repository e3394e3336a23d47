"""Stores what came in, durably, with as few steps as each engine allows: every webhook waits for this.

On SQLite the whole transaction runs on the plain driver, in the event loop: half a millisecond for 32 events, the way
to the disk included. Should another process hold the file, the events take the slower way, which waits beside the loop.
On PostgreSQL it is one statement, which is a transaction of its own: one way there and back.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from storage.columns import to_milliseconds
from storage.database import Database, connect_directly
from storage.repositories.inbox import InboxRepository, Incoming, row_of
from storage.vault import Vault
from storage.wakeup import CHANNEL

_EVENT_COLUMNS = (
    "event_key",
    "chat_id",
    "kind",
    "message_id",
    "acting",
    "occurred_at",
    "received_at",
    "state",
    "tries",
    "payload",
    "reply_token",
    "token_spent",
)
_ADD_EVENT = (
    f"INSERT INTO inbox_event ({', '.join(_EVENT_COLUMNS)}) "  # noqa: S608 - names of ours only
    f"VALUES ({', '.join(f':{name}' for name in _EVENT_COLUMNS)}) ON CONFLICT DO NOTHING"
)
_TYPES = {
    "acting": "boolean",
    "occurred_at": "bigint",
    "received_at": "bigint",
    "tries": "integer",
    "payload": "bytea",
    "reply_token": "bytea",
    "token_spent": "boolean",
}
"""PostgreSQL's types of the columns that are no text."""
_ADD_ALL = f"""
WITH new_lane AS (
    INSERT INTO lane (chat_id, blocked_until)
    SELECT chat_id, 0 FROM unnest($2::text[]) AS given (chat_id) ORDER BY chat_id
    ON CONFLICT DO NOTHING
), new_event AS (
    INSERT INTO inbox_event ({", ".join(_EVENT_COLUMNS)})
    SELECT * FROM unnest({", ".join(f"${i}::{_TYPES.get(name, 'text')}[]" for i, name in enumerate(_EVENT_COLUMNS, 3))})
    ON CONFLICT DO NOTHING
)
SELECT CASE WHEN true = ANY(${_EVENT_COLUMNS.index("acting") + 3}::boolean[]) THEN pg_notify('{CHANNEL}', $1) END
"""  # noqa: S608 - names of ours only
_ADD_LANE = "INSERT INTO lane (chat_id, blocked_until) VALUES (?, 0) ON CONFLICT DO NOTHING"


class Intake:
    """Stores deliveries; each call is one durable commit."""

    def __init__(self, database: Database, vault: Vault) -> None:
        """Take where to store, and what seals."""
        self._database = database
        self._vault = vault
        self._connection: sqlite3.Connection | None = None

    async def store(self, events: Sequence[Incoming]) -> None:
        """Store events that are not known yet, once and for good."""
        if self._database.is_sqlite:
            rows = [_plain(row_of(event, self._vault)) for event in events]
            chats = [(chat_id,) for chat_id in {event.chat_id for event in events}]
            async with self._database.sole_writer():
                if self._write(chats, rows):
                    return
            async with self._database.write() as session:
                await InboxRepository(session, self._vault).put(events)
        else:
            await self._send(events)

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    async def _send(self, events: Sequence[Incoming]) -> None:
        """Write in one statement; rows go in sorted, so that two of them never wait for each other crosswise."""
        rows = [_plain(row_of(event, self._vault)) for event in sorted(events, key=lambda event: event.event_key)]
        columns = [[row[name] for row in rows] for name in _EVENT_COLUMNS]
        async with self._database.engine.connect() as connection:
            plain: Any = (await connection.get_raw_connection()).driver_connection
            await plain.execute(_ADD_ALL, self._database.token, list({event.chat_id for event in events}), *columns)

    def _write(self, chats: list[tuple[str]], rows: list[dict[str, Any]]) -> bool:
        """Write in one transaction; False when another process holds the file."""
        if self._connection is None:
            self._connection = connect_directly(self._database.url, busy_seconds=0.0)
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                return False
            raise
        try:
            connection.executemany(_ADD_LANE, chats)
            connection.executemany(_ADD_EVENT, rows)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        return True


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Give a row with values the plain driver stores as the columns' types would."""
    return {name: to_milliseconds(value) if isinstance(value, datetime) else value for name, value in row.items()}
