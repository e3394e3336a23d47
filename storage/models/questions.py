"""Questions to the hosts that somebody may still answer: whose they are, and nothing of what was asked."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Question(SQLModel, table=True):
    """One open question, known by its number; `asker` is the sealed LINE user id of whoever waits for the answer.

    `message_id` is LINE's id of the message the question was written in, so that taking that back erases the question.
    """

    __tablename__ = "question"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    asker: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    asked_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    message_id: str | None = Field(default=None, max_length=64, index=True)
