"""What every form says, in the language of the moment: the question, how to answer it, why something is no answer."""

from collections.abc import Sequence

from bot.forms.questions import Choice, FreeText, Given, Kind, Option, Question, Several, YesNo
from bot.forms.reading import NoAnswer, Trouble
from bot.forms.responding import Note
from bot.i18n import _
from bot.messages import MAX_QUICK_LABEL, MAX_QUICK_REPLIES, MAX_TEXT_UNITS, Button, SayButton, Text, shorten


def ask(
    question: Question,
    given: Given,
    *,
    note: str = "",
    picked: Sequence[str] = (),
    is_first: bool = False,
    offered: Sequence[Button] = (),
) -> Text:
    """Ask a question, with its options in words and as quick replies; `offered` take the place of the latter."""
    parts = [note, question.text(given), _listed(question.kind, given), _how(question, is_first=is_first)]
    text = "\n\n".join(part for part in parts if part)
    answers = offered or [_say(words) for words in _answers_to_tap(question.kind, given)]
    return Text(shorten(text, MAX_TEXT_UNITS), _quick_replies(question, answers, picked, is_first=is_first))


def note_for(note: Note | NoAnswer | None, question: Question, given: Given, picked: Sequence[str]) -> str:
    """Say why a question is asked, or asked again."""
    match note:
        case NoAnswer():
            return _trouble(note, question)
        case Note.WENT_ON:
            return _("This is where we were.")
        case Note.IS_FIRST:
            return _("This is the first question.")
        case Note.CANNOT_SKIP:
            return _("This one cannot be skipped, I am afraid.")
        case Note.NOTHING_PICKED:
            return _("Nothing is chosen yet.")
        case Note.PICKED:
            return _picked(question.kind, given, picked)
        case Note.RETRACTED:
            return _("You took an answer back, so I have erased it. Please let me ask again.")
        case None:
            return ""


def unknown_command(word: str) -> str:
    """Say that a word after a slash is none of the bot's, inside a form."""
    return _("I do not know the word “/%(word)s”.", word=shorten(word, 40))


def given_up() -> Text:
    """Confirm that a form was given up."""
    return Text(_("All right, I have stopped. Nothing you wrote here is kept."))


def ended() -> Text:
    """Say that a form cannot go on, without saying anything about anybody's membership."""
    return Text(_("This cannot go on, so I have erased your answers. Nothing was passed on."))


def ran_out(again: str | None) -> Text:
    """Say once that a form was left for too long, and how to begin it anew."""
    line = _("Thank you for coming back. What we had begun here is over: after two days I erased your answers.")
    if again is None:
        return Text("\n".join([line, _("You can begin again whenever you like.")]))
    return Text(
        "\n".join([line, _("You can begin again whenever you like, with “%(command)s”.", command=again)]),
        (_say(again),),
    )


def in_the_middle() -> Text:
    """Ask to finish or stop what is open before something else begins."""
    return Text(
        _("You are in the middle of something else. Shall we go on with that, or stop it first?"),
        (_say(continue_label()), _say(stop_label())),
    )


def to_be_continued() -> Text:
    """Offer to go on, after something else was done in the middle of a form."""
    return Text(
        _("Your answers so far are waiting. To go on with them: “%(word)s”.", word=continue_label()),
        (_say(continue_label()), _say(stop_label())),
    )


def continue_label() -> str:
    """Name what goes on with a form."""
    # Translators: like the other buttons of a form, also typed; it must be a word that bot.forms.reading knows.
    return _("Continue")


def stop_label() -> str:
    """Name what gives a form up."""
    return _("Stop")


def back_label() -> str:
    """Name what goes back one question."""
    return _("Back")


def skip_label() -> str:
    """Name what leaves a question out."""
    return _("Skip")


def done_label() -> str:
    """Name what ends a choice of several."""
    return _("That is everything")


def yes_label() -> str:
    """Name yes."""
    return _("Yes")


def no_label() -> str:
    """Name no."""
    return _("No")


def _trouble(trouble: NoAnswer, question: Question) -> str:
    match trouble.trouble:
        case Trouble.NOT_WORDS:
            return _("Thank you! Here I can only read words, though. Please write your answer.")
        case Trouble.EMPTY:
            return _("I could not see any words in that.")
        case Trouble.TOO_LONG:
            most = question.kind.most if isinstance(question.kind, FreeText) else 0
            return _(
                "Thank you for writing so much. That is %(given)d characters long; up to %(most)d fit here. "
                "Could you make it a little shorter?",
                given=trouble.units,
                most=most,
            )
        case Trouble.NOT_AN_OPTION:
            return _("Please choose from these. The number is enough.")
        case Trouble.NOT_YES_OR_NO:
            return _("Please answer with “%(yes)s” or “%(no)s”.", yes=yes_label(), no=no_label())


def _picked(kind: Kind, given: Given, picked: Sequence[str]) -> str:
    labels = {option.key: option.label for option in _options(kind, given)}
    chosen = [labels[key] for key in picked if key in labels]
    if not chosen:
        return _("Nothing is chosen yet.")
    # Translators: what stands between the words of a list
    return _("Chosen so far: %(chosen)s", chosen=_(", ").join(chosen))


def _options(kind: Kind, given: Given) -> Sequence[Option]:
    return kind.options(given) if isinstance(kind, Choice | Several) else ()


def _listed(kind: Kind, given: Given) -> str:
    return "\n".join(f"{number}. {option.label}" for number, option in enumerate(_options(kind, given), start=1))


def _how(question: Question, *, is_first: bool) -> str:
    lines = []
    if isinstance(question.kind, Several):
        lines.append(_("Choose one after another, then “%(done)s”.", done=done_label()))
    if isinstance(question.kind, YesNo):
        lines.append(_("“%(yes)s” or “%(no)s”?", yes=yes_label(), no=no_label()))
    if question.optional:
        lines.append(_("You may leave this out with “%(skip)s”.", skip=skip_label()))
    if is_first:
        lines.append(
            _(
                "“%(back)s” and “%(stop)s” always work. If you pause, your answers wait for two days, locked up.",
                back=back_label(),
                stop=stop_label(),
            )
        )
    return "\n".join(lines)


def _quick_replies(
    question: Question, answers: Sequence[Button], picked: Sequence[str], *, is_first: bool
) -> tuple[Button, ...]:
    steering: list[Button] = [_say(done_label())] if picked else []
    if question.optional:
        steering.append(_say(skip_label()))
    if not is_first:
        steering.append(_say(back_label()))
    steering.append(_say(stop_label()))
    return (*answers[: MAX_QUICK_REPLIES - len(steering)], *steering)


def _answers_to_tap(kind: Kind, given: Given) -> Sequence[str]:
    match kind:
        case FreeText():
            return kind.suggestions(given)
        case YesNo():
            return (yes_label(), no_label())
        case Choice() | Several():
            return [option.label for option in kind.options(given)]


def _say(words: str) -> SayButton:
    return SayButton(shorten(words, MAX_QUICK_LABEL), words)
