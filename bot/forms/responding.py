"""One step of a form: what somebody said, and what becomes of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from bot.forms.progress import Progress, one_back, stand
from bot.forms.questions import Question, Several, Value
from bot.forms.reading import NoAnswer, Steer, Trouble, read_answer, read_steer


class Note(Enum):
    """What there is to say besides asking the open question."""

    WENT_ON = "went on"
    IS_FIRST = "is the first"
    CANNOT_SKIP = "cannot be skipped"
    NOTHING_PICKED = "nothing picked"
    PICKED = "picked"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The open question is to be asked, perhaps once more, perhaps with a word on why."""

    progress: Progress
    note: Note | NoAnswer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """An answer is to be checked and taken."""

    progress: Progress
    question: Question
    value: Value


@dataclass(frozen=True, slots=True)
class GiveUp:
    """The person wants no more of it."""


Step = Ask | Take | GiveUp


def respond(questions: Sequence[Question], progress: Progress, text: str | None) -> Step:
    """Say what becomes of a form when somebody says something; None stands for what is no text."""
    steer = None if text is None else read_steer(text)
    question = stand(questions, progress).question
    if question is None:
        # Questions were taken away meanwhile: the last answer is asked for again, for nothing ends without a word.
        earlier = one_back(questions, progress)
        return GiveUp() if earlier is None else Ask(progress=earlier, note=Note.WENT_ON)
    if steer is Steer.GIVE_UP:
        return GiveUp()
    if progress.is_retracted:
        return Ask(progress=replace(progress, is_retracted=False), note=Note.RETRACTED)
    if steer is not None:
        return _steered(questions, progress, question, steer)
    if text is None:
        return Ask(progress=progress, note=NoAnswer(Trouble.NOT_WORDS))
    return _answered(questions, progress, question, text)


def _steered(questions: Sequence[Question], progress: Progress, question: Question, steer: Steer) -> Step:
    match steer:
        case Steer.BACK:
            earlier = one_back(questions, progress)
            return Ask(progress=progress, note=Note.IS_FIRST) if earlier is None else Ask(progress=earlier)
        case Steer.SKIP if question.optional:
            return Take(progress=progress, question=question, value=None)
        case Steer.SKIP:
            return Ask(progress=progress, note=Note.CANNOT_SKIP)
        case Steer.DONE if isinstance(question.kind, Several):
            if not progress.picked:
                return Ask(progress=progress, note=Note.NOTHING_PICKED)
            return Take(progress=progress, question=question, value=list(progress.picked))
        case _:
            return Ask(progress=progress, note=Note.WENT_ON)


def _answered(questions: Sequence[Question], progress: Progress, question: Question, text: str) -> Step:
    try:
        value = read_answer(question.kind, stand(questions, progress).given, text)
    except NoAnswer as trouble:
        return Ask(progress=progress, note=trouble)
    if isinstance(question.kind, Several) and isinstance(value, list):
        return Ask(progress=replace(progress, picked=_toggled(progress.picked, value)), note=Note.PICKED)
    return Take(progress=progress, question=question, value=value)


def _toggled(picked: tuple[str, ...], keys: Sequence[str]) -> tuple[str, ...]:
    """Pick what was not picked, and leave out what was."""
    return (*(key for key in picked if key not in keys), *(key for key in keys if key not in picked))
