"""Finds whose name stands at the start of a text, among names that are known. Pure.

What is found is only whom a host may mean: two people may have one name, and anybody may take another's. Names are
compared folded: width, case, blanks, emoji and kana (はなこ, ハナコ) make no difference, nor does さん or ちゃん.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.commands import fold

MOST_WORDS_OF_A_NAME = 4
LONGEST_TYPED_NAME = 10
"""Characters; a longer word that is nobody's name is taken for the beginning of a sentence."""

_WORD = re.compile(r"[^\s,，、]+")
_SEPARATORS = " \t\n\u3000,，、"
_HONORIFIC = re.compile(r"(?<=.)(?:さん|さま|様|くん|君|ちゃん|氏)+\Z")
_FIRST_KATAKANA, _LAST_KATAKANA = "ァ", "ヶ"
_TO_HIRAGANA = ord("ァ") - ord("ぁ")


@dataclass(frozen=True, slots=True)
class NameFound:
    """Whose name a text may begin with, by number, the likeliest first; `rest` is the text behind the name."""

    numbers: tuple[int, ...]
    rest: str


def find_name(text: str, names: Mapping[int, Iterable[str]], not_names: Collection[str] = ()) -> NameFound:
    """Find whose name the text begins with; `names` gives what each number is called.

    A text that begins with one of `not_names`, folded words of the command's own, names nobody.

    As many words as make up a known name are taken, four at most. Whole names come before beginnings, and those
    before other parts of names. Where nobody is found, a word that can only be a name is cut off nevertheless: one
    with さん behind it, or a short one that stands alone.
    """
    known = {number: [folded for name in called if (folded := fold_name(name))] for number, called in names.items()}
    words = list(_WORD.finditer(text.split("\n", 1)[0]))[:MOST_WORDS_OF_A_NAME]
    if words and fold(words[0].group()) in not_names:
        return NameFound((), text)
    for last in reversed(words):
        found = _alike(fold_name(text[words[0].start() : last.end()]), known)
        if found:
            return NameFound(found, text[last.end() :].strip(_SEPARATORS))
    return NameFound((), text[_end_of_unknown_name(text) :].strip(_SEPARATORS))


def fold_name(name: str) -> str:
    """Give the form in which names are compared; a name of nothing but emoji keeps them."""
    folded = _without_honorific("".join(map(_in_hiragana, "".join(fold(name).split()))))
    letters = "".join(character for character in folded if unicodedata.category(character)[0] in "LMN")
    return _without_honorific(letters or folded)


def _without_honorific(name: str) -> str:
    return _HONORIFIC.sub("", name)


def _in_hiragana(character: str) -> str:
    if _FIRST_KATAKANA <= character <= _LAST_KATAKANA:
        return chr(ord(character) - _TO_HIRAGANA)
    return character


def _alike(typed: str, known: Mapping[int, list[str]]) -> tuple[int, ...]:
    if not typed:
        return ()
    whole = [number for number, called in known.items() if typed in called]
    beginning = [number for number, called in known.items() if any(name.startswith(typed) for name in called)]
    part = [number for number, called in known.items() if any(typed in name for name in called)]
    return tuple(dict.fromkeys((*whole, *beginning, *part)))


def _end_of_unknown_name(text: str) -> int:
    words = list(_WORD.finditer(text.split("\n", 1)[0]))[:2]
    if not words:
        return 0
    first = words[0].group()
    stands_alone = words[0].end() == len(text.rstrip()) and len(first) <= LONGEST_TYPED_NAME
    return words[0].end() if stands_alone or _HONORIFIC.search(first) else 0
