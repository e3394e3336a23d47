"""People who have come in and are not greeted yet."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Arrival(SQLModel, table=True):
    """One newcomer of the wave that is still gathering; deleted once greeted. The user id may be unknown."""

    __tablename__ = "arrival"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    user_id: str | None = Field(default=None, max_length=64)
    arrived_at: datetime = Field(sa_column=Column(Moment, nullable=False))
