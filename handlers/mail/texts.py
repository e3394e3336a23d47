"""What is said about mail, in the language of the moment; an address is shown masked, even to its owner."""

from bot.forms import Given
from bot.i18n import _
from bot.mail.addresses import masked
from bot.messages import Card, SayButton, Text
from handlers.rules.texts import day
from storage.repositories.mail import ConfirmedAddress


def why() -> str:
    """Say what is sent by mail, and why."""
    return _(
        "Important words for you that have waited here on LINE for a day unread also go to your mail address, so that "
        "they reach you; nothing else does."
    )


def not_set_up() -> str:
    """Say that there is no mail here."""
    return _("Mail is not set up here, I am afraid. Words for you wait in this chat.")


def no_address() -> Card:
    """Explain mail, and offer to begin."""
    return Card(
        title=_("Mail"),
        lines=(why(), _only_you(), _("To begin: “/mail taro@example.org”, with your own address.")),
        buttons=(SayButton(_("Give an address"), _change_words()),),
        alt=_("About mail"),
    )


def confirmed(address: ConfirmedAddress, timezone: str) -> Card:
    """Show the address that gets mail, and when."""
    return Card(
        title=_("Mail"),
        lines=(
            _(
                "Your address: %(address)s, confirmed on %(day)s",
                address=masked(address.address),
                day=day(address.confirmed_at, timezone),
            ),
            _("Mail comes at once.") if address.at_once else _("Mail comes when a word has waited here for a day."),
        ),
        buttons=(
            _later_button() if address.at_once else _at_once_button(),
            SayButton(_("Change the address"), _change_words()),
            _stop_button(),
        ),
        alt=_("About mail"),
    )


def number_is_awaited(new: str, old: str | None) -> Card:
    """Show where a number has gone, and what holds until it comes back."""
    lines = [_("A number is on its way to %(address)s. Please type it here.", address=masked(new))]
    if old is not None:
        lines.append(_("Until then %(address)s gets the mail.", address=masked(old)))
    return Card(
        title=_("Mail"),
        lines=lines,
        buttons=(SayButton(_("Another address"), _change_words()), _stop_button()),
        alt=_("About mail"),
    )


def which_address(_given: Given) -> str:
    """Ask for the address, after saying what it is for."""
    return "\n".join([why(), _only_you(), _("Which address is it?")])


def which_number(given: Given) -> str:
    """Ask for the number that went to the address."""
    return _(
        "To be sure that the address is yours, I am sending a number to %(address)s. Please type it here within "
        "15 minutes.",
        address=masked(given.text("address")),
    )


def number_in_the_middle(address: str) -> Text:
    """Say how to type the number while something else waits for answers."""
    return Text(
        _(
            "I am sending a number to %(address)s. Please type it here within 15 minutes, like this: /mail 123456",
            address=masked(address),
        )
    )


def not_an_address() -> str:
    """Say that this is no mail address, without repeating it."""
    return _("I cannot read that as a mail address. It should look like taro@example.org.")


def not_a_number() -> str:
    """Say what the number looks like."""
    return _("The number in the mail has six digits.")


def wrong_number() -> str:
    """Say that the number is another one."""
    return _("That is not the number in the newest mail. Please look once more.")


def number_is_worth_nothing(*, too_often: bool) -> Text:
    """Say that a new number is needed."""
    reason = (
        _("That was the wrong number five times.")
        if too_often
        else _("There is no number to type at the moment; each is good for 15 minutes.")
    )
    return Text(_("%(reason)s “/mail” and your address sends a new one.", reason=reason))


def wait_an_hour() -> str:
    """Ask for patience after several mails."""
    return _("I have sent you several numbers just now. Please wait an hour before the next one.")


def wait_a_day() -> str:
    """Say that no more numbers go out today, whatever the reason."""
    return _("No more numbers can go out by mail today. Please try again tomorrow.")


def thank_you() -> Text:
    """Confirm an address."""
    return Text(_("Thank you, the address is confirmed."))


def stopped() -> Text:
    """Confirm that no more mail comes."""
    return Text(_("No more mail comes, and the address is erased. Words for you wait here as before."))


def nothing_to_stop() -> Text:
    """Say that there was no mail anyway."""
    return Text(_("I have no mail address of yours, so there is nothing to stop."))


def no_address_yet() -> str:
    """Ask for an address first."""
    return _("I have no mail address of yours yet. “/mail” shows how to give me one.")


def _only_you() -> str:
    return _("Please choose a mailbox that only you read. Nobody in the group sees the address.")


def _change_words() -> str:
    # Translators: a command; it must be one of the words for changing one's mail address.
    return _("/mail change")


def _stop_button() -> SayButton:
    # Translators: the second text is a command; it must be one of the words for stopping mail.
    return SayButton(_("No more mail"), _("/mail stop"))


def _at_once_button() -> SayButton:
    # Translators: the second text is a command; it must be one of the words for getting mail at once.
    return SayButton(_("Send it at once"), _("/mail at once"))


def _later_button() -> SayButton:
    # Translators: the second text is a command; it must be one of the words for getting mail after a day.
    return SayButton(_("Send it after a day"), _("/mail later"))
