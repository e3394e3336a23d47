"""The words for somebody who would like to leave, or to come back, in the language of the moment."""

from collections.abc import Sequence

from bot.i18n import _, ngettext
from bot.messages import Card, SayButton, Text

_MOST_LISTED = 20


def stay_button() -> SayButton:
    """Stay after all."""
    # Translators: the second text is a command; it must be one of the words for coming back.
    return SayButton(_("I will stay after all"), _("/back"))


def how_to_leave(days: int) -> Card:
    """Take a wish to leave, and say how one leaves on LINE."""
    return Card(
        title=_("Thank you for telling me"),
        lines=(
            _("Nothing appears in the group. I tell the hosts in private tomorrow, so there is no hurry."),
            _(
                "You leave by yourself on LINE: open the group, tap the menu at the top right, and choose "
                "“Leave”. Nobody has to agree to it."
            ),
            _("If you feel differently within %(days)d days, just say “I am back” here.", days=days),
        ),
        buttons=(stay_button(),),
        alt=_("Noted"),
        footnote=_("Thank you for the time together. When things are hard, “sos” shows where to find help."),
    )


def hand_over_first() -> str:
    """Tell an owner what comes first."""
    return _(
        "You are the owner of this group. Please hand it over first (/owner #12); then you can leave with an easy mind."
    )


def not_told_who() -> str:
    """Say why nothing was noted."""
    return _("I could not see who wrote that, so nothing was noted. Please ask a host.")


def would_like_to_leave(number: int, *, has_left: bool) -> Text:
    """Tell the hosts, the day after."""
    if has_left:
        return Text(
            _(
                "#%(number)d told me in private that they would like to leave, and has left the group since. "
                "No word in the group is needed.",
                number=number,
            )
        )
    return Text(
        _(
            "#%(number)d told me in private that they would like to leave. They leave by themselves when they are "
            "ready. Please let it stay between you; nobody has to be asked why.",
            number=number,
        )
    )


def have_left(numbers: Sequence[int]) -> Text:
    """Tell the hosts who left on LINE the day before."""
    # Translators: what stands between the words of a list
    listed = _(", ").join(f"#{number}" for number in numbers[:_MOST_LISTED])
    if len(numbers) > _MOST_LISTED:
        listed = _("%(members)s and %(count)d more", members=listed, count=len(numbers) - _MOST_LISTED)
    return Text(
        ngettext(
            "%(members)s left the group. Nothing was said there, and no word is needed. Their seat is kept for "
            "seven days; should they think better of it, they can tell me in private: “%(back)s”.",
            "%(members)s left the group. Nothing was said there, and no word is needed. Their seats are kept for "
            "seven days; whoever thinks better of it can tell me in private: “%(back)s”.",
            len(numbers),
            members=listed,
            # Translators: a command; it must be one of the words for coming back into a group.
            back=_("/return"),
        )
    )


def stays() -> Text:
    """Confirm to somebody that they stay."""
    return Text(_("I am glad. I have taken your word of leaving back; everything is as it was."))


def stays_after_all(number: int) -> Text:
    """Tell the hosts who had been told of the wish."""
    return Text(_("#%(number)d stays after all; their word of leaving is taken back.", number=number))


def hosts_will_invite() -> Text:
    """Tell somebody who has left lately that the hosts know."""
    return Text(
        _(
            "I have told the hosts, in private, that you would like to come back. Only a person can invite you on "
            "LINE, so please give them a little time. The group is not told."
        )
    )


def would_like_to_come_back(number: int) -> Text:
    """Ask the hosts to invite somebody again."""
    return Text(
        _(
            "#%(number)d has left within the last days and would like to come back. If that is fine with you, please "
            "send them an invitation on LINE; nobody needs to mention it in the group.",
            number=number,
        )
    )
