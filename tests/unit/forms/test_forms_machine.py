"""How far somebody is in a form stays consistent, whatever they say in whichever order."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from bot.forms.progress import Progress, answered, one_back, retracted, stand
from bot.forms.questions import Choice, FreeText, Given, Option, Question, Several, YesNo
from bot.forms.reading import NoAnswer, Trouble
from bot.forms.responding import Ask, GiveUp, Note, Take, respond

COLOURS = (Option("red", "赤"), Option("blue", "青"), Option("far", "九州・沖縄"))
QUESTIONS = [
    Question(key="name", text=lambda _given: "name?", kind=FreeText(most=20)),
    Question(key="pets", text=lambda _given: "pets?", kind=YesNo()),
    Question(
        key="kinds", text=lambda _given: "kinds?", kind=Several(lambda _given: COLOURS), when=lambda g: g.yes("pets")
    ),
    Question(
        key="why",
        text=lambda _given: "why?",
        kind=FreeText(most=20),
        when=lambda g: "red" in g.several("kinds"),
        optional=True,
    ),
    Question(key="colour", text=lambda _given: "colour?", kind=Choice(lambda _given: COLOURS), optional=True),
]
ANSWERS = ["はな", "はい", "いいえ", "no", "赤", "1", "２、3", "あ" * 21, "\u200b", "/x"]
WORDS = [*ANSWERS, "もどる", "とばす", "これで全部", "つづける"]
SAID = st.sampled_from([*WORDS, None])


def said(progress: Progress, *texts: str | None) -> Progress:
    """Let a person say one thing after another, every answer being taken."""
    for text in texts:
        match respond(QUESTIONS, progress, text):
            case Ask(progress=after):
                progress = after
            case Take(progress=before, question=question, value=value):
                progress = answered(before, question.key, value, None)
            case GiveUp():
                raise AssertionError("gave up")
    return progress


def keys_asked(progress: Progress) -> list[str]:
    return [question.key for question in stand(QUESTIONS, progress).answered]


def open_key(progress: Progress) -> str | None:
    question = stand(QUESTIONS, progress).question
    return None if question is None else question.key


@for_all(st.lists(SAID, max_size=30))
def test_any_sequence_of_words_leaves_a_consistent_form(texts: Sequence[str | None]) -> None:
    progress = Progress()
    for text in texts:
        standing = stand(QUESTIONS, progress)
        if standing.question is None:
            break
        progress = said(progress, text)
        after = stand(QUESTIONS, progress)
        applicable = [each for each in QUESTIONS if each.when(after.given)]
        expected = applicable[: len(after.answered)]
        assert list(after.answered) == expected, "answered is a beginning of what applies"
        assert after.question == (applicable[len(expected)] if len(expected) < len(applicable) else None)
        assert set(progress.answers) <= {question.key for question in QUESTIONS}
        assert not progress.picked or (after.question is not None and isinstance(after.question.kind, Several))
        assert set(progress.picked) <= {option.key for option in COLOURS}
        assert Progress.from_state(json.loads(json.dumps(progress.to_state()))) == progress, "a restart changes nothing"


@for_all(st.lists(SAID, max_size=30))
def test_giving_up_works_from_everywhere(texts: Sequence[str | None]) -> None:
    progress = said(Progress(), *texts)
    if stand(QUESTIONS, progress).question is not None:
        assert respond(QUESTIONS, progress, "やめる") == GiveUp()


@for_all(st.lists(SAID, max_size=30), st.integers(0, 9))
def test_a_way_back_leads_to_the_first_question_and_no_further(texts: Sequence[str | None], more: int) -> None:
    progress = said(Progress(), *texts)
    steps = len(stand(QUESTIONS, progress).answered) + more
    for _step in range(steps):
        progress = one_back(QUESTIONS, progress) or progress
    assert keys_asked(progress) == []
    assert open_key(progress) == "name"


@for_all(st.lists(SAID, min_size=1, max_size=30))
def test_questions_that_are_taken_away_meanwhile_break_nothing(texts: Sequence[str | None]) -> None:
    progress = said(Progress(), *texts)
    for fewer in (QUESTIONS[:1], QUESTIONS[2:], []):
        step = respond(fewer, progress, "はい")
        if isinstance(step, Ask):
            assert stand(fewer, step.progress).question is not None


def test_a_condition_is_judged_by_the_answers_that_count() -> None:
    progress = said(Progress(), "はな", "はい", "赤", "これで全部")
    assert open_key(progress) == "why"
    progress = said(progress, "もどる", "もどる", "いいえ")
    assert open_key(progress) == "colour"
    assert stand(QUESTIONS, progress).given.several("kinds") == ()


def test_going_back_asks_the_question_before_and_keeps_the_others() -> None:
    progress = said(Progress(), "はな", "いいえ", "もどる")
    assert open_key(progress) == "pets"
    assert keys_asked(progress) == ["name"]


def test_what_is_no_answer_is_asked_again_with_the_reason() -> None:
    progress = Progress()
    too_long = respond(QUESTIONS, progress, "あ" * 5_000)
    picture = respond(QUESTIONS, progress, None)
    skipped = respond(QUESTIONS, progress, "とばす")
    assert isinstance(too_long, Ask)
    assert isinstance(too_long.note, NoAnswer)
    assert (too_long.note.trouble, too_long.note.units) == (Trouble.TOO_LONG, 5_000)
    assert isinstance(picture, Ask)
    assert isinstance(picture.note, NoAnswer)
    assert picture.note.trouble is Trouble.NOT_WORDS
    assert skipped == Ask(progress=progress, note=Note.CANNOT_SKIP)


def test_a_skipped_question_counts_as_answered_with_nothing() -> None:
    progress = said(Progress(), "はな", "いいえ", "とばす")
    assert open_key(progress) is None
    assert stand(QUESTIONS, progress).given.text("colour") == ""


def test_several_are_picked_and_left_out_again_in_any_number_of_messages() -> None:
    progress = said(Progress(), "はな", "はい", "1 2", "九州・沖縄", "青")
    assert progress.picked == ("red", "far")
    assert respond(QUESTIONS, said(Progress(), "はな", "はい"), "これで全部") == Ask(
        progress=said(Progress(), "はな", "はい"), note=Note.NOTHING_PICKED
    )


def test_a_message_taken_back_takes_its_answer_back_and_the_next_words_answer_nothing() -> None:
    progress = answered(Progress(), "name", "はな", "message-1")
    progress = answered(progress, "pets", value=False, message_id="message-2")
    assert retracted(progress, "message-3") is None
    after = retracted(progress, "message-1")
    assert after is not None
    assert "はな" not in json.dumps(after.to_state(), ensure_ascii=False)
    step = respond(QUESTIONS, after, "青")
    assert isinstance(step, Ask)
    assert step.note is Note.RETRACTED
    assert open_key(said(step.progress, "まり")) == "colour", "the later answer still counts"


def test_what_is_known_from_the_start_counts_in_conditions_and_is_no_answer() -> None:
    progress = Progress(known={"pets": True, "seed": ["a"]})
    assert stand(QUESTIONS, progress).given.several("seed") == ("a",)
    assert progress.is_untouched


@pytest.mark.parametrize("typed", ["もどる", "もどる。", "戻る", "BACK", "ｂａｃｋ"])
def test_steering_words_are_known_in_every_width_and_language(typed: str) -> None:
    assert open_key(said(Progress(), "はな", typed)) == "name"


def test_a_steering_word_inside_a_sentence_steers_nothing() -> None:
    assert said(Progress(), "もう戻る").answers == {"name": "もう戻る"}


def test_given_answers_are_read_by_kind() -> None:
    given = Given({"text": "a", "yes": True, "list": ["x"], "nothing": None})
    assert (given.text("text"), given.text("list"), given.text("gone")) == ("a", "", "")
    assert (given.yes("yes"), given.yes("text")) == (True, False)
    assert (given.several("list"), given.several("nothing")) == (("x",), ())
