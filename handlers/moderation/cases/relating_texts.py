"""The words around who is related to whom."""

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
