"""What the bot says when a community moves to a new group, in the language of the moment."""

from collections.abc import Sequence

from bot.i18n import _
from bot.messages import Card, Message, SayButton, Text
from bot.names import safe_name
from storage.repositories.moving import CODE_LASTS


def your_code(code: str) -> list[Message]:
    """Give the code, with what to do with it; the code stands alone, so that it can be copied with one touch."""
    minutes = int(CODE_LASTS.total_seconds() // 60)
    return [
        Card(
            title=_("Move to a new group"),
            lines=(
                _("1. Make the new group, or choose one, and invite me."),
                _("2. Send the line below there within %(minutes)d minutes. Only you can use it.", minutes=minutes),
                _("Members, rules, cases and settings come along. In the group of before I then have nothing to do."),
            ),
            alt=_("A word for the hosts"),
        ),
        # Translators: a command; it must be one of the words for moving to a new group.
        Text(_("/attach %(code)s", code=code)),
    ]


def which_group(owned: Sequence[tuple[int, str | None]]) -> Card:
    """Let an owner of several groups choose."""
    return Card(
        title=_("Which group moves?"),
        lines=[_line(number, name) for number, name in owned],
        buttons=[SayButton(_("Number %(number)d", number=number), _words(number)) for number, _name in owned][:3],
        alt=_("A word for the hosts"),
    )


def moved_in() -> Text:
    """Say in the new group that the community is here now; no name of the old one."""
    return Text(
        _(
            "Here we are again: members, rules and settings have come along. Whoever writes a word here is known to me "
            "under the number of before."
        )
    )


def moved(*, leaves: bool) -> Text:
    """Tell the owner in private what has come along, and what has not."""
    lines = [
        _("The move is done. Members, rules, cases and settings are the same; what was on its way comes along."),
        _("Everybody from before stays on the list until I see them in the new group or you take them off it."),
    ]
    if leaves:
        lines.append(_("I leave the group of before without a word."))
    return Text("\n".join(lines))


def type_it_in_the_group() -> str:
    """Say where the code belongs."""
    return _("Please send the code in the new group, not here.")


def how_to() -> str:
    """Explain the way, in a group."""
    return _("To move to this group, please send “/attach” in our private chat first; the code I give you comes here.")


def wrong_code() -> str:
    """Say that a code is not good."""
    return _("This code is not valid, not any more, or not yours. “/attach” in our private chat gives a new one.")


def guessed_too_often() -> str:
    """Say that there were too many wrong codes."""
    return _("There were too many wrong codes. Please try again in a quarter of an hour.")


def is_here_already() -> str:
    """Say that nothing had to change."""
    return _("This is the group already; nothing had to change.")


def is_hosts_room() -> str:
    """Say that the hosts' room cannot be the group."""
    return _("This is the hosts' room. Please make another group, or end the room first (/room off).")


def taken() -> str:
    """Say that a group belongs to somebody already, and no more."""
    return _("This group is looked after by somebody already, so I cannot move in. Please make a new group.")


def only_owners() -> str:
    """Tell, neutrally, who may do this."""
    return _("Only the owner of a group can do that.")


def who_are_you() -> str:
    """Say why nothing happened when LINE did not tell who spoke."""
    return _("LINE did not tell me who you are, so nothing was changed.")


def _line(number: int, name: str | None) -> str:
    shown = safe_name(name)
    return _words(number) if shown is None else _("%(command)s: “%(group)s”", command=_words(number), group=shown)


def _words(number: int) -> str:
    # Translators: a command; it must be one of the words for moving to a new group.
    return _("/attach %(number)d", number=number)
