"""The words around who is related to whom, and who is asked for advice."""

from collections.abc import Sequence

from bot.i18n import _
from bot.messages import Text


def name_two() -> str:
    """Say what `/related` expects."""
    # Translators: a command with an example.
    return _("Which two members? Please give both numbers: %(example)s", example=_("/related #3 #12"))


def related(one: str, other: str, *, is_related: bool) -> Text:
    """Confirm that two members are related, or no longer."""
    if is_related:
        return Text(
            _(
                "Noted: %(one)s and %(other)s are related and do not judge each other. The same again ends it.",
                one=one,
                other=other,
            )
        )
    return Text(_("%(one)s and %(other)s are no longer noted as related.", one=one, other=other))


def related_to(who: str, numbers: Sequence[int]) -> Text:
    """List who is related to a member."""
    if not numbers:
        return Text(_("Nobody is noted as related to %(who)s.", who=who))
    listed = " ".join(f"#{number}" for number in numbers)
    return Text(_("Related to %(who)s: %(numbers)s", who=who, numbers=listed))


def adviser_is(who: str | None) -> Text:
    """Say who is asked for advice."""
    if who is None:
        # Translators: a command with an example.
        return Text(
            _(
                "Nobody is named as adviser. An adviser decides on objections where no other host can: %(example)s",
                example=_("/adviser #12"),
            )
        )
    return Text(
        # Translators: a command that ends the adviser's task.
        _(
            "Your adviser is %(who)s. Where no other host can decide on an objection, I ask them. "
            "“/adviser off” ends it.",
            who=who,
        )
    )


def adviser_is_no_host() -> Text:
    """Say who can be adviser."""
    return Text(_("An adviser is a member of the group whom I can reach and who is no host. Please name another."))


def you_are_adviser(*, named: bool) -> Text:
    """Tell a member that they are asked for advice, or no longer."""
    if not named:
        return Text(_("You are no longer the hosts' adviser. Thank you for your help."))
    return Text(
        _(
            "The hosts have named you as their adviser. If somebody objects to what a host did and no other host can "
            "decide, I ask you here in private. If you would rather not, please tell them with “/ask”."
        )
    )
