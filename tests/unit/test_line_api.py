"""What LINE's errors say, whatever they look like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.line_api import LineError, LineRefused, LineUnavailable, plain_details

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.sampled_from(["message", "details", "property"]), inside),
)


@pytest.mark.parametrize(
    ("status", "message", "is_it"),
    [
        (400, "Invalid reply token", True),
        (400, "Invalid reply token.", True),
        (400, "The request body has 1 error(s)", False),
        (404, "Invalid reply token", False),
        (400, "", False),
    ],
)
def test_a_used_or_old_token_is_told_from_other_refusals(status: int, message: str, is_it: bool) -> None:
    assert LineRefused(status, message).is_invalid_token is is_it


def test_details_name_the_properties_that_are_wrong() -> None:
    body = {
        "message": "The request body has 2 error(s)",
        "details": [
            {"message": "May not be empty", "property": "messages[0].text"},
            {"message": "Must be one of the following values", "property": "messages[1].type"},
        ],
    }
    message, properties = plain_details(body)
    assert message == "The request body has 2 error(s)"
    assert properties == ("messages[0].text", "messages[1].type")


@given(JSON)
def test_an_error_of_any_shape_is_read(body: object) -> None:
    message, properties = plain_details(body)
    assert isinstance(message, str)
    assert all(isinstance(each, str) for each in properties)


def test_an_error_tells_its_reason() -> None:
    refused, away = LineRefused(400, "Bad request"), LineUnavailable("no connection", maybe_done=False)
    assert [str(error) for error in (refused, away)] == ["400 Bad request", "no connection"]
    assert isinstance(refused, LineError)
    assert isinstance(away, LineError)
