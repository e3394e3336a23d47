"""A community and the LINE chats it is attached to. A community is not a group: it survives the loss of one."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel

from storage.columns import Moment, TextEnum


class ClaimState(StrEnum):
    """How sure it is who the owner is."""

    UNCLAIMED = "unclaimed"
    ANNOUNCED = "announced"
    """Claimed and announced in the group; members may object in private for 24 hours."""
    DISPUTED = "disputed"
    """Somebody objected; the operator decides."""
    CONFIRMED = "confirmed"


class Purpose(StrEnum):
    """What a chat is to its community."""

    MAIN = "main"
    HOSTS = "hosts"


class Preset(StrEnum):
    """The kind of community, which decides the manners of the bot where its hosts have set nothing else."""

    SUPPORT = "support"
    HOBBY = "hobby"
    NEIGHBOURHOOD = "neighbourhood"


class Community(SQLModel, table=True):
    """One community: its language, zone, preset, and the counters from which its numbers are drawn.

    Whoever changes rules, members, claims or settings holds this row's lock, so the counters need no sequence.
    """

    __tablename__ = "community"

    id: int | None = Field(default=None, primary_key=True)
    claim_state: ClaimState = Field(
        default=ClaimState.UNCLAIMED, sa_column=Column(TextEnum(ClaimState), nullable=False)
    )
    language: str = Field(max_length=8)
    timezone: str = Field(max_length=64)
    preset: Preset = Field(default=Preset.SUPPORT, sa_column=Column(TextEnum(Preset), nullable=False))
    admitted: bool = Field(default=True)
    created_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    claimed_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    left_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    last_member_number: int = Field(default=0)
    last_entry_number: int = Field(default=0)
    rules_version: int = Field(default=0)
    filters_version: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """Counts the changes of filters; 0 while nobody has changed any, so that talk needs no look at settings."""

    @property
    def number(self) -> int:
        """Give the row's id, which every stored community has; LookupError before it is stored."""
        if self.id is None:
            raise LookupError("this community is not stored yet")
        return self.id

    @property
    def is_claimed(self) -> bool:
        """Say whether somebody has claimed it, whatever was objected since."""
        return self.claim_state is not ClaimState.UNCLAIMED


class Attachment(SQLModel, table=True):
    """A chat attached to a community for a purpose, until detached; a chat belongs to one community at a time."""

    __tablename__ = "attachment"
    __table_args__ = (
        Index(
            "ux_attachment_current",
            "chat_id",
            unique=True,
            sqlite_where=text("detached_at IS NULL"),
            postgresql_where=text("detached_at IS NULL"),
        ),
    )

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    chat_id: str = Field(primary_key=True, max_length=64)
    purpose: Purpose = Field(default=Purpose.MAIN, sa_column=Column(TextEnum(Purpose), nullable=False))
    attached_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    detached_at: datetime | None = Field(default=None, sa_column=Column(Moment))
