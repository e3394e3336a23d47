"""The door of a community: its code and link, what is asked there, who wants to come in, and who may."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from storage.columns import Moment, TextEnum


class QuestionKind(StrEnum):
    """How a question of the hosts is answered."""

    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    ADULT = "adult"
    """Whether the person is eighteen or older; without a yes nobody gets further."""


class ApplicationState(StrEnum):
    """How far an application has come; the last four are final."""

    WAITING = "waiting"
    ASKED = "asked"
    """A host has asked something back, and the applicant has not answered yet."""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    CLOSED = "closed"
    """The person came in before anybody decided."""


class PassState(StrEnum):
    """How far somebody who was accepted has come; the last two are final."""

    WAITING = "waiting"
    """In the waiting list: there is no free seat, or no invitation link yet."""
    OFFERED = "offered"
    """A seat is kept, and the person is told so with the next free reply."""
    HANDED = "handed"
    """The person has the invitation link."""
    USED = "used"
    LAPSED = "lapsed"


OPEN_APPLICATIONS = (ApplicationState.WAITING, ApplicationState.ASKED)
"""The states of those that still wait for a host or for an answer to one."""
OPEN_PASSES = (PassState.WAITING, PassState.OFFERED, PassState.HANDED)
"""The states of those with which somebody may still come in."""


class Door(SQLModel, table=True):
    """What opens the door of one community: the code that strangers type, and the invitation link, sealed.

    `suspected_at` is when somebody came in who had been given no link, since the link was last renewed.
    """

    __tablename__ = "door"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    code: str = Field(max_length=16, unique=True)
    link: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    link_set_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    suspected_at: datetime | None = Field(default=None, sa_column=Column(Moment))


class DoorQuestion(SQLModel, table=True):
    """One question of the hosts to whoever wants to come in; `options` is a JSON list, empty but for a choice."""

    __tablename__ = "door_question"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    position: int = Field(primary_key=True)
    kind: QuestionKind = Field(sa_column=Column(TextEnum(QuestionKind), nullable=False))
    text: str = Field(max_length=400)
    options: str = Field(default="[]")


class Application(SQLModel, table=True):
    """One person's wish to come in, known by its number; the row goes 30 days after it is closed.

    `words` is sealed JSON: what to call the person, the answers, whom they hope not to meet, and the talk since.
    """

    __tablename__ = "application"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    user_id: str = Field(max_length=64, index=True)
    state: ApplicationState = Field(
        default=ApplicationState.WAITING, sa_column=Column(TextEnum(ApplicationState), nullable=False)
    )
    words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    rules_version: int = Field(default=0)
    made_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    decided_by: int | None = Field(default=None)
    closed_at: datetime | None = Field(default=None, sa_column=Column(Moment, index=True))

    @property
    def is_open(self) -> bool:
        """Say whether it still waits for a host or for an answer to one."""
        return self.state in OPEN_APPLICATIONS


class Pass(SQLModel, table=True):
    """Somebody accepted who has not come in yet, under the number of their application.

    `offered_at` is when a seat was kept, `reached_at` when word of it was delivered, `handed_at` when the person got
    the link; each stays empty until it has happened.
    """

    __tablename__ = "door_pass"

    community_id: int = Field(primary_key=True, foreign_key="community.id")
    number: int = Field(primary_key=True)
    user_id: str = Field(max_length=64, index=True)
    state: PassState = Field(default=PassState.WAITING, sa_column=Column(TextEnum(PassState), nullable=False))
    rules_version: int = Field(default=0)
    agreed_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    queued_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    offered_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    reached_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    handed_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    ended_at: datetime | None = Field(default=None, sa_column=Column(Moment, index=True))
