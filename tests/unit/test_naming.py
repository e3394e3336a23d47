"""Whose name stands at the start of a text: found in any spelling, never more than whom somebody may mean."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.naming import NameFound, find_name, fold_name

# A busy machine is no reason to fail.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = {1: ["さゆり"], 12: ["花子🌸", "はなちゃん"], 15: ["花子"], 20: ["Emily Brown"], 21: ["山田 花子"], 30: ["🌸"]}


@pytest.mark.parametrize(
    ("text", "numbers", "rest"),
    [
        ("花子 勧誘がありました", (12, 15, 21), "勧誘がありました"),
        ("花子さん 勧誘がありました", (12, 15, 21), "勧誘がありました"),
        ("花子 さん、勧誘", (12, 15, 21), "勧誘"),
        ("ハナ", (12,), ""),
        ("ﾊﾅﾁｬﾝ 2", (12,), "2"),
        ("サユリ\n二行目 です", (1,), "二行目 です"),
        ("emily brown r3 reason", (20,), "r3 reason"),
        ("ＥＭＩＬＹ", (20,), ""),
        ("山田　花子　理由", (21,), "理由"),
        ("🌸 r3", (30,), "r3"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, numbers: tuple[int, ...], rest: str) -> None:
    assert find_name(text, NAMES) == NameFound(numbers, rest)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("", ""),
        ("けんじ", ""),
        ("けんじさん しつこい", "しつこい"),
        ("けんじ しつこい", "けんじ しつこい"),
        ("しつこく勧誘しているのを見ました", "しつこく勧誘しているのを見ました"),
    ],
)
def test_only_what_can_be_nothing_but_an_unknown_name_is_cut_off(text: str, rest: str) -> None:
    assert find_name(text, NAMES) == NameFound((), rest)


def test_a_word_of_the_command_is_nobodys_name() -> None:
    assert find_name("Helper", {1: ["helper"]}, {"helper"}) == NameFound((), "Helper")


@unhurried
@given(st.text(alphabet="花子はなハナﾊﾅさんちゃくAb🌸☆ー ", min_size=1, max_size=8))
def test_courtesy_makes_no_difference(name: str) -> None:
    assert fold_name(name + "さん") == fold_name(name) or not fold_name(name)


@unhurried
@given(st.dictionaries(st.integers(1, 9), st.lists(st.text(max_size=8), max_size=2), max_size=6), st.text(max_size=30))
def test_what_remains_is_the_end_of_what_was_typed(names: dict[int, list[str]], text: str) -> None:
    found = find_name(text, names)
    assert found.rest in text
    assert set(found.numbers) <= names.keys()
