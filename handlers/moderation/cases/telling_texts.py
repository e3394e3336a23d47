"""The word to the person, and what hosts hear of its way."""

from collections.abc import Sequence
from datetime import datetime

from bot.context import Context
from bot.i18n import _
from bot.messages import Card, SayButton, Text, shorten
from bot.pricing import PushReach
from bot.push_words import is_no_friend
from handlers.moderation.cases.case_texts import line_button, push_button
from handlers.moderation.cases.labels import day, kind_label, marked, moment
from handlers.moderation.cases.states import ANSWER_WITHIN, DECIDE_WITHIN
from storage.models import Case
from storage.models.cases import CaseKind

_RULE_SHOWN = 400


def word_to_person(case: Case, *, rule: str | None, seen: str, asked: str, days: int, timezone: str) -> Card:
    """Tell the person in private: which rule, what was seen, what is asked, until when it counts, how to answer."""
    lines = [heading(case)]
    if case.rule_number is not None:
        lines.append(_rule(case.rule_number, rule))
    lines.append(_("What was seen") + "\n" + marked(seen))
    if asked:
        lines.append(_("What we ask of you") + "\n" + marked(asked))
    if case.kind is CaseKind.COOLDOWN and case.ends_at is not None:
        lines.append(
            _(
                "We ask you not to write in the group until %(moment)s. It is a request; I tell you when it is over.",
                moment=moment(case.ends_at, timezone),
            )
        )
    else:
        lines.append(_("It counts for %(days)d days from the day you read it, and then no more.", days=days))
    lines.append(can_answer())
    return Card(
        title=_("From the hosts, for you alone (number %(number)d)", number=case.number),
        lines=lines,
        buttons=[
            # Translators: the second text is a command; it must be one of the words for answering.
            SayButton(_("Answer it"), _("/appeal %(number)d", number=case.number)),
            # Translators: the second text is a command; it must be one of the words for one's own page.
            SayButton(_("My page"), _("/me")),
        ],
        alt=_("A word from Tsudoi"),
    )


def heading(case: Case) -> str:
    """Say to the person what it is."""
    if case.kind is CaseKind.COOLDOWN:
        return _("The hosts ask you for a little pause.")
    if case.severity == 1:
        return _("The hosts would like to say a friendly word to you.")
    return _("The hosts give you a warning (%(level)d of 3).", level=case.severity)


def can_answer() -> str:
    """Say how to answer, and who reads it."""
    return _(
        "If you see it differently, you can answer once within %(answer)d days. "
        "Another host, or the hosts' adviser where there is none, reads that and decides within %(decide)d days.",
        answer=ANSWER_WITHIN.days,
        decide=DECIDE_WITHIN.days,
    )


def on_its_way(case: Case, *, mailed_at_once: bool | None) -> Text:
    """Tell the host honestly how far it has come; `mailed_at_once` is None where the person wants no mail."""
    lines = [
        _(
            "Number %(number)d waits for the person: I say it as soon as they write to me in private. "
            "It has not reached them yet.",
            number=case.number,
        )
    ]
    if mailed_at_once is not None:
        lines.append(_by_mail(at_once=mailed_at_once))
    if case.kind is CaseKind.WARNING:
        lines.append(_("It counts from the day it reaches them. I tell you tomorrow how it stands."))
    else:
        lines.append(_("I tell you how it stands, and when the pause is over."))
    return Text("\n".join(lines), [line_button(case.number)])


def _by_mail(*, at_once: bool) -> str:
    if at_once:
        return _("The person has an address for mail and wants it at once, so it goes there too if they are not here.")
    return _("The person has an address for mail: if they have not come by tomorrow, it goes there.")


def really_tell_a_host(number: int) -> Card:
    """Ask once more before a host is told."""
    return Card(
        title=_("It is about another host. Shall I tell them?"),
        lines=[_("Perhaps talk it over with the other hosts first. Number %(number)d can wait.", number=number)],
        buttons=[
            # Translators: the second texts are commands; the words after the number must be among those of `/case`.
            SayButton(_("Yes, tell them"), _("/case %(number)d surely tell", number=number)),
            SayButton(_("Sleep on it"), _("/case %(number)d rest", number=number)),
        ],
        alt=_("Please confirm"),
    )


def cannot_be_reached(number: int) -> str:
    """Say that there is nobody to tell."""
    return _("There is nobody I could tell about number %(number)d.", number=number)


def nothing_seen_yet() -> str:
    """Say that a word without what was seen is not told."""
    return _("It does not say yet what was seen. Please write that first.")


def pause_is_past() -> str:
    """Say that a pause that is over cannot be asked for."""
    return _("That pause would be over by now. Please ask for a new one.")


def no_group_now() -> str:
    """Say that there is no group to speak in."""
    return _("There is no group where I could say it.")


def line_will_be_posted() -> Text:
    """Confirm that the line comes."""
    return Text(
        _(
            "I say it in the group, at once or as soon as somebody writes there. "
            "It names nobody, and comes once a day at most."
        )
    )


def neutral_line(ctx: Context) -> Card:
    """Ask everybody alike to look into the private chat."""
    return Card(
        title=_("Now and then I keep words for you in our private chat."),
        lines=[_("Whenever you like, open it and have a look. Most times there is nothing, and that is fine.")],
        # Translators: the second text is typed in the private chat; it must be one of the words for one's own page.
        buttons=[ctx.private_chat(_("Open our private chat"), _("/me"))],
        alt=_("A word from Tsudoi"),
    )


def has_arrived(number: int, at: datetime, timezone: str) -> Text:
    """Tell the host that the word has arrived."""
    return Text(_("Number %(number)d has reached the person, on %(date)s.", number=number, date=day(at, timezone)))


def not_reached_yet(number: int, reach: PushReach | None) -> Card:
    """Tell the host that the word has not arrived after a day; `reach` says whether a push could be offered."""
    return Card(
        title=_("Number %(number)d: on its way", number=number),
        lines=[
            _(
                "Number %(number)d has not reached the person yet, because they have not written to me in private. "
                "Until it does, it does not count.",
                number=number,
            ),
            *([is_no_friend()] if reach is PushReach.NONE else []),
        ],
        buttons=[*([] if reach in {None, PushReach.NONE} else [push_button(number)]), line_button(number)],
        alt=_("For the hosts"),
    )


def perhaps_reached(number: int) -> Text:
    """Tell the host that nobody will ever know whether the word has arrived."""
    # Translators: a command; the last word must be one of those of `/case`.
    return Text(
        _(
            "Of number %(number)d nobody knows whether it reached the person, so it does not count. "
            "You can talk with them yourself, or have it told again: /case %(number)d tell",
            number=number,
        )
    )


def never_reached(number: int) -> Text:
    """Tell the host that the word will not arrive any more."""
    # Translators: a command; the last word must be one of those of `/case`.
    return Text(
        _(
            "Number %(number)d reached the person on no channel, so it does not count. "
            "You can talk with them yourself, or have it told again: /case %(number)d tell",
            number=number,
        )
    )


def pause_is_over(number: int, *, has_arrived: bool) -> Text:
    """Tell the host that a pause is over."""
    if has_arrived:
        return Text(_("The pause of number %(number)d is over. I have told the person so.", number=number))
    return Text(
        _(
            "The time of number %(number)d is over. My request never reached the person, so they know nothing of it.",
            number=number,
        )
    )


def your_pause_is_over() -> Text:
    """Tell the person that their pause is over."""
    return Text(_("The pause the hosts asked you for is over. Thank you. You are welcome to write again."))


def facts_at_limit(number: int, who: str, total: int, mark: int, counted: Sequence[Case], timezone: str) -> str:
    """Show the hosts what counts, and what they may propose; nothing is asked of them."""
    lines = [_("What counts for %(who)s has come to %(total)d (mark: %(mark)d):", who=who, total=total, mark=mark)]
    lines += [_counted(case, timezone) for case in counted]
    lines.append(
        # Translators: two commands, each with an example.
        _(
            "Nothing happens by itself. If you like, talk about it among yourselves. In private there are "
            "“/cooldown #%(number)d 24h …” and “/remove #%(number)d …”.",
            number=number,
        )
    )
    return "\n".join(lines)


def _counted(case: Case, timezone: str) -> str:
    delivered = case.delivered_at or case.opened_at
    until = case.counts_until or delivered
    values = {
        "number": case.number,
        "kind": kind_label(case),
        "severity": case.severity,
        "date": day(delivered, timezone),
        "until": day(until, timezone),
    }
    if case.rule_number is None:
        return _("・%(number)d: %(kind)s, counts %(severity)d, %(date)s, until %(until)s", **values)
    return _(
        "・%(number)d: %(kind)s, rule %(rule)d, counts %(severity)d, %(date)s, until %(until)s",
        rule=case.rule_number,
        **values,
    )


def _rule(number: int, text: str | None) -> str:
    if text is None:
        return _("Rule %(number)d", number=number)
    return _("Rule %(number)d: %(rule)s", number=number, rule=shorten(text, _RULE_SHOWN))
