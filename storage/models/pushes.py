"""Pushes that hosts have agreed to and that are not sent yet, and how many were billed in which month."""

from datetime import date, datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Moment, RowNumber


class PushOrder(SQLModel, table=True):
    """A host's word that an item of the outbox may be pushed at a price; the row goes once it is known how that ended.

    `month` is the first day of the month that pays, in the community's zone. `retry_key` goes with every try, and LINE
    remembers it for 24 hours from `first_tried_at` on. `due_at` is the next try; while one is under way, the moment at
    which its process counts as lost.
    """

    __tablename__ = "push_order"

    item_id: int = Field(sa_column=Column(RowNumber, primary_key=True, autoincrement=False))
    community_id: int = Field(foreign_key="community.id")
    month: date
    cost: int
    agreed_by: int
    agreed_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    retry_key: str = Field(max_length=36)
    first_tried_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    due_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    tries: int = Field(default=0)


class PushMonth(SQLModel, table=True):
    """How many billed messages the hosts of a community have agreed to in a month, without those that were not sent.

    `month` is its first day in the community's zone.
    """

    __tablename__ = "push_month"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    month: date = Field(primary_key=True)
    messages: int = Field(default=0)
