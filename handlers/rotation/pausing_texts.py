"""The words for resting, coming back and only reading, in the language of the moment."""

from datetime import datetime

from bot.i18n import _
from bot.messages import Card, SayButton, Text
from handlers.rules.texts import moment


def back_button() -> SayButton:
    """End a rest."""
    # Translators: the second text is a command; it must be one of the words for coming back.
    return SayButton(_("I am back"), _("/back"))


def away_button() -> SayButton:
    """Begin a rest of two weeks."""
    # Translators: the second text is a command with a duration; it must be one of the words for resting.
    return SayButton(_("Rest for two weeks"), _("/away 2w"))


def listen_button() -> SayButton:
    """Only read from now on."""
    # Translators: the second text is a command; it must be one of the words for only reading.
    return SayButton(_("Only read"), _("/listen"))


def rest_well(until: datetime | None, timezone: str, deputies: int | None) -> Card:
    """Confirm a rest; `deputies` is how many hosts remain, empty for somebody who is no host."""
    lines = [
        _("Your rest has no end; say “I am back” whenever you like.")
        if until is None
        else _(
            "Your rest lasts until %(moment)s. You can come back earlier at any time.", moment=moment(until, timezone)
        )
    ]
    lines.append(_("The group is not told, and nobody needs a reason."))
    if deputies is not None:
        lines.append(
            _("Meanwhile words to the hosts go to the other hosts.")
            if deputies
            else _("No other host is there at the moment, so words to the hosts still reach you.")
        )
    return Card(title=_("Have a good rest"), lines=lines, buttons=(back_button(),), alt=_("Noted"))


def noted() -> Text:
    """Say in the group that something was noted, and no more."""
    return Text(_("Noted."))


def good_to_see_you() -> Text:
    """Confirm that somebody takes part again."""
    return Text(_("Good to have you back. I have noted that you take part again."))


def here_already() -> Text:
    """Say that nothing had to change."""
    return Text(_("You are down as taking part, so nothing needed to change."))


def listening() -> Card:
    """Confirm that somebody only reads."""
    return Card(
        title=_("Only reading is fine"),
        lines=(_("You are not counted as gone quiet from now on. The group is not told."),),
        buttons=(back_button(),),
        alt=_("Noted"),
    )


def listening_is_over() -> Text:
    """Confirm that somebody no longer only reads."""
    return Text(_("I have noted that you take part again. Talk when you feel like it."))


def rest_is_over() -> Card:
    """Tell somebody that their rest has come to its end."""
    return Card(
        title=_("Your rest is over"),
        lines=(_("I hope it did you good. There is no hurry; if you need longer, just tell me."),),
        buttons=(away_button(), listen_button()),
        alt=_("A word from Tsudoi"),
    )


def how_long() -> str:
    """Say how to write how long a rest lasts."""
    return _("How long would you like to rest? For example: %(example)s", example=_("/away 2w"))


def rest_out_of_bounds() -> str:
    """Name the bounds of a rest."""
    return _("A rest can last from one hour to one year. Without a time it lasts until you say that you are back.")


def not_told_who() -> str:
    """Say why nothing changed when LINE did not tell who wrote."""
    return _("LINE did not tell me who wrote that, so nothing was changed. Please tell me in our private chat.")


def ask_the_hosts() -> str:
    """Say that nothing changed, without saying anything about membership."""
    return _("I could not note that. Please ask a host.")
