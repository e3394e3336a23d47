"""Reading what is said in the middle of a form, in either language and in any typing habit."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from bot.forms.questions import Choice, FreeText, Given, Kind, Option, Several, Value, YesNo
from bot.forms.reading import NoAnswer, Steer, Trouble, read_answer, read_steer
from bot.forms.words import (
    back_label,
    continue_label,
    done_label,
    no_label,
    skip_label,
    stop_label,
    yes_label,
)
from bot.i18n import LANGUAGES, speaking

NOTHING = Given()
AREAS = (Option("kanto", "関東"), Option("kyushu", "九州・沖縄"), Option("support", "Support group"))
CHOICE = Choice(lambda _given: AREAS)
SEVERAL = Several(lambda _given: AREAS)


def answer_or_trouble(kind: Kind, text: str) -> Value | NoAnswer:
    try:
        return read_answer(kind, NOTHING, text)
    except NoAnswer as trouble:
        return trouble


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_can_be_typed_instead_of_tapped(language: str) -> None:
    with speaking(language):
        labels = [stop_label(), back_label(), skip_label(), done_label(), continue_label()]
        assert [read_steer(label) for label in labels] == [*Steer]
        assert read_answer(YesNo(), NOTHING, yes_label()) is True
        assert read_answer(YesNo(), NOTHING, no_label()) is False


@pytest.mark.parametrize("typed", ["関東", "1", "１", "①", " 関東。", "関東\n"])
def test_a_choice_is_typed_as_its_label_or_number(typed: str) -> None:
    assert read_answer(CHOICE, NOTHING, typed) == "kanto"


def test_case_does_not_matter_in_a_label() -> None:
    assert read_answer(CHOICE, NOTHING, "support  GROUP") == "support"


@pytest.mark.parametrize("typed", ["0", "4", "関", "関東に住んでいます", "", "1 2"])
def test_anything_else_chooses_nothing(typed: str) -> None:
    with pytest.raises(NoAnswer) as found:
        read_answer(CHOICE, NOTHING, typed)
    assert found.value.trouble is Trouble.NOT_AN_OPTION


@pytest.mark.parametrize("typed", ["1 2", "1、2", "関東、九州・沖縄", "関東\n九州・沖縄", "１，２", "1 2 1"])
def test_several_are_typed_in_one_message(typed: str) -> None:
    assert read_answer(SEVERAL, NOTHING, typed) == ["kanto", "kyushu"]


@pytest.mark.parametrize("typed", ["関東、月", "", "、、"])
def test_several_with_one_that_is_none_choose_nothing(typed: str) -> None:
    with pytest.raises(NoAnswer):
        read_answer(SEVERAL, NOTHING, typed)


@for_all(st.text(max_size=40))
def test_own_words_are_taken_as_they_are_or_refused_with_the_reason(text: str) -> None:
    read = answer_or_trouble(FreeText(most=20), text)
    if isinstance(read, NoAnswer):
        assert read.trouble in {Trouble.EMPTY, Trouble.TOO_LONG}
        assert (read.units > 20) is (read.trouble is Trouble.TOO_LONG)
    else:
        assert read == text.replace("\x00", "").strip()


def test_length_is_counted_as_line_counts() -> None:
    assert read_answer(FreeText(most=20), NOTHING, "🍎" * 10) == "🍎" * 10
    with pytest.raises(NoAnswer):
        read_answer(FreeText(most=20), NOTHING, "🍎" * 11)


@for_all(st.text(max_size=40))
def test_yes_or_no_never_fails_in_another_way(text: str) -> None:
    read = answer_or_trouble(YesNo(), text)
    assert read.trouble is Trouble.NOT_YES_OR_NO if isinstance(read, NoAnswer) else read in {True, False}
