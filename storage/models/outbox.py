"""What is to be said, and how far each word has come on its way to LINE."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from storage.columns import NUMBERS_NEVER_COME_BACK, Moment, RowNumber, TextEnum


class Delivery(StrEnum):
    """The way an item is meant to travel."""

    REPLY = "reply"
    """Answers one event; should its token die unused, it rides on a later one of the same chat."""
    RIDE = "ride"
    """Travels on any reply token of its chat."""
    WHISPER = "whisper"
    """Waits for the person's next token in the private chat."""
    MAIL = "mail"
    """Goes by mail alone, beside another word that says the same on LINE."""
    LEAVE = "leave"
    """Not a message: the bot takes its leave of the group."""


class Fallback(StrEnum):
    """Which other way is open to an item that still waits for a reply token."""

    EXPIRE = "expire"
    """None: it is given up at its best-before."""
    MAIL = "mail"
    """From `mail_at` on it goes by mail, if there is an address."""
    PUSH = "push"
    """A host has seen the price and agreed: it is pushed, unless a token comes first."""


class Channel(StrEnum):
    """What an item that is on its way travels on instead of a reply token."""

    MAIL = "mail"
    PUSH = "push"


class ItemState(StrEnum):
    """How far an item has come; the last seven are final."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    RIDDEN = "ridden"
    WHISPERED = "whispered"
    MAILED = "mailed"
    PUSHED = "pushed"
    EXPIRED = "expired"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"


class OutboxItem(SQLModel, table=True):
    """One to five message objects for one chat, said together or not at all.

    `objects` is the sealed JSON list of LINE message objects, erased once the item is final. A smaller `priority` goes
    first. `token_event_id` names the inbox event whose reply token the item is bound to; the row says so before LINE is
    called. `unsure` records that an earlier attempt may have reached LINE. `alone` makes an item travel without company
    after it was in a batch that LINE refused. `channel` is what an item under way travels on instead of a reply token;
    `cost` is the number of billed messages that a host has agreed to.
    """

    __tablename__ = "outbox_item"
    __table_args__ = (
        Index(
            "ix_outbox_item_waiting",
            "chat_id",
            "priority",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_outbox_item_sending",
            "token_event_id",
            sqlite_where=text("state = 'sending'"),
            postgresql_where=text("state = 'sending'"),
        ),
        Index("ix_outbox_item_created", "created_at"),
        Index(
            "ix_outbox_item_mail",
            "mail_at",
            sqlite_where=text("mail_at IS NOT NULL"),
            postgresql_where=text("mail_at IS NOT NULL"),
        ),
        NUMBERS_NEVER_COME_BACK,
    )

    id: int | None = Field(default=None, sa_column=Column(RowNumber, primary_key=True, autoincrement=True))
    community_id: int | None = Field(default=None)
    delivery: Delivery = Field(sa_column=Column(TextEnum(Delivery), nullable=False))
    chat_id: str = Field(max_length=64)
    state: ItemState = Field(default=ItemState.WAITING, sa_column=Column(TextEnum(ItemState), nullable=False))
    priority: int = Field(default=5)
    not_before: datetime = Field(sa_column=Column(Moment, nullable=False))
    best_before: datetime = Field(sa_column=Column(Moment, nullable=False))
    dedupe_key: str | None = Field(default=None, max_length=120, unique=True)
    fallback: Fallback = Field(default=Fallback.EXPIRE, sa_column=Column(TextEnum(Fallback), nullable=False))
    cost: int | None = Field(default=None)
    channel: Channel | None = Field(default=None, sa_column=Column(TextEnum(Channel)))
    mail_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    repeatable: bool = Field(default=False)
    objects: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    object_count: int
    token_event_id: int | None = Field(default=None, sa_column=Column(RowNumber))
    position: int = Field(default=0)
    lease_until: datetime | None = Field(default=None, sa_column=Column(Moment))
    unsure: bool = Field(default=False)
    alone: bool = Field(default=False)
    tries: int = Field(default=0)
    created_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    finished_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    error: str | None = Field(default=None, max_length=200)
