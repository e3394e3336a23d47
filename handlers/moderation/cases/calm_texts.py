"""The words of a pause for everybody."""

from datetime import datetime

from bot.i18n import _
from bot.messages import Card, Text
from handlers.moderation.cases.labels import moment


def notice(ends_at: datetime, timezone: str) -> Card:
    """Ask everybody for a pause."""
    return Card(
        title=_("Let us all take a little break"),
        lines=[
            _("A cup of tea, and a breath. We go on at %(moment)s.", moment=moment(ends_at, timezone)),
            _("This goes to everybody alike and means nobody in particular."),
        ],
        alt=_("A little break"),
    )


def over() -> Text:
    """End the pause."""
    return Text(_("The break is over. Thank you all; you are welcome to write again."))


def notice_will_be_posted(ends_at: datetime, timezone: str) -> Text:
    """Tell the host when it is said."""
    # Translators: a command that ends the break.
    return Text(
        _(
            "I ask the group for a break until %(moment)s, at once or as soon as somebody writes there. "
            "Typed in the group, it is said at once. “/calm off” ends it.",
            moment=moment(ends_at, timezone),
        )
    )


def end_will_be_posted() -> Text:
    """Tell the host that the end is said."""
    return Text(_("The break is over. I tell the group, at once or as soon as somebody writes there."))


def no_pause_now() -> str:
    """Say that there is nothing to end."""
    return _("There is no break now.")


def how_long() -> str:
    """Say what `/calm` expects."""
    # Translators: a command with an example.
    return _("How long? From five minutes to a day: %(example)s", example=_("/calm 30m"))


def only_in_the_group() -> str:
    """Say where the break is asked for."""
    return _("Please type that in the group itself, or in our private chat.")
