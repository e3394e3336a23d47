"""The people of one community, each with a number there. A member is not a LINE user: an id may be unknown."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import Moment, TextEnum


class Role(StrEnum):
    """What a member is to the community, from least to most trusted."""

    MEMBER = "member"
    HELPER = "helper"
    HOST = "host"
    OWNER = "owner"

    def includes(self, other: "Role") -> bool:
        """Say whether this role may do all that the other may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


class MemberStatus(StrEnum):
    """Where a member stands between coming and going."""

    ACTIVE = "active"
    LISTENING = "listening"
    AWAY = "away"
    ASKED = "asked"
    LEFT = "left"
    REMOVED = "removed"


class StatusReason(StrEnum):
    """How somebody came to the status they have."""

    OWN_WORD = "own word"
    """They said so themselves."""
    TIME = "time"
    """A rest came to its end."""
    CHECK_IN = "check-in"
    """A round of questions reached them, or is over for them."""
    HEARD = "heard"
    """They were there again."""
    LINE = "line"
    """LINE told that they are out."""
    HOSTS = "hosts"
    """The hosts decided so."""


GONE = (MemberStatus.LEFT, MemberStatus.REMOVED)
"""The statuses of those who do not belong to the community now."""


class Member(SQLModel, table=True):
    """One member of one community, known by the number `#12`; the LINE user id may be unknown. See `become`.

    `joined_at` is the moment of a memberJoined event, or empty for somebody first seen talking. `last_seen_on` is a
    date and no more, as the privacy notice promises. `away_until` is when somebody who is away comes back by
    themselves; empty for an absence without an end.
    """

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("community_id", "user_id"),)

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    user_id: str | None = Field(default=None, max_length=64, index=True)
    role: Role = Field(default=Role.MEMBER, sa_column=Column(TextEnum(Role), nullable=False))
    status: MemberStatus = Field(default=MemberStatus.ACTIVE, sa_column=Column(TextEnum(MemberStatus), nullable=False))
    status_since: datetime | None = Field(default=None, sa_column=Column(Moment))
    """Since when they have it; empty for whoever has been active from the first."""
    status_reason: StatusReason | None = Field(default=None, sa_column=Column(TextEnum(StatusReason)))
    first_seen_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    joined_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    left_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    away_until: datetime | None = Field(default=None, sa_column=Column(Moment))
    last_seen_on: date | None = Field(default=None)
    self_name: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    """What the member wants to be called, sealed; `CommunityStore.self_name_of` opens it."""

    @property
    def is_present(self) -> bool:
        """Say whether the member belongs to the community now."""
        return self.status not in GONE

    def become(self, status: MemberStatus, reason: StatusReason, at: datetime) -> None:
        """Have a status from a moment on, for a reason; the same status again goes on since when it began."""
        if status is not self.status:
            self.status_since = at
        self.status, self.status_reason = status, reason


class MemberRow(NamedTuple):
    """What a member's row says, as a value that changes nothing: for where hundreds are judged and a few are shown."""

    number: int
    user_id: str | None
    status: MemberStatus
    first_seen_at: datetime
    joined_at: datetime | None
    away_until: datetime | None
    last_seen_on: date | None
    self_name: bytes | None

    @property
    def is_present(self) -> bool:
        """Say whether the member belongs to the community now."""
        return self.status not in GONE


AnyMember = Member | MemberRow
"""A member to look at."""
