"""What is said once a report is handed over: to its reporter, to those who read it, to whoever posted a photo."""

from datetime import datetime

from bot.i18n import _, ngettext
from bot.messages import Card, Text
from handlers.moderation.cases.labels import moment


def receipt(number: int, *, poster_is_asked: bool) -> Text:
    """Confirm that it arrived."""
    lines = [
        _(
            "It has arrived, as number %(number)d. Here in private I tell you who looks after it and how it ends. "
            "Your words are locked up, and erased 30 days after it is closed.",
            number=number,
        )
    ]
    if poster_is_asked:
        lines.append(_("I am asking whoever posted the photo to take it back, without saying who asks."))
    return Text("\n\n".join(lines))


def please_take_it_back(at: datetime | None, timezone: str) -> Card:
    """Ask somebody kindly to take a photo back, with the steps; never who asks."""
    which = (
        _("It is about a photo of yours in the group.")
        if at is None
        else _("It is about the photo you posted in the group on %(moment)s.", moment=moment(at, timezone))
    )
    return Card(
        title=_("May I ask you something?"),
        lines=(
            _("%(which)s Somebody would feel easier if it were taken back. Nobody thinks ill of you.", which=which),
            _(
                "This is how: press and hold the photo in the group, then “Unsend”. LINE allows that only for a short "
                "while after posting, so the sooner the better. If it is in an album too, please delete it there."
            ),
        ),
        buttons=(),
        alt=_("A word from Tsudoi"),
        # Translators: the command stands in it; it must be one of the words for asking the hosts.
        footnote=_("If LINE no longer offers that, or you see it differently, tell the hosts with “/ask”."),
    )


def nothing_was_sent() -> Text:
    """Confirm that nothing was handed over."""
    return Text(_("All right. I have passed nothing on and kept nothing. You can come back to it whenever you like."))


def report_has_come(number: int, *, is_urgent: bool, for_adviser: bool = False) -> Text:
    """Tell whoever reads it of a report, without a word of it: it is read where they ask for it."""
    if for_adviser:
        return Text(
            _(
                "Something has been told in confidence that you alone may read, as the adviser: number %(number)d. "
                "In private, “/consult %(number)d” shows it. To answer, add your words behind the number.",
                number=number,
            )
        )
    if is_urgent:
        return Text(
            _(
                "Something urgent has been told in confidence: number %(number)d. "
                "In private, “/reports %(number)d” shows it.",
                number=number,
            )
        )
    # Translators: the second number stands in a command, which must be one of those for the queue of reports.
    return Text(
        _(
            "Something has been told in confidence: number %(number)d. In private, “/reports %(number)d” shows it.",
            number=number,
        )
    )


def more_has_come(number: int, people: int, *, is_new: bool, for_adviser: bool = False) -> Text:
    """Tell whoever reads it that more was told of the same; how many people that are decides nothing by itself."""
    if for_adviser:
        # Translators: the second number stands in a command, which must be the one with which an adviser reads.
        return Text(_("More has been told about number %(number)d: “/consult %(number)d”.", number=number))
    if not is_new:
        return Text(_("Somebody has told more about number %(number)d: “/reports %(number)d”.", number=number))
    return Text(
        ngettext(
            "Another person has told the same as number %(number)d, %(count)d person in all: “/reports %(number)d”.",
            "Another person has told the same as number %(number)d, %(count)d people in all: “/reports %(number)d”.",
            people,
            number=number,
        )
    )
