"""What hosts may choose about the door of their group."""

from enum import StrEnum

from bot.group_settings import GroupSetting
from bot.i18n import _
from bot.messages import utf16_units

MOST_ABOUT = 600
"""UTF-16 units; what still reads as a card beside the other lines."""
MOST_SEATS = 500
"""LINE: a group has at most 500 members."""
NO_LIMIT = 0


class DoorState(StrEnum):
    """How one comes in."""

    OPEN = "open"
    """Whoever answers the questions and agrees to the rules gets the link."""
    ASK = "ask"
    """Hosts decide about each."""
    CLOSED = "closed"


DOOR_STATE = GroupSetting(
    key="door.state",
    kind=str,
    default=DoorState.CLOSED.value,
    meaning=lambda: _("Whether people may ask to come in, and whether hosts decide about each of them."),
    bounds=lambda: _("open, ask or closed"),
    allows=lambda value: value in set(DoorState),
)
DOOR_ABOUT = GroupSetting(
    key="door.about",
    kind=str,
    default="",
    meaning=lambda: _("What the group is about, for people at the door."),
    bounds=lambda: _("A text of at most %(units)d characters.", units=MOST_ABOUT),
    allows=lambda text: utf16_units(text) <= MOST_ABOUT,
)
DOOR_WATCH = GroupSetting(
    key="door.watch",
    kind=bool,
    default=True,
    meaning=lambda: _(
        "Whether hosts learn in private of people who come in without having got the link from me; "
        "while the door is open nobody needs it."
    ),
    bounds=lambda: _("on or off"),
)
SEATS = GroupSetting(
    key="door.seats",
    kind=int,
    default=NO_LIMIT,
    meaning=lambda: _("How many people the group takes at most; 0 for no limit."),
    bounds=lambda: _("A number of people from 1 to %(most)d, or 0.", most=MOST_SEATS),
    allows=lambda seats: NO_LIMIT <= seats <= MOST_SEATS,
)
