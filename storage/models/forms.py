"""Forms that people are in the middle of: what they have answered so far, sealed, for two days at most."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class OpenForm(SQLModel, table=True):
    """The one form a person is in the middle of, in the community it was begun for.

    `state` is sealed JSON; the row goes when the form is finished or given up. At `expires_at` the state is emptied,
    and the bare row stays a week longer, so that somebody who comes back learns what became of it.
    """

    __tablename__ = "open_form"

    user_id: str = Field(primary_key=True, max_length=64)
    community_id: int = Field(foreign_key="community.id")
    form: str = Field(max_length=64)
    state: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    expires_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
