"""LINE users as the account knows them, and the names and counts of LINE's that are kept for a day at most."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Person(SQLModel, table=True):
    """A LINE user who has met the bot: friendship, language, and the community their private chat acts on.

    `is_friend` holds from their following to their blocking, and `blocked_at` is set from their blocking to their
    following. Of somebody who became a friend before the bot was there neither is known.
    """

    __tablename__ = "person"

    user_id: str = Field(primary_key=True, max_length=64)
    is_friend: bool = Field(default=False)
    blocked_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    language: str | None = Field(default=None, max_length=8)
    chosen_community_id: int | None = Field(default=None, foreign_key="community.id")


class KnownName(SQLModel, table=True):
    """A display name fetched from LINE, sealed, kept 24 hours at most (LINE User Data Policy, 3.2.8)."""

    __tablename__ = "known_name"

    chat_id: str = Field(primary_key=True, max_length=64)
    user_id: str = Field(primary_key=True, max_length=64)
    name: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    fetched_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))


class ChatFact(SQLModel, table=True):
    """A group's name and member count fetched from LINE, the name sealed, kept 24 hours at most."""

    __tablename__ = "chat_fact"

    chat_id: str = Field(primary_key=True, max_length=64)
    name: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    member_count: int | None = Field(default=None)
    fetched_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
