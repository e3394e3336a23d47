"""The words that tell an adviser from outside which community something is about."""

from bot.i18n import _


def about_desk(calls_it: str) -> str:
    """Head words to an adviser with the word they chose for the community."""
    return _("To you as the adviser of “%(desk)s”:", desk=calls_it)


def which_desk() -> str:
    """Ask somebody who advises several communities which one is meant."""
    return _("Which one is this about? Please put your word for it before the number.")


def desk_is_closed(calls_it: str) -> str:
    """Say that nothing can be done for a community now."""
    return _("“%(desk)s” cannot be reached through me just now. Please try again later.", desk=calls_it)
