"""The words with which somebody tells the hosts what troubles them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.context import Context
from bot.forms import Given, Option
from bot.i18n import _, ngettext
from bot.messages import Card, SayButton, shorten
from bot.names import safe_name
from handlers.moderation.cases.labels import moment
from handlers.moderation.judgement import About
from storage.models.reports import ReportKind

_SHOWN_AGAIN = 500
_MINUTE = timedelta(minutes=1)


def report_in_private(ctx: Context, reference: str | None = None) -> Card:
    """Lead somebody into the private chat without a word on why they asked; a quoted message goes as a reference."""
    # Translators: a word typed in the private chat; it must be one of the words for reports.
    word = _("/report")
    return Card(
        title=_("Let us talk in private"),
        buttons=(ctx.private_chat(_("Open our private chat"), word if reference is None else f"{word} {reference} "),),
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
            return _("A photo that should go")
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


def who_is_it(_given: Given) -> str:
    """Ask whom it is about, from those who spoke lately."""
    return _(
        "Whom is it about? These have spoken in the group lately. It helps the hosts to understand, and unless you "
        "agree, nobody here learns of it from me; a host whom it is about does not read it either."
    )


def somebody_else() -> str:
    """Name the answer that picks nobody of the list."""
    return _("Somebody else")


def what_shows_it(_given: Given) -> str:
    """Ask for something to show it with."""
    return _(
        "Is there a message that shows it? You can copy it and paste it here. The hosts read it as something you gave "
        "me, locked up like the rest."
    )


def which_message(given: Given) -> str:
    """Ask which message of the group it is about."""
    if given.text("kind") == ReportKind.PHOTO:
        return _("When was the photo posted? I know only the times of their messages, not what is in them.")
    return _(
        "Which message was it? I know only their times, not what they say. If its author takes it back, I erase here "
        "what you pasted."
    )


def moments(at: Sequence[datetime], timezone: str) -> list[str]:
    """Write some moments so that no two look the same."""
    labels = [moment(each, timezone) for each in at]
    many = Counter(labels)
    seen: Counter[str] = Counter()
    found = []
    for label in labels:
        seen[label] += 1
        found.append(f"{label} ({seen[label]})" if many[label] > 1 else label)
    return found


def do_not_know_which() -> str:
    """Name the answer for somebody who cannot say which message."""
    return _("I cannot say")


def may_the_person_learn(given: Given) -> str:
    """Ask for consent that the person learns of it; without an answer they do not."""
    if given.text("kind") == ReportKind.PHOTO:
        return _(
            "May I ask whoever posted it, in private, to take the photo back? I do not say who asks. "
            "Without a yes I ask nobody."
        )
    return _(
        "May that person hear from the hosts how it ended? They never learn who told it. "
        "Without a yes they hear nothing."
    )


def one_moment(free_at: datetime, now: datetime, timezone: str) -> str:
    """Ask for patience, with the moment from which on more can be told."""
    help_is = _("If you need help now, “sos” shows where.")
    if free_at - now < _MINUTE:
        seconds = max(1, round((free_at - now).total_seconds()))
        wait = ngettext(
            "What you told me has arrived. I can take more in %(count)d second.",
            "What you told me has arrived. I can take more in %(count)d seconds.",
            seconds,
        )
    else:
        wait = _(
            "You have told me a lot, and it has arrived. I can take more from %(moment)s on.",
            # The next whole minute: at the one shown it must be possible.
            moment=moment(free_at + _MINUTE - timedelta(microseconds=1), timezone),
        )
    return f"{wait} {help_is}"


def is_it_a_host() -> str:
    """Ask whether one of several hosts is what it is about."""
    return _("Is it about one of the hosts? If so, that host will not learn of it from me.")


def is_it_this_host(host: str, subject: About | None) -> str:
    """Ask whether the only other host is what it is about, and say who reads that then."""
    question = _("Is it about %(host)s, who is a host here?", host=host)
    if subject is None:
        unread = _(
            "If so, I am sorry: nobody else here could read it, so I cannot pass it on. “sos” shows places outside the "
            "group that listen."
        )
        return f"{question}\n\n{unread}"
    return f"{question} " + _("If so, they will not learn of it from me; the adviser alone reads it.")


def which_host(unnamed: About | None) -> str:
    """Ask which host; `unnamed` says who reads it where that is not said."""
    if unnamed is None:
        return _("Which of them?")
    if unnamed.adviser is not None:
        return _("Which of them? If you would rather not say, only the adviser will read it.")
    return _("Which of them? If you would rather not say, only the owner will read it.")


def rather_not_say() -> str:
    """Name the answer that names nobody."""
    return _("Rather not say")


def may_they_know_you(_given: Given) -> str:
    """Ask whether the name goes along."""
    return _("May they know that it comes from you? If not, they see the words without a name.")


def look_it_over(
    given: Given, subject: About | None, person_shown: str | None, at: datetime | None, timezone: str
) -> str:
    """Show what will be handed over, and who will read it, before anything is."""
    kind = ReportKind(given.text("kind") or "other")
    parts = [_("This is what I hand over: %(kind)s", kind=kind_label(kind)), _quoted(given.text("words"))]
    if person_shown is not None:
        parts.append(_("About %(person)s.", person=person_shown))
    if given.text("evidence"):
        parts += [_("What you pasted:"), _quoted(given.text("evidence"))]
    if at is not None:
        parts.append(_("The message of %(moment)s.", moment=moment(at, timezone)))
    parts += [
        _("Who reads it: %(readers)s", readers=_who_reads(subject, safe_name(given.text("adviser_name")))),
        "\n".join([_("With your name.") if given.yes("named") else _("Without your name."), *_consents(given, kind)]),
        _("Shall I hand it over?"),
    ]
    return "\n\n".join(parts)


def nobody_else_reads() -> str:
    """Say that there is no host who could read it."""
    return _(
        "There is no host here who could read it now, so I cannot pass it on. “sos” shows other places to turn to."
    )


def nobody_but_them() -> str:
    """Say that there is no other host than the one it is about."""
    return _(
        "I am sorry: besides that person there is nobody here who could read it. I have passed nothing on, and “Stop” "
        "erases what you wrote. “sos” shows other places to turn to."
    )


def where_help_is() -> SayButton:
    """Offer the help lines."""
    return SayButton(_("Where to find help"), _("sos"))


def _who_reads(subject: About | None, adviser: str | None) -> str:
    if subject is None:
        return _("nobody")
    if subject.adviser is not None and adviser is not None:
        return _("the adviser %(name)s alone, who is not in this group", name=adviser)
    if subject.adviser is not None:
        return _("the adviser alone, #%(number)d, who is no host", number=subject.adviser)
    if not subject.a_host:
        return _("the hosts")
    if subject.number is None:
        return _("the owner alone")
    return _("the hosts except #%(number)d", number=subject.number)


def _consents(given: Given, kind: ReportKind) -> list[str]:
    if not given.yes("may_tell"):
        return []
    if kind is ReportKind.PHOTO:
        return [_("I ask whoever posted it, without saying who asks.")]
    return [_("That person may hear how it ended.")]


def _quoted(words: str) -> str:
    return "\n".join(f"┃ {line}" for line in shorten(words, _SHOWN_AGAIN).splitlines())
