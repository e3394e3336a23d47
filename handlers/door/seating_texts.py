"""What hosts read about seats, in the language of the moment."""

from collections.abc import Sequence

from bot.i18n import _
from bot.messages import Card, SayButton
from handlers.door.waiting import RESTS_AFTER_LEAVING, Seats

_MOST_LISTED = 30


def seats_card(seats: Seats, line: Sequence[int]) -> Card:
    """Show the seats, what takes them, and who waits, in order."""
    lines = [_capacity(seats), _("People in the group: %(count)d", count=seats.present)]
    if seats.resting:
        lines.append(
            _(
                "Kept for people who left within the last %(days)d days: %(count)d",
                days=RESTS_AFTER_LEAVING.days,
                count=seats.resting,
            )
        )
    if seats.kept:
        lines.append(_("Kept for people who were let in: %(count)d", count=seats.kept))
    lines.append(seats_line(seats, len(line)))
    if seats.is_over:
        lines.append(
            _("There are more people here than seats. Nobody has to go; seats are offered again once there are fewer.")
        )
    if line:
        # Translators: what stands between the words of a list
        shown = _(", ").join(str(number) for number in line[:_MOST_LISTED])
        lines.append(_("Waiting list, by number of the application: %(numbers)s", numbers=shown))
    return Card(
        title=_("Seats"),
        lines=lines,
        # Translators: the second text is a command; it must be one of the words for the list of applications.
        buttons=(SayButton(_("Who is at the door"), _("/applicants")),),
        alt=_("Seats"),
        footnote=_("To choose: “/seats 60”. Without a limit: “/seats off”."),
    )


def seats_line(seats: Seats, waiting: int) -> str:
    """Say in one line how many seats are free and how many people wait."""
    if seats.free is None:
        return _("Free seats: no limit. Waiting: %(waiting)d.", waiting=waiting)
    return _("Free seats: %(free)d. Waiting: %(waiting)d.", free=seats.free, waiting=waiting)


def how_to_choose(most: int) -> str:
    """Tell how seats are chosen."""
    return _("Please give a number from 1 to %(most)d, such as “/seats 60”, or “/seats off”.", most=most)


def _capacity(seats: Seats) -> str:
    if seats.free is None:
        return _("Seats: no limit")
    return _("Seats: %(count)d", count=seats.capacity)
