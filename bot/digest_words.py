"""What the list of waiting words says, in the language of the moment."""

from bot.i18n import _, ngettext


def so_many_wait(count: int) -> str:
    """Say how many words wait."""
    return ngettext("%(count)d word is waiting for you", "%(count)d words are waiting for you", count)


def something_waits() -> str:
    """Say on a lock screen that something is there to read, and nothing more."""
    return _("There is something to read")


def and_others(count: int) -> str:
    """Say how many more there are than the list shows."""
    return ngettext("and %(count)d more", "and %(count)d more", count)


def read_next_label() -> str:
    """Label the button that says the next words."""
    return _("Read them in order")


def read_next() -> str:
    """Give the command that says the next words, with its slash: without one it would answer an open form."""
    return _("/next")


def read_this(place: int) -> str:
    """Give the command that says one word of the list."""
    return _("/next %(place)d", place=place)


def nothing_waits() -> str:
    """Say that there is nothing to read."""
    return _("Nothing is waiting for you at the moment.")


def no_such_place() -> str:
    """Say that the list has no such line any more."""
    return _("There is nothing at that place of the list any more.")
