"""A community's rules in all their versions, and who agreed to which."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Moment, TextEnum


class ConsentWay(StrEnum):
    """How somebody agreed."""

    COMMAND = "command"
    BUTTON = "button"


class RulesVersion(SQLModel, table=True):
    """One version of the rules: when it was made and by whom (a member number; empty where that is unknown)."""

    __tablename__ = "rules_version"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    version: int = Field(primary_key=True)
    changed_by: int | None = Field(default=None)
    changed_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class Rule(SQLModel, table=True):
    """One numbered rule of one version; positions count from 1."""

    __tablename__ = "rule"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    version: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    text: str


class Consent(SQLModel, table=True):
    """A member's agreement to one version of the rules, with its time and way."""

    __tablename__ = "consent"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    member_number: int = Field(primary_key=True)
    version: int = Field(primary_key=True)
    agreed_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    way: ConsentWay = Field(sa_column=Column(TextEnum(ConsentWay), nullable=False))
