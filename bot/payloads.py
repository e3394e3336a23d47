"""Translates LINE's webhook payloads into our events, without ever failing.

An id is believed only if it looks like one; everything else in a payload is taken as talk, cleaned so that it can be
encoded and stored (no NUL, no lone surrogates). A payload here is one element of the webhook's `events`, already
decoded from JSON; those of our own scheduler are written here too.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TypedDict

from bot.events import (
    BotJoined,
    BotLeft,
    ButtonTapped,
    Content,
    Event,
    Followed,
    Location,
    Media,
    MembersJoined,
    MembersLeft,
    Mention,
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
from storage.columns import from_milliseconds

TIMED_TYPE = "tsudoi.timed"
"""The `type` of the events that our own scheduler puts beside LINE's."""

TIMED_KEY_PREFIX = "timed:"
"""How the key of a timed event begins; `event_key` never gives such a key to what came through the webhook."""

UNKNOWN_CHAT = "unknown"
"""The chat id, and so the lane, of events whose chat cannot be told."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TOKEN = re.compile(r"[\x21-\x7e]{1,512}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_HASH_CHARACTERS = 40
_LONGEST_TYPE_NAME = 64
# LINE opened in 2011; a moment outside these years is a broken number, not an early or late event.
_EARLIEST_MOMENT_MS = int(datetime(2011, 1, 1, tzinfo=UTC).timestamp() * 1000)
_LATEST_MOMENT_MS = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp() * 1000)


class _Circumstances(TypedDict):
    key: str
    occurred_at: datetime
    source: Source
    reply_token: str | None
    standby: bool
    redelivered: bool


def translate(payload: Mapping[str, object], *, key: str, received_at: datetime) -> Event:
    """Turn one webhook event into ours; never raises.

    `key` is what `event_key` gave, or the scheduler's own. `received_at` stands in for a timestamp that makes no sense.
    """
    circumstances = _read_circumstances(payload, key, received_at)
    event = _read_event(payload, circumstances)
    return event or UnknownEvent(**circumstances, type=_text_of(payload.get("type"))[:_LONGEST_TYPE_NAME])


def event_key(payload: Mapping[str, object], raw: bytes) -> str:
    """Give the key that all copies of one event share.

    LINE's `webhookEventId` if it looks like an id; else `h:` and a hash of the event without `deliveryContext`, which
    alone differs between copies. `raw`, the event's bytes, is hashed only if the event cannot be written as JSON again.
    """
    event_id = _id_of(payload.get("webhookEventId"))
    if event_id:
        return event_id
    lasting = {name: value for name, value in payload.items() if name != "deliveryContext"}
    try:
        canonical = json.dumps(lasting, sort_keys=True, separators=(",", ":")).encode("ascii")
    except (TypeError, ValueError, RecursionError):
        canonical = raw
    return "h:" + hashlib.sha256(canonical).hexdigest()[:_HASH_CHARACTERS]


def chat_key(payload: Mapping[str, object]) -> str:
    """Name the lane of an event: its group, room or user id, or `"unknown"`."""
    return _read_source(payload).chat_id


def moment_of(payload: Mapping[str, object], received_at: datetime) -> datetime:
    """Give when an event happened at LINE; `received_at` for a timestamp that makes no sense."""
    milliseconds = _whole_number_of(payload.get("timestamp"))
    if milliseconds is None or not _EARLIEST_MOMENT_MS <= milliseconds < _LATEST_MOMENT_MS:
        return received_at
    return from_milliseconds(milliseconds)


def reply_token_of(payload: Mapping[str, object]) -> str | None:
    """Give an event's reply token, if it looks like one."""
    return _token_of(payload.get("replyToken"))


def message_id_of(payload: Mapping[str, object]) -> str | None:
    """Give the id of the message that an event brings or edits, if it looks like one."""
    return _id_of(_mapping_of(payload.get("message")).get("id"))


def source_of(chat_id: str) -> dict[str, str]:
    """Write the `source` of an event of ours in a chat; LINE's ids tell the kind by their first letter."""
    kind = {"C": "group", "R": "room", "U": "user"}.get(chat_id[:1], "unknown")
    return {"type": kind, f"{kind}Id": chat_id}


def timed_payload(
    *, kind: str, subject: str, community_id: int | None, due: datetime, data: Mapping[str, object] | None = None
) -> dict[str, object]:
    """Write the payload that `translate` reads as a `TimedEvent`; its key has to begin with `TIMED_KEY_PREFIX`."""
    return {
        "type": TIMED_TYPE,
        "timestamp": int(due.timestamp() * 1000),
        "kind": kind,
        "subject": subject,
        "communityId": community_id,
        "data": dict(data or {}),
    }


def _read_circumstances(payload: Mapping[str, object], key: str, received_at: datetime) -> _Circumstances:
    is_timed = _is_timed(payload, key)
    standby = payload.get("mode") != "active" and not is_timed
    return _Circumstances(
        key=key,
        occurred_at=moment_of(payload, received_at),
        source=_read_source(payload),
        reply_token=None if standby else reply_token_of(payload),
        standby=standby,
        redelivered=_mapping_of(payload.get("deliveryContext")).get("isRedelivery") is True,
    )


def _read_event(payload: Mapping[str, object], circumstances: _Circumstances) -> Event | None:
    match payload.get("type"):
        case "message":
            return _read_message(payload, circumstances)
        case "messageEdited":
            return _read_edit(payload, circumstances)
        case "unsend":
            message_id = _id_of(_mapping_of(payload.get("unsend")).get("messageId"))
            return MessageUnsent(**circumstances, message_id=message_id) if message_id else None
        case "join":
            return BotJoined(**circumstances)
        case "leave":
            return BotLeft(**circumstances)
        case "memberJoined":
            user_ids, unidentified = _read_members(payload.get("joined"))
            return MembersJoined(**circumstances, user_ids=user_ids, unidentified=unidentified)
        case "memberLeft":
            user_ids, unidentified = _read_members(payload.get("left"))
            return MembersLeft(**circumstances, user_ids=user_ids, unidentified=unidentified)
        case "follow":
            is_unblocked = _mapping_of(payload.get("follow")).get("isUnblocked") is True
            return Followed(**circumstances, is_unblocked=is_unblocked)
        case "unfollow":
            return Unfollowed(**circumstances)
        case "postback":
            return _read_postback(payload, circumstances)
        case _ if _is_timed(payload, circumstances["key"]):
            return _read_timed(payload, circumstances)
        case _:
            return None


def _is_timed(payload: Mapping[str, object], key: str) -> bool:
    return payload.get("type") == TIMED_TYPE and key.startswith(TIMED_KEY_PREFIX)


def _read_source(payload: Mapping[str, object]) -> Source:
    source = _mapping_of(payload.get("source"))
    user_id = _id_of(source.get("userId"))
    match source.get("type"):
        case "user" if user_id:
            return Source(kind="user", chat_id=user_id, user_id=user_id)
        case "group" if group_id := _id_of(source.get("groupId")):
            return Source(kind="group", chat_id=group_id, user_id=user_id)
        case "room" if room_id := _id_of(source.get("roomId")):
            return Source(kind="room", chat_id=room_id, user_id=user_id)
        case _:
            return Source(kind="unknown", chat_id=UNKNOWN_CHAT, user_id=user_id)


def _read_message(payload: Mapping[str, object], circumstances: _Circumstances) -> MessageSent:
    message = _mapping_of(payload.get("message"))
    return MessageSent(
        **circumstances,
        message_id=message_id_of(payload),
        content=_read_content(message),
        quoted_message_id=_id_of(message.get("quotedMessageId")),
        quote_token=_token_of(message.get("quoteToken")),
    )


def _read_edit(payload: Mapping[str, object], circumstances: _Circumstances) -> MessageEdited | None:
    message = _mapping_of(payload.get("message"))
    message_id = message_id_of(payload)
    content = _read_content(message)
    if message_id is None or not isinstance(content, Text):
        return None
    quote_token = _token_of(message.get("quoteToken"))
    return MessageEdited(**circumstances, message_id=message_id, text=content, quote_token=quote_token)


def _read_content(message: Mapping[str, object]) -> Content:
    match message.get("type"):
        case "text" if isinstance(text := message.get("text"), str):
            return Text(text=_clean(text), mentions=_read_mentions(text, message.get("mention")))
        case "sticker":
            return Sticker(
                package_id=_id_of(message.get("packageId")),
                sticker_id=_id_of(message.get("stickerId")),
                text=_text_of(message.get("text")),
            )
        case "image" | "video" | "audio" | "file" as kind:
            return Media(
                kind=kind,
                set_id=_id_of(_mapping_of(message.get("imageSet")).get("id")),
                file_name=_text_of(message.get("fileName")),
            )
        case "location":
            return Location()
        case other:
            return UnknownContent(type=_text_of(other)[:_LONGEST_TYPE_NAME])


def _read_mentions(text: str, mention: object) -> tuple[Mention, ...]:
    mentionees = _list_of(_mapping_of(mention).get("mentionees"))
    if not mentionees:
        return ()
    indices = _indices_by_offset(text)
    found = [_read_mention(_mapping_of(mentionee), indices) for mentionee in mentionees]
    mentions: list[Mention] = []
    for candidate in sorted((each for each in found if each), key=lambda each: (each.start, each.end)):
        if not mentions or candidate.start >= mentions[-1].end:
            mentions.append(candidate)
    return tuple(mentions)


def _read_mention(mentionee: Mapping[str, object], indices: Mapping[int, int]) -> Mention | None:
    offset = _whole_number_of(mentionee.get("index"))
    length = _whole_number_of(mentionee.get("length"))
    if offset is None or length is None:
        return None
    start = indices.get(offset)
    end = indices.get(min(offset + length, max(indices)))
    if start is None or end is None or start >= end:
        return None
    is_user = mentionee.get("type") == "user"
    return Mention(
        start=start,
        end=end,
        user_id=_id_of(mentionee.get("userId")) if is_user else None,
        is_self=is_user and mentionee.get("isSelf") is True,
        is_all=mentionee.get("type") == "all",
    )


def _indices_by_offset(text: str) -> dict[int, int]:
    """Map the UTF-16 offset of every character border in `text` to its index in the cleaned text.

    LINE does not state the unit of incoming offsets; outgoing ones are UTF-16 code units, so the same is assumed.
    """
    offset = index = 0
    indices = {0: 0}
    for character in text:
        offset += 2 if character > "\uffff" else 1
        index += character != "\0"
        indices[offset] = index
    return indices


def _read_members(change: object) -> tuple[tuple[str, ...], int]:
    members = _list_of(_mapping_of(change).get("members"))
    user_ids = [_id_of(_mapping_of(member).get("userId")) for member in members]
    identified = dict.fromkeys(user_id for user_id in user_ids if user_id)
    return tuple(identified), user_ids.count(None)


def _read_postback(payload: Mapping[str, object], circumstances: _Circumstances) -> ButtonTapped:
    postback = _mapping_of(payload.get("postback"))
    params = _mapping_of(postback.get("params"))
    return ButtonTapped(
        **circumstances,
        data=_text_of(postback.get("data")),
        params={_clean(name): _clean(value) for name, value in params.items() if isinstance(value, str)},
    )


def _read_timed(payload: Mapping[str, object], circumstances: _Circumstances) -> TimedEvent:
    return TimedEvent(
        **circumstances,
        kind=_text_of(payload.get("kind")),
        subject=_text_of(payload.get("subject")),
        community_id=_whole_number_of(payload.get("communityId")),
        data=_mapping_of(payload.get("data")),
    )


def _clean(text: str) -> str:
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\0", ""))


def _text_of(value: object) -> str:
    return _clean(value) if isinstance(value, str) else ""


def _id_of(value: object) -> str | None:
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def _token_of(value: object) -> str | None:
    return value if isinstance(value, str) and _TOKEN.fullmatch(value) else None


def _whole_number_of(value: object) -> int | None:
    match value:
        case bool():
            return None
        case int():
            return value
        case float() if value.is_integer():
            return int(value)
        case _:
            return None


def _mapping_of(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _list_of(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()
