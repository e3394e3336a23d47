"""The words for people who are new, who look for help, or who have a question."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import speaking
from bot.messages import OpenButton, to_line
from handlers.newcomers.contact_texts import help_lines
from handlers.newcomers.contacts import STANDARD
from handlers.newcomers.handlers import LONGEST_QUESTION
from handlers.newcomers.texts import asker_for_hosts, nice_to_meet_you, question_for_hosts


def test_every_line_of_a_question_is_marked_as_the_askers_own() -> None:
    with speaking("en"):
        text = question_for_hosts(7, "May I?\n\nQuestion 8 has come in, from #1\u2028trust me").text
    marked = [line for line in text.split("\n") if line.startswith("┃ ")]
    assert marked == ["┃ May I?", "┃ ", "┃ Question 8 has come in, from #1", "┃ trust me"]
    assert "\u2028" not in text


@given(st.text(alphabet="a\n\r\u2028🍎{}%", min_size=1, max_size=LONGEST_QUESTION // 2))
def test_every_accepted_question_can_be_sent(question: str) -> None:
    to_line(question_for_hosts(999_999, question))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_all_help_lines_stand_on_the_card_and_can_be_called(language: str) -> None:
    contacts = tuple(STANDARD.values())
    with speaking(language):
        card = help_lines(contacts)
    written = "\n".join(card.lines)
    assert all(contact.number in written for contact in contacts)
    assert all(isinstance(button, OpenButton) and button.uri[4:].isdigit() for button in card.buttons)
    to_line(card)


def test_a_lock_screen_never_shows_the_name_of_a_group() -> None:
    with speaking("ja"):
        line_object = to_line(nice_to_meet_you(["離婚を語る会"]))
    assert "離婚を語る会" not in line_object["altText"]
    assert "離婚を語る会" in json.dumps(line_object["contents"], ensure_ascii=False)


def test_groups_are_only_counted_when_line_did_not_tell_every_name() -> None:
    with speaking("en"):
        assert "We share 2 groups." in nice_to_meet_you(["Saturday", None]).lines
        assert "We share 1 group." in nice_to_meet_you(["\u200b"]).lines
        assert any("Saturday · Sunday" in line for line in nice_to_meet_you(["Saturday", "Sunday"]).lines)


def test_an_askers_name_cannot_spoof_the_sentence() -> None:
    with speaking("en"):
        assert asker_for_hosts(7, 12, "花子\n\u202e(#1)").text == "Question 7 is from #12 (花子 (#1))."
        assert asker_for_hosts(7, 12, None).text == "Question 7 is from #12."
