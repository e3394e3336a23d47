"""The words about people who come back and about blocks, in the language of the moment."""

from collections.abc import Sequence
from datetime import datetime

from bot.i18n import _
from bot.messages import Card, SayButton, Text
from handlers.moderation.removals.decision_texts import only_this_account
from handlers.moderation.removals.texts import alt, day
from storage.models import ReentryBlock


def is_back(member: int, case: int | None, *, is_blocked: bool) -> Card:
    """Tell the hosts that somebody who had to leave is in the group again; no more than that."""
    lines = []
    if case is not None and is_blocked:
        lines.append(_("They are not to come back: number %(number)d.", number=case))
    elif case is not None:
        lines.append(_("They had to leave: number %(number)d.", number=case))
    lines.append(_("I have not greeted them, and nobody else has been told."))
    return Card(
        title=_("#%(member)d is back in the group", member=member),
        lines=lines,
        # Translators: the second text is a command; it must be one of the words for letting somebody come back.
        buttons=(SayButton(_("Let them stay"), _("/unban #%(member)d", member=member)),),
        alt=alt(),
        footnote=only_this_account(),
    )


def blocks(standing: Sequence[ReentryBlock], timezone: str) -> Text:
    """List the blocks in force."""
    if not standing:
        return Text(_("Nobody is blocked from coming back."))
    lines = [_("Who is not to come back:"), *(_line(block, timezone) for block in standing)]
    # Translators: a command with an example.
    lines.append(_("To lift one: %(example)s", example=_("/unban %(number)d", number=standing[0].number)))
    return Text("\n".join(lines))


def lifted(member: int) -> Text:
    """Confirm that somebody may come back."""
    return Text(
        _("#%(member)d may come back. If they are in the group already, they belong to it again.", member=member)
    )


def was_lifted(member: int, by: int) -> Text:
    """Tell the other hosts."""
    return Text(_("Host #%(by)d has decided that #%(member)d may come back.", by=by, member=member))


def nothing_to_lift() -> str:
    """Say that nothing keeps the person from coming back."""
    return _("Nothing keeps this person from coming back. “/unban” alone lists the blocks.")


def block_stays(until: datetime | None, timezone: str) -> str:
    """Tell somebody who has their records erased what stays of them, and until when."""
    if until is None:
        return _(
            "What also stays, as hosts have decided that you are not to come back to a group: a scrambled form of the "
            "id by which LINE knows you, until they lift that."
        )
    return _(
        "What also stays, as hosts have decided that you are not to come back to a group: a scrambled form of the id "
        "by which LINE knows you, until %(day)s.",
        day=day(until, timezone),
    )


def _line(block: ReentryBlock, timezone: str) -> str:
    if block.until is None:
        return _("%(number)d: #%(member)d, until it is lifted", number=block.number, member=block.subject_number)
    return _(
        "%(number)d: #%(member)d, until %(day)s",
        number=block.number,
        member=block.subject_number,
        day=day(block.until, timezone),
    )
