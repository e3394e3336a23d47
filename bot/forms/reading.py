"""Reads what somebody says in the middle of a form: a word that steers it, an answer, or why it is none. Pure.

Every button's word can be typed as well, in either language: quick replies vanish, and a computer shows none.
"""

import re
from collections.abc import Iterable, Sequence
from enum import Enum

from bot.commands import fold
from bot.forms.questions import Choice, FreeText, Given, Kind, Option, Several, Value, YesNo
from bot.messages import utf16_units


class Steer(Enum):
    """What somebody wants of the form instead of answering."""

    GIVE_UP = "give up"
    BACK = "back"
    SKIP = "skip"
    DONE = "done"
    GO_ON = "go on"


class Trouble(Enum):
    """Why something is no answer."""

    NOT_WORDS = "not words"
    EMPTY = "empty"
    TOO_LONG = "too long"
    NOT_AN_OPTION = "not an option"
    NOT_YES_OR_NO = "neither yes nor no"


class NoAnswer(Exception):
    """What was said does not answer the question; `units` is its length where it is too long."""

    def __init__(self, trouble: Trouble, units: int = 0) -> None:
        """Take the reason."""
        super().__init__(trouble.value)
        self.trouble = trouble
        self.units = units


def _folded(*words: str) -> frozenset[str]:
    return frozenset(map(fold, words))


_STEERING = {
    Steer.GIVE_UP: _folded("やめる", "やめます", "中止", "キャンセル", "cancel", "stop", "quit"),
    Steer.BACK: _folded("もどる", "戻る", "ひとつ戻る", "一つ戻る", "back", "go back"),
    Steer.SKIP: _folded("とばす", "飛ばす", "スキップ", "skip"),
    Steer.DONE: _folded("これで全部", "これで全部です", "以上", "決定", "done", "that is all", "that is everything"),
    Steer.GO_ON: _folded("つづける", "続ける", "続き", "つづき", "続きから", "continue", "go on"),
}
_YES = _folded("はい", "yes", "y", "うん", "ええ", "ok", "オーケー", "お願いします", "おねがいします")
_NO = _folded("いいえ", "no", "n", "いや", "いらない", "不要")
_ENDS = "。．.!！、，, \t\n\u3000"
_BETWEEN = re.compile(r"[、，,;；\n]+")


def read_steer(text: str) -> Steer | None:
    """Read a word that steers the form; it is one only if nothing else is said."""
    word = _bare(text)
    return next((steer for steer, words in _STEERING.items() if word in words), None)


def read_answer(kind: Kind, given: Given, text: str) -> Value:
    """Read an answer of a kind; NoAnswer where it is none.

    Of several options the answer is what this one message picks.
    """
    match kind:
        case FreeText():
            return _own_words(text, kind.most)
        case Choice():
            return _one_of(kind.options(given), text)
        case Several():
            return _some_of(kind.options(given), text)
        case YesNo():
            return _yes_or_no(text)


def _bare(text: str) -> str:
    return " ".join(fold(text).strip(_ENDS).split())


def _own_words(text: str, most: int) -> str:
    words = text.replace("\x00", "").strip()
    if not fold(words).strip():
        raise NoAnswer(Trouble.EMPTY)
    if (units := utf16_units(words)) > most:
        raise NoAnswer(Trouble.TOO_LONG, units)
    return words


def _one_of(options: Sequence[Option], text: str) -> str:
    key = _key_of(options, text)
    if key is None:
        raise NoAnswer(Trouble.NOT_AN_OPTION)
    return key


def _some_of(options: Sequence[Option], text: str) -> list[str]:
    for pieces in ([text], _BETWEEN.split(text), text.split()):
        keys = [_key_of(options, piece) for piece in pieces if _bare(piece)]
        found = [key for key in keys if key is not None]
        if found and len(found) == len(keys):
            return _each_once(found)
    raise NoAnswer(Trouble.NOT_AN_OPTION)


def _key_of(options: Sequence[Option], text: str) -> str | None:
    said = _bare(text)
    for number, option in enumerate(options, start=1):
        if said in {_bare(option.label), str(number)}:
            return option.key
    return None


def _each_once(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))


def _yes_or_no(text: str) -> bool:
    said = _bare(text)
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise NoAnswer(Trouble.NOT_YES_OR_NO)
