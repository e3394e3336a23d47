"""The words with which somebody reads and answers a case about themselves, and another decides."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.forms import Given
from bot.i18n import _
from bot.messages import Card, Message, SayButton, Text, shorten
from bot.names import safe_name
from handlers.moderation.cases.labels import day, kind_label, marked, moment
from handlers.moderation.cases.mine import OwnCase
from handlers.moderation.cases.seat_texts import about_desk
from handlers.moderation.cases.states import ANSWER_WITHIN, DECIDE_WITHIN, Step, answer_until, obstacle
from handlers.moderation.cases.telling_texts import heading
from storage.models import Case

MOST_SHOWN = 4
"""Cases at once; a fifth message is left for what else waits."""
_RULE_SHOWN = 400


def own_cases(own: Sequence[OwnCase], now: datetime, timezone: str) -> list[Message]:
    """Show somebody what they were told, newest first, each with the button to answer it."""
    if not own:
        return [Text(_("The hosts have told you nothing that you could answer."))]
    return [_own_case(each, now, timezone) for each in reversed(own)]


def own_line(case: Case, timezone: str) -> str:
    """Name a case about somebody on their own page."""
    return _(
        "%(number)d: %(kind)s · %(state)s",
        number=case.number,
        kind=kind_label(case),
        state=_standing(case, timezone),
    )


def what_do_you_say(given: Given) -> str:
    """Ask for the person's own words, and say who reads them."""
    adviser = safe_name(given.text("adviser"))
    if adviser is not None:
        return _(
            "How do you see it? Please write it in one message. You can answer once; there is no other host here, so "
            "the adviser %(name)s, who is no host, reads it and decides.",
            name=adviser,
        )
    return _(
        "How do you see it? Please write it in one message. You can answer once; hosts other than the one who "
        "wrote to you read it and decide, or their adviser where there is no other host."
    )


def answer_is_too_long(given: int, most: int) -> str:
    """Name the bound."""
    return _("That is %(given)d characters long; up to %(most)d fit.", given=given, most=most)


def too_late_after_all(line: str) -> Text:
    """Say at the end of the form that it came too late."""
    return Text(line)


def answer_taken(number: int, *, has_decider: bool, adviser: int | None = None, name: str | None = None) -> Text:
    """Confirm the answer, and say honestly who reads it; `name` is that of an adviser from outside."""
    if name is not None:
        return Text(
            _(
                "Thank you. There is no other host here, so your answer to number %(number)d is with the adviser, "
                "%(name)s, who is not in this group and decides within %(days)d days. I tell you how.",
                number=number,
                name=name,
                days=DECIDE_WITHIN.days,
            )
        )
    if adviser is not None:
        return Text(
            _(
                "Thank you. There is no other host here, so your answer to number %(number)d is with the adviser, "
                "#%(adviser)d, who is no host and decides within %(days)d days. I tell you how.",
                number=number,
                adviser=adviser,
                days=DECIDE_WITHIN.days,
            )
        )
    if has_decider:
        return Text(
            _(
                "Thank you. Your answer to number %(number)d is with another host, who decides within %(days)d days. "
                "I tell you how.",
                number=number,
                days=DECIDE_WITHIN.days,
            )
        )
    return Text(
        _(
            "Thank you. Your answer to number %(number)d is kept. There is no other host who could decide now, "
            "so I ask for somebody to be named. I tell you how it goes on.",
            number=number,
        )
    )


def it_takes_longer(number: int) -> Text:
    """Tell the person that nobody has decided in time."""
    return Text(
        _(
            "About your answer to number %(number)d: nobody has decided yet. I have reminded the hosts. "
            "I am sorry that it takes longer.",
            number=number,
        )
    )


def adviser_is_needed(number: int) -> Text:
    """Tell a lone host that somebody else has to decide."""
    # Translators: a command with an example.
    return Text(
        _(
            "The person has answered number %(number)d. You opened it, so somebody else decides. "
            "There is no other host; please name an adviser whom both of you trust: a member (%(example)s), or "
            "somebody from outside (%(outside)s).",
            number=number,
            example=_("/adviser #12"),
            outside=outside_words(),
        ),
        [ask_outside()],
    )


def adviser_is_late(number: int) -> Text:
    """Tell a lone host that the adviser has not decided in time."""
    return Text(
        _(
            "The adviser has not decided on the answer to number %(number)d within %(days)d days. I have asked again. "
            "If you hear that it is too much for them, you can name somebody else: %(example)s or %(outside)s",
            number=number,
            days=DECIDE_WITHIN.days,
            example=_("/adviser #12"),
            outside=outside_words(),
        )
    )


def outside_words() -> str:
    """Give what a host types to ask somebody from outside."""
    # Translators: a command; it must be one of the words for asking an adviser from outside.
    return _("/adviser outside")


def ask_outside() -> SayButton:
    """Let a host ask somebody from outside with a tap."""
    return SayButton(_("Ask somebody outside"), outside_words())


def to_decide(
    case: Case, *, rule: str | None, seen: str, asked: str, answer: str, desk: str = ""
) -> Callable[[], Card]:
    """Show an objection to somebody who may decide on it; `desk` stands before the number in what they type."""

    def card() -> Card:
        lines = [*([about_desk(desk.strip())] if desk else []), heading_for_deciders(case)]
        lines += _rule(case, rule)
        lines.append(_("What was seen") + "\n" + marked(seen))
        if asked:
            lines.append(_("What was asked") + "\n" + marked(asked))
        lines.append(_("Their answer") + "\n" + marked(answer))
        return Card(
            title=_("Somebody sees number %(number)d differently. What do you think?", number=case.number),
            lines=lines,
            buttons=[
                # Translators: the second texts are commands; the last word must be one of those of `/decide`. Before
                # the number stands, with a blank, the word of an adviser from outside for the group, if any.
                SayButton(_("It stays"), _("/decide %(desk)s%(number)d keep", desk=desk, number=case.number)),
                SayButton(_("Withdraw it"), _("/decide %(desk)s%(number)d withdraw", desk=desk, number=case.number)),
            ],
            alt=_("A question from Tsudoi"),
            footnote=_(
                "Words behind the command go to the person: /decide %(desk)s%(number)d keep …",
                desk=desk,
                number=case.number,
            ),
        )

    return card


def heading_for_deciders(case: Case) -> str:
    """Say what it is about."""
    if case.subject_number is None:
        return kind_label(case)
    return _("%(kind)s for #%(member)d", kind=kind_label(case), member=case.subject_number)


def how_to_decide() -> str:
    """Say how a decision is written."""
    return _("Please write the number and what you decide, like this: %(example)s", example=_("/decide 12 keep"))


def stays_or_goes(number: int, desk: str = "") -> str:
    """Say what `/decide` expects."""
    # Translators: two commands; their last words must be among those of `/decide`.
    return _("“/decide %(desk)s%(number)d keep” or “/decide %(desk)s%(number)d withdraw”?", desk=desk, number=number)


def decision(*, goes: bool) -> str:
    """Write a decision into the history."""
    return _("Taken back.") if goes else _("It stays.")


def after_an_answer() -> str:
    """Say in the history why it was taken back."""
    return _("After the person's answer.")


def you_decided(number: int, *, goes: bool) -> Text:
    """Confirm the decision."""
    if goes:
        return Text(_("Number %(number)d is taken back. I tell the person and the host who opened it.", number=number))
    return Text(_("Number %(number)d stays. I tell the person and the host who opened it.", number=number))


def outcome(number: int, *, goes: bool, words: str) -> Text:
    """Tell the person how it was decided."""
    if goes:
        said = _("About your answer to number %(number)d: it is taken back, and counts no more.", number=number)
    else:
        said = _("About your answer to number %(number)d: it was read, and number %(number)d stays.", number=number)
    return Text(f"{said}\n{marked(words)}" if words else said)


def outcome_for_hosts(number: int, *, goes: bool) -> Text:
    """Tell the host who opened a case how it was decided."""
    if goes:
        return Text(_("Number %(number)d was taken back after the person's answer.", number=number))
    return Text(_("Number %(number)d was looked at after the person's answer, and stays.", number=number))


def _own_case(own: OwnCase, now: datetime, timezone: str) -> Card:
    case = own.case
    lines = [heading(case), *_rule(case, own.rule), _("What was seen") + "\n" + marked(own.seen)]
    if own.asked:
        lines.append(_("What we ask of you") + "\n" + marked(own.asked))
    can_answer = obstacle(Step.ANSWER, case, now) is None
    until = answer_until(case)
    if can_answer and until is not None:
        lines.append(_("You can answer once, until %(date)s.", date=day(until, timezone)))
    elif can_answer:
        lines.append(_("You can answer once, within %(days)d days.", days=ANSWER_WITHIN.days))
    # Translators: the second text is a command; it must be one of the words for answering.
    buttons = [SayButton(_("Answer it"), _("/appeal %(number)d", number=case.number))] if can_answer else []
    return Card(title=own_line(case, timezone), lines=lines, buttons=buttons, alt=_("A word from Tsudoi"))


def _standing(case: Case, timezone: str) -> str:
    if case.decided_at is not None:
        return _("your answer was decided on: it stays")
    if case.answered_at is not None:
        return _("your answer is being read")
    if case.ends_at is not None:
        return _("until %(moment)s", moment=moment(case.ends_at, timezone))
    if case.counts_until is not None:
        return _("counts until %(date)s", date=day(case.counts_until, timezone))
    return _("you can read it here")


def _rule(case: Case, rule: str | None) -> list[str]:
    if case.rule_number is None:
        return []
    if rule is None:
        return [_("Rule %(number)d", number=case.rule_number)]
    return [_("Rule %(number)d: %(rule)s", number=case.rule_number, rule=shorten(rule, _RULE_SHOWN))]
