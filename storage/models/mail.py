"""Mail addresses that members have confirmed, and the mails with a number that ask for it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from storage.columns import NUMBERS_NEVER_COME_BACK, Moment, RowNumber, TextEnum


class MailAddress(SQLModel, table=True):
    """A member's address, sealed, from the moment it was confirmed; `at_once` sends there without waiting a day."""

    __tablename__ = "mail_address"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    member: int = Field(primary_key=True)
    address: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    confirmed_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    at_once: bool = Field(default=False)


class CodeState(StrEnum):
    """How far the mail with a number has come."""

    WAITING = "waiting"
    """The server is still to be asked, or to be asked again."""
    SENT = "sent"
    FAILED = "failed"
    """It never arrived, or a newer one took its place before it was sent."""


class MailCode(SQLModel, table=True):
    """One mail with a number that proves an address: on its way, then waiting for the number, then only counted.

    `letter` holds address, number and language, sealed, and goes as soon as it is of no more use. What stays for a day
    counts how many such mails were sent: for whom, and by `address_mark`, a keyed hash, to which address. After an
    erasure `member` and mark are empty.
    """

    __tablename__ = "mail_code"
    __table_args__ = (
        Index(
            "ix_mail_code_waiting",
            "not_before",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        NUMBERS_NEVER_COME_BACK,
    )

    id: int | None = Field(default=None, sa_column=Column(RowNumber, primary_key=True, autoincrement=True))
    community_id: int = Field(foreign_key="community.id", index=True)
    member: int | None = Field(default=None)
    address_mark: str | None = Field(default=None, max_length=32, index=True)
    letter: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    state: CodeState = Field(default=CodeState.WAITING, sa_column=Column(TextEnum(CodeState), nullable=False))
    asked_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    not_before: datetime = Field(sa_column=Column(Moment, nullable=False))
    tries: int = Field(default=0)
    wrong: int = Field(default=0)
