"""How a group gets its owner: codes, wrong guesses, objections."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class ClaimCode(SQLModel, table=True):
    """A code that makes whoever types it in a group its owner; kept as a keyed hash.

    `user_id` binds it to one person; a code of the operator's (`claim-code`) is bound to nobody and confirms at once.
    """

    __tablename__ = "claim_code"

    code_hash: str = Field(primary_key=True, max_length=64)
    user_id: str | None = Field(default=None, max_length=64, index=True)
    expires_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(Moment))


class ClaimGuesses(SQLModel, table=True):
    """Wrong codes typed by one person, and until when they may not try again."""

    __tablename__ = "claim_guesses"

    user_id: str = Field(primary_key=True, max_length=64)
    wrong: int = Field(default=0)
    locked_until: datetime | None = Field(default=None, sa_column=Column(Moment))


class ClaimObjection(SQLModel, table=True):
    """A member's word, given in private, that the announced owner should not be it."""

    __tablename__ = "claim_objection"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    member_number: int = Field(primary_key=True)
    objected_at: datetime = Field(sa_column=Column(Moment, nullable=False))
