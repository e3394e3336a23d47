"""Typed lines read as rules, and single rules edited."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.rules.rule_lines import (
    MAX_RULE_UNITS,
    MAX_RULES,
    NoRulesLeft,
    NoSuchRule,
    RuleTooLong,
    TooManyRules,
    check_rules,
    read_rules,
    with_edited,
    with_moved,
    without,
)

rule_sets = st.lists(st.text("あいう写真abc", min_size=1, max_size=8), min_size=1, max_size=10)


@pytest.mark.parametrize(
    "typed",
    [
        "1. 挨拶",
        "１．挨拶",
        "1) 挨拶",
        "(1) 挨拶",
        "（１）挨拶",
        "①挨拶",
        "・挨拶",
        "- 挨拶",
        "第1条 挨拶",
        "1、挨拶",
        "● 1. 挨拶",
    ],
)
def test_numbering_and_bullets_are_taken_off(typed: str) -> None:
    assert read_rules([typed]) == ("挨拶",)


@pytest.mark.parametrize(
    "typed",
    [
        "3.5kmまで",
        "10:30に集合",
        "2、3日で返事",
        "1人1回まで",
        "2 guests at most",
        "-5度なら中止",
        "24時間以内に返事",
        "①",
    ],
)
def test_numbers_that_belong_to_a_rule_stay(typed: str) -> None:
    if typed == "①":
        assert read_rules([typed]) == ()
    else:
        assert read_rules([typed]) == (typed,)


def test_bare_numbers_are_taken_off_only_when_all_lines_count_up() -> None:
    assert read_rules(["1 挨拶", "2　静かに"]) == ("挨拶", "静かに")
    assert read_rules(["2 guests at most", "3 hours at most"]) == ("2 guests at most", "3 hours at most")


def test_lines_without_anything_to_see_are_dropped() -> None:
    assert read_rules(["", "　", "\u200b", "・", "-----", "●", "挨拶", "🤫"]) == ("挨拶", "🤫")


@given(st.lists(st.text(max_size=12), max_size=6))
def test_reading_twice_changes_nothing(lines: list[str]) -> None:
    once = read_rules(lines)

    assert read_rules(once) == once


@given(rule_sets)
def test_numbered_rules_read_back_as_they_were(rules: list[str]) -> None:
    numbered = [f"{position}. {rule}" for position, rule in enumerate(rules, start=1)]

    assert read_rules(numbered) == read_rules(rules)


def test_the_bounds_themselves_are_allowed() -> None:
    check_rules(["あ" * MAX_RULE_UNITS] * MAX_RULES)


def test_one_rule_too_many_is_refused_with_the_count() -> None:
    with pytest.raises(TooManyRules) as refused:
        check_rules(["a"] * (MAX_RULES + 1))
    assert refused.value.count == MAX_RULES + 1


def test_a_rule_too_long_is_refused_by_number_and_counted_as_line_counts() -> None:
    with pytest.raises(RuleTooLong) as refused:
        check_rules(["a", "🍎" * (MAX_RULE_UNITS // 2 + 1)])
    assert (refused.value.position, refused.value.units) == (2, MAX_RULE_UNITS + 2)


def test_no_rules_at_all_are_refused() -> None:
    with pytest.raises(NoRulesLeft):
        check_rules(without(["only one"], 1))


def test_one_rule_is_reworded_moved_and_removed() -> None:
    rules = ["a", "b", "c", "d"]

    assert with_edited(rules, 2, "B") == ("a", "B", "c", "d")
    assert with_moved(rules, 4, 2) == ("a", "d", "b", "c")
    assert with_moved(rules, 1, 3) == ("b", "c", "a", "d")
    assert without(rules, 3) == ("a", "b", "d")


@pytest.mark.parametrize("position", [0, 5, 99])
def test_a_number_no_rule_has_is_refused(position: int) -> None:
    rules = ["a", "b", "c", "d"]

    with pytest.raises(NoSuchRule):
        with_edited(rules, position, "x")
    with pytest.raises(NoSuchRule):
        with_moved(rules, position, 1)
    with pytest.raises(NoSuchRule):
        with_moved(rules, 1, position)
    with pytest.raises(NoSuchRule):
        without(rules, position)


@given(rule_sets, st.data())
def test_moving_there_and_back_restores_the_order(rules: list[str], data: st.DataObject) -> None:
    positions = st.integers(1, len(rules))
    here, there = data.draw(positions), data.draw(positions)

    assert with_moved(with_moved(rules, here, there), there, here) == tuple(rules)
