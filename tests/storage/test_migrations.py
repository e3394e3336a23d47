"""The way from an empty database to today's schema, walked step by step on both engines."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, inspect
from sqlmodel import SQLModel

import storage.models  # noqa: F401 - fills the metadata
from storage.database import Database
from storage.migrating import (
    SchemaIsOld,
    configuration,
    current_revision,
    newest_revision,
    require_newest,
    upgrade,
)
from tests.conftest import ENGINES

REVISIONS = [
    script.revision for script in reversed(list(ScriptDirectory.from_config(configuration()).walk_revisions()))
]


@pytest.fixture(params=ENGINES)
def server(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty database can be made: a SQLite file's URL, or that of a PostgreSQL server."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    url: str = request.getfixturevalue("postgresql_server")
    return url


@pytest.fixture
async def empty(server: str) -> AsyncIterator[Database]:
    """A database without any table."""
    if server.startswith("sqlite"):
        database = Database(server)
        yield database
        await database.close()
        return
    name = f"empty_{uuid.uuid4().hex[:12]}"
    connection: Any = await asyncpg.connect(server)
    await connection.execute(f"CREATE DATABASE {name}")
    database = Database(server.replace("/postgres?", f"/{name}?", 1))
    yield database
    await database.close()
    await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await connection.close()


EXPRESSION_INDEX = "ix_inbox_event_waiting"


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def is_comparable(_object: Any, name: str | None, kind: str, *_others: Any) -> bool:
    """Leave out the one index that begins with an expression: Alembic reads it back as something else."""
    return (kind, name) != ("index", EXPRESSION_INDEX)


def differences(connection: Connection) -> list[Any]:
    options = {"compare_type": True, "compare_server_default": True, "include_object": is_comparable}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), SQLModel.metadata))


def constraints(connection: Connection) -> dict[str, Any]:
    """What `compare_metadata` overlooks: keys, references, what may be empty."""
    inspector = inspect(connection)
    return {
        table: (
            sorted(inspector.get_pk_constraint(table)["constrained_columns"]),
            sorted(
                str(key["constrained_columns"]) + key["referred_table"] for key in inspector.get_foreign_keys(table)
            ),
            sorted(str(unique["column_names"]) for unique in inspector.get_unique_constraints(table)),
            {column["name"]: column["nullable"] for column in inspector.get_columns(table)},
        )
        for table in tables(connection)
    }


def indexes_of(connection: Connection) -> dict[str, str]:
    """How the engine itself writes down each index, because Alembic compares neither conditions nor expressions."""
    if connection.dialect.name == "postgresql":
        rows = connection.exec_driver_sql("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'")
        return {name: definition for name, definition in rows if name != "alembic_version_pkc"}
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    return {name: " ".join(sql.replace('"', "").split()) for name, sql in rows}


def test_every_step_follows_the_one_before() -> None:
    assert [f"{number:04}" for number in range(1, len(REVISIONS) + 1)] == REVISIONS
    assert newest_revision() == REVISIONS[-1]


async def test_every_step_can_be_walked_one_by_one(empty: Database) -> None:
    assert await current_revision(empty) is None
    grown: list[int] = []
    for revision in REVISIONS:
        await upgrade(empty, revision)
        assert await current_revision(empty) == revision
        async with empty.engine.connect() as connection:
            grown.append(len(await connection.run_sync(tables)))
    assert grown[0] > 0
    assert grown == sorted(grown)


async def test_the_last_step_leads_to_the_schema_of_the_models(empty: Database) -> None:
    await upgrade(empty)
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(tables) == set(SQLModel.metadata.tables)
        assert await connection.run_sync(differences) == []


async def test_keys_references_and_indexes_are_those_of_the_models(empty: Database) -> None:
    await upgrade(empty)
    async with empty.engine.begin() as connection:
        migrated = await connection.run_sync(constraints), await connection.run_sync(indexes_of)
        await connection.run_sync(SQLModel.metadata.drop_all)
        assert await connection.run_sync(tables) == set()
        await connection.run_sync(SQLModel.metadata.create_all)
        assert migrated == (await connection.run_sync(constraints), await connection.run_sync(indexes_of))


async def test_upgrading_twice_changes_nothing(empty: Database) -> None:
    await upgrade(empty)
    await upgrade(empty)
    await require_newest(empty)


@pytest.mark.parametrize("revision", [None, REVISIONS[0], REVISIONS[-2]])
async def test_an_old_schema_is_refused(empty: Database, revision: str | None) -> None:
    if revision is not None:
        await upgrade(empty, revision)
    with pytest.raises(SchemaIsOld):
        await require_newest(empty)


async def test_a_step_that_fails_leaves_everything_as_it_was(empty: Database) -> None:
    async with empty.engine.begin() as connection:
        await connection.exec_driver_sql("CREATE TABLE timed_work (in_the_way INTEGER)")
    with pytest.raises(Exception, match="timed_work"):
        await upgrade(empty)
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(tables) == {"timed_work"}
    assert await current_revision(empty) is None


def old_row(connection: Connection, table: str, **values: Any) -> None:
    """Put a row into a table as it is now, with something harmless in whatever must not be empty."""
    found = Table(table, MetaData(), autoload_with=connection)
    harmless = {int: 0, str: "x", bool: False, bytes: b""}
    row = {each.name: harmless[each.type.python_type] for each in found.columns if not each.nullable}
    connection.execute(found.insert().values({**row, **values}))


async def test_reports_from_before_keep_their_words_reporter_and_readers(empty: Database) -> None:
    await upgrade(empty, "0012")
    async with empty.engine.begin() as connection:
        await connection.run_sync(lambda bare: old_row(bare, "community", id=1))
        told = {"kind": "other", "reporter_number": 3, "is_named": True, "about_host": True, "host_number": 2}
        await connection.run_sync(lambda bare: old_row(bare, "report", community_id=1, number=7, words=b"s", **told))
    await upgrade(empty, "0013")
    async with empty.engine.connect() as connection:
        report = (await connection.exec_driver_sql("SELECT number, about_host, about_number FROM report")).one()
        voice = "SELECT receipt, report_number, place, reporter_number, is_named, may_tell FROM report_voice"
        part = (await connection.exec_driver_sql("SELECT receipt, kind, body FROM report_part")).one()
        assert tuple(report) == (7, True, 2)
        assert tuple((await connection.exec_driver_sql(voice)).one()) == (7, 7, 1, 3, True, False)
        assert (part.receipt, part.kind, bytes(part.body)) == (7, "words", b"s")
