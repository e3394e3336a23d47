"""Fills a database with communities nobody hears from, to see whether lively ones become slower beside them."""

from sqlalchemy import Table, text
from sqlmodel import SQLModel

from benchmarks.traffic import Group
from storage.database import Database
from storage.models import Attachment, Community, Member
from storage.tables import table_of

COMMUNITIES = 10_000
PEOPLE_A_COMMUNITY = 50
_FIRST_ID = 1_000_000
_SEQUENCE = "WITH RECURSIVE copy (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < :copies)"


def pattern() -> Group:
    """Give the group whose community is copied."""
    return Group(f"C{'p' * 32}", tuple(f"U{'p' * 26}{person:06x}" for person in range(PEOPLE_A_COMMUNITY)))


async def add_crowd(database: Database, pattern_id: int, copies: int) -> None:
    """Copy a community with its people and its chat so many times; user ids and chat ids get a number behind them.

    PostgreSQL counts its rows afterwards, as it does by itself within a minute wherever a table has grown (autovacuum).
    """
    await _copy(database, Community, {"id": f"{_FIRST_ID} + n"}, f"id = {pattern_id}", copies)
    of_pattern = f"community_id = {pattern_id}"
    its_own = {"community_id": f"{_FIRST_ID} + n"}
    await _copy(database, Member, its_own | {"user_id": "user_id || '-' || n"}, of_pattern, copies)
    await _copy(database, Attachment, its_own | {"chat_id": "chat_id || '-' || n"}, of_pattern, copies)
    async with database.write() as session:
        await session.execute(text("ANALYZE"))


async def _copy(database: Database, model: type[SQLModel], own: dict[str, str], rows: str, copies: int) -> None:
    table: Table = table_of(model)
    names = [column.name for column in table.columns]
    values = ", ".join(own.get(name, name) for name in names)
    statement = (
        f"INSERT INTO {table.name} ({', '.join(names)}) {_SEQUENCE} "
        f"SELECT {values} FROM {table.name}, copy WHERE {rows}"
    )
    async with database.write() as session:
        await session.execute(text(statement), {"copies": copies})
