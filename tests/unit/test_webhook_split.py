"""Splitting a webhook's body: whatever arrives becomes events to be stored, or one refusal."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payloads import translate
from bot.webhook import NotAnEnvelope, split
from storage.repositories.inbox import Incoming
from tests.factories import CHAT, HANA, NOW, envelope, message_event

ANY_TEXT = st.text(alphabet=st.characters()) | st.sampled_from(["\x00", "\ud800", "message", "group", "unsend", CHAT])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(ANY_TEXT, inside, max_size=4),
    max_leaves=12,
)
FIELDS = ("type", "mode", "timestamp", "source", "webhookEventId", "deliveryContext", "replyToken", "message", "unsend")
NAMING_THE_BOT = {"type": "text", "text": "@つどい", "mention": {"mentionees": [{"isSelf": True}]}}
EVENTS = st.dictionaries(st.sampled_from(FIELDS) | ANY_TEXT, JSON, max_size=9)


def only(*events: Any) -> Incoming:
    (incoming,) = split(envelope(*events), NOW)
    return incoming


def assert_can_be_stored(event: Incoming) -> None:
    """Every column's text is plain, short enough, and free of what a database refuses."""
    for value, longest in ((event.event_key, 80), (event.chat_id, 64), (event.kind, 32), (event.message_id or "", 64)):
        assert len(value) <= longest
        assert value.isascii()
        assert "\x00" not in value
    assert datetime(1970, 1, 1, tzinfo=UTC) < event.occurred_at <= datetime(2100, 1, 1, tzinfo=UTC)
    (event.reply_token or "").encode()
    translate(json.loads(event.payload), key=event.event_key, received_at=NOW)


@given(st.lists(EVENTS, max_size=3))
def test_whatever_an_event_holds_it_can_be_stored(events: list[dict[str, Any]]) -> None:
    found = split(envelope(*events), NOW)
    assert len(found) == len(events)
    for event in found:
        assert_can_be_stored(event)


@given(st.sampled_from(FIELDS), JSON)
def test_one_strange_field_harms_no_more_than_its_event(field: str, value: Any) -> None:
    strange, good = split(envelope(message_event(**{field: value}), message_event(webhookEventId="GOOD")), NOW)
    assert_can_be_stored(strange)
    assert (good.event_key, good.chat_id, good.message_id) == ("GOOD", CHAT, "100001")


@given(JSON)
def test_arbitrary_json_is_events_or_no_envelope(body: Any) -> None:
    try:
        split(json.dumps(body).encode(), NOW)
    except NotAnEnvelope:
        return
    assert isinstance(body["events"], list)


@given(st.binary())
def test_arbitrary_bytes_are_no_envelope(body: bytes) -> None:
    with pytest.raises(NotAnEnvelope):
        split(body, NOW)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"events": {}}',
        b'{"events": null}',
        b'{"events": [1]}',
        b'{"events": [{}, null]}',
        b"\xff\xfe{}",
        b'{"events": [{"timestamp": ' + b"9" * 5_000 + b"}]}",
        b'{"events": [' + b"{}, " * 5_000 + b"{}]}",
    ],
)
def test_what_is_no_list_of_events_is_refused(body: bytes) -> None:
    with pytest.raises(NotAnEnvelope):
        split(body, NOW)


@pytest.mark.parametrize("depth", [*range(880, 1_000, 7), 100_000])
def test_deep_nesting_is_stored_or_refused(depth: int) -> None:
    body = b'{"events": [{"message": ' + b"[" * depth + b"]" * depth + b"}]}"
    try:
        split(body, NOW)
    except NotAnEnvelope:
        assert depth > 880


def test_no_events_at_all_are_fine() -> None:
    assert split(envelope(), NOW) == []


def test_an_event_is_told_by_what_the_table_needs_to_know() -> None:
    event = only(message_event("hello", webhookEventId="01E", timestamp=1_700_000_000_123))
    assert (event.event_key, event.chat_id, event.kind, event.acting) == ("01E", CHAT, "message", False)
    assert (event.message_id, event.reply_token) == ("100001", "token-of-the-event")
    assert (event.occurred_at.timestamp(), event.received_at) == (1_700_000_000.123, NOW)
    assert json.loads(event.payload)["message"]["text"] == "hello"


@pytest.mark.parametrize("timestamp", [None, "1700000000000", True, 0, -5, 10**15, 10**400, 1.5, [], {}])
def test_an_event_without_a_sensible_moment_happened_when_it_came(timestamp: object) -> None:
    assert only(message_event(timestamp=timestamp)).occurred_at == NOW


@pytest.mark.parametrize("token", [None, 5, "", "花", "x" * 513, ["t"]])
def test_a_strange_reply_token_is_none(token: object) -> None:
    assert only(message_event(replyToken=token)).reply_token is None


def test_the_same_event_without_an_id_has_the_same_key_however_it_was_delivered() -> None:
    event = message_event()
    del event["webhookEventId"]
    again = {**event, "deliveryContext": {"isRedelivery": True}}
    other = {**event, "timestamp": 1_700_000_000_001}
    assert only(event).event_key == only(again).event_key
    assert only(event).event_key != only(other).event_key


def test_an_event_that_belongs_to_no_chat_goes_into_a_lane_of_its_own() -> None:
    assert only(message_event(source={"type": "something"})).chat_id == "unknown"


@pytest.mark.parametrize(
    ("event", "acts"),
    [
        (message_event("おはよう"), False),
        (message_event("/rules"), True),
        (message_event("／ルール"), True),
        (message_event("  /rules"), True),
        (message_event("x" * 50 + "/"), False),
        (message_event(message={"type": "sticker", "id": "1"}), False),
        (message_event("hello", source={"type": "user", "userId": HANA}), True),
        (message_event("hello", type="memberJoined"), True),
        (message_event("hello", type="postback"), True),
        (message_event("/rules", type="messageEdited"), False),
        (message_event("/rules", type="unsend"), False),
        (message_event(type="somethingNew"), True),
        (
            message_event(message={"type": "text", "text": "@つどい", "mention": {"mentionees": [{"isSelf": True}]}}),
            True,
        ),
        (
            message_event(message={"type": "text", "text": "@花", "mention": {"mentionees": [{"isSelf": False}]}}),
            False,
        ),
    ],
)
def test_what_may_be_answered_is_told_from_ordinary_talk(event: dict[str, Any], acts: bool) -> None:
    assert only(event).acting is acts
