"""The words around a proposal and its decision, in the language of the moment."""

from collections.abc import Sequence
from datetime import datetime

from bot.context import Context
from bot.i18n import _
from bot.messages import Card, Tap, Text
from handlers.moderation.removals.states import HOURS_TO_DECIDE, HOURS_TO_SLEEP_ON_IT
from handlers.moderation.removals.texts import alt, day, marked
from storage.models import Member, Removal
from storage.models.removals import RemovalState


def example() -> str:
    """Show how a removal is proposed."""
    # Translators: a command with a member number and a reason.
    return _("/remove #12 Keeps writing to members privately")


def ban_example() -> str:
    """Show how a block is proposed."""
    # Translators: a command with a member number, a duration and a reason.
    return _("/ban #12 6mo Keeps writing to members privately")


def say_why(how: str) -> str:
    """Ask for the reason."""
    return _("Please add what happened, for the other hosts: %(example)s", example=how)


def reason_is_too_long(given: int, most: int) -> str:
    """Name the bound."""
    return _("That is %(given)d characters long; up to %(most)d fit.", given=given, most=most)


def block_out_of_bounds() -> str:
    """Name the bounds of a block."""
    return _("A block lasts from one day to five years, or, without a time, until it is lifted.")


def blocked_already(number: int) -> str:
    """Say that a block stands."""
    return _("There is a block already, number %(number)d.", number=number)


def thinking_card(
    ctx: Context, removal: Removal, who: str, words: Sequence[str], *, same_name: Sequence[int] = ()
) -> Card:
    """Show what would be proposed, and let the host sleep on it first."""
    host = ctx.user_id
    lines = [who, *map(marked, words), *_block_lines(removal, ctx.community.timezone)]
    if same_name:
        lines.append(others_of_that_name(same_name))
    if removal.about_host:
        lines.append(_("This is about a host. They will not hear of it from me before it is decided; the others do."))
    lines.append(_("Nobody has been told yet. A second host decides; the person hears nothing from me."))
    return Card(
        title=_("Number %(number)d: shall they leave?", number=removal.number),
        lines=lines,
        buttons=(
            _tap(ctx, _("Sleep on it"), "removal.rest", removal, host),
            _tap(ctx, _("Ask the other hosts"), "removal.propose", removal, host),
            _tap(ctx, _("Drop it"), "removal.withdraw", removal, host),
        ),
        alt=alt(),
    )


def thinking_again(ctx: Context, removal: Removal, who: str, words: Sequence[str], host: Member) -> Card:
    """Bring the same before the host the next morning."""
    lines = [who, *map(marked, words), *_block_lines(removal, ctx.community.timezone)]
    return Card(
        title=_("Number %(number)d: how do you see it today?", number=removal.number),
        lines=lines,
        buttons=(
            _tap(ctx, _("Sleep on it"), "removal.rest", removal, host.user_id),
            _tap(ctx, _("Ask the other hosts"), "removal.propose", removal, host.user_id),
            _tap(ctx, _("Drop it"), "removal.withdraw", removal, host.user_id),
        ),
        alt=alt(),
    )


def rest_well(number: int) -> Text:
    """Confirm that it waits."""
    return Text(
        _("Good, number %(number)d rests. I ask you again tomorrow at nine; nobody has been told.", number=number)
    )


def others_of_that_name(numbers: Sequence[int]) -> str:
    """Warn of people with the same name."""
    # Translators: %(members)s is one or more member numbers such as #12.
    return _(
        "Careful: %(members)s has the same name. Please make sure by the picture that it is the right person.",
        members=_(", ").join(f"#{number}" for number in numbers),
    )


def proposed(removal: Removal) -> Text:
    """Tell the host what happens next."""
    if removal.state is RemovalState.LONE:
        return Text(
            _(
                "There is no other host who could decide, so number %(number)d waits %(hours)d hours. Until then you "
                "can take it back; after that I ask you for the last step.",
                number=removal.number,
                hours=HOURS_TO_SLEEP_ON_IT,
            )
        )
    return Text(
        _(
            "I ask the other hosts. One of them has to agree within %(hours)d hours; while all of them rest, the time "
            "stands still. I tell you what becomes of number %(number)d.",
            number=removal.number,
            hours=HOURS_TO_DECIDE,
        )
    )


def added_to(number: int) -> Text:
    """Say that there is one proposal already, with the second host's words added."""
    return Text(
        _(
            "Another host has proposed the same, as number %(number)d. I have added your words there, and you can "
            "decide on it.",
            number=number,
        )
    )


def decision_card(ctx: Context, removal: Removal, who: str, opener: str, words: Sequence[str], host: Member) -> Card:
    """Ask a second host to decide."""
    return Card(
        title=_("Number %(number)d: shall they leave?", number=removal.number),
        lines=[
            who,
            _("Proposed by %(who)s:", who=opener),
            *map(marked, words),
            *_block_lines(removal, ctx.community.timezone),
            _("Nothing happens unless you or another host agrees. The person has not been told."),
        ],
        buttons=(
            _tap(ctx, _("I agree"), "removal.approve", removal, host.user_id),
            _tap(ctx, _("I do not agree"), "removal.reject", removal, host.user_id),
        ),
        alt=alt(),
    )


def rejected(number: int) -> Text:
    """Confirm a no."""
    return Text(_("Number %(number)d is not agreed, and so it ends. The host who proposed it is told.", number=number))


def was_rejected(number: int, by: int, words: str) -> Text:
    """Tell the host who proposed it."""
    line = _("Number %(number)d: host #%(by)d does not agree, so it ends here.", number=number, by=by)
    return Text(f"{line}\n\n{marked(words)}" if words else line)


def withdrawn(number: int) -> Text:
    """Confirm that a proposal is taken back."""
    return Text(_("Number %(number)d is taken back.", number=number))


def was_withdrawn(number: int) -> Text:
    """Tell the hosts who were asked."""
    return Text(_("Number %(number)d has been taken back. There is nothing more to do.", number=number))


def nobody_decided(number: int) -> Text:
    """Tell the hosts that the time to decide is over."""
    return Text(_("Number %(number)d has lapsed: nobody decided in time. It can be proposed again.", number=number))


def now_alone(number: int) -> Text:
    """Tell the host that the second host is gone."""
    return Text(
        _(
            "For number %(number)d there is no second host any more, so it waits %(hours)d hours. "
            "You can take it back.",
            number=number,
            hours=HOURS_TO_SLEEP_ON_IT,
        )
    )


def _block_lines(removal: Removal, timezone: str) -> list[str]:
    if not removal.is_block:
        return []
    until: datetime | None = removal.block_until
    if until is None:
        return [_("And they are not to come back, until the block is lifted.")]
    return [_("And they are not to come back before %(day)s.", day=day(until, timezone))]


def _tap(ctx: Context, label: str, action: str, removal: Removal, user_id: str | None) -> Tap:
    return ctx.tap(label, action, about=removal.number, for_user=user_id, anywhere=True)
