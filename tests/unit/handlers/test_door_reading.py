"""What hosts type about the door: questions of four kinds, and links that are invitations."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.forms.questions import Choice, Given, Option
from bot.forms.reading import read_answer
from handlers.door.invitation import GROWS_OLD_AFTER, NotAnInvitation, is_old, read_link
from handlers.door.questions import (
    MOST_OPTIONS,
    MOST_TEXT,
    OptionsRefused,
    QuestionIsEmpty,
    QuestionRefused,
    QuestionTooLong,
    read_question,
    read_written,
    written,
)
from storage.models.door import QuestionKind
from storage.repositories.door import Answered, ApplicantsWords, Remark
from tests.factories import NOW, SECOND


@pytest.mark.parametrize(
    ("typed", "kind", "text", "options"),
    [
        ("どこでお知りになりましたか", QuestionKind.TEXT, "どこでお知りになりましたか", ()),
        ("お住まいは？ 選択: 関東/関西/その他", QuestionKind.CHOICE, "お住まいは？", ("関東", "関西", "その他")),
        ("お住まいは？（選択：関東、関西）", QuestionKind.CHOICE, "お住まいは？", ("関東", "関西")),
        ("Where do you live? choice: north / south", QuestionKind.CHOICE, "Where do you live?", ("north", "south")),
        ("猫は好きですか（はい・いいえ）", QuestionKind.YES_NO, "猫は好きですか", ()),
        ("猫は好きですか　はいかいいえ", QuestionKind.YES_NO, "猫は好きですか", ()),
        ("Do you like cats? (yes/no)", QuestionKind.YES_NO, "Do you like cats?", ()),
        ("１８歳以上", QuestionKind.ADULT, "１８歳以上", ()),
        ("18歳以上ですか？", QuestionKind.ADULT, "18歳以上ですか？", ()),
        ("18+", QuestionKind.ADULT, "18+", ()),
        ("18歳以上のお子さんはいますか", QuestionKind.TEXT, "18歳以上のお子さんはいますか", ()),
    ],
)
def test_a_question_is_read_as_its_kind(typed: str, kind: QuestionKind, text: str, options: tuple[str, ...]) -> None:
    question = read_question(typed)
    assert (question.kind, question.text, question.options) == (kind, text, options)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", QuestionIsEmpty),
        ("　\u200b", QuestionIsEmpty),
        ("選択: 関東/関西", QuestionIsEmpty),
        ("（はい・いいえ）", QuestionIsEmpty),
        ("あ" * (MOST_TEXT + 1), QuestionTooLong),
        ("どこ？ 選択: 関東", OptionsRefused),
        ("どこ？ 選択:", OptionsRefused),
        ("どこ？ 選択: 関東/関東", OptionsRefused),
        ("何人？ 選択: 2/1", OptionsRefused),
        ("どこ？ 選択: 関東/やめる", OptionsRefused),
        ("どこ？ 選択: 関東/" + "あ" * 21, OptionsRefused),
        ("どこ？ 選択: " + "/".join(f"{letter}組" for letter in "あいうえおかきくけ"), OptionsRefused),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(typed: str, error: type[QuestionRefused]) -> None:
    with pytest.raises(error):
        read_question(typed)


@given(st.text(max_size=200))
def test_whatever_is_typed_is_a_question_that_can_be_asked_or_refused(typed: str) -> None:
    try:
        question = read_question(typed)
    except QuestionRefused:
        return
    assert question.text.strip()
    assert len(question.options) <= MOST_OPTIONS
    assert read_written(written([question])) == [question]
    options = [Option(str(index), label) for index, label in enumerate(question.options)]
    for option in options:
        assert read_answer(Choice(lambda _given: options), Given(), option.label) == option.key


@pytest.mark.parametrize(
    "typed",
    [
        "https://line.me/R/ti/g/AbCdEfGhIj",
        " https://line.me/ti/g/AbCdEfGhIj ",
        "https://line.me/ti/g/AbC-dEf_GhIj?utm_source=invitation",
        "HTTPS://LINE.ME/R/ti/g/AbCdEfGhIj",
        "「https://line.me/R/ti/g/AbCdEfGhIj」",
    ],
)
def test_an_invitation_of_line_is_read(typed: str) -> None:
    assert read_link(typed).lower().startswith("https://line.me/")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "http://line.me/R/ti/g/AbCdEfGhIj",
        "https://line.me/R/ti/p/@tsudoi",
        "https://line.me/ti/g2/AbC-dEf_GhIj?utm_source=invitation",
        "https://line.me.evil.jp/R/ti/g/AbCdEfGhIj",
        "https://evil.jp/?https://line.me/R/ti/g/AbCdEfGhIj",
        "https://line.me@evil.jp/R/ti/g/AbCdEfGhIj",
        "https://line.me/R/ti/g/",
        "https://line.me/R/ti/g/AbCdEfGhIj\nhttps://evil.jp",
        "これです https://line.me/R/ti/g/AbCdEfGhIj",
        "https://line.me/R/ti/g/" + "a" * 400,
    ],
)
def test_anything_else_is_not(typed: str) -> None:
    with pytest.raises(NotAnInvitation):
        read_link(typed)


def test_a_link_grows_old_after_thirty_days() -> None:
    assert timedelta(days=30) == GROWS_OLD_AFTER
    assert not is_old(NOW, NOW + timedelta(days=30) - SECOND)
    assert is_old(NOW, NOW + timedelta(days=30))


def test_words_go_with_the_message_they_were_written_in() -> None:
    words = ApplicantsWords(
        name="はな",
        name_message_id="1",
        answers=(Answered(question="どこ？", answer="関西", message_id="2"),),
        avoiding="けんじ",
        avoiding_message_id="3",
        talk=(Remark(from_host=True, text="駅は？"), Remark(from_host=False, text="大阪", message_id="4")),
    )
    assert words.without("1").name == ""
    assert words.without("2").answers == (Answered(question="どこ？", answer=None, message_id="2"),)
    assert words.without("3").avoiding == ""
    assert [remark.text for remark in words.without("4").talk] == ["駅は？"]
    assert words.without("5") == words
