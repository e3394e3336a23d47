"""Tables for the statements of the busiest path, which are built once and go past SQLAlchemy's object layer.

A statement over a model, built anew each time, costs 330 microseconds on SQLite, the same over its table and built once
105: what is done for every event is written that way, everything else the plain way.
"""

from typing import cast

from sqlalchemy import Table
from sqlmodel import SQLModel


def table_of(model: type[SQLModel]) -> Table:
    """Give the table of a model."""
    return cast(Table, model.__table__)  # type: ignore[attr-defined]  # SQLModel adds it to every class with table=True
