"""The words that remind hosts of what was told in confidence, and tell its reporter how it stands."""

from enum import Enum

from bot.i18n import _
from bot.messages import Text
from handlers.moderation.cases.labels import moment
from storage.models import Report


class Stands(Enum):
    """How far a report has come that nobody has taken on."""

    READ = "a host has read it"
    UNREAD = "nobody has read it"
    UNKNOWN = "nobody can say whether it was read"
    WITH_ADVISER = "it is the adviser's alone"


def it_waits(report: Report, timezone: str) -> Text:
    """Remind those who may look after it, without a word of it."""
    number, since = report.number, moment(report.made_at, timezone)
    if report.adviser_number is not None:
        return Text(
            _(
                "Number %(number)d, told in confidence on %(since)s, still waits for your answer. "
                "“/consult %(number)d” shows it; your words behind the number answer and close it.",
                number=number,
                since=since,
            )
        )
    if report.taken_by is not None:
        return Text(
            _(
                "Number %(number)d, told in confidence on %(since)s, is not closed, and whoever took it on is resting "
                "or no longer a host. “/take %(number)d” takes it over.",
                number=number,
                since=since,
            )
        )
    if report.is_urgent:
        return Text(
            _(
                "Something urgent, told in confidence on %(since)s, still waits for somebody to look after it: number "
                "%(number)d. “/reports %(number)d” shows it, “/take %(number)d” takes it on. If one of you has taken "
                "it meanwhile, all is well.",
                number=number,
                since=since,
            )
        )
    return Text(
        _(
            "What was told in confidence on %(since)s still waits for somebody to look after it: number %(number)d. "
            "“/reports %(number)d” shows it, “/take %(number)d” takes it on. If one of you has taken it meanwhile, "
            "all is well.",
            number=number,
            since=since,
        )
    )


def you_look_after_it(report: Report, timezone: str) -> Text:
    """Remind a host of what they look after; it may well take longer."""
    return Text(
        _(
            "You look after number %(number)d, told in confidence on %(since)s. Once it is settled, your words behind "
            "“/close %(number)d” let whoever told it know how it ended. If it takes longer, that is all right.",
            number=report.number,
            since=moment(report.made_at, timezone),
        )
    )


def nobody_has_taken_it(number: int, stands: Stands) -> str:
    """Tell a reporter how it stands, no more than what is true."""
    return " ".join([_how(number, stands), _("I will remind them of it. “sos” shows other places to turn to, too.")])


def _how(number: int, stands: Stands) -> str:
    match stands:
        case Stands.READ:
            return _("About number %(number)d: a host has read it, and nobody has taken it on yet.", number=number)
        case Stands.UNREAD:
            return _(
                "About number %(number)d: it lies safely with the hosts, but none of them has opened it yet.",
                number=number,
            )
        case Stands.UNKNOWN:
            return _(
                "About number %(number)d: it lies safely with those who may read it, and nobody has taken it on yet.",
                number=number,
            )
        case Stands.WITH_ADVISER:
            return _("About number %(number)d: the adviser has not answered it yet.", number=number)
