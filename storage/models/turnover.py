"""Who comes and goes, and what is asked of those who have gone quiet: numbers, moments and counts, never a word."""

from datetime import date, datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class MonthlyTurnover(SQLModel, table=True):
    """One month of a community in numbers, without names: who came and went, and first words that found an answer.

    `month` is its first day in the community's zone. `answer_minutes` is the sum over the first words answered.
    """

    __tablename__ = "monthly_turnover"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    month: date = Field(primary_key=True)
    came: int = Field(default=0)
    went: int = Field(default=0)
    first_words: int = Field(default=0)
    answered: int = Field(default=0)
    answer_minutes: int = Field(default=0)


class CheckIn(SQLModel, table=True):
    """One round of kind questions, begun by a host; what was answered is kept as counts alone.

    `ends_at` is the end of the grace period, `by_mention` whether people are named in the group instead of a card.
    """

    __tablename__ = "check_in"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    started_by: int | None = Field(default=None)
    started_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    ends_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    closed_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    by_mention: bool = Field(default=False)
    asked: int = Field(default=0)
    here: int = Field(default=0)
    listening: int = Field(default=0)
    resting: int = Field(default=0)
    leaving: int = Field(default=0)

    @property
    def answered(self) -> int:
        """Count the answers of every kind."""
        return self.here + self.listening + self.resting + self.leaving

    def is_running(self, now: datetime) -> bool:
        """Say whether people are still asked: its time is not over, and nobody has closed it."""
        return self.closed_at is None and self.ends_at > now


class CheckInQuestion(SQLModel, table=True):
    """That a member was asked and has not answered yet; the row goes with any answer or sign of life.

    `told_at` is when the private word was put on its way, `mentioned_at` when the group's card named them.
    """

    __tablename__ = "check_in_question"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    member_number: int = Field(primary_key=True)
    check_in: int
    asked_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    told_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    mentioned_at: datetime | None = Field(default=None, sa_column=Column(Moment))


class Exemption(SQLModel, table=True):
    """A member whom the hosts never want asked how they are."""

    __tablename__ = "exemption"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    member_number: int = Field(primary_key=True)
    since: datetime = Field(sa_column=Column(Moment, nullable=False))


class LeavingWish(SQLModel, table=True):
    """A member's word, given in private, that they would like to leave; `told_at` is when the hosts heard of it.

    `check_in` is the round of kind questions that it answered, if it answered one.
    """

    __tablename__ = "leaving_wish"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    member_number: int = Field(primary_key=True)
    wished_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    told_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    check_in: int | None = Field(default=None)


class FirstWords(SQLModel, table=True):
    """That a newcomer has spoken for the first time, in which message, and when somebody first turned to them.

    The message's id goes with the answer; never its text.
    """

    __tablename__ = "first_words"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    member_number: int = Field(primary_key=True)
    message_id: str | None = Field(default=None, max_length=64)
    said_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    answered_at: datetime | None = Field(default=None, sa_column=Column(Moment))
