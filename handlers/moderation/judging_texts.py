"""The words around a judgement: what may follow from a report, and the command with which the host goes on."""

from bot.i18n import _
from bot.messages import Button, Card, SayButton
from handlers.moderation.closing_texts import close_button
from storage.models import Report
from storage.models.reports import Judgement, ReportKind


def judgement_label(judgement: Judgement) -> str:
    """Name a judgement."""
    match judgement:
        case Judgement.NO_BREACH:
            return _("No rule is broken")
        case Judgement.TALK:
            return _("Talk with each other")
        case Judgement.WARNING:
            return _("A warning")
        case Judgement.COOLDOWN:
            return _("Ask for a pause")
        case Judgement.REMOVAL:
            return _("Talk about leaving")


def what_should_follow(report: Report) -> Card:
    """Ask the host who looks after it for a first judgement, before anything earlier is shown."""
    lines = [_("What do you think, from what was told here alone? What is on record before this comes after.")]
    if report.judgement is not None:
        lines = [_("So far: %(judgement)s", judgement=judgement_label(report.judgement))]
    return Card(
        title=_("What should follow from number %(number)d?", number=report.number),
        lines=lines,
        buttons=(
            _button(report, Judgement.NO_BREACH),
            _button(report, Judgement.TALK),
            # Translators: the text of the button is a command; “more” must be one of its words.
            SayButton(_("A step of the hosts …"), _("/judge %(number)d more", number=report.number)),
        ),
        alt=_("A question from Tsudoi"),
    )


def further_steps(report: Report) -> Card:
    """Show the steps that concern one person."""
    return Card(
        title=_("Which step, for number %(number)d?", number=report.number),
        lines=(_("Nothing goes to anybody with this; you see everything once more before it does."),),
        buttons=tuple(_button(report, each) for each in (Judgement.WARNING, Judgement.COOLDOWN, Judgement.REMOVAL)),
        alt=_("A question from Tsudoi"),
    )


def how_to_judge() -> str:
    """Say what `/judge` expects."""
    return _(
        "Please write the number and what should follow: %(example)s. The words: fine, talk, warning, pause, leaving.",
        example=_("/judge 12 talk"),
    )


def how_to_go_on(report: Report, judgement: Judgement) -> Card:
    """Lead to the command with which the host goes on; its words give away nobody who told."""
    return Card(
        title=_("Noted: %(judgement)s", judgement=judgement_label(judgement)),
        lines=[_next_line(report, judgement)],
        buttons=(*_next_buttons(report, judgement), close_button(report.number)),
        alt=_("Noted"),
    )


def _button(report: Report, judgement: Judgement) -> SayButton:
    return SayButton(judgement_label(judgement), _judge_words(report.number, judgement))


def _judge_words(number: int, judgement: Judgement) -> str:
    # Translators: these five are commands; the last word must be one of those for the judgement.
    match judgement:
        case Judgement.NO_BREACH:
            return _("/judge %(number)d fine", number=number)
        case Judgement.TALK:
            return _("/judge %(number)d talk", number=number)
        case Judgement.WARNING:
            return _("/judge %(number)d warning", number=number)
        case Judgement.COOLDOWN:
            return _("/judge %(number)d pause", number=number)
        case Judgement.REMOVAL:
            return _("/judge %(number)d leaving", number=number)


def _next_line(report: Report, judgement: Judgement) -> str:
    if judgement is Judgement.NO_BREACH:
        return _("You can close it with a word to whoever told it.")
    if report.about_number is None:
        return _("Nobody said whom it is about. If you know, type the command with their number, like #12.")
    return _("The button begins it with neutral words; you see it before anything goes to anybody.")


def _next_buttons(report: Report, judgement: Judgement) -> list[Button]:
    member, words = report.about_number, _neutral_words(report.kind)
    if judgement is Judgement.NO_BREACH:
        # Translators: a command; its words are read by whoever told it.
        closing = _(
            "/close %(number)d We have looked at it with care. In our eyes it does not break the rules. "
            "If anything weighs on you, please tell us again.",
            number=report.number,
        )
        return [SayButton(_("Close it with a kind word"), closing)]
    if member is None:
        return []
    # Translators: the texts of these four buttons are commands.
    match judgement:
        case Judgement.TALK:
            return [
                SayButton(
                    _("Make a note"),
                    _("/note #%(member)d Number %(number)d: we talk.", member=member, number=report.number),
                )
            ]
        case Judgement.WARNING:
            return [SayButton(_("Begin a warning"), _("/warn #%(member)d %(words)s", member=member, words=words))]
        case Judgement.COOLDOWN:
            return [
                SayButton(_("Ask for a pause"), _("/cooldown #%(member)d 24h %(words)s", member=member, words=words))
            ]
        case Judgement.REMOVAL:
            return [SayButton(_("Talk about leaving"), _("/remove #%(member)d %(words)s", member=member, words=words))]


def _neutral_words(kind: ReportKind) -> str:
    match kind:
        case ReportKind.RECRUITING:
            return _("About recruiting in the group")
        case ReportKind.CONTACT:
            return _("About messages outside the group")
        case ReportKind.PHOTO:
            return _("About photos in the group")
        case ReportKind.AVOIDING:
            return _("About how people meet each other")
        case ReportKind.QUARREL:
            return _("About a quarrel in the group")
        case ReportKind.OTHER:
            return _("About how we treat each other")
