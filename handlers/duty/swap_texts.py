"""The words with which two people swap turns, in the language of the moment."""

from collections.abc import Sequence
from datetime import datetime

from bot.i18n import _
from bot.messages import Button, Text
from handlers.duty.calendar_texts import when
from storage.models import Rota


def whom(rota: Rota, lines: Sequence[str], buttons: Sequence[Button]) -> Text:
    """Ask with whom to swap."""
    return Text("\n".join([_("With whom would you like to swap at “%(name)s”?", name=rota.name), *lines]), buttons)


def other_turn(at: datetime, who: str, timezone: str) -> str:
    """Write one line: whose turn comes when."""
    return _("%(when)s  %(who)s", when=when(at, timezone), who=who)


def asked(rota: Rota, who: str) -> Text:
    """Confirm that somebody is asked."""
    return Text(
        _(
            "I will ask %(who)s about “%(name)s” in private and tell you the answer. Until then everything stays as "
            "it is.",
            who=who,
            name=rota.name,
        )
    )


def agreed(rota: Rota, at: datetime, other_at: datetime | None, timezone: str) -> Text:
    """Tell whoever asked that the other agreed."""
    lines = [_("Your swap at “%(name)s” is agreed: %(when)s is taken.", name=rota.name, when=when(at, timezone))]
    if other_at is not None:
        lines.append(_("In return your turn is on %(when)s.", when=when(other_at, timezone)))
    return Text("\n".join(lines))


def declined(rota: Rota) -> Text:
    """Tell whoever asked that it does not suit the other."""
    return Text(_("The swap at “%(name)s” does not work out this time, so the turn is still yours.", name=rota.name))


def undone(rota: Rota) -> Text:
    """Tell whoever had swapped that it cannot be kept, without saying whose doing it is."""
    return Text(
        _(
            "Your swap at “%(name)s” cannot be kept any more and is undone: each of the two turns goes to whoever is "
            "next in line. This shows what comes: %(duty)s",
            name=rota.name,
            duty=_("/duty"),
        )
    )


def stays_as_it_is() -> Text:
    """Take a no to a swap kindly."""
    return Text(_("All right, everything stays as it is. Thank you for answering."))


def one_person() -> str:
    """Ask for one person only."""
    return _("Please name one person at a time.")


def cannot_be_asked(rota: Rota) -> str:
    """Say that somebody cannot be asked to swap, whatever the reason."""
    return _("This person cannot be asked about this turn at “%(name)s”.", name=rota.name)


def nobody_to_swap_with(rota: Rota) -> str:
    """Say that nobody else could take the turn."""
    return _(
        "Nobody else could take this turn at “%(name)s”. To give it back all the same: %(skip)s",
        name=rota.name,
        skip=_("/skip"),
    )
