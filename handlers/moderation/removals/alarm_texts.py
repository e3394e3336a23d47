"""The words of an alarm and of a roster, in the language of the moment."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.i18n import _, ngettext
from bot.messages import MAX_OBJECTS, Card, Message, SayButton, long_text
from bot.names import safe_name
from handlers.moderation.removals.texts import alt, moment
from storage.repositories.rosters import KEPT_FOR, RosterLine


def many_left(people: int) -> Card:
    """Tell the hosts that many people left at once."""
    return Card(
        title=_("Many people are leaving"),
        lines=[
            ngettext(
                "%(count)d person has left the group within ten minutes.",
                "%(count)d people have left the group within ten minutes.",
                people,
            ),
            _("LINE does not say whether they left or were removed. In an ordinary group anybody can remove others."),
            _kept(),
        ],
        buttons=(_roster_button(),),
        alt=alt(),
    )


def bot_is_out() -> Card:
    """Tell the hosts that the bot is no longer in the group."""
    return Card(
        title=_("I am no longer in the group"),
        lines=[
            _("Somebody has removed me, or the group is gone."),
            _("What is kept for you stays as it is. Invited again, I go on. For a new group there is “/attach”."),
            _kept(),
        ],
        buttons=(
            _roster_button(),
            # Translators: the second text is a command; it must be one of the words for moving to a new group.
            SayButton(_("Move to a new group"), _("/attach")),
        ),
        alt=alt(),
    )


def to_lost_host(alarm: Card) -> Card:
    """Tell somebody who was a host when it began and is out of the group: what happens, and nothing of the list."""
    return replace(
        alarm,
        lines=(
            alarm.lines[0],
            _(
                "You were a host when this began and have left the group since, so I tell you, too, for one day. If "
                "you did not leave by yourself, please get in touch with the other hosts outside the group."
            ),
        ),
        buttons=(),
    )


def roster(people: Sequence[RosterLine], made_at: datetime, timezone: str) -> list[Message]:
    """List who was there."""
    heading = ngettext(
        "%(count)d person I knew in the group on %(moment)s:",
        "%(count)d people I knew in the group on %(moment)s:",
        len(people),
        moment=moment(made_at, timezone),
    )
    honest = _("People who never said a word and were never greeted are not in it.")
    erased = _("I erase this list %(days)d days after the alarm.", days=KEPT_FOR.days)
    return list(long_text("\n".join([heading, *map(_line, people), "", honest, erased]))[:MAX_OBJECTS])


def no_roster() -> str:
    """Say that there has been no alarm."""
    return _("There is no such list. I keep one only when many leave at once, or when I am put out of the group.")


def _line(line: RosterLine) -> str:
    shown = safe_name(line.name)
    return f"#{line.number}" if shown is None else _("#%(number)s %(name)s", number=line.number, name=shown)


def _kept() -> str:
    return _("I have kept the list of who was there for you.")


def _roster_button() -> SayButton:
    # Translators: the second text is a command; it must be one of the words for the list of who was there.
    return SayButton(_("See the list"), _("/roster"))
