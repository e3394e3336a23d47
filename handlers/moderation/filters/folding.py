"""Brings a text into the form in which words are looked for: width, case, kana and what stands between do not matter.

Two steps, because what stood between letters decides sometimes whether a word was meant: `fold` keeps one blank for it,
`squeeze` takes the blanks out. The end of a sentence or clause stays, so that no word is put together across it.
"""

import re
import unicodedata

BLANK = " "
END = "\n"

_ENDS = "。、！？!?,\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_END_OF_CLAUSE = re.compile(f"[{_ENDS}]")
_SEEN_AS_NOTHING = "\u115f\u1160\u17b4\u17b5\u3164\uffa0"
"""Letters by their category, yet drawn as nothing at all."""
_BETWEEN = re.compile(rf"(?:[^\w\n]|[_{_SEEN_AS_NOTHING}])+")
"""All that is neither letter nor digit: blanks, signs, emoji, marks on letters, and what nobody sees."""
_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}


def fold(text: str) -> str:
    """Give letters and digits folded, each stretch of other signs as one blank, each end of a clause as a line end.

    Folding a folded text changes nothing.
    """
    folded = _fold_once(text)
    # What folding brings out may have to be folded itself; all other steps change nothing the second time.
    while not (unicodedata.is_normalized("NFKC", folded) and folded == folded.casefold()):
        folded = _fold_once(folded)
    return folded


def squeeze(folded: str) -> str:
    """Take the blanks out of a folded text."""
    return folded.replace(BLANK, "")


def gaps_in(folded: str) -> set[int]:
    """Give the places in the squeezed text before which something was taken out."""
    gaps: set[int] = set()
    place = 0
    for letter in folded:
        if letter == BLANK:
            gaps.add(place)
        else:
            place += 1
    return gaps


def _fold_once(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_KATAKANA_TO_HIRAGANA)
    return _BETWEEN.sub(BLANK, _END_OF_CLAUSE.sub(END, plain))
