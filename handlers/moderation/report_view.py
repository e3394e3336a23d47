"""One report as somebody who may read it sees it: what each person told, what it is about, how far it has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.i18n import _, ngettext
from bot.messages import Button, Card, Message, SayButton, long_text, utf16_units
from handlers.moderation.cases.labels import moment
from handlers.moderation.closing_texts import close_button, how_to_close, marked
from handlers.moderation.judging_texts import judgement_label
from handlers.moderation.queue_texts import day, state_label, take_button
from handlers.moderation.report_texts import kind_label
from storage.models import Report, ReportPart, ReportVoice
from storage.models.reports import PartKind, ReportKind, ReportState

_FITS_ON_CARD = 1_500
"""UTF-16 units; longer words come in messages of their own before the card."""
_FITS_ON_PAGE = 4_000
"""UTF-16 units; what one person told is never cut, and fits into three messages however many lines it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one person told: their parts, opened as far as they are not erased, and their name if they gave it."""

    voice: ReportVoice
    parts: Mapping[PartKind, ReportPart]
    opened: Mapping[PartKind, str | None]
    reporter: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A report as somebody who may read it sees it."""

    report: Report
    told: Sequence[Told]
    people: int
    person: str | None
    taker: str | None
    outcome: str | None
    timezone: str
    is_mine: bool = False
    """Whether the reader is the host who looks after it, and it is not closed."""
    desk: str = ""
    """What an adviser from outside types before the number, with the blank behind it."""


def in_full(view: View, page: int = 1) -> list[Message]:
    """Show one report in full: a page of what was told, and the rest a tap away."""
    pages = in_pages([_told(each, view.timezone) for each in view.told])
    told = pages[page - 1] if page <= len(pages) else []
    fits = utf16_units("".join(told)) <= _FITS_ON_CARD
    before: list[Message] = [] if fits else [*long_text("\n\n".join(told))]
    return [*before, _card(view, told if fits else [], page + 1 if page < len(pages) else None)]


def in_pages(told: Sequence[str]) -> list[list[str]]:
    """Put what several people told on pages, none of them too long to be sent with its cards in one answer."""
    pages: list[list[str]] = []
    for words in told:
        if pages and utf16_units("".join([*pages[-1], words])) <= _FITS_ON_PAGE:
            pages[-1].append(words)
        else:
            pages.append([words])
    return pages


def _card(view: View, told: Sequence[str], next_page: int | None) -> Card:
    report = view.report
    lines = [*told, *_about_lines(view)]
    if view.outcome:
        lines.append(_("How it ended:") + "\n" + marked(view.outcome))
    buttons: list[Button] = []
    if report.adviser_number is None and report.state is ReportState.OPEN:
        buttons.append(take_button(report.number))
    if view.is_mine:
        buttons.append(close_button(report.number))
    if next_page is not None:
        buttons.append(_more_button(view, next_page))
    return Card(
        title=_("%(number)d: %(kind)s", number=report.number, kind=kind_label(report.kind)),
        lines=lines,
        buttons=buttons,
        alt=_("Told in confidence"),
        footnote=_how_to_end(report, view.desk),
    )


def _about_lines(view: View) -> list[str]:
    report = view.report
    lines = [_("%(date)s · %(state)s", date=day(report.made_at, view.timezone), state=state_label(report, view.taker))]
    if view.people > 1:
        lines.append(ngettext("%(count)d person has told of it.", "%(count)d people have told of it.", view.people))
    if report.about_host:
        lines.append(_which_host(report))
    elif report.about_number is not None:
        lines.append(_("It is about %(person)s.", person=view.person or f"#{report.about_number}"))
    if report.kind is ReportKind.PHOTO:
        lines.append(_poster(report))
    if report.judgement is not None:
        lines.append(
            _("Judged by #%(host)d: %(judgement)s", host=report.judged_by, judgement=judgement_label(report.judgement))
        )
    return lines


def _told(told: Told, timezone: str) -> str:
    voice = told.voice
    evidence = told.parts.get(PartKind.EVIDENCE)
    who = _("From %(reporter)s", reporter=told.reporter) if told.reporter else _("Told without a name.")
    lines = [f"{who} {moment(voice.made_at, timezone)}", _part(told, PartKind.WORDS)]
    if evidence is not None:
        lines += [_("Pasted, as it was given to me:"), _part(told, PartKind.EVIDENCE)]
    if voice.message_at is not None:
        lines.append(_("The message is said to be that of %(moment)s.", moment=moment(voice.message_at, timezone)))
    if voice.message_taken_back_at is not None:
        lines.append(_("Its author has taken that message back."))
    return "\n".join(lines)


def _part(told: Told, kind: PartKind) -> str:
    words, part = told.opened.get(kind), told.parts.get(kind)
    if words:
        return marked(words)
    if part is not None and part.taken_back_at is not None:
        return _("(Taken back, and erased.)")
    return _("What was told here has been erased.")


def _which_host(report: Report) -> str:
    if report.about_number is None and report.adviser_number is None:
        return _("It is about a host; which one was not said. You alone read it.")
    if report.about_number is None:
        return _("It is about a host; which one was not said.")
    return _("It is about #%(number)d, who does not learn of it from me.", number=report.about_number)


def _poster(report: Report) -> str:
    if report.poster_asked_at is None:
        return _("I have not asked whoever posted it: the reporter did not say yes, or not who it was.")
    return _("I have asked whoever posted it, in private, without saying who asks.")


def _how_to_end(report: Report, desk: str) -> str:
    if report.is_closed:
        return ""
    if report.adviser_number is None:
        return how_to_close(report.number) if report.state is ReportState.OPEN else ""
    # Translators: a command with an example; before the number stands the adviser's word for the group, if any.
    example = _("/consult %(desk)s%(number)d We have talked.", desk=desk, number=report.number)
    return _("To answer and close it: %(example)s", example=example)


def _more_button(view: View, page: int) -> SayButton:
    number = view.report.number
    if view.report.adviser_number is not None:
        # Translators: a command with two numbers; before them stands the adviser's word for the group, if any.
        words = _("/consult %(desk)s%(number)d %(page)d", desk=view.desk, number=number, page=page)
        return SayButton(_("More of it"), words)
    # Translators: the text of the button is a command with two numbers.
    return SayButton(_("More of it"), _("/reports %(number)d %(page)d", number=number, page=page))
