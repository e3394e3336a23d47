"""How far somebody is in a form: pure, and consistent whatever is said in whichever order.

Nothing but the answers is kept. The question that stands open is always the first that applies and has no answer, so
a form survives restarts, changed questions, and going back and forth.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.forms.questions import Given, Question, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The answers so far; `known` is what was known at the start, `picked` what is chosen of a question still open.

    `said_in` names the message of each answer, so that taking the message back takes back the answer. After that,
    `is_retracted` holds until the open question has been asked anew.
    """

    known: Mapping[str, Value] = field(default_factory=dict)
    answers: Mapping[str, Value] = field(default_factory=dict)
    picked: tuple[str, ...] = ()
    said_in: Mapping[str, str] = field(default_factory=dict)
    is_retracted: bool = False

    @property
    def is_untouched(self) -> bool:
        """Say whether nothing would be lost with it."""
        return not self.answers and not self.picked

    def to_state(self) -> dict[str, Any]:
        """Give it as plain JSON values."""
        return {
            "known": dict(self.known),
            "answers": dict(self.answers),
            "picked": list(self.picked),
            "said_in": dict(self.said_in),
            "is_retracted": self.is_retracted,
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> "Progress":
        """Read what `to_state` gave."""
        return cls(
            known=state.get("known", {}),
            answers=state.get("answers", {}),
            picked=tuple(state.get("picked", ())),
            said_in=state.get("said_in", {}),
            is_retracted=state.get("is_retracted", False),
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands: the question to be answered next (None after the last), and the answers that count."""

    question: Question | None
    given: Given
    answered: tuple[Question, ...]


def stand(questions: Sequence[Question], progress: Progress) -> Standing:
    """Find the open question; answers to questions that do not apply any more do not count."""
    given = dict(progress.known)
    answered: list[Question] = []
    open_question = None
    for question in questions:
        if not question.when(Given(given)):
            continue
        if question.key in progress.answers:
            given[question.key] = progress.answers[question.key]
            answered.append(question)
        elif open_question is None:
            open_question = question
    return Standing(open_question, Given(given, progress.said_in), tuple(answered))


def answered(progress: Progress, key: str, value: Value, message_id: str | None) -> Progress:
    """Take an answer."""
    said_in = {**progress.said_in, key: message_id} if message_id else dict(progress.said_in)
    return replace(progress, answers={**progress.answers, key: value}, said_in=said_in, picked=())


def one_back(questions: Sequence[Question], progress: Progress) -> Progress | None:
    """Take back the answer before the open question, which is then asked again; None at the first question."""
    standing = stand(questions, progress)
    before = list(standing.answered)
    if standing.question is not None:
        position = list(questions).index(standing.question)
        before = [question for question in before if list(questions).index(question) < position]
    return _without(progress, before[-1].key) if before else None


def retracted(progress: Progress, message_id: str) -> Progress | None:
    """Take back the answers given in a message; None where it holds none."""
    keys = [key for key, said_in in progress.said_in.items() if said_in == message_id]
    for key in keys:
        progress = _without(progress, key)
    return replace(progress, is_retracted=True) if keys else None


def _without(progress: Progress, key: str) -> Progress:
    return replace(
        progress,
        answers={each: value for each, value in progress.answers.items() if each != key},
        said_in={each: message_id for each, message_id in progress.said_in.items() if each != key},
        picked=(),
    )
