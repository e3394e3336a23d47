"""What the bot says about the hosts' room, in the language of the moment."""

from collections.abc import Sequence

from bot.i18n import _
from bot.messages import Card, SayButton, Text
from bot.names import safe_name


def how_to(owned: Sequence[tuple[int, str | None]]) -> Card:
    """Explain how a group becomes the hosts' room; several groups of one owner are told apart by their numbers."""
    lines = [
        _("A second LINE group of the hosts alone, where questions and other words to the hosts arrive."),
        _("Make that group, invite me, and type this there: %(command)s", command=_("/room")),
    ]
    if len(owned) > 1:
        lines.append(_("You own several groups, so please add the number:"))
        lines += [_line(number, name) for number, name in owned]
    return Card(
        title=_("The hosts' room"),
        lines=lines,
        # Translators: the second text is a command; it must be one of the words for ending the hosts' room.
        buttons=(SayButton(_("Do without the room"), _("/room off")),),
        alt=_("The hosts' room"),
    )


def room_is_ready() -> Text:
    """Say in the room what it is from now on."""
    return Text(
        _(
            "This is the hosts' room from now on: words to the hosts arrive here, and /answer answers a question. "
            "Everybody in this group reads them, so please keep it to the hosts."
        )
    )


def room_is_closed() -> Text:
    """Say what becomes of words to the hosts without a room."""
    return Text(_("The hosts' room is no more. Words to the hosts go to each host in private again."))


def no_room() -> str:
    """Say that there is nothing to end here."""
    return _("There is no hosts' room to end here.")


def room_already() -> str:
    """Say that nothing had to change."""
    return _("This is the hosts' room already. “/room off” ends it.")


def this_is_the_group() -> str:
    """Say that the group itself cannot be its hosts' room."""
    return _("This is the group itself. Please make a second group for the hosts, invite me, and type it there.")


def taken() -> str:
    """Say that a group belongs to somebody else, and no more."""
    return _("This group is looked after by somebody already, so it cannot be a hosts' room. Please make a new group.")


def which_group() -> str:
    """Ask an owner of several groups for the number."""
    return _("Which group is this room for? “/room” in our private chat shows the numbers; type it here with one.")


def only_owners() -> str:
    """Tell, neutrally, who may do this."""
    return _("Only the owner of a group can do that.")


def _line(number: int, name: str | None) -> str:
    shown = safe_name(name)
    command = _("/room %(number)d", number=number)
    return command if shown is None else _("%(command)s: “%(group)s”", command=command, group=shown)
