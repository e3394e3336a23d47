"""What the person picker says, in the language of the moment; a list of people is only ever said in private."""

from collections.abc import Sequence

from bot.i18n import _


def one_at_a_time() -> str:
    """Ask for one person only."""
    return _("Please name one person at a time.")


def mentioned_without_account() -> str:
    """Say that LINE gives no id for a mentioned person."""
    return _("LINE does not tell me who that is. Please give the member's number, like #12.")


def nobody_found() -> str:
    """Say that there is no such member here now."""
    return _("I do not know this person as a present member. Somebody who has said a word in the group is known to me.")


def whom(command: str) -> str:
    """Say how to name a person."""
    return _("Whom do you mean? Please add the member's number, like this: /%(command)s #12", command=command)


def which_one(people: Sequence[str], example: str) -> str:
    """Let a host choose among those whose name is like the one typed."""
    # Translators: a list of members follows, like “#12 Hanako”, and then how to type it.
    return _list(_("Whom do you mean? A name alone is not enough for me, so please tap."), people, example)


def recently_heard(people: Sequence[str], example: str) -> str:
    """Let a host choose among those who spoke lately."""
    # Translators: a list of members follows, like “#12 Hanako”, and then how to type it.
    return _list(_("Whom do you mean? These have spoken in the group lately."), people, example)


def not_by_that_name(people: Sequence[str], example: str) -> str:
    """Say that nobody known has the name, and let a host choose among those who spoke lately."""
    # Translators: a list of members follows, like “#12 Hanako”, and then how to type it.
    return _list(_("I know nobody by that name. These have spoken in the group lately."), people, example)


def more_of_the_name() -> str:
    """Say that more people have such a name than can be shown."""
    return _("There are more; please write more of the name.")


def _list(opening: str, people: Sequence[str], example: str) -> str:
    typed = _("You can also type it: %(example)s", example=example)
    return "\n".join([opening, *people, typed])
