"""Hosts' own texts, read into parts and filled."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import escape_braces
from handlers.welcome.placeholders import (
    GOODBYE_BLANKS,
    LONGEST_TEXT,
    MOST_BLANKS,
    WELCOME_BLANKS,
    Blank,
    blanks,
    fill,
    fill_for_mentions,
    is_usable,
    read_template,
    unknown_blanks,
    without_lines_using,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hello", ("Hello",)),
        ("{name}さん、ようこそ", (Blank("name", "さん"), "、ようこそ")),
        ("｛ｎａｍｅ｝様へ", (Blank("name", "様"), "へ")),
        ("{ Names }, hi", (Blank("names"), ", hi")),
        ("{group}さん", (Blank("group"), "さん")),
        ("{{name}}", ("{", "name", "}")),
        ("{{{count}}}", ("{", Blank("count"), "}")),
        ("(>_<} {", ("(>_<} {",)),
        ("{}", ("{}",)),
        ("｛・ω・｝", ("｛・ω・｝",)),
        ("{nmae}", (Blank("nmae"),)),
        ("{名前}さん、{グループ}へ", (Blank("names", "さん"), "、", Blank("group"), "へ")),
        ("｛お名前｝様｛世話役｝", (Blank("names", "様"), Blank("greeter"))),
        ("いま{ 人数 }人", ("いま", Blank("count"), "人")),
        ("{{名前}}", ("{", "名前", "}")),
    ],
)
def test_a_text_is_read_into_parts(text: str, parts: tuple[str | Blank, ...]) -> None:
    assert read_template(text) == parts


def test_unknown_placeholders_are_listed_once_each() -> None:
    template = read_template("{nmae} {group} {nmae} {x}")
    assert unknown_blanks(template, WELCOME_BLANKS) == ("nmae", "x")
    assert unknown_blanks(read_template("{名前}{グループ名}"), GOODBYE_BLANKS) == ("名前",), "as it was typed"


def test_what_fills_a_blank_is_not_read_again() -> None:
    template = read_template("{name} {group}")
    assert fill(template, lambda blank: "{count}" if blank.name == "name" else "{name}") == "{count} {name}"


def test_only_the_first_blank_for_names_holds_mentions() -> None:
    template = read_template("{names}! {{ok}} {name} {group}")
    written = fill_for_mentions(template, lambda _blank: "{m1}", lambda blank: f"<{{{blank.name}}}>")
    assert written == "{m1}! {{ok}} <{{name}}> <{{group}}>"


def test_a_text_is_refused_above_its_bounds_and_accepted_at_them() -> None:
    assert is_usable("あ" * LONGEST_TEXT, WELCOME_BLANKS)
    assert not is_usable("あ" * (LONGEST_TEXT + 1), WELCOME_BLANKS)
    assert is_usable("{name}" * MOST_BLANKS, WELCOME_BLANKS)
    assert not is_usable("{name}" * (MOST_BLANKS + 1), WELCOME_BLANKS)
    assert not is_usable(" \n", WELCOME_BLANKS)
    assert not is_usable("{nmae}", WELCOME_BLANKS)


def test_lines_about_something_unknown_are_left_out() -> None:
    assert without_lines_using("ようこそ\nいま{count}人です\nどうぞ", "count") == "ようこそ\nどうぞ"
    assert without_lines_using("{{count}}", "count") == "{{count}}"


@given(st.text())
def test_escaped_text_is_read_back_as_it_was(text: str) -> None:
    text = text.replace("｛", "").replace("｝", "")
    template = read_template(escape_braces(text))
    assert blanks(template) == ()
    assert fill(template, lambda _blank: "?") == text


@given(
    st.lists(st.sampled_from(["{", "}", "｛", "｝", "name", "{name}", "さん", " ", "\n", "x"]), max_size=30).map(
        "".join
    )
)
def test_any_heap_of_braces_is_read_without_losing_words(text: str) -> None:
    written = fill(read_template(text), lambda blank: blank.name + blank.honorific)
    for mark in "{}｛｝ \n":
        written, text = written.replace(mark, ""), text.replace(mark, "")
    assert written == text


@pytest.mark.parametrize("text", ["{" * 50_000, "{" + " " * 50_000, "{ a " * 20_000])
def test_a_hostile_text_is_read_in_no_time(text: str) -> None:
    started = perf_counter()
    read_template(text)
    assert perf_counter() - started < 1
