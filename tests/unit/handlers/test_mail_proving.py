"""The number from a mail, as people copy it, and how many go out."""

import pytest

from bot.errors import Refusal
from handlers.mail.proving import read_number, refuse_too_many
from storage.repositories.mail_codes import AskedLately


@pytest.mark.parametrize("typed", ["123456", "１２３４５６", " 123 456 ", "123-456", "１２３ー４５６"])
def test_a_number_is_read_whatever_its_width_and_gaps(typed: str) -> None:
    assert read_number(typed) == "123456"


@pytest.mark.parametrize("typed", ["12345", "1234567", "「123456」", "番号は123456", "12345a", "", "taro@example.org"])
def test_anything_else_is_no_number(typed: str) -> None:
    assert read_number(typed) is None


def test_numbers_go_out_up_to_the_limits_of_a_person_a_community_and_an_address() -> None:
    refuse_too_many(AskedLately(by_person=2, in_community=19, to_address=4))


@pytest.mark.parametrize("lately", [AskedLately(3, 3, 3), AskedLately(0, 20, 0), AskedLately(0, 5, 5)])
def test_at_any_of_the_limits_no_further_number_goes_out(lately: AskedLately) -> None:
    with pytest.raises(Refusal):
        refuse_too_many(lately)
