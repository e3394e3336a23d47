"""Help lines as hosts type them, and as members see them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.i18n import speaking
from bot.messages import OpenButton, to_line
from handlers.newcomers.contact_reading import ContactTrouble, NotAContact, read_contact
from handlers.newcomers.contact_texts import help_lines
from handlers.newcomers.contacts import STANDARD, contact_of, contacts_of, entries_of
from storage.repositories.contacts import ContactOnRecord

# A busy machine is no reason to fail.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    ("typed", "name", "reach", "hours", "dial"),
    [
        ("市の相談室 03-1234-5678 平日10〜17時", "市の相談室", "03-1234-5678", "平日10〜17時", "0312345678"),
        ("市の相談室　０３－１２３４－５６７８", "市の相談室", "03-1234-5678", "", "0312345678"),
        ("女性 相談: #8008", "女性 相談", "#8008", "", ""),
        ("Police 110 always", "Police", "110", "always", "110"),
        ("相談 (03)1234-5678 夜 だけ", "相談", "(03)1234-5678", "夜 だけ", "0312345678"),
        ("相談フォーム https://example.jp/soudan", "相談フォーム", "https://example.jp/soudan", "", ""),
    ],
)
def test_name_number_and_hours_are_told_apart(typed: str, name: str, reach: str, hours: str, dial: str) -> None:
    entry = read_contact(typed)

    assert (entry.name, entry.reach, entry.hours) == (name, reach, hours)
    assert contact_of(entry).dial == dial


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("", ContactTrouble.NO_REACH),
        ("市の相談室", ContactTrouble.NO_REACH),
        ("市の相談室 12", ContactTrouble.NO_REACH),
        ("相談 http://example.jp", ContactTrouble.NO_REACH),
        ("相談 javascript:alert(1)", ContactTrouble.NO_REACH),
        ("03-1234-5678", ContactTrouble.NO_NAME),
        ("あ" * 41 + " 110", ContactTrouble.TOO_LONG),
        ("相談 110 " + "夜" * 41, ContactTrouble.TOO_LONG),
    ],
)
def test_what_is_no_help_line_is_refused_with_the_reason(typed: str, trouble: ContactTrouble) -> None:
    with pytest.raises(NotAContact) as caught:
        read_contact(typed)
    assert caught.value.trouble is trouble
    assert "相談" not in str(caught.value)


@unhurried
@given(st.text(max_size=60), st.sampled_from(["110", "#8008", "03-1234-5678", "https://example.jp/a"]), st.text())
def test_whatever_is_read_can_be_shown(before: str, reach: str, after: str) -> None:
    try:
        entry = read_contact(f"{before} {reach} {after}")
    except NotAContact:
        return
    with speaking("ja"):
        card = help_lines([contact_of(entry)] * 3)
    to_line(card)
    assert len(card.buttons) <= 3
    assert all(isinstance(button, OpenButton) and button.uri[:4] in {"tel:", "http"} for button in card.buttons)


def test_an_entry_that_no_longer_comes_along_is_passed_over() -> None:
    kept = [ContactOnRecord(standard="gone"), ContactOnRecord(standard="police")]

    assert contacts_of(kept) == (STANDARD["police"],)
    assert len(entries_of(kept)) == 1
    assert len(contacts_of(None)) == len(STANDARD)
