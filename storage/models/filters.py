"""What filters have noticed in the talk: which filter, by which measure, and when; never a word of what was said."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from storage.columns import Moment, TextEnum


class FilterKind(StrEnum):
    """What a filter looks for."""

    WORDS = "words"
    LINKS = "links"
    FLOOD = "flood"
    REPEATS = "repeats"


class FilterFinding(SQLModel, table=True):
    """One thing a filter noticed, known by its number.

    `is_on` is false where the filter only watched. `entry` is the number of the hosts' word, `sort` the sort of link,
    `links_from` whose ordinary links were noticed, `limit_messages` in `limit_seconds` the measure that `counted`
    reached. `told_at` is set where hosts and author were told. The message's id goes after 7 days, the author's number
    after 30; what is left counts for 13 weeks.
    """

    __tablename__ = "filter_finding"
    __table_args__ = (
        Index("ix_filter_finding_at", "at"),
        Index("ix_filter_finding_member", "community_id", "member_number", "at"),
    )

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    filter: FilterKind = Field(sa_column=Column(TextEnum(FilterKind), nullable=False))
    is_on: bool
    entry: int | None = Field(default=None)
    sort: str = Field(default="", max_length=16)
    links_from: str = Field(default="", max_length=16)
    limit_messages: int | None = Field(default=None)
    limit_seconds: int | None = Field(default=None)
    counted: int = Field(default=1)
    message_id: str | None = Field(default=None, max_length=64)
    member_number: int | None = Field(default=None)
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
    week: date
    told_at: datetime | None = Field(default=None, sa_column=Column(Moment))
