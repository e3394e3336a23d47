"""Webhook events, written exactly as LINE documents them (LINE: ref#webhook-event-objects).

Every function returns one event as a dict that goes into the `events` of a webhook. Properties without a value are left
out, never null. A person without consent has no `userId` anywhere.
"""

from typing import Any

from bot.simulator.identifiers import new_event_id
from bot.simulator.platform import Platform
from bot.simulator.rules.text import utf16_length
from bot.simulator.world import Entry, Person

Event = dict[str, Any]


def message_event(platform: Platform, entry: Entry, author: Person, *, edited: bool = False) -> Event:
    """Somebody wrote, or changed what they wrote."""
    body: dict[str, Any] = {"id": entry.message_id, **entry.content}
    if entry.quote_tokens:
        body["quoteToken"] = entry.quote_tokens[-1]
    if entry.quoted_message_id is not None:
        body["quotedMessageId"] = entry.quoted_message_id
    kind = "messageEdited" if edited else "message"
    return _event(platform, kind, entry.chat_id, author, answerable=True, payload={"message": body})


def unsend_event(platform: Platform, entry: Entry, author: Person) -> Event:
    """Somebody took a message back."""
    payload = {"unsend": {"messageId": entry.message_id}}
    return _event(platform, "unsend", entry.chat_id, author, answerable=False, payload=payload)


def postback_event(
    platform: Platform, chat_id: str, person: Person, data: str, params: dict[str, str] | None = None
) -> Event:
    """Somebody tapped a postback button; in a group their user id may be missing, which a switch brings about."""
    anonymous = platform.world.switches.no_user_id_on_postbacks and chat_id in platform.world.groups
    payload: dict[str, Any] = {"postback": {"data": data, **({"params": params} if params else {})}}
    return _event(platform, "postback", chat_id, None if anonymous else person, answerable=True, payload=payload)


def follow_event(platform: Platform, person: Person, *, is_unblocked: bool) -> Event:
    """Somebody added the account as a friend, or unblocked it."""
    payload = {"follow": {"isUnblocked": is_unblocked}}
    return _event(platform, "follow", person.user_id, person, answerable=True, payload=payload)


def unfollow_event(platform: Platform, person: Person) -> Event:
    """Somebody blocked the account."""
    return _event(platform, "unfollow", person.user_id, person, answerable=False)


def join_event(platform: Platform, chat_id: str) -> Event:
    """The bot came into a group; LINE does not say who invited it."""
    return _event(platform, "join", chat_id, None, answerable=True)


def leave_event(platform: Platform, chat_id: str) -> Event:
    """The bot is no longer in a group, by its own will or not."""
    return _event(platform, "leave", chat_id, None, answerable=False)


def members_joined_event(platform: Platform, chat_id: str, people: list[Person]) -> Event:
    """People came into a group, perhaps several at once."""
    payload = {"joined": {"members": [_member(person) for person in people]}}
    return _event(platform, "memberJoined", chat_id, None, answerable=True, payload=payload)


def members_left_event(platform: Platform, chat_id: str, people: list[Person]) -> Event:
    """People left a group or were removed; LINE does not say which."""
    payload = {"left": {"members": [_member(person) for person in people]}}
    return _event(platform, "memberLeft", chat_id, None, answerable=False, payload=payload)


def mention_of(platform: Platform, mentioned: Person | None, *, index: int, shown: str) -> dict[str, Any]:
    """Return one entry of `mention.mentionees`; None as the mentioned one means the bot. Offsets are UTF-16 units."""
    mentionee: dict[str, Any] = {"index": index, "length": utf16_length(shown), "type": "user"}
    if mentioned is None:
        return {**mentionee, "userId": platform.world.bot.user_id, "isSelf": True}
    if mentioned.consented:
        mentionee["userId"] = mentioned.user_id
    return {**mentionee, "isSelf": False}


def _member(person: Person) -> dict[str, str]:
    return {"type": "user", **({"userId": person.user_id} if person.consented else {})}


def _event(
    platform: Platform,
    kind: str,
    chat_id: str,
    person: Person | None,
    *,
    answerable: bool,
    payload: dict[str, Any] | None = None,
) -> Event:
    at = _next_moment(platform)
    event: Event = {
        "type": kind,
        **(payload or {}),
        "webhookEventId": new_event_id(at),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": at,
        "source": _source(platform, chat_id, person),
        "mode": "active",
    }
    if answerable:
        event["replyToken"] = platform.reply_tokens.issue(chat_id, at)
    return event


def _next_moment(platform: Platform) -> int:
    """Return now, but later than the event before, so that a clock that stands still does not blur the order."""
    world = platform.world
    world.last_event_at = max(platform.now(), world.last_event_at + 1)
    return world.last_event_at


def _source(platform: Platform, chat_id: str, person: Person | None) -> dict[str, str]:
    shown = {"userId": person.user_id} if person is not None and person.consented else {}
    group = platform.world.groups.get(chat_id)
    if group is None:
        return {"type": "user", **shown}
    return {"type": group.kind.value, f"{group.kind.value}Id": chat_id, **shown}
