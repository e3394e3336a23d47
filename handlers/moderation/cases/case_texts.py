"""The words with which hosts read cases: lists, one case in full, and one that nobody has been told of yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.i18n import _, ngettext
from bot.messages import Button, Card, SayButton, Text, shorten
from bot.push_words import offer_label
from handlers.moderation.cases.labels import day, kind_label, marked, moment, open_words
from handlers.moderation.cases.refusals import merge_example
from storage.models import Case
from storage.models.cases import CaseKind, CaseState, EntryKind

MOST_TO_TAP = 10
_RULE_SHOWN = 400
_LINES_SHOWN = 15


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a case's history, opened."""

    kind: EntryKind
    author: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A case as a host sees it.

    `is_on_its_way` while the word told may still arrive, `may_be_pushed` while it could be; `is_unsure` once nobody can
    know whether it has arrived.
    """

    case: Case
    who: str
    timezone: str
    rule: str | None = None
    lines: Sequence[Line] = field(default_factory=tuple)
    is_on_its_way: bool = False
    may_be_pushed: bool = False
    is_unsure: bool = False
    total: int = 0
    limit: int = 0


def case_list(shown: Sequence[Shown], *, who: str | None, older_than: int | None) -> Text:
    """List cases, newest first, with a button for each of the first."""
    if not shown:
        return Text(_("There is nothing on record.") if who is None else _("%(who)s: nothing on record.", who=who))
    heading = _("On record, newest first:") if who is None else _("On record about %(who)s:", who=who)
    numbers = [each.case.number for each in shown[:MOST_TO_TAP]]
    buttons = [SayButton(_("Read %(number)d", number=number), open_words(number)) for number in numbers]
    if older_than is not None:
        # Translators: a command; “before” must be one of its words.
        buttons.append(SayButton(_("Older ones"), _("/case before %(number)d", number=older_than)))
    totals = [_total_line(shown[0])] if who is not None else []
    return Text("\n".join([heading, *map(_list_line, shown), *totals, "", _how_to_open(shown[0].case.number)]), buttons)


def one_case(shown: Shown) -> Card:
    """Show one case with its history, and what can be done next."""
    case = shown.case
    history = [_history_line(line, shown.timezone) for line in shown.lines[-_LINES_SHOWN:]]
    hidden = len(shown.lines) - len(history)
    if hidden > 0:
        history.insert(0, ngettext("(%(count)d earlier line)", "(%(count)d earlier lines)", hidden))
    return Card(
        title=_title(case),
        lines=[
            _("About %(who)s", who=shown.who),
            *_rule_lines(shown),
            _("%(date)s · %(state)s", date=day(case.opened_at, shown.timezone), state=state_label(shown)),
            *history,
            *([_total_line(shown)] if case.kind is CaseKind.WARNING else []),
        ],
        buttons=_next_buttons(shown),
        alt=_("For the hosts"),
        footnote=_what_else(case),
    )


def draft(shown: Shown, *, is_host: bool, from_report: bool) -> Card:
    """Show what would be told, before anybody is told anything; the first button is to sleep on it."""
    case = shown.case
    lines = [_("About %(who)s", who=shown.who), *_rule_lines(shown)]
    lines += [_history_line(line, shown.timezone) for line in _still_meant(shown.lines)]
    if case.ends_at is not None:
        lines.append(_("Pause until %(moment)s", moment=moment(case.ends_at, shown.timezone)))
    if case.kind is CaseKind.WARNING:
        lines.append(_total_line(shown))
    if from_report:
        lines.append(_("This comes from a report. Please make sure that the words do not show who told you."))
    if is_host:
        lines.append(_("It is about a host, who does not see it here. I ask once more before I tell them."))
    return Card(
        title=_title(case),
        lines=lines,
        buttons=draft_buttons(case),
        alt=_("For the hosts"),
        footnote=_footnote_of_draft(case),
        quick_replies=[reword_button(case.number)],
    )


def draft_buttons(case: Case) -> list[Button]:
    """Offer to sleep on it, to tell, or to drop it; somebody without a number cannot be told."""
    number = case.number
    # Translators: the second texts are commands; the last word must be one of those of `/case`.
    rest = SayButton(_("Sleep on it"), _("/case %(number)d rest", number=number))
    tell = SayButton(_("Tell them"), _("/case %(number)d tell", number=number))
    drop = SayButton(_("Drop it"), _("/case %(number)d drop", number=number))
    return [rest, tell, drop] if case.subject_number is not None else [rest, drop]


def reword_button(number: int) -> SayButton:
    """Offer to put it into other words."""
    # Translators: the second text is a command; the last word must be one of those of `/case`.
    return SayButton(_("Other words"), _("/case %(number)d words", number=number))


def state_label(shown: Shown) -> str:
    """Say how far a case has come."""
    case, zone = shown.case, shown.timezone
    if case.state is CaseState.VOIDED:
        return _("taken back")
    if case.kind is CaseKind.NOTE:
        return _("for the hosts alone")
    if case.kind not in {CaseKind.WARNING, CaseKind.COOLDOWN}:
        return _("closed") if case.state is CaseState.CLOSED else _("open")
    if case.state is CaseState.RESTING:
        return _("told to nobody yet")
    parts = [_reach_label(shown)]
    if case.counts_until is not None:
        parts.append(_("counts until %(date)s", date=day(case.counts_until, zone)))
    if case.ends_at is not None:
        parts.append(_("until %(moment)s", moment=moment(case.ends_at, zone)))
    if case.answered_at is not None:
        parts.append(_("answer waits for a decision") if case.decided_at is None else _("decided on"))
    # Translators: what stands between two facts about one case
    return _(" · ").join(parts)


def _title(case: Case) -> str:
    return _("%(number)d: %(kind)s", number=case.number, kind=kind_label(case))


def _list_line(shown: Shown) -> str:
    return _(
        "%(number)d: %(kind)s · %(who)s · %(date)s · %(state)s",
        number=shown.case.number,
        kind=kind_label(shown.case),
        who=shown.who,
        date=day(shown.case.opened_at, shown.timezone),
        state=state_label(shown),
    )


def _rule_lines(shown: Shown) -> list[str]:
    number = shown.case.rule_number
    if number is None:
        return []
    if shown.rule is None:
        return [_("Rule %(number)d", number=number)]
    return [_("Rule %(number)d: %(rule)s", number=number, rule=shorten(shown.rule, _RULE_SHOWN))]


def _reach_label(shown: Shown) -> str:
    case = shown.case
    if case.delivered_at is not None:
        return _("reached them on %(date)s", date=day(case.delivered_at, shown.timezone))
    if shown.is_on_its_way:
        return _("on its way, not reached yet")
    return _("perhaps reached them, does not count") if shown.is_unsure else _("did not reach them, does not count")


def _total_line(shown: Shown) -> str:
    return _("Counting now: %(total)d (limit %(limit)d)", total=shown.total, limit=shown.limit)


def _history_line(line: Line, timezone: str) -> str:
    heading = _(
        "%(what)s (%(author)s, %(moment)s)",
        what=_entry_label(line.kind),
        author=line.author,
        moment=moment(line.at, timezone),
    )
    return f"{heading}\n{marked(line.words)}" if line.words else heading


def _still_meant(lines: Sequence[Line]) -> list[Line]:
    """Leave out what was seen or asked in words that others have replaced since; the case keeps them."""
    newest = {line.kind: line for line in lines}
    replaceable = {EntryKind.REASON, EntryKind.REQUEST}
    return [line for line in lines if line.kind not in replaceable or line is newest[line.kind]]


def _entry_label(kind: EntryKind) -> str:
    match kind:
        case EntryKind.REASON:
            return _("Seen")
        case EntryKind.REQUEST:
            return _("Asked")
        case EntryKind.ADDITION:
            return _("Added")
        case EntryKind.VOIDING:
            return _("Taken back")
        case EntryKind.APPEAL:
            return _("Their answer")
        case EntryKind.DECISION:
            return _("Decision")
        case EntryKind.SYSTEM:
            return _("Noted by Tsudoi")


def _next_buttons(shown: Shown) -> list[Button]:
    case = shown.case
    if case.kind not in {CaseKind.WARNING, CaseKind.COOLDOWN}:
        return []
    if case.state is CaseState.RESTING:
        return draft_buttons(case)
    if case.state is not CaseState.OPEN or case.delivered_at is not None or case.subject_number is None:
        return []
    if shown.is_on_its_way:
        return [*([push_button(case.number)] if shown.may_be_pushed else []), line_button(case.number)]
    # Translators: the second text is a command; the last word must be one of those of `/case`.
    return [SayButton(_("Tell them again"), _("/case %(number)d tell", number=case.number)), line_button(case.number)]


def push_button(number: int) -> SayButton:
    """Offer to push the word, at a price that is shown first."""
    # Translators: a command; the last word must be one of those of `/case`.
    return SayButton(offer_label(), _("/case %(number)d push", number=number))


def line_button(number: int) -> SayButton:
    """Offer a line in the group that names nobody."""
    # Translators: the second text is a command; the last word must be one of those of `/case`.
    return SayButton(_("A line in the group"), _("/case %(number)d line", number=number))


def _footnote_of_draft(case: Case) -> str:
    if case.subject_number is None:
        return _("Nobody has been told. Once you know who it is: %(example)s", example=merge_example(case.number))
    return _("Nobody has been told anything yet. If you do nothing, I ask again tomorrow at nine.")


def _what_else(case: Case) -> str:
    # Translators: two commands, one a line; the words after the number must be among those of `/case`.
    lines = [_("To add something: /case %(number)d add …", number=case.number)]
    if case.subject_number is None and case.subject_name is not None:
        lines.append(_("Who it is: %(example)s", example=merge_example(case.number)))
    if case.kind in {CaseKind.NOTE, CaseKind.WARNING, CaseKind.COOLDOWN} and case.state is not CaseState.VOIDED:
        lines.append(_("To take it back: /unwarn %(number)d …", number=case.number))
    return "\n".join(lines)


def _how_to_open(number: int) -> str:
    return _("One of them in full: %(example)s", example=open_words(number))
