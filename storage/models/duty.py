"""Who is on duty when: rotas, the people in them with their credit, and turns."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from sqlalchemy import Column, Dialect, Index, String
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from storage.columns import Moment, TextEnum


@lru_cache(maxsize=4096)
def _read(text: str) -> Fraction:
    """Read an exact fraction; in a rota of hundreds most stand alike, and reading is the dearest part of a look."""
    return Fraction(text)


class Share(TypeDecorator[Fraction]):
    """Stores an exact fraction as text (`-2/3`), because no number of either engine holds it."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: Dialect) -> str | None:
        """Turn a fraction into text."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Fraction | None:
        """Turn the text back into the fraction."""
        return None if value is None else _read(value)


class TurnState(StrEnum):
    """Where a turn stands."""

    PLANNED = "planned"
    BEGUN = "begun"
    """Somebody took it over; it counts, also once it is past."""
    EMPTY = "empty"
    """It began with nobody on duty."""


class TurnReason(StrEnum):
    """Why somebody has a turn."""

    CREDIT = "credit"
    ASSIGNED = "assigned"
    SUBSTITUTE = "substitute"
    SWAP = "swap"


class Rota(SQLModel, table=True):
    """One duty that comes round. The rule is RFC 5545's, times are the wall's in the community's zone.

    `minutes` is how long a turn lasts; empty for one that lasts until the next begins.
    """

    __tablename__ = "rota"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    name: str = Field(max_length=40)
    rule: str = Field(max_length=80)
    begins: date
    at: time
    minutes: int | None = Field(default=None)
    skips_holidays: bool = Field(default=False)
    made_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    turned_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    """When the last turn began that was handed over; when the rota was made, before the first."""

    @property
    def lasts(self) -> timedelta | None:
        """Give how long a turn lasts; None for one that lasts until the next begins."""
        return None if self.minutes is None else timedelta(minutes=self.minutes)


class RotaMember(SQLModel, table=True):
    """Somebody in a rota, with their credit in turns: above zero, they are behind their fair share."""

    __tablename__ = "rota_member"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    rota_number: int = Field(primary_key=True)
    member_number: int = Field(primary_key=True)
    credit: Fraction = Field(default=Fraction(0), sa_column=Column(Share, nullable=False))
    turns: int = Field(default=0)
    last_served: datetime | None = Field(default=None, sa_column=Column(Moment))


class RotaTurn(SQLModel, table=True):
    """One turn, to come, begun or past; kept for 90 days.

    `passed` lists the member numbers, with commas, of those who cannot take this one. `asked_number` is who was asked
    to stand in. `swap_number` is who was asked to swap, for their own turn at `swap_at` if they have one in sight.
    Where two have swapped, `account_number` is who would have had this turn, and whom it counts for.
    """

    __tablename__ = "rota_turn"
    __table_args__ = (Index("ix_rota_turn_begins_at", "begins_at"),)

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    rota_number: int = Field(primary_key=True)
    begins_at: datetime = Field(sa_column=Column(Moment, primary_key=True))
    ends_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    state: TurnState = Field(default=TurnState.PLANNED, sa_column=Column(TextEnum(TurnState), nullable=False))
    member_number: int | None = Field(default=None)
    reason: TurnReason = Field(default=TurnReason.CREDIT, sa_column=Column(TextEnum(TurnReason), nullable=False))
    account_number: int | None = Field(default=None)
    confirmed_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    reminded_number: int | None = Field(default=None)
    passed: str = Field(default="")
    asked_number: int | None = Field(default=None)
    swap_number: int | None = Field(default=None)
    swap_at: datetime | None = Field(default=None, sa_column=Column(Moment))

    @property
    def passed_numbers(self) -> tuple[int, ...]:
        """Give who cannot take this turn, in the order in which they said so."""
        return tuple(int(each) for each in self.passed.split(",") if each)

    def add_passed(self, number: int) -> None:
        """Note that somebody cannot take this turn."""
        self.passed = ",".join(str(each) for each in dict.fromkeys((*self.passed_numbers, number)))

    @property
    def is_searching(self) -> bool:
        """Say whether somebody gave this turn back and nobody has taken it yet."""
        return self.member_number is None and bool(self.passed)

    def is_ahead(self, now: datetime) -> bool:
        """Say whether the turn has not begun yet."""
        return self.state is TurnState.PLANNED and self.begins_at > now

    def give_to(self, number: int | None, reason: TurnReason, confirmed_at: datetime | None = None) -> None:
        """Give the turn to somebody, or to nobody; whoever was asked about it before is asked no longer."""
        self.member_number, self.reason, self.confirmed_at = number, reason, confirmed_at
        self.account_number = None
        self.asked_number = self.swap_number = self.swap_at = None
        self.passed = ",".join(str(each) for each in self.passed_numbers if each != number)
