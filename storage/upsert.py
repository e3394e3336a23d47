"""Inserts that meet a row already there, which each engine spells in its own dialect."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel


def insert_into(session: AsyncSession, table: type[SQLModel]) -> sqlite.Insert | postgresql.Insert:
    """Begin an insert that can say what happens on a conflict, in the session's dialect."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def insert_once(session: AsyncSession, table: type[SQLModel]) -> sqlite.Insert | postgresql.Insert:
    """Make an insert that passes over rows already there."""
    return insert_into(session, table).on_conflict_do_nothing()
