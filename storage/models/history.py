"""What hosts have set, what it was before, and who did what."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Setting(SQLModel, table=True):
    """One setting of a community that differs from its default; `value` is JSON."""

    __tablename__ = "setting"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    key: str = Field(primary_key=True, max_length=64)
    value: str


class SettingChange(SQLModel, table=True):
    """One change of a setting; `old` and `new` are JSON, empty where the default stood."""

    __tablename__ = "setting_change"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    key: str = Field(max_length=64)
    old: str | None = Field(default=None)
    new: str | None = Field(default=None)
    changed_by: int | None = Field(default=None)
    changed_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class LogEntry(SQLModel, table=True):
    """One line of the audit trail: who did what to what; append-only, without any text people wrote.

    `hidden_from` is the number of a member who is not to read the line, because it is about them.
    """

    __tablename__ = "log_entry"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
    actor: int | None = Field(default=None)
    action: str = Field(max_length=64)
    object: str = Field(default="", max_length=64)
    hidden_from: int | None = Field(default=None)
