"""The words of a round of kind questions, in the language of the moment. They ask for nothing and blame nobody."""

from collections.abc import Sequence
from datetime import datetime

from bot.context import Context
from bot.i18n import _, ngettext
from bot.messages import Card, MentionText, Message, SayButton, Tap, Text, escape_braces
from bot.times import Duration
from handlers.rotation.listing_texts import length
from handlers.rotation.paging import Page
from handlers.rules.texts import day
from storage.models import CheckIn


def question(ctx: Context, user_id: str | None, *, again: bool = False) -> list[Message]:
    """Ask one person how they are, with the four answers; `again` is the one reminder."""

    def answer(label: str, action: str) -> Tap:
        return ctx.tap(label, action, for_user=user_id, anywhere=True)

    return [
        Card(
            title=_question_title(again=again),
            lines=_question_lines(again=again),
            buttons=(
                answer(here_label(), "rotation.here"),
                answer(listen_label(), "rotation.only_read"),
                answer(rest_label(), "rotation.rest"),
            ),
            alt=_("A word from Tsudoi"),
        ),
        Card(
            title=_("If you feel differently"),
            lines=(_("Should you be thinking of leaving, you can say so here quietly, too."),),
            buttons=(answer(leave_label(), "rotation.let_go"),),
            alt=_("A word from Tsudoi"),
        ),
    ]


def group_card(ctx: Context, *, again: bool = False) -> Card:
    """Ask in the group, naming nobody, with the way into the private chat."""
    return Card(
        title=_("How are you?"),
        lines=(
            _("This is for those who have been reading along for a while, and for everybody who likes to answer."),
            _("Reading along is welcome here. If you like, tell me in private how you would like to go on."),
            *([_("This is a second and last time for now.")] if again else []),
        ),
        # Translators: the second text is typed in the private chat; it must be one of the words for answering.
        buttons=(ctx.private_chat(_("Answer in private"), _("/respond")),),
        alt=_("A card from Tsudoi"),
    )


def group_mention(people: Sequence[tuple[str, str]]) -> MentionText:
    """Ask some people in the group by their names, because the hosts chose so; `people` are keys and user ids."""
    words = _(
        "How are you? Reading along is welcome here. If you like, tell me in private how you would like to go on."
    )
    called = " ".join(f"{{{key}}}" for key, _user_id in people)
    return MentionText(f"{called}\n{escape_braces(words)}", dict(people), words)


def here_label() -> str:
    """Name the answer that somebody is there."""
    return _("I am here")


def listen_label() -> str:
    """Name the answer that somebody would rather only read."""
    return _("I would rather only read")


def rest_label() -> str:
    """Name the answer that somebody would like to rest."""
    return _("I would like to rest for a while")


def leave_label() -> str:
    """Name the answer that somebody would like to leave."""
    return _("I would like to leave")


def preview(page: Page[str], days: int, *, quiet_for: Duration, by_mention: bool) -> list[Message]:
    """Show a host who would be asked and how it reads; nothing on it can be tapped by mistake."""
    labels = [here_label(), listen_label(), rest_label(), leave_label()]
    people = [
        ngettext(
            "%(count)d person would be asked, not heard of for %(days)s or longer:",
            "%(count)d people would be asked, not heard of for %(days)s or longer:",
            page.total,
            days=length(quiet_for),
        ),
        *page.items,
    ]
    if page.has_next:
        # Translators: the command must be one of the words for who has gone quiet.
        people.append(_("… and more; “/inactive” shows them all."))
    where = (
        _("In the group they are named, at most 20 a day.")
        if by_mention
        else _("In the group stands one card that names nobody.")
    )
    return [
        Text("\n".join(people)),
        Card(
            title=_("This is how it reads, in private"),
            # Translators: the four answers stand in it, with slashes between them.
            lines=(
                _question_title(again=False),
                *_question_lines(again=False),
                _("Answers: %(answers)s", answers=_(" / ").join(labels)),
            ),
            alt=_("For hosts"),
            footnote=_("%(where)s They have %(days)d days, with one reminder in between.", where=where, days=days),
            # Translators: the second text is a command; it must be one of the words for asking how people are.
            buttons=(SayButton(_("On to asking"), _("/checkin")),),
        ),
    ]


def nobody_to_ask() -> Text:
    """Say that there is nobody to ask."""
    return Text(
        _("There is nobody to ask at the moment: everybody has been heard of, is new, rests, only reads or is exempt.")
    )


def confirm_title(count: int) -> str:
    """Ask a host once more."""
    return ngettext("Ask %(count)d person how they are?", "Ask %(count)d people how they are?", count)


def confirm_lines(days: int, *, by_mention: bool) -> list[str]:
    """Say what the tap does."""
    return [
        _("Each of them gets a word as soon as they write to me in private; nobody is told who else is asked."),
        _("In the group they are named, at most 20 a day.")
        if by_mention
        else _("In the group stands one card that names nobody."),
        _(
            "They have %(days)d days, with one reminder in between. After that I only tell you; I do nothing.",
            days=days,
        ),
    ]


def yes_ask() -> str:
    """Name the button that begins a round."""
    return _("Yes, ask how they are")


def begun(count: int, ends_at: datetime, timezone: str) -> Card:
    """Confirm that a round has begun."""
    return Card(
        title=_("I am asking them"),
        lines=(
            ngettext("%(count)d person is asked.", "%(count)d people are asked.", count),
            _("On %(day)s I tell you, in private, how it went.", day=day(ends_at, timezone)),
        ),
        buttons=(_result_button(),),
        alt=_("For hosts"),
    )


def is_running(ends_at: datetime, timezone: str) -> Text:
    """Say that a round is under way already."""
    return Text(
        _(
            "People are being asked already, until %(day)s. “%(words)s” shows how it stands.",
            day=day(ends_at, timezone),
            words=_result_words(),
        ),
        [_result_button()],
    )


def no_round_yet() -> str:
    """Say that nobody was ever asked."""
    return _("Nobody has been asked how they are yet.")


def result(round_: CheckIn, page: Page[tuple[int, str]], timezone: str, *, is_over: bool) -> list[Message]:
    """Show a host how a round stands, and, once it is over, who has not answered."""
    lines = [
        _("Asked on %(day)s: %(count)d", day=day(round_.started_at, timezone), count=round_.asked),
        *_answers(round_),
        "",
        _("No answer yet: %(count)d", count=page.total),
        *(line for _number, line in page.items),
    ]
    if not is_over:
        lines += ["", _("There is time until %(day)s.", day=day(round_.ends_at, timezone))]
        return [Text("\n".join(lines), _next(page))]
    if not page.total:
        return [Text("\n".join(lines))]
    example = _remove_words(page.items[0][0])
    lines += [
        "",
        _("Perhaps they never saw it. There is no need to do anything."),
        _("If you would like to talk about somebody's leaving with another host: %(example)s", example=example),
    ]
    buttons = [
        SayButton(_("#%(number)d: leaving", number=number), _remove_words(number)) for number, _line in page.items
    ]
    return [Text("\n".join(lines), [*buttons, *_next(page)])]


def unanswered_line(who: str, *, is_unread: bool) -> str:
    """Name somebody who has not answered, and whether they ever read the question in private."""
    return _("%(who)s (my private word is still unread)", who=who) if is_unread else who


def round_is_over(round_: CheckIn, unanswered: int, unread: int, *, was_shown: bool) -> Card:
    """Tell the hosts how a round ended, in numbers; `unread` of the unanswered never read the private word.

    Where the group's card was never shown, they hear that too, so that they take nobody's silence for an answer.
    """
    return Card(
        title=_("How people are: the time is over"),
        lines=(
            *_answers(round_),
            _("No answer yet: %(count)d", count=unanswered),
            *([_("Among them my private word is still unread by %(count)d.", count=unread)] if unread else []),
            *([] if was_shown else [_never_shown()]),
        ),
        buttons=(_result_button(),) if unanswered else (),
        alt=_("For hosts"),
        footnote=_("I do nothing by myself; whether anything follows is up to you."),
    )


def _never_shown() -> str:
    return _(
        "The group has not seen my card: it comes with my answer to somebody's word there, and nobody wrote. So "
        "silence says nothing this time."
    )


def somebody_elses() -> str:
    """Answer somebody whom LINE does not name, or who is not in the group."""
    return _("I could not see who that was, so nothing was changed. If you are in the group, please write there once.")


def _question_title(*, again: bool) -> str:
    return _("How are you? I am asking once more") if again else _("How are you?")


def _question_lines(*, again: bool) -> list[str]:
    if again:
        return [
            _(
                "Just in case it went by: the hosts would like to know how you would like to go on. "
                "This is the last time."
            ),
            _("Whichever you choose is fine, and nobody in the group is told."),
        ]
    return [
        _("There has not been a word from you for a while, and the hosts wonder whether all is well."),
        _("Whichever you choose is fine, and nobody in the group is told. There is no hurry."),
    ]


def _answers(round_: CheckIn) -> list[str]:
    return [
        _("Here: %(count)d", count=round_.here),
        _("Only reading: %(count)d", count=round_.listening),
        _("Resting: %(count)d", count=round_.resting),
        _("Would like to leave: %(count)d", count=round_.leaving),
    ]


def _result_words() -> str:
    # Translators: a command; it must be one of the words for the result of asking how people are.
    return _("/checkin result")


def _result_button() -> SayButton:
    return SayButton(_("How it stands"), _result_words())


def _remove_words(number: int) -> str:
    # Translators: a command with a member's number and a reason; it must be one of the words for proposing a leaving.
    return _("/remove #%(number)d no answer when asked how they are", number=number)


def _next(page: Page[tuple[int, str]]) -> list[SayButton]:
    return [SayButton(_("Next"), f"{_result_words()} {page.number + 1}")] if page.has_next else []
