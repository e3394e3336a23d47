"""What came in and is to be handled once: a row per event, and a lane per chat that keeps its events in order."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from storage.columns import EPOCH, NUMBERS_NEVER_COME_BACK, Moment, RowNumber, TextEnum


class EventState(StrEnum):
    """How far an event has come."""

    WAITING = "waiting"
    DONE = "done"
    IGNORED = "ignored"
    DEAD = "dead"


class Lane(SQLModel, table=True):
    """One chat's lane: whoever holds this row's lock handles the chat's events, and nobody else does."""

    __tablename__ = "lane"

    chat_id: str = Field(primary_key=True, max_length=64)
    blocked_until: datetime = Field(default=EPOCH, sa_column=Column(Moment, nullable=False, index=True))


class InboxEvent(SQLModel, table=True):
    """One event of LINE's, or one of our own timers fallen due.

    `event_key` makes it once: LINE's webhookEventId, a hash where that is missing, or `timed:<row>:<due>`. `payload`
    and `reply_token` are sealed bytes; the payload is erased when the event is done, the token a minute after receipt.
    `acting` tells events that may make a handler answer from ordinary talk.
    `message_id` lets a take-back find its text.
    """

    __tablename__ = "inbox_event"
    __table_args__ = (
        Index(
            "ix_inbox_event_waiting",
            text("acting DESC"),
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_inbox_event_lane",
            "chat_id",
            "occurred_at",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_inbox_event_token",
            "chat_id",
            "received_at",
            sqlite_where=text("reply_token IS NOT NULL"),
            postgresql_where=text("reply_token IS NOT NULL"),
        ),
        Index(
            "ix_inbox_event_message",
            "message_id",
            sqlite_where=text("payload IS NOT NULL"),
            postgresql_where=text("payload IS NOT NULL"),
        ),
        NUMBERS_NEVER_COME_BACK,
    )

    id: int | None = Field(default=None, sa_column=Column(RowNumber, primary_key=True, autoincrement=True))
    event_key: str = Field(max_length=80, unique=True)
    chat_id: str = Field(max_length=64)
    kind: str = Field(max_length=32)
    message_id: str | None = Field(default=None, max_length=64)
    acting: bool
    occurred_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    received_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    state: EventState = Field(default=EventState.WAITING, sa_column=Column(TextEnum(EventState), nullable=False))
    tries: int = Field(default=0)
    payload: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    reply_token: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    token_spent: bool = Field(default=False)
    outcome: str | None = Field(default=None, max_length=80)
    finished_at: datetime | None = Field(default=None, sa_column=Column(Moment))
