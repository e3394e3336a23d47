"""Being woken by other processes goes on whatever becomes of the connection it came over."""

import asyncio

import asyncpg
import pytest
from sqlalchemy import text

from storage import wakeup
from storage.database import Database
from storage.intake import Intake
from tests.factories import VAULT, incoming


async def test_a_connection_lost_at_any_moment_is_opened_again(
    postgresql: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = asyncpg.Connection.add_listener
    losses = [asyncpg.ConnectionDoesNotExistError("the server was restarted")]

    async def lost_at_first(connection: asyncpg.Connection, *args: object) -> None:
        if losses:
            raise losses.pop()
        await begin(connection, *args)

    monkeypatch.setattr(asyncpg.Connection, "add_listener", lost_at_first)
    monkeypatch.setattr(wakeup, "_AGAIN_AFTER_SECONDS", 0.0)
    woken = asyncio.Event()
    listening = asyncio.create_task(wakeup.listen(postgresql, woken.set))

    async with asyncio.timeout(30):
        await woken.wait()
        woken.clear()
        await end_of_every_listener(postgresql)
        await woken.wait()

    assert not listening.done()
    listening.cancel()


async def test_a_process_is_told_what_others_stored_and_not_what_it_stored_itself(
    postgresql: Database, postgresql_url: str
) -> None:
    told: list[int] = []
    woken = asyncio.Event()

    def wake() -> None:
        told.append(1)
        woken.set()

    other = Database(postgresql_url)
    listening = asyncio.create_task(wakeup.listen(postgresql, wake))
    async with asyncio.timeout(30):
        await woken.wait()
        told.clear()
        woken.clear()
        await Intake(postgresql, VAULT).store([incoming(acting=True)])
        await Intake(other, VAULT).store([incoming(acting=True)])
        await woken.wait()

    assert len(told) == 1, "notifications come in the order of the commits"
    listening.cancel()
    await other.close()


async def end_of_every_listener(database: Database) -> None:
    """Cut off whoever waits to be woken."""
    listeners = "datname = current_database() AND query ILIKE 'LISTEN%'"
    async with database.write() as session:
        await session.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {listeners}"))
