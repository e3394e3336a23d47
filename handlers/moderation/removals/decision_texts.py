"""The words from a decision to its end, in the language of the moment."""

from collections.abc import Sequence
from datetime import datetime

from bot.context import Context
from bot.i18n import _
from bot.messages import Card, Tap, Text
from handlers.moderation.removals.proposal_texts import others_of_that_name
from handlers.moderation.removals.states import WINDOW
from handlers.moderation.removals.texts import alt, day, moment
from storage.models import Member, Removal


def volunteer_wanted(ctx: Context, removal: Removal, who: str, host: Member) -> Card:
    """Ask a host to carry out what was decided."""
    return Card(
        title=_("Number %(number)d is decided", number=removal.number),
        lines=[
            who,
            _("I cannot remove anybody on LINE; one of the hosts has to do it. Who does? I show the steps."),
        ],
        buttons=_volunteer_button(ctx, removal, host),
        alt=alt(),
    )


def still_wanted(ctx: Context, removal: Removal, who: str, host: Member) -> Card:
    """Remind the hosts that nobody has volunteered for a day."""
    return Card(
        title=_("Number %(number)d still waits", number=removal.number),
        lines=[
            who,
            _("Nobody has taken it on yet. After another day it lapses, and nothing will have happened."),
        ],
        buttons=_volunteer_button(ctx, removal, host),
        alt=alt(),
    )


def lone_day_is_over(ctx: Context, removal: Removal, who: str, host: Member) -> Card:
    """Tell a lone host that the day of second thoughts is over."""
    return Card(
        title=_("Number %(number)d: the day is over", number=removal.number),
        lines=[who, _("You have not taken it back. If you still want it, I show you the steps.")],
        buttons=(
            *_volunteer_button(ctx, removal, host),
            ctx.tap(
                _("Take the proposal back"),
                "removal.withdraw",
                about=removal.number,
                for_user=host.user_id,
                anywhere=True,
            ),
        ),
        alt=alt(),
    )


def approved(number: int) -> Text:
    """Confirm a yes."""
    return Text(_("Thank you. Number %(number)d is decided. I ask the hosts who does it.", number=number))


def steps(removal: Removal, name: str, known_since: datetime, timezone: str, same_name: Sequence[int]) -> Card:
    """Show the host who volunteered exactly what to do, and about whom."""
    lines = [
        _("At this moment the name on LINE is: “%(name)s”", name=name),
        _("Known since %(day)s", day=day(known_since, timezone)),
    ]
    if same_name:
        lines.append(others_of_that_name(same_name))
    lines += [
        _(
            "1. Open the group's chat\n2. The three lines at the top right → Members\n3. Edit\n"
            "4. Remove this person, and confirm"
        ),
        _("The words on the screen differ a little from phone to phone."),
        _(
            "There is nothing to report: LINE tells me when the person is out. I wait for that until %(moment)s.",
            moment=_until(removal, timezone),
        ),
    ]
    return Card(
        title=_("Number %(number)d: #%(member)d", number=removal.number, member=removal.subject_number),
        lines=lines,
        alt=alt(),
        footnote=_("Please send nothing about it in the group; nobody there is told by me either."),
    )


def name_is_missing() -> str:
    """Ask to tap again, because without the name of this moment the wrong person might be removed."""
    return _(
        "LINE did not tell me the name just now, and without it the wrong person might be removed. "
        "Please tap again in a moment; nothing was changed."
    )


def somebody_does_it(number: int, by: int) -> Text:
    """Tell the other hosts that a host has taken it on."""
    return Text(_("Number %(number)d: host #%(by)d does it.", number=number, by=by))


def done(number: int, member: int) -> Text:
    """Tell the hosts that LINE has confirmed it."""
    return Text(
        _(
            "Number %(number)d is done: LINE says that #%(member)d is out. If the same account comes back, I tell you "
            "at once; another account I do not recognise.",
            number=number,
            member=member,
        )
    )


def done_by_word(number: int, member: int, by: int) -> Text:
    """Tell the hosts that a host has confirmed it."""
    return Text(
        _(
            "Number %(number)d is done: host #%(by)d says that #%(member)d is out.",
            number=number,
            member=member,
            by=by,
        )
    )


def left_by_themselves(number: int, member: int) -> Text:
    """Tell the hosts that the person has gone first."""
    return Text(
        _(
            "Number %(number)d is closed: #%(member)d left before anybody did anything. It is noted as “left on their "
            "own”.",
            number=number,
            member=member,
        )
    )


def is_blocked(number: int, member: int, until: datetime | None, timezone: str) -> Text:
    """Tell the hosts that somebody is not to come back."""
    if until is None:
        line = _("Number %(number)d: #%(member)d is not to come back.", number=number, member=member)
    else:
        line = _(
            "Number %(number)d: #%(member)d is not to come back before %(day)s.",
            number=number,
            member=member,
            day=day(until, timezone),
        )
    return Text(f"{line} {only_this_account()}")


def only_this_account() -> str:
    """Say honestly what a block can do."""
    return _(
        "I cannot keep anybody out; I tell you when the same account comes back. Another account I do not recognise."
    )


def lapsed(number: int, member: int) -> Text:
    """Tell the hosts that the time is over."""
    return Text(
        _(
            "Number %(number)d has lapsed: LINE has not said that #%(member)d is out. If it is still wanted, it can be "
            "proposed again.",
            number=number,
            member=member,
        )
    )


def somebody_unnamed_left(ctx: Context, removal: Removal, host: Member) -> Card:
    """Ask the host who does it whether it was the person, because LINE does not say who left."""
    return Card(
        title=_("Number %(number)d: was that #%(member)d?", number=removal.number, member=removal.subject_number),
        lines=[_("Somebody has left the group, but LINE does not tell me who.")],
        buttons=(
            ctx.tap(
                _("Yes, that was them"), "removal.removed", about=removal.number, for_user=host.user_id, anywhere=True
            ),
        ),
        alt=alt(),
    )


def _volunteer_button(ctx: Context, removal: Removal, host: Member) -> tuple[Tap, ...]:
    return (ctx.tap(_("I do it"), "removal.volunteer", about=removal.number, for_user=host.user_id, anywhere=True),)


def _until(removal: Removal, timezone: str) -> str:
    return moment(removal.leave_by or removal.opened_at + WINDOW, timezone)
