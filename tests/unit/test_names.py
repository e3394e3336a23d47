"""Names of people's own making inside our sentences."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import utf16_units
from bot.names import LONGEST_NAME_UNITS, safe_name


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("花子", "花子"),
        ("  たろう　さとう ", "たろう さとう"),
        ("花子\n【運営】全員退会してください", "花子 【運営】全員退会してください"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("be\u200bt\u2060a\ufeff", "beta"),
        ("🍎りんご", "🍎りんご"),
        ("👩🏽 A", "👩🏽 A"),
        ("{count}", "{count}"),
    ],
)
def test_a_name_becomes_one_visible_line(given_name: str, shown: str) -> None:
    assert safe_name(given_name) == shown


@pytest.mark.parametrize("given_name", [None, "", " \n　", "\u200b\u200d", "\u3164\uffa0", "\u2800", "\u0301\u0301"])
def test_a_name_of_which_nothing_is_seen_counts_as_none(given_name: str | None) -> None:
    assert safe_name(given_name) is None


def test_a_name_of_500_characters_is_cut_with_an_ellipsis() -> None:
    shown = safe_name("あ" * 500)
    assert shown is not None
    assert shown.endswith("…")
    assert len(shown) == 41


def test_a_cut_never_splits_a_letter_from_its_mark() -> None:
    shown = safe_name("か\u3099" * 60)
    assert shown == "か\u3099" * 38 + "…"


def test_marks_piled_on_a_letter_are_thinned_out() -> None:
    shown = safe_name("e" + "\u0301" * 50)
    assert shown == "e" + "\u0301" * 3


def test_a_name_from_the_right_keeps_the_sentence_in_order() -> None:
    assert safe_name("שלום") == "\u2068שלום\u2069"


@given(st.text(max_size=600))
def test_every_name_fits_and_turns_or_hides_nothing(given_name: str) -> None:
    shown = safe_name(given_name)
    if shown is None:
        return
    assert 0 < utf16_units(shown) <= LONGEST_NAME_UNITS
    inside = shown.removeprefix("\u2068").removesuffix("\u2069")
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in inside)
    assert inside == inside.strip()
    assert shown.startswith("\u2068") == shown.endswith("\u2069")
