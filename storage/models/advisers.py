"""Who advises a community from outside, and the codes with which somebody becomes that."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class AdviserCode(SQLModel, table=True):
    """A code that makes whoever sends it in private an adviser of one community; kept as a keyed hash."""

    __tablename__ = "adviser_code"

    code_hash: str = Field(primary_key=True, max_length=64)
    community_id: int = Field(foreign_key="community.id", unique=True)
    expires_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class Adviser(SQLModel, table=True):
    """Somebody outside a community who agreed to decide or read where no host can; no member, and listed nowhere.

    `number` is drawn from the numbers of members, so that no member ever has it. `name` is what the hosts and whoever
    turns to them call the adviser, `calls_it` what the adviser calls the community; both are sealed.
    """

    __tablename__ = "adviser"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    user_id: str = Field(max_length=64, index=True)
    name: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    calls_it: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    agreed_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=Column(Moment, index=True))
