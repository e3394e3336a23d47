"""Who is to leave a group, decided by two hosts and done by one; and who is not to come back."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Moment, TextEnum


class RemovalState(StrEnum):
    """How far a removal has come."""

    RESTING = "resting"
    """Written down, and shown to nobody but the host who thinks about it."""
    PROPOSED = "proposed"
    """A second host is to decide."""
    LONE = "lone"
    """There is no second host: the one who proposed it sleeps on it, and may take it back."""
    APPROVED = "approved"
    """Decided; a host is wanted who does it."""
    UNDERWAY = "underway"
    """A host has the steps; LINE's word that the person is out is awaited."""
    DONE = "done"
    LEFT = "left"
    """The person went on their own."""
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Removal(SQLModel, table=True):
    """One removal, under the number of its case.

    `subject_key` is a keyed hash of the person's LINE user id, by which LINE's word that they are out is understood
    even after an erasure; it goes a week after the end of the removal. `is_block` asks for a re-entry block as well,
    until `block_until` or without an end. `hours_left` counts the time to decide or to sleep on it down, and stands
    still while nobody is there who could. `unnamed_leave_at` is when somebody left whom LINE did not name.
    """

    __tablename__ = "removal"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    state: RemovalState = Field(sa_column=Column(TextEnum(RemovalState), nullable=False))
    subject_number: int
    subject_key: str | None = Field(default=None, max_length=32)
    about_host: bool = Field(default=False)
    is_block: bool = Field(default=False)
    block_until: datetime | None = Field(default=None, sa_column=Column(Moment))
    opened_by: int
    opened_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    hours_left: int = Field(default=0)
    decided_by: int | None = Field(default=None)
    approved_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    volunteer: int | None = Field(default=None)
    volunteered_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    leave_by: datetime | None = Field(default=None, sa_column=Column(Moment))
    unnamed_leave_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    closed_at: datetime | None = Field(default=None, sa_column=Column(Moment))

    @property
    def is_open(self) -> bool:
        """Say whether it still goes on."""
        return self.state in OPEN_STATES


OPEN_STATES = (RemovalState.PROPOSED, RemovalState.LONE, RemovalState.APPROVED, RemovalState.UNDERWAY)


class ReentryBlock(SQLModel, table=True):
    """Somebody who is not to come back, under the number of the case.

    `person_key` is a keyed hash of the LINE user id; it outlives the person's wish to be forgotten, until `until` or
    until the block is lifted, and is erased then.
    """

    __tablename__ = "reentry_block"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    subject_number: int
    person_key: str | None = Field(default=None, max_length=32, index=True)
    made_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    until: datetime | None = Field(default=None, sa_column=Column(Moment, index=True))
    lifted_at: datetime | None = Field(default=None, sa_column=Column(Moment))

    def is_in_force(self, now: datetime) -> bool:
        """Say whether the person is still not to come back."""
        return self.lifted_at is None and (self.until is None or now < self.until)
