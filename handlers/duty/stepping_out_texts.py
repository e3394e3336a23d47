"""The words for somebody who leaves a rota, in the language of the moment."""

from bot.i18n import _
from bot.messages import Text
from storage.models import Rota


def in_no_rota() -> str:
    """Say that there is nothing to leave."""
    return _("You take no turns at any duty at the moment.")


def not_in_this_rota(rota: Rota) -> str:
    """Say that somebody is not in the rota they named."""
    return _("You take no turns at “%(name)s”, so there is nothing to change.", name=rota.name)


def you_have_left(rota: Rota, *, is_on_duty: bool) -> Text:
    """Confirm, and say how one comes back."""
    lines = [
        _("You no longer take turns at “%(name)s”. Thank you for your help.", name=rota.name),
        _("The hosts hear of it in private. Should you like to come back, just tell them."),
    ]
    if is_on_duty:
        lines.insert(1, _("Your turn that has begun stays yours. If you cannot stay, please tell the hosts with /ask."))
    return Text("\n".join(lines))


def has_left(rota: Rota, who: str, *, is_empty: bool) -> Text:
    """Tell the hosts, without asking for a reason."""
    if is_empty:
        return Text(
            _(
                "%(who)s no longer takes turns at “%(name)s”. Nobody is in this duty any more, so turns to come are "
                "nobody's for now.",
                who=who,
                name=rota.name,
            )
        )
    return Text(
        _("%(who)s no longer takes turns at “%(name)s”. Turns to come go to the next in line.", who=who, name=rota.name)
    )
