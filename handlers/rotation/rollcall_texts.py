"""The words of a roll call, which shows one number and nobody's name."""

from bot.context import Context
from bot.i18n import _, ngettext
from bot.messages import Card, Text


def roll_call(ctx: Context, remaining: int | None) -> Card:
    """Ask the group for a tap; `remaining` is empty where LINE did not tell the count."""
    return Card(
        title=_("Are you there?"),
        lines=(
            _("One tap is enough, whenever you happen to see this. Nobody sees who tapped."),
            *([] if remaining is None else [_remaining(remaining)]),
        ),
        buttons=(ctx.tap(_("I am here"), "rotation.here"),),
        alt=_("A card from Tsudoi"),
    )


def taps_arrive(remaining: int | None) -> Text:
    """Say in the group that taps arrive: one line for everybody who taps just now."""
    thanks = _("Thank you. Each “I am here” arrives safely.")
    return Text(thanks if remaining is None else f"{thanks}\n{_remaining(remaining)}")


def thank_you(*, was_asked: bool) -> Text:
    """Thank somebody in private."""
    if was_asked:
        return Text(_("Thank you for your answer; it is good to know that you are there. Nothing else is needed."))
    return Text(_("Thank you, I have noted that you are there."))


def not_told_who() -> str:
    """Say why nothing was noted."""
    return _("LINE did not tell me who that was, so nothing was noted. A word in our private chat is just as good.")


def _remaining(count: int) -> str:
    if not count:
        return _("Everybody has been seen.")
    return ngettext("One person has not been seen yet.", "%(count)d people have not been seen yet.", count)
