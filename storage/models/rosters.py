"""Who was in a group before many left it or the bot was put out of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from storage.columns import Moment, TextEnum


class RosterCause(StrEnum):
    """Why a roster was kept."""

    LEAVINGS = "leavings"
    BOT_LEFT = "bot_left"


class Roster(SQLModel, table=True):
    """One list of who was there, sealed, made when somebody leaves.

    `leavings` are the moments at which people left, as JSON milliseconds. Without `alarmed_at` it was one leaving among
    others and is erased within the hour; with it, thirty days later.
    """

    __tablename__ = "roster"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    cause: RosterCause = Field(sa_column=Column(TextEnum(RosterCause), nullable=False))
    made_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    leavings: str = Field(default="[]")
    people: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    alarmed_at: datetime | None = Field(default=None, sa_column=Column(Moment))
