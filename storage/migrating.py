"""Brings a database to the schema this version needs, and tells whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"


class SchemaIsOld(Exception):
    """The database has not been upgraded to this version's schema."""


def configuration(connection: Connection | None = None) -> Config:
    """Give Alembic's configuration, working on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def newest_revision() -> str:
    """Give the revision this version of the program needs."""
    head = ScriptDirectory.from_config(configuration()).get_current_head()
    if head is None:
        raise LookupError("there are no migrations")
    return head


async def upgrade(database: Database, revision: str = "head") -> None:
    """Run all migrations up to a revision, in one transaction."""
    async with database.engine.begin() as connection:
        await connection.run_sync(lambda plain: command.upgrade(configuration(plain), revision))


async def current_revision(database: Database) -> str | None:
    """Give the revision the database is at; None for an empty one."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(lambda plain: MigrationContext.configure(plain).get_current_revision())


async def require_newest(database: Database) -> None:
    """Make sure of the schema; SchemaIsOld when it has to be upgraded first."""
    if await current_revision(database) != newest_revision():
        raise SchemaIsOld
