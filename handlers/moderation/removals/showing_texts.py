"""The words of lists of removals, in the language of the moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.context import Context
from bot.i18n import _
from bot.messages import MAX_BUTTONS, Card, Tap, Text
from handlers.moderation.removals.texts import alt, day, marked, state_name
from storage.models import Removal


@dataclass(frozen=True, slots=True)
class Possible:
    """What the reader may do about a removal now."""

    decide: bool
    volunteer: bool
    withdraw: bool


def listed(lines: Sequence[str]) -> Text:
    """List the removals that still go on."""
    if not lines:
        return Text(_("There is no removal under way."))
    # Translators: a command with an example.
    how = _("One of them in full: %(example)s", example=_("/removals 12"))
    return Text("\n".join([_("Removals under way"), *lines, how]))


def line(removal: Removal, who: str, timezone: str) -> str:
    """Write one removal in a line."""
    return _(
        "%(number)d: %(who)s · %(date)s · %(state)s",
        number=removal.number,
        who=who,
        date=day(removal.opened_at, timezone),
        state=state_name(removal.state),
    )


def one(ctx: Context, removal: Removal, who: str, opener: str, words: Sequence[str], *, may: Possible) -> Card:
    """Show one removal with what the reader may do."""
    host = ctx.user_id

    def tap(label: str, action: str) -> Tap:
        return ctx.tap(label, action, about=removal.number, for_user=host, anywhere=True)

    buttons = [
        *([tap(_("I agree"), "removal.approve"), tap(_("I do not agree"), "removal.reject")] if may.decide else []),
        *([tap(_("I do it"), "removal.volunteer")] if may.volunteer else []),
        *([tap(_("Take the proposal back"), "removal.withdraw")] if may.withdraw else []),
    ]
    return Card(
        title=_("Number %(number)d: %(state)s", number=removal.number, state=state_name(removal.state)),
        lines=[who, _("Proposed by %(who)s:", who=opener), *map(marked, words)],
        buttons=buttons[:MAX_BUTTONS],
        alt=alt(),
    )
