"""Reads a question as a host types it, and carries questions into a form. Pure.

`お住まいは？ 選択: 関東/関西/その他` is a choice, `猫は好きですか（はい・いいえ）` wants yes or no,
`18歳以上` asks for the age, and everything else is answered in one's own words.
"""

import json
import re
from collections.abc import Iterable, Sequence

from bot.commands import fold
from bot.forms.reading import read_steer
from bot.messages import MAX_QUICK_LABEL, utf16_units
from storage.models.door import QuestionKind
from storage.repositories.door import NewQuestion

MOST_QUESTIONS = 8
MOST_TEXT = 150
"""UTF-16 units."""
MOST_OPTIONS = 8
"""As many as fit above the keyboard with the words that steer a form."""
_CHOICE = re.compile(
    r"(?P<text>.*?)[\s（(]*(?:選択肢?|choice|choose)\s*[:：](?P<options>.*)", re.IGNORECASE | re.DOTALL
)
_YES_NO = re.compile(
    r"(?P<text>.*?)[\s（(「]*(?:はい\s*[・/／か]\s*いいえ|yes\s*(?:/|／|or)\s*no)[\s）)」?？]*",
    re.IGNORECASE | re.DOTALL,
)
_ADULT = re.compile(r"(?:満)?18(?:歳以上|才以上|\+| or older)(?:ですか)?[?。]?")
_BETWEEN_OPTIONS = re.compile(r"[/／、,，\n]+")


class QuestionRefused(ValueError):
    """A question that cannot be asked so; the kind of error says why."""


class QuestionIsEmpty(QuestionRefused):
    """There are no words to ask."""


class QuestionTooLong(QuestionRefused):
    """More than `MOST_TEXT` units."""


class OptionsRefused(QuestionRefused):
    """Fewer than two options, too many, too long ones, two alike, or one that means something else in a form."""


def read_question(typed: str) -> NewQuestion:
    """Read a question; QuestionRefused."""
    typed = " ".join(typed.split())
    if _ADULT.fullmatch(fold(typed)):
        return NewQuestion(kind=QuestionKind.ADULT, text=typed)
    if found := _CHOICE.fullmatch(typed):
        options = _options(found["options"].rstrip("）) "))
        return NewQuestion(kind=QuestionKind.CHOICE, text=_text(found["text"]), options=options)
    if found := _YES_NO.fullmatch(typed):
        return NewQuestion(kind=QuestionKind.YES_NO, text=_text(found["text"]))
    return NewQuestion(kind=QuestionKind.TEXT, text=_text(typed))


def _text(text: str) -> str:
    text = text.strip()
    if not fold(text).strip():
        raise QuestionIsEmpty
    if utf16_units(text) > MOST_TEXT:
        raise QuestionTooLong
    return text


def _options(text: str) -> tuple[str, ...]:
    options = tuple(option for each in _BETWEEN_OPTIONS.split(text) if (option := each.strip()))
    is_right = 2 <= len(options) <= MOST_OPTIONS and len({fold(option) for option in options}) == len(options)
    if not is_right or not all(map(_can_be_tapped, options)):
        raise OptionsRefused
    return options


def _can_be_tapped(option: str) -> bool:
    """Say whether an option fits a button, and is neither a number, which means a place, nor steers the form."""
    return len(option) <= MAX_QUICK_LABEL and not fold(option).isdecimal() and read_steer(option) is None


def written(questions: Iterable[NewQuestion]) -> list[str]:
    """Write questions as values that a form carries from its start, so that later changes do not reach it."""
    return [json.dumps([each.kind.value, each.text, *each.options], ensure_ascii=False) for each in questions]


def read_written(values: Sequence[str]) -> list[NewQuestion]:
    """Read what `written` gave."""
    found = []
    for value in values:
        kind, text, *options = json.loads(value)
        found.append(NewQuestion(kind=QuestionKind(kind), text=text, options=tuple(options)))
    return found
