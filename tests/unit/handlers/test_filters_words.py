"""Words are found whatever their width, kana, case and whatever stands between, and harmless words are not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.moderation.filters.folding import fold, squeeze
from handlers.moderation.filters.words import Entry, WordList, folded_word, host_in, is_too_short

KANA = st.text("あいうえおかきくけこさしすせそばびぶべぼぱぴぷぺぽ", min_size=3, max_size=8)
LATIN = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=8)
BETWEEN = st.text(" \u3000\t\u200b\u200d\u2060\ufeff\u00ad・.･_-*~☆💀ー\u0336\ufe0f".replace("ー", ""), max_size=3)


def in_katakana(word: str) -> str:
    return "".join(chr(ord(letter) + 0x60) for letter in word)


def in_half_width(word: str) -> str:
    """Write katakana in half width, as old phones and mails do."""
    half = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}
    marks = {"\u3099": "\uff9e", "\u309a": "\uff9f"}
    return "".join(half.get(each, marks.get(each, each)) for each in unicodedata.normalize("NFD", in_katakana(word)))


def in_full_width(word: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in word)


def found(text: str, *words: str, allowed: tuple[str, ...] = ()) -> str | None:
    entries = [Entry(number, word) for number, word in enumerate(words, start=1)]
    entries += [Entry(100 + number, word, is_allowed=True) for number, word in enumerate(allowed)]
    entry = WordList.make(entries).find(fold(text))
    return None if entry is None else entry.text


@given(st.text())
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(KANA, st.data())
def test_a_japanese_word_is_found_in_every_kana_with_anything_in_between(word: str, data: st.DataObject) -> None:
    for written in (word, in_katakana(word), in_half_width(word)):
        hidden = "".join(letter + data.draw(BETWEEN) for letter in written) if written == word else written
        assert found(f"それは{hidden}だよ", word) == word


@given(LATIN, st.lists(BETWEEN, min_size=8, max_size=8))
def test_a_latin_word_is_found_in_every_width_and_case_with_anything_in_between(word: str, between: list[str]) -> None:
    for written in (word, word.upper(), in_full_width(word)):
        hidden = "".join(letter + sign for letter, sign in zip(written, [*between[: len(word) - 1], ""], strict=True))
        assert found(f"これは {hidden} です", word) == word


@given(st.text(), st.lists(KANA | LATIN, min_size=1, max_size=5))
def test_only_words_of_the_list_are_found(text: str, words: list[str]) -> None:
    hit = found(text, *words)
    assert hit is None or folded_word(hit) in squeeze(fold(text))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("I was hit by a ball", "shit"),
        ("a class of its own", "ass"),
        ("必死。ねえ、聞いて", "死ね"),
        ("そば、かき氷", "ばか"),
        ("first line as\nsume nothing", "assume"),
        ("", "ばか者"),
        ("💀💀💀", "ばか者"),
    ],
)
def test_harmless_texts_hold_no_word(text: str, word: str) -> None:
    assert found(text, word) is None


@pytest.mark.parametrize("text", ["s h i t", "so s.h.i.t!", "ＳＨＩＴだね", "sh it"])
def test_a_latin_word_stands_by_itself_however_it_is_spread(text: str) -> None:
    assert found(text, "shit") == "shit"


def test_what_lies_inside_an_allowed_word_passes_and_nothing_else() -> None:
    assert found("バカンスに行きたい", "ばかん", allowed=("バカンス",)) is None
    assert found("バカンスのばかんだ", "ばかん", allowed=("バカンス",)) == "ばかん"
    assert found("バカンス", "バカンス", allowed=("ばか",)) == "バカンス"


def test_of_several_words_the_first_in_the_text_is_named() -> None:
    assert found("あとのまつり、さきのまつり", "さきのま", "あとのま") == "あとのま"


@pytest.mark.parametrize(
    ("word", "expected"),
    [("ばか", True), ("死ね", False), ("あほう", False), ("ab", True), ("b.a.d", False), ("！", True)],
)
def test_short_words_are_refused_unless_they_hold_a_kanji(word: str, expected: bool) -> None:
    assert is_too_short(word) is expected


def test_an_allowed_host_is_read_from_an_address() -> None:
    assert host_in(" https://Example.org/ ") == "example.org"
    assert host_in("バカンス") is None
    assert WordList.make([Entry(1, "example.org", is_allowed=True), Entry(2, "bad.example")]).hosts == {"example.org"}


def test_a_list_of_allowed_words_alone_finds_nothing() -> None:
    assert found("バカンス", allowed=("バカンス",)) is None


@pytest.mark.parametrize("text", ["ああ" * 2_500, "a " * 2_500, "abcabd" * 800])
def test_a_longest_text_has_no_more_matches_than_places_times_nested_words(text: str) -> None:
    nested = ["あああ", "ああああ", "aaa", "abcabdabc"]
    words = WordList.make(Entry(number, word) for number, word in enumerate([*nested, *map(str, range(900, 1_890))]))
    assert words._automaton is not None
    matches = words._automaton.find_matches_as_indexes(squeeze(fold(text)), overlapping=True)
    assert len(matches) <= len(text) * len(nested)
    assert words.find(fold(text)) is None or matches
