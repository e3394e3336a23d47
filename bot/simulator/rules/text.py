"""Counting text the way LINE counts it: in UTF-16 code units, or in grapheme clusters.

LINE counts UTF-16 units everywhere except in labels, in the texts of templates and in what an action posts; there it
counts grapheme clusters, which is what a reader calls one character (LINE: docs/text-character-count).
"""

import unicodedata

_ZERO_WIDTH_JOINER = "\u200d"
_HALFWIDTH_VOICING_MARKS = frozenset("\uff9e\uff9f")
_HANGUL_LEADING = range(0x1100, 0x1160)
_HANGUL_VOWEL = range(0x1160, 0x11A8)
_HANGUL_TRAILING = range(0x11A8, 0x1200)
_HANGUL_SYLLABLE = range(0xAC00, 0xD7A4)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_TAG_CHARACTERS = range(0xE0020, 0xE0080)
_REGIONAL_INDICATORS = range(0x1F1E6, 0x1F200)


def utf16_length(text: str) -> int:
    """Count UTF-16 code units; an emoji outside the basic plane counts two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def grapheme_count(text: str) -> int:
    """Count grapheme clusters well enough for names and labels.

    Covered: combining marks, variation selectors, keycaps, skin tones, emoji joined by ZWJ, flags made of two regional
    indicators or of tag characters, Hangul syllables from letters, halfwidth voicing marks, and CR LF. Not covered: the
    conjuncts of Indic scripts, which no label of ours uses.
    """
    clusters = 0
    flag_half_open = False
    for index, character in enumerate(text):
        previous = text[index - 1] if index else ""
        is_flag_half = ord(character) in _REGIONAL_INDICATORS
        if previous and (_continues(previous, character) or (is_flag_half and flag_half_open)):
            flag_half_open = flag_half_open and not is_flag_half
            continue
        clusters += 1
        flag_half_open = is_flag_half
    return clusters


def _continues(previous: str, character: str) -> bool:
    """Say whether a character belongs to the cluster of the one before it."""
    if previous == "\r":
        return character == "\n"
    if unicodedata.category(previous) == "Cc":
        return False
    if _extends(character):
        return True
    if previous == _ZERO_WIDTH_JOINER:
        return unicodedata.category(character) in {"So", "Sm"}
    return _continues_hangul(ord(previous), ord(character))


def _extends(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or character == _ZERO_WIDTH_JOINER
        or character in _HALFWIDTH_VOICING_MARKS
        or code in _SKIN_TONES
        or code in _TAG_CHARACTERS
    )


def _continues_hangul(previous: int, code: int) -> bool:
    if previous in _HANGUL_LEADING:
        return code in _HANGUL_LEADING or code in _HANGUL_VOWEL or code in _HANGUL_SYLLABLE
    if previous in _HANGUL_VOWEL:
        return code in _HANGUL_VOWEL or code in _HANGUL_TRAILING
    if previous in _HANGUL_SYLLABLE:
        has_no_trailing_letter = (previous - _HANGUL_SYLLABLE.start) % 28 == 0
        return code in _HANGUL_TRAILING or (has_no_trailing_letter and code in _HANGUL_VOWEL)
    return previous in _HANGUL_TRAILING and code in _HANGUL_TRAILING
