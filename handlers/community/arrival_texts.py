"""What the bot says when it comes into a group and when it goes, in the language of the moment."""

from datetime import timedelta

from bot.context import Context
from bot.i18n import _
from bot.messages import Card, SayButton, Text
from handlers.community.claim_texts import claim_button

FAREWELL_LASTS = timedelta(minutes=5)
"""A good-bye does not hold the bot back: without a reply token in that time it goes without a word."""


def first_words() -> Text:
    """Say in three lines who has come, what becomes of the talk, and how to speak in private or send the bot away."""
    return Text(
        "\n".join(
            (
                _(
                    "Hello, I am Tsudoi. I greet newcomers, keep the rules at hand, and carry private words to the "
                    "hosts; removing people or messages is something I cannot do."
                ),
                _("What you talk about here is erased as soon as I have handled it."),
                _(
                    "Words to the hosts go through our private chat. To send me away again, remove me from the group "
                    "like any member."
                ),
            )
        )
    )


def first_card(ctx: Context) -> Card:
    """Offer the first steps: claiming, privacy, help."""
    how = (
        _("The host registers with a code from the operator of this account: /claim and the code, here in the group.")
        if ctx.options.admission_by_code
        else _("The host of this group can register with the first button.")
    )
    return Card(
        title=_("The first step"),
        lines=(how, _("If nobody has registered within seven days, I take my leave.")),
        buttons=(
            claim_button(ctx),
            # Translators: the button's words; what it makes the person say comes next.
            SayButton(_("About privacy"), _("/privacy")),
            SayButton(_("What I can do"), _("/help")),
        ),
        alt=_("Tsudoi says hello"),
    )


def back_again() -> Text:
    """Say that the bot is back and knows the group."""
    return Text(_("I am back, and go on where we stopped. Thank you for inviting me again."))


def farewell_unclaimed() -> Text:
    """Leave a group that nobody has claimed."""
    return Text(_("Nobody has registered as the owner in seven days, so I take my leave. Call me again at any time."))


def farewell() -> Text:
    """Say good-bye in the group."""
    return Text(
        _(
            "This is good-bye from me. The rules and settings stay safe; invite me again and we go on from there. "
            "Thank you all."
        )
    )


def leaving() -> Text:
    """Tell the owner in private that the bot goes."""
    return Text(_("I say good-bye in the group and leave it. Everything set there stays for a new invitation."))


def confirm_leave(ctx: Context) -> Card:
    """Ask the owner once more."""
    return Card(
        title=_("Shall I leave the group?"),
        lines=(_("Rules, settings, roles and member numbers stay kept, so that a new invitation goes on from there."),),
        buttons=(ctx.tap(_("Yes, leave"), "community.leave", for_user=ctx.user_id, anywhere=True),),
        alt=_("A question from Tsudoi"),
    )


def left_already() -> str:
    """Say that the bot is in no group of this community."""
    return _("I am not in that group any more.")
