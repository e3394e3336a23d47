"""What hosts did about what happened in their group: numbered cases with a history, and who is close to whom."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, LargeBinary
from sqlmodel import Field, SQLModel

from storage.columns import Moment, TextEnum


class CaseKind(StrEnum):
    """What was done."""

    NOTE = "note"
    WARNING = "warning"
    COOLDOWN = "cooldown"
    REMOVAL = "removal"
    REENTRY_BLOCK = "reentry_block"


class CaseSource(StrEnum):
    """What a case came from."""

    COMMAND = "command"
    REPORT = "report"
    FILTER = "filter"
    SYSTEM = "system"


class CaseState(StrEnum):
    """How far a case has come."""

    RESTING = "resting"
    """Written down and told to nobody: its host sleeps on it."""
    OPEN = "open"
    VOIDED = "voided"
    """Taken back; the number and the history stay."""
    CLOSED = "closed"
    """Nothing more is to happen; what counts until a date goes on counting."""


class EntryKind(StrEnum):
    """What a line of a case's history is."""

    REASON = "reason"
    """What was seen."""
    REQUEST = "request"
    """What is asked of the person."""
    ADDITION = "addition"
    VOIDING = "voiding"
    APPEAL = "appeal"
    DECISION = "decision"
    SYSTEM = "system"


class Case(SQLModel, table=True):
    """One case, known by its number.

    `subject_number` is empty for somebody whom LINE does not name, who then goes by `subject_name` (sealed: what the
    person calls themselves, or what a host typed), and after an erasure. `subject_mark` is a keyed hash of the user id
    that outlives an erasure while the case counts, until `mark_until`. `told_at` is when the word to the person was put
    on its way, `delivered_at` when it reached them: only from then on it counts. `answered_at` is when the person
    answered or objected, `decided_at` when another host had decided on that.
    """

    __tablename__ = "moderation_case"
    __table_args__ = (
        Index("ix_moderation_case_subject", "community_id", "subject_number"),
        Index("ix_moderation_case_mark", "community_id", "subject_mark"),
    )

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    subject_number: int | None = Field(default=None)
    subject_name: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    subject_mark: str | None = Field(default=None, max_length=32)
    mark_until: datetime | None = Field(default=None, sa_column=Column(Moment, index=True))
    kind: CaseKind = Field(sa_column=Column(TextEnum(CaseKind), nullable=False))
    severity: int = Field(default=1)
    rule_number: int | None = Field(default=None)
    rules_version: int = Field(default=0)
    opened_by: int | None = Field(default=None)
    source: CaseSource = Field(default=CaseSource.COMMAND, sa_column=Column(TextEnum(CaseSource), nullable=False))
    state: CaseState = Field(default=CaseState.OPEN, sa_column=Column(TextEnum(CaseState), nullable=False))
    report_number: int | None = Field(default=None)
    opened_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    told_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    delivered_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    counts_until: datetime | None = Field(default=None, sa_column=Column(Moment))
    ends_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    answered_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    decided_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    closed_at: datetime | None = Field(default=None, sa_column=Column(Moment))

    @property
    def is_open(self) -> bool:
        """Say whether something is still to happen with it."""
        return self.state in {CaseState.RESTING, CaseState.OPEN}

    def counts_at(self, now: datetime) -> bool:
        """Say whether it adds to what counts against its person now."""
        return self.state is not CaseState.VOIDED and self.counts_until is not None and now < self.counts_until


class CaseEntry(SQLModel, table=True):
    """One line of a case's history, only ever added; `author` is a member's number, empty for the bot itself.

    `said_in` names the message the words came in for seven days, so that taking it back erases them.
    """

    __tablename__ = "case_entry"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    case_number: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    author: int | None = Field(default=None)
    kind: EntryKind = Field(sa_column=Column(TextEnum(EntryKind), nullable=False))
    body: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    said_in: str | None = Field(default=None, max_length=64, index=True)
    at: datetime = Field(sa_column=Column(Moment, nullable=False))


class Relation(SQLModel, table=True):
    """Two members who are close to each other or at odds, and so do not judge each other; the smaller number first."""

    __tablename__ = "relation"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    member_a: int = Field(primary_key=True)
    member_b: int = Field(primary_key=True)
