"""The words with which hosts read what was told in confidence, and with which its reporter learns how it goes on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.i18n import _, current_language, ngettext
from bot.messages import SayButton, Text
from handlers.moderation.report_texts import kind_label
from storage.models import Report
from storage.models.reports import ReportState

_MOST_LISTED = 30
_MOST_TO_TAP = 10


def waiting(reports: Sequence[Report], people: Mapping[int, int], timezone: str) -> Text:
    """List what waits, with a button for each of the first."""
    if not reports:
        return Text(_("Nothing is waiting here now."))
    lines = [_line(report, people.get(report.number, 0), timezone) for report in reports[:_MOST_LISTED]]
    more = len(reports) - _MOST_LISTED
    if more > 0:
        lines.append(_("… and %(count)s more", count=more))
    return Text(
        "\n".join([_("Told in confidence and not closed yet:"), *lines, "", _how_to_read(reports[0].number)]),
        [SayButton(_read_label(report.number), _read_words(report.number)) for report in reports[:_MOST_TO_TAP]],
    )


def waiting_for_adviser(numbers: Sequence[int], desk: str) -> Text:
    """List what waits for the adviser, with a button for each of the first; `desk` stands before the number."""
    listed = " ".join(str(number) for number in numbers[:_MOST_LISTED])
    return Text(
        _("Told in confidence, for you alone, and not closed yet: %(numbers)s", numbers=listed),
        [
            # Translators: a command; before the number stands the adviser's word for the group, if any.
            SayButton(_read_label(number), _("/consult %(desk)s%(number)d", desk=desk, number=number))
            for number in numbers[:_MOST_TO_TAP]
        ],
    )


def no_such_report(number: int) -> str:
    """Say that there is nothing by this number, whether or not there is."""
    return _("There is nothing for you by the number %(number)d.", number=number)


def is_closed(number: int) -> str:
    """Say that it is over."""
    return _("Number %(number)d is closed already.", number=number)


def is_yours(number: int) -> str:
    """Say that the host looks after it already."""
    return _("You look after number %(number)d already.", number=number)


def is_taken(number: int, who: str) -> str:
    """Say who looks after it, and that it is theirs until it is taken over."""
    return _(
        "%(who)s looks after number %(number)d. If you want to go on with it, take it over.", number=number, who=who
    )


def take_it_first(number: int) -> str:
    """Ask the host to look after it before anything else."""
    return _("Nobody looks after number %(number)d yet. Please take it first.", number=number)


def for_another_host(*, is_own: bool) -> str:
    """Say why another host should look after it."""
    if is_own:
        return _("You told this one yourself, so another host looks after it.")
    return _("You and the person it is about are noted as close to each other, so another host looks after it.")


def take_button(number: int) -> SayButton:
    """Offer to look after a report."""
    # Translators: the text of the button is a command.
    return SayButton(_("I look after it"), _("/take %(number)d", number=number))


def shall_you_take_over(number: int) -> str:
    """Ask whether a host wants to take a report over."""
    return _("Take number %(number)d over?", number=number)


def before_taking_over(who: str) -> tuple[str, ...]:
    """Say who has it now, and that they will hear of it."""
    return (_("%(who)s looks after it now. A word between you helps; I tell them if you take it over.", who=who),)


def take_over_label() -> str:
    """Name the button that takes a report over."""
    return _("Take it over")


def neutral_alt() -> str:
    """Give what a lock screen shows."""
    return _("A question from Tsudoi")


def which_to_take() -> str:
    """Ask which report to look after."""
    return _("Please add the number, like this: %(example)s. “/reports” shows what waits.", example=_("/take 12"))


def which_to_take_over() -> str:
    """Say how to name the report to be taken over."""
    return _("Which one? Please add its number: %(example)s", example=_("/take over 12"))


def taken(number: int) -> Text:
    """Confirm who looks after it."""
    return Text(
        _("You look after number %(number)d now. Whoever it comes from learns only that a host does.", number=number)
    )


def taken_over(number: int, former: str) -> Text:
    """Confirm who looks after it in place of whom."""
    return Text(_("You look after number %(number)d now, in place of %(former)s.", number=number, former=former))


def taken_over_from_you(number: int, by: str) -> Text:
    """Tell a host that another one goes on with what they looked after."""
    return Text(_("%(by)s looks after number %(number)d now, in place of you.", number=number, by=by))


def somebody_looks_after_it(number: int) -> str:
    """Tell a reporter that it is in good hands."""
    return _("About number %(number)d: one of the hosts looks after it now.", number=number)


def _line(report: Report, people: int, timezone: str) -> str:
    line = _(
        "%(number)d: %(kind)s · %(date)s · %(state)s",
        number=report.number,
        kind=kind_label(report.kind),
        date=day(report.made_at, timezone),
        state=state_label(report, None),
    )
    if people > 1:
        line += " · " + ngettext("%(count)d person", "%(count)d people", people)
    return _("Urgent: %(line)s", line=line) if report.is_urgent else line


def state_label(report: Report, taker: str | None) -> str:
    """Say how far a report has come."""
    match report.state:
        case ReportState.OPEN:
            return _("waiting")
        case ReportState.TAKEN:
            return _("looked after by %(who)s", who=taker or f"#{report.taken_by}")
        case ReportState.CLOSED:
            return _("closed")


def day(at: datetime, timezone: str) -> str:
    """Write a date of the community's zone, in short."""
    return format_date(at.astimezone(ZoneInfo(timezone)), "short", locale=current_language())


def _how_to_read(number: int) -> str:
    return _("One of them in full: %(example)s", example=_read_words(number))


def _read_label(number: int) -> str:
    return _("Read %(number)d", number=number)


def _read_words(number: int) -> str:
    # Translators: a command.
    return _("/reports %(number)d", number=number)
