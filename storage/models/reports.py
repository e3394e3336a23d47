"""What members have told the hosts in confidence, and how far it has come."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, LargeBinary
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


class Judgement(StrEnum):
    """What the host who looks after a report thinks should follow."""

    NO_BREACH = "no_breach"
    TALK = "talk"
    WARNING = "warning"
    COOLDOWN = "cooldown"
    REMOVAL = "removal"


class PartKind(StrEnum):
    """Whose words a part of a report is: the reporter's own, or what they pasted."""

    WORDS = "words"
    EVIDENCE = "evidence"


class Report(SQLModel, table=True):
    """One matter in the hosts' queue, known by its number, about which one or several people have told.

    `about_number` is the member it is about, where somebody said so. `about_host` says that this was a host then: only
    other hosts may know of it, and where the number is empty only the owner. Where `adviser_number` stands, that member
    alone may. `outcome` is sealed, and erased 30 days after the closing.
    """

    __tablename__ = "report"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    kind: ReportKind = Field(sa_column=Column(TextEnum(ReportKind), nullable=False))
    state: ReportState = Field(default=ReportState.OPEN, sa_column=Column(TextEnum(ReportState), nullable=False))
    about_host: bool = Field(default=False)
    about_number: int | None = Field(default=None)
    adviser_number: int | None = Field(default=None)
    outcome: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    made_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    taken_by: int | None = Field(default=None)
    judgement: Judgement | None = Field(default=None, sa_column=Column(TextEnum(Judgement)))
    judged_by: int | None = Field(default=None)
    judged_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    poster_asked_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    closed_by: int | None = Field(default=None)
    closed_at: datetime | None = Field(default=None, sa_column=Column(Moment, index=True))

    @property
    def is_closed(self) -> bool:
        """Say whether the hosts are done with it."""
        return self.state is ReportState.CLOSED

    @property
    def is_urgent(self) -> bool:
        """Say whether it should be read first: a photo can be taken back for a short while only."""
        return self.kind is ReportKind.PHOTO and not self.is_closed


class ReportVoice(SQLModel, table=True):
    """What one person told at one time, under a receipt number of its own.

    `place` counts the people of a report, from 1; somebody who tells more of the same keeps their place. `may_tell` is
    the reporter's consent that the person it is about learns of it, without a name. `message_id` is the message of the
    group it is about, where the reporter pointed to one, until its author took it back; ids of messages go after seven
    days.
    """

    __tablename__ = "report_voice"
    __table_args__ = (Index("ix_report_voice_report", "community_id", "report_number"),)

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    receipt: int = Field(primary_key=True)
    report_number: int = Field()
    place: int = Field()
    reporter_number: int | None = Field(default=None)
    is_named: bool = Field(default=False)
    may_tell: bool = Field(default=False)
    made_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    message_id: str | None = Field(default=None, max_length=64, index=True)
    message_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    message_taken_back_at: datetime | None = Field(default=None, sa_column=Column(Moment))


class ReportPart(SQLModel, table=True):
    """A part of what somebody told, sealed; empty once it is erased.

    `given_in` is the message of the private chat it came in: taking that back erases the part.
    """

    __tablename__ = "report_part"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    receipt: int = Field(primary_key=True)
    kind: PartKind = Field(sa_column=Column(TextEnum(PartKind), primary_key=True))
    body: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    given_in: str | None = Field(default=None, max_length=64, index=True)
    taken_back_at: datetime | None = Field(default=None, sa_column=Column(Moment))
