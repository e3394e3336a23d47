"""How a community moves into another LINE group: a code of its owner's."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class MovingCode(SQLModel, table=True):
    """A code that attaches a community to the group in which its owner types it; kept as a keyed hash."""

    __tablename__ = "moving_code"

    code_hash: str = Field(primary_key=True, max_length=64)
    community_id: int = Field(foreign_key="community.id")
    user_id: str = Field(max_length=64, index=True)
    expires_at: datetime = Field(sa_column=Column(Moment, nullable=False))
