"""LINE's payloads become our events, whatever is in them."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.events import (
    BotJoined,
    BotLeft,
    ButtonTapped,
    Event,
    Followed,
    Location,
    Media,
    MembersJoined,
    MembersLeft,
    MessageEdited,
    MessageSent,
    MessageUnsent,
    Source,
    Sticker,
    Text,
    TimedEvent,
    Unfollowed,
    UnknownContent,
    UnknownEvent,
)
from bot.payloads import TIMED_TYPE, chat_key, event_key, timed_payload, translate

# A busy machine is no reason to fail.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
PAYLOADS = Path(__file__).parent.parent / "payloads"
RECEIVED_AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
HANAKO = "U11111111111111111111111111111111"
TARO = "U22222222222222222222222222222222"
GROUP = "C33333333333333333333333333333333"


def load_events(name: str) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = json.loads((PAYLOADS / f"{name}.json").read_bytes())["events"]
    return events


def translate_file(name: str) -> Event:
    return read(load_events(name)[0])


def read(payload: dict[str, Any], key: str = "key") -> Event:
    return translate(payload, key=key, received_at=RECEIVED_AT)


def read_text(text: str, *mentionees: object) -> Text:
    message = {"id": "1", "type": "text", "text": text, "mention": {"mentionees": list(mentionees)}}
    event = read({"type": "message", "mode": "active", "message": message})
    assert isinstance(event, MessageSent)
    assert isinstance(event.content, Text)
    return event.content


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("text_private", MessageSent),
        ("text_room", MessageSent),
        ("edited", MessageEdited),
        ("unsent", MessageUnsent),
        ("bot_joined", BotJoined),
        ("bot_left", BotLeft),
        ("members_joined", MembersJoined),
        ("members_left", MembersLeft),
        ("followed", Followed),
        ("unfollowed", Unfollowed),
        ("button_in_private", ButtonTapped),
        ("unknown_event", UnknownEvent),
        ("event_without_source", UnknownEvent),
    ],
)
def test_each_type_of_event_has_its_own_class(name: str, expected: type[Event]) -> None:
    assert type(translate_file(name)) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("text_group", Text(text="おはようございます")),
        ("sticker", Sticker(package_id="6136", sticker_id="10551379", text="ありがとう！")),
        ("video", Media(kind="video")),
        ("audio", Media(kind="audio")),
        ("file", Media(kind="file", file_name="議事録.pdf")),
        ("location", Location()),
        ("unknown_message", UnknownContent(type="poll")),
    ],
)
def test_each_type_of_message_has_its_own_content(name: str, expected: object) -> None:
    event = translate_file(name)
    assert isinstance(event, MessageSent)
    assert event.content == expected


def test_pictures_sent_in_one_go_share_their_set() -> None:
    contents = [event.content for event in map(read, load_events("images_in_one_go")) if isinstance(event, MessageSent)]
    sets = [content.set_id for content in contents if isinstance(content, Media)]
    assert len(sets) == 2
    assert sets[0] is not None
    assert sets[0] == sets[1]


def test_a_message_knows_its_chat_its_speaker_and_its_moment() -> None:
    payload = load_events("text_group")[0]
    event = read(payload)
    assert event.source == Source(kind="group", chat_id=GROUP, user_id=HANAKO)
    assert event.source.is_group
    assert not event.source.is_private
    assert event.reply_token == payload["replyToken"]
    assert event.occurred_at - datetime(1970, 1, 1, tzinfo=UTC) == timedelta(milliseconds=payload["timestamp"])
    assert isinstance(event, MessageSent)
    assert event.message_id == payload["message"]["id"]
    assert event.quote_token == payload["message"]["quoteToken"]


def test_a_speaker_without_consent_has_no_id() -> None:
    assert translate_file("text_from_somebody_without_consent").source.user_id is None


def test_a_quote_names_the_quoted_message() -> None:
    event = translate_file("text_quoting")
    assert isinstance(event, MessageSent)
    assert event.quoted_message_id == "468249049999990001"


def test_members_without_id_are_counted() -> None:
    event = translate_file("members_joined")
    assert isinstance(event, MembersJoined)
    assert event.user_ids == (HANAKO, TARO)
    assert event.unidentified == 1


def test_a_button_carries_its_data_even_without_its_user() -> None:
    event = translate_file("button_in_group_without_user")
    assert isinstance(event, ButtonTapped)
    assert event.source.user_id is None
    assert event.data == "agree:12:v3:9f2c"


def test_a_redelivered_event_says_so() -> None:
    assert translate_file("redelivered").redelivered
    assert not translate_file("text_group").redelivered


@pytest.mark.parametrize("mode", ["standby", "something-new", None, 1])
def test_every_mode_but_active_is_standby_and_cannot_be_answered(mode: object) -> None:
    event = read({**load_events("text_group")[0], "mode": mode})
    assert event.standby
    assert event.reply_token is None
    assert not translate_file("text_group").standby


def test_an_unknown_event_keeps_the_name_of_its_type() -> None:
    event = translate_file("unknown_event")
    assert isinstance(event, UnknownEvent)
    assert event.type == "videoPlayComplete"


@pytest.mark.parametrize("name", ["edited", "unsent"])
def test_a_change_to_a_message_without_id_means_nothing(name: str) -> None:
    payload = load_events(name)[0]
    payload["message"] = payload["unsend"] = {"type": "text", "text": "x", "id": "no id", "messageId": None}
    assert isinstance(read(payload), UnknownEvent)


def test_mentions_are_cut_out_exactly_though_names_hold_emoji() -> None:
    event = translate_file("text_with_mentions")
    assert isinstance(event, MessageSent)
    assert isinstance(event.content, Text)
    text = event.content.text
    names = [text[mention.start : mention.end] for mention in event.content.mentions]
    assert names == ["@花子🎀", "@All", "@つどい"]
    taro, everybody, bot = event.content.mentions
    assert (taro.user_id, taro.is_self, taro.is_all) == (TARO, False, False)
    assert (everybody.user_id, everybody.is_all) == (None, True)
    assert bot.is_self


def test_a_mention_of_somebody_without_consent_stays_visible() -> None:
    event = translate_file("text_mentioning_somebody_without_consent")
    assert isinstance(event, MessageSent)
    assert isinstance(event.content, Text)
    assert [mention.user_id for mention in event.content.mentions] == [None]


@unhurried
@given(
    before=st.text(alphabet="あ🌸a\0\ud800 ", max_size=8),
    name=st.text(alphabet="花🎀b", min_size=1, max_size=6),
    after=st.text(alphabet="い🍵c\0", max_size=8),
)
def test_a_mention_survives_emoji_and_what_is_cleaned_away(before: str, name: str, after: str) -> None:
    start = sum(2 if character > "\uffff" else 1 for character in before)
    mentionee = {"index": start, "length": utf16_length("@" + name), "type": "user", "userId": TARO}
    content = read_text(f"{before}@{name}{after}", mentionee)
    assert [content.text[mention.start : mention.end] for mention in content.mentions] == ["@" + name]


@pytest.mark.parametrize(
    ("index", "length"),
    [(-1, 2), (0, 0), (0, -3), (99, 1), (1, 1), (None, 2), ("0", 2), (0, None), (True, 2), (float("nan"), 2), (4, 5)],
)
def test_a_mention_that_lies_nowhere_is_ignored(index: object, length: object) -> None:
    # The cherry blossom takes two units: offset 1 is inside it, and the text ends at 4.
    assert read_text("🌸ab", {"index": index, "length": length, "type": "user", "userId": TARO}).mentions == ()


def test_a_mention_that_reaches_too_far_ends_with_the_text() -> None:
    content = read_text("a @b", {"index": 2, "length": 50, "type": "user", "userId": TARO})
    assert [content.text[mention.start : mention.end] for mention in content.mentions] == ["@b"]


def test_overlapping_mentions_leave_the_first() -> None:
    content = read_text(
        "@abcd",
        {"index": 2, "length": 3, "type": "user", "userId": TARO},
        {"index": 0, "length": 4, "type": "user", "userId": HANAKO},
    )
    assert [mention.user_id for mention in content.mentions] == [HANAKO]


def test_texts_can_always_be_encoded_and_stored() -> None:
    content = read_text("a\0b\ud800c🌸")
    assert content.text == "ab\ufffdc🌸"
    assert content.text.encode().decode() == content.text


@pytest.mark.parametrize("bad_id", ["", "a b", "x" * 65, "C\n", 12, None, ["C1"], "グループ", "C1\0"])
def test_an_id_that_looks_like_none_is_not_believed(bad_id: object) -> None:
    event = read({"type": "join", "source": {"type": "group", "groupId": bad_id, "userId": HANAKO}})
    assert event.source == Source(kind="unknown", chat_id="unknown", user_id=HANAKO)


@pytest.mark.parametrize(
    "timestamp", [None, "1796112001000", True, float("nan"), float("inf"), 1e300, 10**40, -1, 0, 1796112001000.5]
)
def test_a_senseless_timestamp_gives_way_to_the_moment_of_receipt(timestamp: object) -> None:
    assert read({"type": "join", "timestamp": timestamp}).occurred_at == RECEIVED_AT


def test_a_whole_float_is_a_timestamp() -> None:
    assert (
        read({"type": "join", "timestamp": 1796112001000.0}).occurred_at
        == read({"type": "join", "timestamp": 1796112001000}).occurred_at
    )


def test_the_key_of_an_event_is_lines_own() -> None:
    payload = load_events("text_group")[0]
    assert event_key(payload, b"") == payload["webhookEventId"]


def test_copies_of_an_event_without_id_share_a_key() -> None:
    payload = load_events("text_group")[0]
    del payload["webhookEventId"]
    again = dict(reversed(payload.items())) | {"deliveryContext": {"isRedelivery": True}}
    other = payload | {"timestamp": payload["timestamp"] + 1}
    assert event_key(payload, b"first") == event_key(again, b"second")
    assert event_key(payload, b"") != event_key(other, b"")
    assert event_key(payload, b"").startswith("h:")
    assert len(event_key(payload, b"")) == 42


def test_an_event_that_cannot_be_written_again_is_told_apart_by_its_bytes() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    payload = {"type": "join", "deep": deep}
    assert event_key(payload, b"one") != event_key(payload, b"two")


@pytest.mark.parametrize(
    ("name", "lane"),
    [
        ("text_private", HANAKO),
        ("text_group", GROUP),
        ("text_room", "R44444444444444444444444444444444"),
        ("event_without_source", "unknown"),
    ],
)
def test_the_lane_of_an_event_is_its_chat(name: str, lane: str) -> None:
    payload = load_events(name)[0]
    assert chat_key(payload) == lane
    assert read(payload).source.chat_id == lane


def test_a_timed_event_comes_back_as_the_scheduler_wrote_it() -> None:
    due = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
    payload = timed_payload(kind="duty.hand_over", subject="rota:3", community_id=7, due=due, data={"turn": 4})
    event = read(json.loads(json.dumps(payload)), key="timed:5:2026-12-03T10:00:00Z")
    assert isinstance(event, TimedEvent)
    assert (event.kind, event.subject, event.community_id) == ("duty.hand_over", "rota:3", 7)
    assert event.data == {"turn": 4}
    assert event.occurred_at == due
    assert not event.standby


def test_a_timed_event_cannot_come_through_the_webhook() -> None:
    payload: dict[str, Any] = {"type": TIMED_TYPE, "kind": "erase", "webhookEventId": "timed:1:2", "mode": "active"}
    assert isinstance(read(payload, key=event_key(payload, b"")), UnknownEvent)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["user", "group", "text", "all"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)
message_types = ["message", "messageEdited", "unsend", "postback"]
other_types = ["join", "leave", "memberJoined", "memberLeft", "follow", "unfollow", TIMED_TYPE, "new"]
event_types = st.sampled_from([*message_types, *other_types])


def mapping_of(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({}, optional={name: json_values | values for name, values in fields.items()})


mentions = mapping_of(mentionees=st.lists(mapping_of(index=st.integers(), length=st.integers(), type=st.just("user"))))
payloads = st.fixed_dictionaries(
    {},
    optional={
        "type": event_types | json_values,
        "mode": json_values,
        "timestamp": json_values,
        "replyToken": json_values,
        "webhookEventId": json_values,
        "deliveryContext": json_values,
        "source": mapping_of(type=st.sampled_from(["user", "group", "room"]), userId=st.text(), groupId=st.text()),
        "message": mapping_of(
            id=st.just("1"), type=st.sampled_from(["text", "image", "sticker"]), text=st.text(), mention=mentions
        ),
        "joined": mapping_of(members=st.lists(json_values)),
        "postback": mapping_of(data=st.text(), params=st.dictionaries(st.text(), json_values)),
        "unsend": json_values,
        "data": json_values,
    },
)


@unhurried
@given(payload=payloads)
def test_whatever_comes_is_translated_without_an_error(payload: dict[str, Any]) -> None:
    key = event_key(payload, b"raw")
    for each in (key, "timed:1:2"):
        event = read(payload, key=each)
        assert event.key == each
        assert event.source.chat_id == chat_key(payload)
        assert event.occurred_at.tzinfo is UTC
        if isinstance(event, MessageSent) and isinstance(event.content, Text):
            str(asdict(event.content)).encode()


@pytest.mark.parametrize("path", sorted(PAYLOADS.glob("*.json")), ids=lambda path: path.stem)
def test_every_stored_payload_is_translated_under_its_own_id(path: Path) -> None:
    for payload in load_events(path.stem):
        key = event_key(payload, b"")
        assert key == payload["webhookEventId"]
        assert read(payload, key=key).key == key
