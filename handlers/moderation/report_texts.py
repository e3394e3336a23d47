"""The words with which somebody tells the hosts what troubles them."""

from collections.abc import Sequence

from bot.context import Context
from bot.forms import Given, Option
from bot.i18n import _
from bot.messages import Card, Text, shorten
from bot.names import safe_name
from handlers.moderation.judgement import About
from storage.models.reports import ReportKind

_SHOWN_AGAIN = 500


def report_in_private(ctx: Context) -> Card:
    """Lead somebody into the private chat without a word on why they asked."""
    return Card(
        title=_("Let us talk in private"),
        # Translators: a word typed in the private chat; it must be one of the words for reports.
        buttons=(ctx.private_chat(_("Open our private chat"), _("/report")),),
        alt=_("In private"),
    )


def kind_label(kind: ReportKind) -> str:
    """Name what a report is about."""
    match kind:
        case ReportKind.RECRUITING:
            return _("Somebody recruits")
        case ReportKind.CONTACT:
            return _("Unwanted messages")
        case ReportKind.PHOTO:
            return _("Remove a photo")
        case ReportKind.AVOIDING:
            return _("Somebody to avoid")
        case ReportKind.QUARREL:
            return _("A quarrel")
        case ReportKind.OTHER:
            return _("Something else")


def kinds(_given: Given) -> Sequence[Option]:
    """List what a report may be about."""
    return tuple(Option(kind.value, kind_label(kind)) for kind in ReportKind)


def what_is_it(_given: Given) -> str:
    """Ask what it is about."""
    return "\n\n".join(
        [
            _("Thank you for telling me. I ask a few things, and nothing goes to anybody before you have said so."),
            _("What is it about?"),
            # Translators: the word for the help lines stands in it; it must be one of those words.
            _("If there is danger now, please call for help first: “sos” shows where."),
        ]
    )


def what_happened(_given: Given) -> str:
    """Ask for the person's own words."""
    return _("What happened? Please write it in your own words, in one message. As much or as little as you like.")


def is_it_a_host(_given: Given) -> str:
    """Ask whether a host is what it is about."""
    return _("Is it about one of the hosts? If so, that host will not learn of it from me.")


def which_host(_given: Given) -> str:
    """Ask which host."""
    return _("Which of them? If you would rather not say, only the owner will read it.")


def host(number: str, name: str | None) -> str:
    """Name a host to a member, in private."""
    shown = safe_name(name)
    return f"#{number}" if shown is None else _("#%(number)s %(name)s", number=number, name=shown)


def rather_not_say() -> str:
    """Name the answer that names nobody."""
    return _("Rather not say")


def may_they_know_you(_given: Given) -> str:
    """Ask whether the name goes along."""
    return _("May they know that it comes from you? If not, they see the words without a name.")


def look_it_over(given: Given, subject: About) -> str:
    """Show what will be handed over, and who will read it, before anything is."""
    words = "\n".join(f"┃ {line}" for line in shorten(given.text("words"), _SHOWN_AGAIN).splitlines())
    return "\n\n".join(
        [
            _("This is what I hand over: %(kind)s", kind=kind_label(ReportKind(given.text("kind") or "other"))),
            words,
            _("Who reads it: %(readers)s", readers=_who_reads(subject)),
            _("With your name.") if given.yes("named") else _("Without your name."),
            _("Shall I hand it over?"),
        ]
    )


def receipt(number: int) -> Text:
    """Confirm that it arrived."""
    return Text(
        _(
            "It has arrived, as number %(number)d. Here in private I tell you who looks after it and how it ends. "
            "Your words are locked up, and erased 30 days after it is closed.",
            number=number,
        )
    )


def nothing_was_sent() -> Text:
    """Confirm that nothing was handed over."""
    return Text(_("All right. I have passed nothing on and kept nothing. You can come back to it whenever you like."))


def report_has_come(number: int) -> Text:
    """Tell hosts of a report, without a word of it: it is read where they ask for it."""
    # Translators: the second number stands in a command, which must be one of those for the queue of reports.
    return Text(
        _(
            "Something has been told in confidence: number %(number)d. In private, “/reports %(number)d” shows it.",
            number=number,
        )
    )


def nobody_else_reads() -> str:
    """Say that there is no host who could read it."""
    return _(
        "There is no host here who could read it now, so I cannot pass it on. “sos” shows other places to turn to."
    )


def nobody_but_them() -> str:
    """Say that there is no other host than the one it is about."""
    return _("Besides that person there is no host here who could read it. “sos” shows other places to turn to.")


def _who_reads(subject: About) -> str:
    if not subject.a_host:
        return _("the hosts")
    if subject.number is None:
        return _("the owner alone")
    return _("the hosts except #%(number)d", number=subject.number)
