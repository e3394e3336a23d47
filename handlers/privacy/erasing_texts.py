"""The words around the erasure of somebody's records, in the language of the moment."""

from datetime import datetime, timedelta

from bot.context import Context
from bot.i18n import _
from bot.messages import Card, Text
from handlers.rules.texts import day
from storage.repositories.inbox import KEPT_FOR as EVENTS_KEPT_FOR


def confirm(ctx: Context, lasts: timedelta) -> Card:
    """Say what goes and what stays, and offer the button that does it."""
    return Card(
        title=_("Shall I erase your records?"),
        lines=(
            _(
                "Erased in all your groups: the id by which LINE knows you, what you want to be called, your mail "
                "address, role, dates, counts, agreements to rules, open questions, unfinished answers, your answers "
                "to cases, your language, and words that wait for you."
            ),
            _("Your applications to come into a group go as well, wherever they are, and so does a seat kept for you."),
            _(
                "What stays: your number, without anything that leads to you; what is noted under that number in the "
                "record of changes; what the hosts already have, without your number; for %(days)d days the bare "
                "ids of messages, so that none is handled twice; and while a case of the hosts about you is not over, "
                "a scrambled form of your id until its end.",
                days=EVENTS_KEPT_FOR.days,
            ),
            _(
                "You stay in the LINE group. If you write there again, or the hosts have me take in LINE's list of "
                "members, I meet you anew, under a new number."
            ),
        ),
        buttons=(
            ctx.tap(_("Yes, erase everything"), "privacy.forget", for_user=ctx.user_id, lasts=lasts),
            ctx.tap(_("Leave it as it is"), "confirm.no", for_user=ctx.user_id, lasts=lasts),
        ),
        alt=_("A question from Tsudoi"),
        footnote=_("This cannot be undone. If you do nothing, everything stays as it is."),
    )


def forgotten(kept_until: datetime | None, timezone: str) -> Text:
    """Confirm the erasure; where a case is not over, say honestly what stays, and until when."""
    done = Text(
        _(
            "It is done: I have erased your records. Only a number remains that leads to nobody. "
            "Thank you for the time together."
        )
    )
    if kept_until is None:
        return done
    return Text(
        "\n\n".join(
            [
                done.text,
                _(
                    "One thing stays until %(day)s: a scrambled form of your id, because something the hosts told you "
                    "is not over yet. Nobody can read you from it; I would only know you again if you came back.",
                    day=day(kept_until, timezone),
                ),
            ]
        )
    )


def hand_over_first() -> str:
    """Tell an owner the ways out."""
    return _(
        "You are the owner of a group, and without you nobody could decide there. "
        "Please hand it over first (/owner #12), or let me leave the group (/leave); then I can erase your records."
    )
