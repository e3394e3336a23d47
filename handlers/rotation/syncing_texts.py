"""The words with which hosts take in LINE's list of members, in private and in the language of the moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.confirming import confirmation
from bot.context import Context
from bot.i18n import _, ngettext
from bot.messages import Card, SayButton, Text
from handlers.community.arrival_texts import left_already
from storage.models import Member
from storage.models.members import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What a list has brought, in numbers: who was not known, who is back, who had been removed before."""

    new: int
    returned: int
    removed: int
    is_whole: bool


def taken_in(found: TakenIn) -> Text:
    """Say what a list has brought."""
    return Text("\n".join(_found_lines(found)), () if found.is_whole else [again()])


def taken_in_and_missing(ctx: Context, found: TakenIn, missing: Sequence[Member], about: str) -> Card:
    """Say what a list has brought, and ask whether those whom it does not show are to count as gone."""
    return _ask_about(ctx, [*_found_lines(found), *_missing_lines(missing)], about)


def others_are_missing(ctx: Context, missing: Sequence[Member], about: str) -> Card:
    """Ask again, because the list has changed since."""
    return _ask_about(ctx, [_("The list has changed in the meantime."), *_missing_lines(missing)], about)


def marked_as_left(count: int) -> Text:
    """Confirm who counts as gone now, by number."""
    return Text(
        ngettext(
            "One person is marked as left. Nothing is said in the group; whoever writes there again is back.",
            "%(count)d people are marked as left. Nothing is said in the group; whoever writes there again is back.",
            count,
        )
    )


def nobody_is_missing() -> Text:
    """Say that there is nobody to mark any more."""
    return Text(_("LINE's list shows everybody I know here, so nobody was marked as left."))


def only_for_verified_accounts() -> str:
    """Say why there is no list here, and what is possible instead."""
    return _(
        "LINE shows who is in a group to verified accounts only, but “/rollcall” in the group lets everybody say with "
        "one tap that they are there."
    )


def line_did_not_tell() -> str:
    """Say that LINE gave no list, or not all of it, so that nothing has changed."""
    return _(
        "LINE did not tell me just now who is in the group, so nothing was changed. Please try again a little later."
    )


def in_no_group() -> str:
    """Say that there is no group to ask about."""
    return left_already()


def again() -> SayButton:
    """Offer to ask LINE once more."""
    # Translators: the second text is a command; it must be one of the words for taking in LINE's list of members.
    return SayButton(_("Try again"), _("/members sync"))


def _ask_about(ctx: Context, lines: Sequence[str], about: str) -> Card:
    return confirmation(
        ctx,
        # Translators: the title of a question to a host about members whom LINE's list does not show.
        _("Have they left?"),
        lines,
        # Translators: a button's label
        yes=_("Mark as left"),
        action="rotation.mark_left",
        about=about,
        alt=_("For hosts"),
    )


def _found_lines(found: TakenIn) -> list[str]:
    lines = []
    if found.new:
        lines.append(_("New to me: %(count)d. They count as not heard of yet, and nobody is told.", count=found.new))
    if found.returned:
        lines.append(_("Back in the group: %(count)d", count=found.returned))
    if found.removed:
        lines.append(_("Removed, but in the list: %(count)d. They are not members again by that.", count=found.removed))
    if not lines:
        lines.append(_("LINE's list brought nobody I did not know already."))
    if not found.is_whole:
        lines.append(_("LINE gave me only a part of its list, so I regard nobody as gone."))
    return lines


def _missing_lines(missing: Sequence[Member]) -> list[str]:
    count = len(missing)
    lines = [
        ngettext(
            "No longer in LINE's list: one person",
            "No longer in LINE's list: %(count)d people",
            count,
        ),
        _("If you know that somebody of them is still there, please leave it as it is."),
    ]
    if any(member.role is not Role.MEMBER for member in missing):
        lines.append(_("Somebody among them is a host or helper; that would end, too."))
    return lines
