"""Why something cannot be done with a case, in one kind line each."""

from datetime import datetime

from bot.errors import Refusal
from bot.i18n import _
from handlers.moderation.cases.guards import Verdict
from handlers.moderation.cases.states import Obstacle, Step, obstacle
from storage.models import Case


def who_are_you() -> str:
    """Say why nothing happened when LINE did not tell who spoke."""
    return _("LINE did not tell me who you are, so nothing was changed.")


def no_such_case(number: int) -> str:
    """Say that there is nothing by this number, whether or not there is."""
    return _("There is no case for you by the number %(number)d.", number=number)


def not_yours_to_judge(verdict: Verdict) -> str:
    """Say why a host is not the one to do it."""
    match verdict:
        case Verdict.ONESELF:
            return _("That is yourself. Please let another host look at it.")
        case Verdict.OWNER:
            return _(
                "The owner is nobody's to judge here. Please talk with them, or turn to whoever runs this account."
            )
        case Verdict.RELATED:
            return _("You two are noted as related. Please let another host look at it.")
        case _:
            return _("This person is no longer in the group. A note (“/note”) is still possible.")


def not_about_me() -> str:
    """Say that the bot is no subject."""
    return _("That is me. If something about me bothers you, “/settings” changes it.")


def cannot(obstacle: Obstacle, number: int) -> str:
    """Say why a step is not possible."""
    match obstacle:
        case Obstacle.VOIDED:
            return _("Number %(number)d has been taken back already.", number=number)
        case Obstacle.OTHER_KIND:
            return _("That is not possible with number %(number)d, which is of another kind.", number=number)
        case Obstacle.TOLD_ALREADY:
            return _("Number %(number)d has been told already. “/unwarn” takes it back.", number=number)
        case Obstacle.NOBODY_YET:
            return _(
                "Number %(number)d has nobody I could tell. Who is it? %(example)s",
                number=number,
                example=merge_example(number),
            )
        case Obstacle.SOMEBODY_ALREADY:
            return _("It is known whom number %(number)d is about.", number=number)
        case Obstacle.ANSWERED_ALREADY:
            return _("Number %(number)d has been answered already; one answer is taken.", number=number)
        case Obstacle.NOT_ANSWERED:
            return _("Nobody has objected to number %(number)d.", number=number)
        case Obstacle.DECIDED_ALREADY:
            return _("Number %(number)d has been decided on already.", number=number)
        case Obstacle.TOO_LATE:
            return _(
                "The fourteen days for an answer to number %(number)d are over. “/ask” reaches the hosts.",
                number=number,
            )
        case Obstacle.NOT_TOLD:
            return _("There is no case for you by the number %(number)d.", number=number)


def merge_example(number: int) -> str:
    """Show how to say who somebody without a number is."""
    # Translators: a command; the word after the number must be one of those of `/case`.
    return _("/case %(number)d merge #12", number=number)


def require(step: Step, case: Case, now: datetime, *, is_on_its_way: bool = False) -> None:
    """Refuse a step that cannot be taken with a case now."""
    found = obstacle(step, case, now, is_on_its_way=is_on_its_way)
    if found is not None:
        raise Refusal(cannot(found, case.number))
