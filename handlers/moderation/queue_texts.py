"""The words with which hosts read what was told in confidence, and with which its reporter learns how it goes on."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.i18n import _, current_language
from bot.messages import Button, Card, SayButton, Text
from bot.names import safe_name
from handlers.moderation.report_texts import kind_label
from storage.models import Report
from storage.models.reports import ReportState

_MOST_LISTED = 30
_MOST_TO_TAP = 10

Words = Callable[[], str]
"""A text made later, in the language of whoever reads it."""


def waiting(reports: Sequence[Report], timezone: str) -> Text:
    """List what waits, with a button for each of the oldest."""
    if not reports:
        return Text(_("Nothing is waiting here now."))
    lines = [_line(report, timezone) for report in reports[:_MOST_LISTED]]
    more = len(reports) - _MOST_LISTED
    if more > 0:
        lines.append(_("… and %(count)s more", count=more))
    return Text(
        "\n".join([_("Told in confidence and not closed yet:"), *lines, "", _how_to_read()]),
        [SayButton(str(report.number), _read_words(report.number)) for report in reports[:_MOST_TO_TAP]],
    )


def one(
    report: Report,
    *,
    timezone: str,
    words: str | None,
    outcome: str | None,
    reporter: str | None,
    taker: str | None,
) -> Card:
    """Show one report in full."""
    lines = [
        _marked(words) if words else _("The words have been erased."),
        _("From %(reporter)s", reporter=reporter) if reporter else _("Told without a name."),
        _("%(date)s · %(state)s", date=_day(report.made_at, timezone), state=_state(report, taker)),
    ]
    if report.about_host:
        lines.append(_whom_it_is_about(report))
    if outcome:
        lines.append(_("How it ended:") + "\n" + _marked(outcome))
    buttons: list[Button] = []
    if report.state is ReportState.OPEN:
        # Translators: the text of the button is a command.
        buttons.append(SayButton(_("I look after it"), _("/take %(number)d", number=report.number)))
    return Card(
        title=_("%(number)d: %(kind)s", number=report.number, kind=kind_label(report.kind)),
        lines=lines,
        buttons=buttons,
        alt=_("Told in confidence"),
        footnote="" if report.is_closed else how_to_close(),
    )


def member(number: int, name: str | None) -> str:
    """Name a member to a host."""
    shown = safe_name(name)
    return f"#{number}" if shown is None else _("#%(number)s %(name)s", number=number, name=shown)


def no_such_report(number: int) -> str:
    """Say that there is nothing by this number, whether or not there is."""
    return _("There is nothing for you by the number %(number)d.", number=number)


def is_closed(number: int) -> str:
    """Say that it is over."""
    return _("Number %(number)d is closed already.", number=number)


def is_yours(number: int) -> str:
    """Say that the host looks after it already."""
    return _("You look after number %(number)d already.", number=number)


def how_to_close() -> str:
    """Say what `/close` expects."""
    # Translators: a command with an example.
    return _(
        "To close it, write how it ended; whoever told it reads that: %(example)s",
        example=_("/close 12 We have talked with both of them."),
    )


def outcome_is_too_long(given: int, most: int) -> str:
    """Name the bound."""
    return _("That is %(given)d characters long; up to %(most)d fit.", given=given, most=most)


def who_are_you() -> str:
    """Say why nothing happened when LINE did not tell who spoke."""
    return _("LINE did not tell me who you are, so nothing was changed.")


def taken(number: int, former: int | None) -> Text:
    """Confirm who looks after it."""
    if former is None:
        return Text(
            _(
                "You look after number %(number)d now. Whoever it comes from learns only that a host does.",
                number=number,
            )
        )
    return Text(_("You look after number %(number)d now, in place of #%(former)d.", number=number, former=former))


def closed(number: int, *, is_told: bool) -> Text:
    """Confirm the closing."""
    if is_told:
        return Text(_("Number %(number)d is closed. I pass your words on to whoever told it.", number=number))
    return Text(_("Number %(number)d is closed. Whoever told it can no longer be reached.", number=number))


def somebody_looks_after_it(number: int) -> Words:
    """Tell the reporter that it is in good hands."""
    return lambda: _("About number %(number)d: one of the hosts looks after it now.", number=number)


def it_is_closed(number: int, outcome: str) -> Words:
    """Tell the reporter how it ended, in the hosts' own words."""
    return lambda: _(
        "About number %(number)d: the hosts have closed it. Their words:\n\n%(outcome)s\n\n"
        "If it goes on, you can tell me again any time.",
        number=number,
        outcome=_marked(outcome),
    )


def _line(report: Report, timezone: str) -> str:
    return _(
        "%(number)d: %(kind)s · %(date)s · %(state)s",
        number=report.number,
        kind=kind_label(report.kind),
        date=_day(report.made_at, timezone),
        state=_state(report, None),
    )


def _state(report: Report, taker: str | None) -> str:
    match report.state:
        case ReportState.OPEN:
            return _("waiting")
        case ReportState.TAKEN:
            return _("looked after by %(who)s", who=taker or f"#{report.taken_by}")
        case ReportState.CLOSED:
            return _("closed")


def _whom_it_is_about(report: Report) -> str:
    if report.host_number is None:
        return _("It is about a host; which one was not said. You alone read it.")
    return _("It is about #%(number)d, who does not learn of it from me.", number=report.host_number)


def _marked(words: str) -> str:
    return "\n".join(f"┃ {line}" for line in words.splitlines())


def _day(at: datetime, timezone: str) -> str:
    return format_date(at.astimezone(ZoneInfo(timezone)), "short", locale=current_language())


def _how_to_read() -> str:
    return _("One of them in full: %(example)s", example=_("/reports 12"))


def _read_words(number: int) -> str:
    # Translators: a command.
    return _("/reports %(number)d", number=number)
