"""The lines that are the same for every feature: wrong place, no permission, an old button."""

from bot.buttons import TappedByAnother, TappedElsewhere, TappedLate
from bot.commands import BadArgument
from bot.i18n import _
from bot.messages import MAX_QUICK_LABEL, SayButton, shorten


def for_hosts_only() -> str:
    """Tell somebody without the capability, neutrally."""
    return _("Only the hosts of this group can do that.")


def not_claimed_yet() -> str:
    """Tell that the group has no owner yet."""
    return _("This group has no owner yet. Whoever looks after it can register in our private chat with “/claim”.")


def only_in_group() -> str:
    """Tell that a command belongs into the group."""
    return _("Please type that in the group, with “/” in front.")


def only_in_private() -> str:
    """Tell that a command belongs into the private chat."""
    return _("Please tell me that in our private chat.")


def choose_a_group() -> str:
    """Tell somebody with several groups to choose one."""
    return _("Which group is this about? Please choose with “/use”.")


def no_group() -> str:
    """Tell a person whom no group connects with the bot, without confirming or denying any membership."""
    return _("I cannot tell which group this is about. Please write one word in your group first, then try again here.")


def open_private_chat() -> str:
    """Label the button that leads into the private chat."""
    return _("Open our private chat")


def answered_in_private() -> str:
    """Tell the group that something was done, and nothing more."""
    return _("Done. Please see our private chat.")


def type_it_instead() -> str:
    """Ask somebody whom LINE did not name to say it in words."""
    return _("LINE did not tell me who tapped. Please press here instead; it says the same in words.")


def tap_without_name() -> str:
    """Tell somebody whom LINE did not name that the tap changed nothing."""
    return _("LINE did not tell me who tapped, so nothing was changed. Please type the command instead.")


def do_you_mean(word: str) -> str:
    """Suggest a command to a host who mistyped one."""
    return _("I do not know that word. Did you mean “/%(word)s”?", word=word)


def near_word_button(word: str) -> SayButton:
    """Say the suggested command with one tap."""
    return SayButton(shorten(f"/{word}", MAX_QUICK_LABEL), f"/{word}")


def unknown_word() -> str:
    """Answer a host who typed a command that is none and resembles none."""
    return _("I do not know that word. The button shows all that I understand.")


def all_words_button() -> SayButton:
    """Lead a host to the list of all commands."""
    return SayButton(_("What I can do"), _("/help"))


def something_failed(number: int) -> str:
    """Apologise to the hosts for an event that could not be handled."""
    return _(
        "I am sorry: something asked of me could not be done because of a mistake of mine. "
        "Nothing else is affected. For the operator: entry %(number)d.",
        number=number,
    )


def of_button(error: Exception) -> str:
    """Explain why a button does nothing."""
    if isinstance(error, TappedLate):
        return _("This button is too old. Please type the command again for a new one.")
    if isinstance(error, TappedElsewhere):
        return _("This button belongs to another chat.")
    if isinstance(error, TappedByAnother):
        return _("This button is meant for somebody else.")
    return _("This button no longer works. Please type the command again for a new one.")


def of_argument(error: BadArgument) -> str:
    """Explain in one line what was expected after a command."""
    match error.code:
        case "missing":
            return _("Something is missing after the command. “/help” shows an example.")
        case "not_a_member_number":
            return _("Please give a member number such as #12.")
        case "not_a_whole_number":
            return _("Please give a whole number such as 3.")
        case "out_of_range":
            return _("That number is out of range.")
        case "not_on_or_off":
            return _("Please say “on” or “off”.")
