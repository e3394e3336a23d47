"""Asks once more before something that is hard to undo: a card with two buttons that only one person can press."""

from collections.abc import Sequence
from datetime import timedelta

from bot.answers import Answers, reply
from bot.buttons import ButtonPress
from bot.context import Context
from bot.i18n import _
from bot.messages import Card, Text
from bot.routing import Router

CONFIRM_LASTS = timedelta(minutes=15)
"""Long enough to think it over; later it is asked for again."""

router = Router("confirm")


def confirmation(
    ctx: Context,
    title: str,
    lines: Sequence[str] = (),
    *,
    yes: str,
    action: str,
    about: str | int = "",
    alt: str = "",
) -> Card:
    """Ask for a yes, which is a press of the button for `action`, about `about`; the other button changes nothing.

    Both are bound to the speaker and to this chat, for a quarter of an hour.
    """
    return Card(
        title=title,
        lines=lines,
        buttons=(
            ctx.tap(yes, action, about=about, for_user=ctx.user_id, lasts=CONFIRM_LASTS),
            ctx.tap(_("Leave it as it is"), "confirm.no", for_user=ctx.user_id, lasts=CONFIRM_LASTS),
        ),
        alt=alt or _("Please confirm"),
    )


@router.button("confirm.no", nameless=True, needs_home=False, before_claim=True)
async def leave_as_it_is(_ctx: Context, _press: ButtonPress) -> Answers:
    """Change nothing, and say so."""
    return reply(Text(_("All right, nothing was changed.")))
