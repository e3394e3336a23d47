"""Where members find help: what a community's hosts have made of the list of help lines."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class ContactList(SQLModel, table=True):
    """One community's help lines. `entries` is the whole list, sealed; empty while it is the one that comes along.

    `checked_at` is when a host last said that the numbers hold.
    """

    __tablename__ = "contact_list"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    entries: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    checked_at: datetime | None = Field(default=None, sa_column=Column(Moment))
