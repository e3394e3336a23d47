"""Words that all of the removals share: names of states and people, refusals, days; in the language of the moment."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from bot.commands import fold
from bot.context import Context
from bot.i18n import _, current_language
from bot.names import safe_name
from handlers.moderation.cases.guards import Verdict
from handlers.moderation.removals.states import Why
from storage.models import Member
from storage.models.removals import RemovalState


def state_name(state: RemovalState) -> str:
    """Name how far a removal has come."""
    match state:
        case RemovalState.RESTING:
            return _("being thought over")
        case RemovalState.PROPOSED:
            return _("waiting for a second host")
        case RemovalState.LONE:
            return _("waiting a day, as there is no second host")
        case RemovalState.APPROVED:
            return _("decided; somebody is wanted to do it")
        case RemovalState.UNDERWAY:
            return _("a host is doing it")
        case RemovalState.DONE:
            return _("done")
        case RemovalState.LEFT:
            return _("the person left on their own")
        case RemovalState.REJECTED:
            return _("not agreed")
        case RemovalState.WITHDRAWN:
            return _("taken back")
        case RemovalState.LAPSED:
            return _("lapsed")


def alt() -> str:
    """Name a card on a lock screen, giving nothing away."""
    return _("A word for the hosts")


def person(number: int, name: str | None) -> str:
    """Name a member to a host: always by the number, by which alone people are told apart."""
    shown = safe_name(name)
    return f"#{number}" if shown is None else _("#%(number)s %(name)s", number=number, name=shown)


def named(ctx: Context, member: Member | None, number: int) -> str:
    """Name a member as LINE or they themselves do."""
    if member is None:
        return f"#{number}"
    return person(member.number, ctx.facts.name_of(member.user_id) or ctx.store.self_name_of(member))


def marked(words: str) -> str:
    """Set somebody's words apart."""
    return "\n".join(f"┃ {line}" for line in words.splitlines())


def day(at: datetime, timezone: str) -> str:
    """Write a day."""
    return format_date(at.astimezone(ZoneInfo(timezone)), "long", locale=current_language())


def moment(at: datetime, timezone: str) -> str:
    """Write a day and a time."""
    return format_datetime(at, "short", tzinfo=ZoneInfo(timezone), locale=current_language())


def no_such_number(number: int) -> str:
    """Say that there is nothing under a number."""
    return _("There is no removal with the number %(number)d.", number=number)


def which_number(word: str) -> str:
    """Ask for the number."""
    return _("Please add the number, like this: /%(word)s 12", word=word)


def not_yours_to_judge(verdict: Verdict) -> str:
    """Say why a host cannot propose that somebody leaves."""
    match verdict:
        case Verdict.ONESELF:
            return _("You cannot propose this about yourself. You can leave the group on LINE at any time.")
        case Verdict.OWNER:
            return _("The owner cannot be removed. The ownership would have to be handed over first (/owner).")
        case Verdict.RELATED:
            return _("You are marked as related to this person, so it is for another host.")
        case _:
            return _("This person is not in the group now. To keep them from coming back there is “/ban”.")


def without_account() -> str:
    """Say that somebody cannot be recognised."""
    return _("LINE does not tell me who this member is, so I could not see them leave. A note (/note) is possible.")


def cannot_be(why: Why) -> str:
    """Say why something cannot be done to a removal."""
    match why:
        case Why.SETTLED:
            return _("This has been settled already.")
        case Why.OWN:
            return _("You proposed it yourself, so another host decides. You can take it back.")
        case Why.NOT_IMPARTIAL:
            return _("This is for another host.")
        case Why.NOT_DECIDED:
            return _("It has not been decided yet.")
        case Why.TAKEN:
            return _("Another host is doing it already.")
        case Why.NOT_UNDERWAY:
            return _("Nobody has taken it on yet.")
        case Why.NOT_YOURS:
            return _("Only the host who proposed it or the owner can take it back.")
        case Why.WAITS_FOR_LINE:
            return _("LINE will tell me by itself when the person is out; I wait for that.")


def folded_name(name: str | None) -> str | None:
    """Give a name as people compare it at a glance; None where nothing of it can be seen."""
    shown = safe_name(name)
    return None if shown is None else "".join(fold(shown).split()) or None
