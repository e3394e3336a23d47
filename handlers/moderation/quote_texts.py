"""What is said, in private, of the message that somebody quoted in the group."""

from datetime import datetime

from bot.i18n import _
from bot.messages import Text
from handlers.moderation.cases.labels import moment


def about_this(who: str, at: datetime, timezone: str, *, is_taken_back: bool) -> Text:
    """Say whose message was quoted, and that nothing is handed over yet."""
    when = moment(at, timezone)
    said = _(
        "You quoted a message of %(who)s of %(moment)s, so I take it that this is about them.", who=who, moment=when
    )
    if is_taken_back:
        said += " " + _("It has been taken back meanwhile.")
    # Translators: the word that goes one question back in a form stands in it.
    return Text(said + " " + _("If not, “back” leads to that question. You see it all once more before it goes."))


def nobody_knows_whose() -> Text:
    """Say why the quote does not help: it is too old, or the bot's own, or LINE did not name its author."""
    return Text(
        _(
            "I cannot tell whose message you quoted: I remember that for seven days, and never of my own words. "
            "So I ask as always."
        )
    )


def your_own() -> Text:
    """Say that somebody quoted themselves."""
    return Text(_("You quoted a message of your own, so I ask as always."))
