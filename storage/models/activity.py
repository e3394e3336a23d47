"""Signs of life, without what was said: which message was whose for a week, and how many a week."""

from datetime import date, datetime

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class MessageMark(SQLModel, table=True):
    """Whose a message was, for seven days, so that a quote can be understood; never its text.

    `edited_at` is LINE's time of the newest edit seen; `taken_back` stays even when the take-back came first.
    """

    __tablename__ = "message_mark"
    __table_args__ = (Index("ix_message_mark_at", "occurred_at"),)

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    message_id: str = Field(primary_key=True, max_length=64)
    member_number: int | None = Field(default=None)
    occurred_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    edited_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    taken_back: bool = Field(default=False)


class WeeklyCount(SQLModel, table=True):
    """How many messages a member sent in the week that begins on a Monday; kept 13 weeks."""

    __tablename__ = "weekly_count"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    member_number: int = Field(primary_key=True)
    week: date = Field(primary_key=True)
    messages: int = Field(default=0)
