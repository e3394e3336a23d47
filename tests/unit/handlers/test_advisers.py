"""What is taken for the code of an adviser, and what never is; who an adviser from outside is to the pure guards."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events import Event
from bot.payloads import translate
from handlers.moderation.advisers.inviting import is_bare_code
from handlers.moderation.cases.guards import deciders, is_free_to_decide
from handlers.moderation.judgement import About, may_read
from storage.models import Case
from storage.models.cases import CaseKind
from storage.repositories.advisers import OutsideAdviser
from storage.repositories.claims import CODE_ALPHABET, CODE_LENGTH
from tests.factories import CHAT, HANA, NOW, message_event

ADVISER = OutsideAdviser(community_id=1, number=7, user_id=HANA, name="木村", calls_it="会", agreed_at=NOW)
ENDED = OutsideAdviser(community_id=1, number=7, user_id=HANA, name="木村", calls_it="会", agreed_at=NOW, ended_at=NOW)


def said(text: str, **source: Any) -> Event:
    event = message_event(text, source={"type": "user", "userId": HANA} | source)
    return translate(event, key="1", received_at=NOW)


@given(st.text(alphabet=CODE_ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH))
def test_letters_and_digits_of_a_codes_length_are_one_and_words_and_numbers_are_none(code: str) -> None:
    is_mixed = any(each.isdecimal() for each in code) and any(each.isalpha() for each in code)
    assert is_bare_code(said(code)) is is_mixed
    assert is_bare_code(said(f" {code[:4].lower()} {code[4:]} ")) is is_mixed


@pytest.mark.parametrize(
    "text", ["", "ABCD234", "ABCD23456", "ABCD0123", "ABCD2345 です", "会議は12345678", "A B C D 2 3 4 5"]
)
def test_other_talk_is_no_code(text: str) -> None:
    assert not is_bare_code(said(text))


def test_a_code_in_a_group_is_talk() -> None:
    assert not is_bare_code(said("ABCD2345", type="group", groupId=CHAT))


def test_an_adviser_from_outside_decides_while_the_task_goes_on_and_reads_what_is_for_them_alone() -> None:
    case = Case(community_id=1, number=1, kind=CaseKind.WARNING, opened_by=1, subject_number=3, opened_at=NOW)
    assert deciders(case, [], ADVISER, set()) == [ADVISER]
    assert not is_free_to_decide(case, ENDED, set())
    assert not is_free_to_decide(case, ADVISER, {7})
    assert may_read(About(a_host=True, number=1, adviser=7), ADVISER)
    assert not may_read(About(a_host=True, number=1, adviser=7), ENDED)
    assert not may_read(About(a_host=True, number=1), ADVISER)
    assert not may_read(About(number=3), ADVISER)
