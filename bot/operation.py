"""What the operator does from the command line, beside a bot that may be running."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.clock import SystemClock
from bot.settings import Settings
from storage import migrating
from storage.database import Database
from storage.repositories.inbox import InboxSummary
from storage.unit_of_work import UnitOfWork
from storage.vault import Vault


class DatabaseIsAway(Exception):
    """The database cannot be reached; the text is the kind of error."""


@dataclass(frozen=True, slots=True)
class DeadEvent:
    """An event that was given up: its number, when it came, its kind, and where it failed."""

    number: int
    received_at: datetime
    kind: str
    reason: str


async def inbox_report(settings: Settings) -> tuple[InboxSummary, list[DeadEvent]]:
    """Count what waits, and list the newest dead events."""
    async with _unit(settings) as unit:
        summary = await unit.inbox.summary()
        dead = await unit.inbox.dead()
    return summary, [DeadEvent(each.id or 0, each.received_at, each.kind, each.outcome or "") for each in dead]


async def revive(settings: Settings, number: int) -> bool:
    """Let a dead event wait again; False when there is none whose contents are still there."""
    async with _unit(settings) as unit:
        return await unit.inbox.revive(number)


async def make_operators_code(settings: Settings) -> str:
    """Make a code that makes whoever types it in a group its confirmed owner."""
    async with _unit(settings) as unit:
        return await unit.claims.make_operators_code(unit.now)


async def has_newest_schema(database: Database) -> bool:
    """Say whether the database is at this version's schema; DatabaseIsAway when it does not answer, SchemaIsNewer."""
    try:
        return await migrating.is_newest(database)
    except migrating.SchemaIsNewer:
        raise
    except Exception as error:  # drivers and the network each have their own errors
        raise DatabaseIsAway(type(error).__name__) from error


async def require_schema(database: Database) -> None:
    """Make sure that the database answers and is at this version's schema.

    Raises DatabaseIsAway, SchemaIsOld or SchemaIsNewer.
    """
    if not await has_newest_schema(database):
        raise migrating.SchemaIsOld


@asynccontextmanager
async def _unit(settings: Settings) -> AsyncIterator[UnitOfWork]:
    database = Database(settings.database_url)
    try:
        await require_schema(database)
        async with database.write() as session:
            yield UnitOfWork(session, Vault(*settings.data_keys), SystemClock().now())
    finally:
        await database.close()
