"""Work that is due at a moment: each row becomes one event in the inbox when its hour comes."""

from datetime import datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import NUMBERS_NEVER_COME_BACK, Moment, RowNumber


class TimedWork(SQLModel, table=True):
    """One thing to do at a moment, in one chat's lane; unique by chat, kind and subject.

    `data` is a JSON object of ids and numbers; it never holds what people wrote.
    """

    __tablename__ = "timed_work"
    __table_args__ = (UniqueConstraint("chat_id", "kind", "subject"), NUMBERS_NEVER_COME_BACK)

    id: int | None = Field(default=None, sa_column=Column(RowNumber, primary_key=True, autoincrement=True))
    community_id: int | None = Field(default=None)
    chat_id: str = Field(max_length=64)
    kind: str = Field(max_length=64)
    subject: str = Field(default="", max_length=64)
    due_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    data: str = Field(default="{}")
