"""The words around the erasure of somebody's records, in the language of the moment."""

from datetime import timedelta

from bot.context import Context
from bot.i18n import _
from bot.messages import Card, Text
from storage.repositories.inbox import KEPT_FOR as EVENTS_KEPT_FOR


def confirm(ctx: Context, lasts: timedelta) -> Card:
    """Say what goes and what stays, and offer the button that does it."""
    return Card(
        title=_("Shall I erase your records?"),
        lines=(
            _(
                "Erased in all your groups: the id by which LINE knows you, what you want to be called, role, dates, "
                "counts, agreements to rules, open questions, unfinished answers, your language, and words that wait "
                "for you."
            ),
            _(
                "What stays: your number, without anything that leads to you; what is noted under that number in the "
                "record of changes; what the hosts already have, without your number; and for %(days)d days the bare "
                "ids of messages, so that none is handled twice.",
                days=EVENTS_KEPT_FOR.days,
            ),
            _("You stay in the LINE group. If you write there again, I meet you anew, under a new number."),
        ),
        buttons=(ctx.tap(_("Yes, erase everything"), "privacy.forget", for_user=ctx.user_id, lasts=lasts),),
        alt=_("A question from Tsudoi"),
        footnote=_("This cannot be undone. If you do nothing, everything stays as it is."),
    )


def forgotten() -> Text:
    """Confirm the erasure."""
    return Text(
        _(
            "It is done: I have erased your records. Only a number remains that leads to nobody. "
            "Thank you for the time together."
        )
    )


def hand_over_first() -> str:
    """Tell an owner the ways out."""
    return _(
        "You are the owner of a group, and without you nobody could decide there. "
        "Please hand it over first (/owner #12), or let me leave the group (/leave); then I can erase your records."
    )
