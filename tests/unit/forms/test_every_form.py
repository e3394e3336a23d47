"""What holds for every form: it can be asked, answered by tapping or typing, and is never taken for a command."""

from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import cast

import pytest

from bot.commands import Command, read
from bot.context import Context
from bot.events import Text
from bot.facts import Facts
from bot.forms.questions import Choice, FreeText, Given, Option, Question, Several, Value, YesNo
from bot.forms.reading import read_answer, read_steer
from bot.forms.running import Form
from bot.forms.words import ask
from bot.i18n import LANGUAGES, speaking
from bot.messages import MAX_QUICK_REPLIES, SayButton, to_line
from bot.routing import Routes
from handlers import all_routers
from handlers.door.questions import MOST_OPTIONS, MOST_TEXT, written
from storage.models.door import QuestionKind
from storage.repositories.door import NewQuestion

ROUTES = Routes(all_routers())
QUESTION = NewQuestion(
    kind=QuestionKind.TEXT,
    text="あ" * MOST_TEXT,
    options=tuple(f"{number}{'あ' * 19}" for number in range(MOST_OPTIONS)),
)
KNOWN: dict[str, Value] = {
    "parts": ["name", "area", "interests", "word"],
    "hosts": ["1:" + "U" * 33, "2:" + "U" * 33],
    "owner": "1",
    "adviser": "3",
    "speakers": [f"{number}:{'U' * 33}" for number in range(1, 9)],
    "messages": [f"1:5{number:017}:{1_795_309_200_000 + number}" for number in range(6)],
    "asked": written(
        [*[replace(QUESTION, kind=kind) for kind in QuestionKind], QUESTION, QUESTION, QUESTION, QUESTION]
    ),
    "version": "12",
    "application": "12",
    "report": "12",
    "candidates": [f"{number}:U{number}" for number in range(1, 9)],
}
"""What the commands that begin forms may know; a form looks only at its own."""
CONTEXT = cast(Context, SimpleNamespace(facts=Facts(), community=SimpleNamespace(timezone="Asia/Tokyo")))


def forms() -> list[Form]:
    return [route.handler.args[0] for route in ROUTES.forms.values() if isinstance(route.handler, partial)]


def options_of(question: Question, given: Given) -> list[Option]:
    return list(question.kind.options(given)) if isinstance(question.kind, Choice | Several) else []


def longest_answer(question: Question, given: Given) -> Value:
    match question.kind:
        case FreeText(most=most):
            return "あ" * most
        case Choice():
            return options_of(question, given)[0].key
        case Several():
            return [option.key for option in options_of(question, given)]
        case YesNo():
            return True


def walked(form: Form) -> list[tuple[Question, Given]]:
    """Give each question of a form with the longest answers that may stand before it."""
    given = Given(KNOWN)
    found = []
    for question in form.questions(CONTEXT):
        if question.when(given):
            found.append((question, given))
            given = Given({**given.values, question.key: longest_answer(question, given)})
    return found


def test_there_are_forms() -> None:
    assert len(forms()) == len(ROUTES.forms) >= 4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_every_question_can_be_sent_whatever_was_answered_before(form: Form, language: str) -> None:
    with speaking(language):
        for question, given in walked(form):
            picked = [option.key for option in options_of(question, given)]
            message = ask(question, given, note="あ" * 200, picked=picked)
            to_line(message)
            assert not message.text.endswith("…"), question.key
            assert len(message.quick_replies) <= MAX_QUICK_REPLIES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_every_option_can_be_tapped_and_typed_and_is_neither_command_nor_steering(form: Form, language: str) -> None:
    with speaking(language):
        for question, given in walked(form):
            picked = ["x"] if isinstance(question.kind, Several) else []
            quick = ask(question, given, picked=picked).quick_replies
            tapped = [button.text for button in quick if isinstance(button, SayButton)]
            assert len({button.label for button in quick}) == len(quick), "labels that are cut are told apart"
            for option in options_of(question, given):
                assert option.label in tapped
                assert read_answer(question.kind, given, option.label) in (option.key, [option.key])
                assert read_steer(option.label) is None
                assert not isinstance(read(Text(text=option.label), ROUTES.vocabulary, private=True), Command)


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_no_two_questions_of_a_form_share_a_key(form: Form) -> None:
    keys = [question.key for question in form.questions(CONTEXT)]
    assert len(keys) == len(set(keys))
    assert not set(keys) & KNOWN.keys() or form.name in {"intro.choose_parts", "cases.draft"}, "known to another form"
