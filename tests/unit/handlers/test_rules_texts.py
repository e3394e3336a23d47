"""What the rules feature says stays within LINE's limits, in both languages."""

from datetime import UTC, datetime

import pytest

from bot.i18n import LANGUAGES, speaking
from bot.messages import Message, SayButton, Text, check_count, to_line
from handlers.rules import change_texts, ready_sets, texts
from handlers.rules.differences import compare
from handlers.rules.ready_sets import ReadySet
from handlers.rules.rule_lines import MAX_RULE_UNITS, MAX_RULES, check_rules, read_rules

NOW = datetime(2026, 12, 3, 15, 30, tzinfo=UTC)
LONGEST = [f"{position:02d}" + "あ" * (MAX_RULE_UNITS - 2) for position in range(MAX_RULES)]
BUTTONS = [SayButton("a", "b")] * 3


def shown(lines: list[str]) -> texts.RulesInForce:
    return texts.RulesInForce(version=4, changed_at=NOW, timezone="Asia/Tokyo", lines=lines)


def check(messages: tuple[Message, ...]) -> None:
    check_count([to_line(message) for message in messages])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_rules_fit_into_one_answer(language: str) -> None:
    with speaking(language):
        messages = texts.rules(shown(LONGEST), BUTTONS, texts.newer_version())
        check(messages)
        check(texts.found_rules("あ", list(enumerate(LONGEST, start=1))))

    written = "".join(message.text for message in messages if isinstance(message, Text))
    assert all(line in written for line in LONGEST)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_greatest_change_fits_into_one_answer(language: str) -> None:
    changes = compare(LONGEST, [line + "い" for line in reversed(LONGEST)])
    with speaking(language):
        check(change_texts.one_version(4, "now", "#1", changes, LONGEST))
        check(change_texts.changed_for_host(4, changes, who="#1", at="now", announced=True))
        check(change_texts.changed_for_group(4, changes, BUTTONS))
        check(change_texts.first_for_group(shown(LONGEST), BUTTONS))


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_hundred_people_who_have_not_agreed_fit_into_one_answer(language: str) -> None:
    people = [texts.member(number, "名" * 100 if number <= 50 else None) for number in range(1, 501)]
    with speaking(language):
        check(texts.not_agreed(4, people, 500, texts.unidentified(12)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ready_set", ReadySet)
def test_a_ready_set_is_within_its_own_bounds_and_reads_back_unchanged(ready_set: ReadySet, language: str) -> None:
    with speaking(language):
        rules = ready_sets.rules_of(ready_set)
        check(change_texts.preview(ready_set, rules, BUTTONS[0], replaces=3))

    check_rules(rules)
    assert read_rules(rules) == rules


def test_the_ready_sets_are_written_in_both_languages() -> None:
    for ready_set in ReadySet:
        with speaking("ja"):
            japanese = ready_sets.rules_of(ready_set)
        with speaking("en"):
            english = ready_sets.rules_of(ready_set)
        assert len(japanese) == len(english)
        assert all(rule.isascii() for rule in english)
        assert not any(rule.isascii() for rule in japanese)


def test_dates_are_those_of_the_communitys_zone() -> None:
    with speaking("ja"):
        assert texts.moment(NOW, "Asia/Tokyo") == "2026年12月4日 0:30"
        assert texts.day(NOW, "UTC") == "2026年12月3日"


def test_a_member_is_written_by_number_and_by_name_only_where_it_can_be_seen() -> None:
    assert texts.member(2, "花子\n#3 太郎") == "#2 花子 #3 太郎"
    assert texts.member(2, "\u200b") == "#2"
    assert texts.member(2, None) == "#2"
