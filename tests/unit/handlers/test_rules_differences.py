"""The difference between two versions of the rules."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.rules.differences import Added, Changed, Moved, Removed, compare

rule_sets = st.lists(st.text("あいうabc 写真", min_size=1, max_size=12), max_size=8)


def test_an_inserted_rule_is_added_and_the_others_do_not_count_as_moved() -> None:
    assert compare(["挨拶をする", "写真は確かめる"], ["静かにする", "挨拶をする", "写真は確かめる"]) == [
        Added(1, "静かにする")
    ]


def test_a_removed_rule_is_named_with_the_number_it_had() -> None:
    assert compare(["挨拶をする", "静かにする", "写真は確かめる"], ["挨拶をする", "写真は確かめる"]) == [
        Removed(2, "静かにする")
    ]


def test_a_reworded_rule_shows_both_wordings() -> None:
    old = ["挨拶をする", "写真は写っている人に確かめてから載せます"]
    new = ["挨拶をする", "写真と動画は写っている人に確かめてから載せます"]

    assert compare(old, new) == [Changed(2, 2, old[1], new[1])]


def test_a_rule_replaced_by_quite_different_words_in_its_place_is_a_change() -> None:
    assert compare(["one", "zzz", "three"], ["one", "fgh", "three"]) == [Changed(2, 2, "zzz", "fgh")]


def test_a_rule_in_another_place_is_moved_whatever_shifted_because_of_it() -> None:
    assert compare(["a", "b", "c", "d"], ["d", "a", "b", "c"]) == [Moved(4, 1, "d")]


def test_a_whole_new_set_is_told_as_gone_and_new() -> None:
    changes = compare(["xxxx", "yyyy"], ["1234", "5678"])

    assert {type(change) for change in changes} == {Added, Removed}
    assert len(changes) == 4


def test_a_rule_written_twice_is_added_once() -> None:
    assert compare(["静かにする"], ["静かにする", "静かにする"]) == [Added(2, "静かにする")]


@given(rule_sets)
def test_the_same_rules_have_no_difference(rules: list[str]) -> None:
    assert compare(rules, rules) == []


@given(rule_sets, rule_sets)
def test_every_old_and_every_new_rule_is_accounted_for_once(old: list[str], new: list[str]) -> None:
    changes = compare(old, new)
    gone = [change.position for change in changes if isinstance(change, Removed)]
    gone += [change.old_position for change in changes if isinstance(change, Changed | Moved)]
    come = [change.position for change in changes if isinstance(change, Added | Changed | Moved)]
    untouched_old = [rule for position, rule in enumerate(old, start=1) if position not in gone]
    untouched_new = [rule for position, rule in enumerate(new, start=1) if position not in come]

    assert len(gone) == len(set(gone))
    assert len(come) == len(set(come))
    assert untouched_old == untouched_new


@given(rule_sets, rule_sets)
def test_what_a_change_quotes_stands_where_it_says(old: list[str], new: list[str]) -> None:
    for change in compare(old, new):
        match change:
            case Added(position, text):
                assert new[position - 1] == text
            case Removed(position, text):
                assert old[position - 1] == text
            case Moved(old_position, position, text):
                assert old[old_position - 1] == new[position - 1] == text
            case Changed(old_position, position, old_text, text):
                assert (old[old_position - 1], new[position - 1]) == (old_text, text)
                assert old_text != text
