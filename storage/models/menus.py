"""Which rich menu each person is to see, and which one LINE has confirmed that they see."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel

from storage.columns import Moment, TextEnum


class LinkState(StrEnum):
    """How far a person's menu has come."""

    WAITING = "waiting"
    """LINE is still to be asked, or to be asked again."""
    LINKED = "linked"
    """LINE has confirmed the menu."""
    UNLINKED = "unlinked"
    """LINE shows the person no menu of their own: no friend of the account, or there is no such menu."""


class MenuLink(SQLModel, table=True):
    """One person's rich menu: an outbox of its own, in which a newer wish takes the place of an older one.

    Which menu it is to be is not kept: it follows from the person's role at the moment of sending. `asked` counts the
    wishes, so that one which comes while LINE is being asked is not taken for granted. `menu` is the key of the menu
    that LINE confirmed, such as `host/ja`, and `rich_menu_id` LINE's own id of it.
    """

    __tablename__ = "menu_link"
    __table_args__ = (
        Index(
            "ix_menu_link_waiting",
            "not_before",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    user_id: str = Field(primary_key=True, max_length=64)
    state: LinkState = Field(default=LinkState.WAITING, sa_column=Column(TextEnum(LinkState), nullable=False))
    asked: int = Field(default=1)
    menu: str | None = Field(default=None, max_length=32)
    rich_menu_id: str | None = Field(default=None, max_length=64)
    not_before: datetime = Field(sa_column=Column(Moment, nullable=False))
    tries: int = Field(default=0)
    settled_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    note: str | None = Field(default=None, max_length=200)
