"""What members have told the hosts in confidence, and how far it has come."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from storage.columns import Moment, TextEnum


class ReportKind(StrEnum):
    """What a report is about."""

    RECRUITING = "recruiting"
    CONTACT = "contact"
    PHOTO = "photo"
    AVOIDING = "avoiding"
    QUARREL = "quarrel"
    OTHER = "other"


class ReportState(StrEnum):
    """How far a report has come."""

    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"


class Report(SQLModel, table=True):
    """One report, known by its number.

    `words` and `outcome` are sealed, and erased with the reporter's number 30 days after the closing. `about_host` says
    that it is about a host: then only other hosts may know of it, and where `host_number` is empty only the owner.
    """

    __tablename__ = "report"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    kind: ReportKind = Field(sa_column=Column(TextEnum(ReportKind), nullable=False))
    state: ReportState = Field(default=ReportState.OPEN, sa_column=Column(TextEnum(ReportState), nullable=False))
    reporter_number: int | None = Field(default=None)
    is_named: bool = Field(default=False)
    about_host: bool = Field(default=False)
    host_number: int | None = Field(default=None)
    words: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    outcome: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    made_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    taken_by: int | None = Field(default=None)
    closed_by: int | None = Field(default=None)
    closed_at: datetime | None = Field(default=None, sa_column=Column(Moment, index=True))

    @property
    def is_closed(self) -> bool:
        """Say whether the hosts are done with it."""
        return self.state is ReportState.CLOSED
