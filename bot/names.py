"""Names that people gave themselves, made safe to stand inside a sentence of ours.

A display name may be 500 characters long, turn the direction of writing, hide characters, or pile marks on a letter.
What comes out is one short line that cannot change how the words around it look.
"""

import unicodedata

from bot.messages import utf16_units

LONGEST_NAME_UNITS = 80
"""UTF-16 units, everything included."""

_MOST_CHARACTERS = 40
_MOST_MARKS = 3
_ELLIPSIS = "…"
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_DROPPED = frozenset({"Cc", "Cf", "Cs"})
"""Controls; direction, joiner and zero-width characters; halves of characters."""
_SEEN_AS_NOTHING = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks by their category, yet drawn as nothing at all."""
_FROM_THE_RIGHT = frozenset({"R", "AL", "AN"})


def safe_name(name: str | None) -> str | None:
    """Give a name as one short visible line; None if nothing of it can be seen.

    A name written from right to left is wrapped in an isolate, so that the text around it keeps its order.
    """
    characters = _characters(" ".join("".join(map(_visible, name or "")).split()))
    if not characters:
        return None
    shown = _cut(characters)
    if any(unicodedata.bidirectional(character) in _FROM_THE_RIGHT for character in shown):
        return f"{_ISOLATE}{shown}{_END_OF_ISOLATE}"
    return shown


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    if character in _SEEN_AS_NOTHING or unicodedata.category(character) in _DROPPED:
        return ""
    return character


def _characters(text: str) -> list[str]:
    """Split a text into what a reader takes for one character: a letter with its marks, an emoji with its tone."""
    characters: list[str] = []
    for character in text:
        if not _belongs_to_the_one_before(character):
            characters.append(character)
        elif characters and len(characters[-1]) <= _MOST_MARKS:
            characters[-1] += character
    return characters


def _belongs_to_the_one_before(character: str) -> bool:
    return unicodedata.category(character).startswith("M") or "\U0001f3fb" <= character <= "\U0001f3ff"


def _cut(characters: list[str]) -> str:
    room = LONGEST_NAME_UNITS - utf16_units(_ISOLATE + _ELLIPSIS + _END_OF_ISOLATE)
    kept = characters[:_MOST_CHARACTERS]
    while utf16_units("".join(kept)) > room:
        kept.pop()
    return "".join(kept).rstrip() + (_ELLIPSIS if len(kept) < len(characters) else "")
