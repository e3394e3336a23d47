"""Brings a database to the schema this version needs, and tells whether it is there.

Alembic is loaded only when there is something to migrate: it takes 10 MB and a fifth of a second that a process at the
newest schema need not spend.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION_TABLE = "alembic_version"


class SchemaIsOld(Exception):
    """The database has not been upgraded to this version's schema."""


class SchemaIsNewer(Exception):
    """A later version of the program has upgraded the database; there is no way back but a backup."""


def configuration(connection: Connection | None = None) -> "Config":
    """Give Alembic's configuration, working on an open connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def newest_revision() -> str:
    """Give the revision this version of the program needs: the number of the last migration's file."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


async def upgrade(database: Database, revision: str = "head") -> None:
    """Run all migrations up to a revision, in one transaction; SchemaIsNewer where there is nothing to go up to."""
    from alembic import command

    await is_newest(database)
    async with database.engine.begin() as connection:
        await connection.run_sync(lambda plain: command.upgrade(configuration(plain), revision))


async def current_revision(database: Database) -> str | None:
    """Give the revision the database is at; None for an empty one."""
    async with database.engine.connect() as connection:
        if not await connection.run_sync(lambda plain: inspect(plain).has_table(_VERSION_TABLE)):
            return None
        found = await connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}"))  # noqa: S608 - a constant
        return found.scalar_one_or_none()


async def is_newest(database: Database) -> bool:
    """Say whether the database is at this version's schema; SchemaIsNewer where it is beyond it."""
    current, newest = await current_revision(database), newest_revision()
    if current is not None and current > newest:
        raise SchemaIsNewer(current)
    return current == newest


async def require_newest(database: Database) -> None:
    """Make sure of the schema; SchemaIsOld when it has to be upgraded first."""
    if not await is_newest(database):
        raise SchemaIsOld
