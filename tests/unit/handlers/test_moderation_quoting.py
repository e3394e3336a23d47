"""The reference to a quoted message: nothing is lost on the way, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import utf16_units
from handlers.moderation.quoting import read_reference, reference_to

MESSAGE_IDS = st.integers(1, 10**21 - 1).map(str)


@given(MESSAGE_IDS, st.sampled_from(["", "けいこさんに\n化粧品を すすめられました", "m-1 again"]))
def test_a_reference_leads_back_to_its_message_with_whatever_follows(message_id: str, words: str) -> None:
    reference = reference_to(message_id)
    assert reference is not None
    assert utf16_units(reference) <= 16
    assert read_reference(f" {reference} {words}") == (message_id, words)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in reference)
    assert read_reference(f"{wide.upper()}\u3000{words}") == (message_id, words)


@given(st.text())
def test_other_words_are_left_as_they_are(words: str) -> None:
    message_id, rest = read_reference(words)
    assert message_id is not None or rest == words


@pytest.mark.parametrize("words", ["m-", "m-12!", "m-" + "z" * 15, "am-12", "m12", "けいこさんに m-12", "m-12さん"])
def test_what_only_looks_like_a_reference_is_none(words: str) -> None:
    assert read_reference(words) == (None, words)


@pytest.mark.parametrize("message_id", ["", "0", "012", "abc", "1" * 22, "١٢", "-5"])
def test_an_id_of_another_kind_has_no_reference(message_id: str) -> None:
    assert reference_to(message_id) is None
