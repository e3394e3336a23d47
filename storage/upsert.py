"""Inserts that meet a row already there, which each engine spells in its own dialect."""

from collections.abc import Callable, Mapping

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from storage.tables import table_of

Insert = sqlite.Insert | postgresql.Insert


def insert_into(session: AsyncSession, model: type[SQLModel]) -> Insert:
    """Begin an insert that can say what happens on a conflict, in the session's dialect."""
    return _begin(model)[_dialect_of(session)]


def insert_once(session: AsyncSession, model: type[SQLModel]) -> Insert:
    """Make an insert that passes over rows already there."""
    return insert_into(session, model).on_conflict_do_nothing()


class BuiltOnce:
    """An insert of the busiest path, complete in every dialect: building one takes longer than running it."""

    def __init__(self, model: type[SQLModel], complete: Callable[[Insert], Insert]) -> None:
        """Take the table's model, and what says what happens on a conflict."""
        self._statements = {dialect: complete(begun) for dialect, begun in _begin(model).items()}

    def for_session(self, session: AsyncSession) -> Insert:
        """Give the insert in the session's dialect."""
        return self._statements[_dialect_of(session)]


def _begin(model: type[SQLModel]) -> Mapping[str, Insert]:
    return {"sqlite": sqlite.insert(table_of(model)), "postgresql": postgresql.insert(table_of(model))}


def _dialect_of(session: AsyncSession) -> str:
    return session.get_bind().dialect.name
