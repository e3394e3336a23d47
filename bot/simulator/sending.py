"""The bot speaks: reply and push, with everything LINE checks before a message is shown.

A request is checked as a whole before anything is used up or shown, so a refused reply leaves its token usable.
"""

import re
from dataclasses import dataclass
from typing import Any

from bot.simulator.errors import Detail, RefusedByLineError
from bot.simulator.platform import Platform
from bot.simulator.rules import check_messages, keys_in, refusal_for
from bot.simulator.rules.messages import rendered
from bot.simulator.rules.shapes import Place, Problems, Shape, boolean, items, matching, text
from bot.simulator.world import ReplyToken

_ANY = text(100, least=0)
_REPLY = Shape({"replyToken": _ANY, "messages": lambda *_: None, "notificationDisabled": boolean}, ("replyToken",))
_PUSH = Shape(
    {
        "to": _ANY,
        "messages": lambda *_: None,
        "notificationDisabled": boolean,
        "customAggregationUnits": items(matching(r"[A-Za-z0-9_]{1,30}"), 0, 1),
    },
    ("to",),
)
_VALIDATE = Shape({"messages": lambda *_: None})
_RECIPIENT = re.compile(r"[UCR][0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class _Destination:
    """Where messages go: a chat, how many people that is, and whether they get to see them."""

    chat_id: str
    recipients: int
    is_reached: bool


def validate(body: dict[str, Any]) -> None:
    """Answer the validate endpoints: only the shape of the messages is looked at."""
    _check_body(_VALIDATE, body)


def reply(platform: Platform, body: dict[str, Any]) -> list[dict[str, str]]:
    """Answer an event, free of charge; returns `sentMessages`."""
    _check_body(_REPLY, body)
    token = platform.reply_tokens.find(body["replyToken"])
    destination = _destination_of(platform, token)
    _check_chat(platform, destination.chat_id, body["messages"])
    token.used = True
    return _show(platform, destination, body["messages"])


def push(platform: Platform, body: dict[str, Any], retry_key: str | None, request_id: str) -> list[dict[str, str]]:
    """Send to one person, group or room and charge for it; returns `sentMessages`."""
    platform.retry_keys.check(retry_key)
    _check_body(_PUSH, body)
    destination = _find_recipient(platform, body["to"])
    _check_chat(platform, destination.chat_id, body["messages"])
    platform.billing.charge(destination.recipients)
    sent = _show(platform, destination, body["messages"])
    platform.retry_keys.accept(retry_key, request_id, sent)
    platform.changed("bill")
    return sent


def _check_body(shape: Shape, body: dict[str, Any]) -> None:
    problems = Problems()
    shape(body, Place(), problems)
    found = [*problems.found, *check_messages(body.get("messages"))]
    if found:
        raise refusal_for(found)


def _destination_of(platform: Platform, token: ReplyToken) -> _Destination:
    """Find the chat of a reply token. A reply needs no friendship; a group the bot has left cannot be answered."""
    group = platform.world.groups.get(token.chat_id)
    if group is not None:
        if not group.has_bot:
            raise RefusedByLineError(400, "Failed to send messages")
        return _Destination(token.chat_id, len(group.member_ids), is_reached=True)
    return _Destination(token.chat_id, 1, is_reached=not platform.world.people[token.chat_id].blocked)


def _find_recipient(platform: Platform, to: str) -> _Destination:
    if not _RECIPIENT.fullmatch(to):
        raise RefusedByLineError(400, "The property, 'to', in the request body is invalid (line: -, column: -)")
    group = platform.world.groups.get(to)
    if group is not None and group.has_bot:
        return _Destination(to, len(group.member_ids), is_reached=True)
    person = platform.world.people.get(to)
    if person is None:
        raise RefusedByLineError(400, "Failed to send messages")
    is_reached = platform.can_be_reached(person)
    return _Destination(to, 1 if is_reached else 0, is_reached)


def _check_chat(platform: Platform, chat_id: str, messages: list[dict[str, Any]]) -> None:
    """Refuse mentions of people who are not there, foreign quote tokens and tracking ids outside 1:1 chats."""
    details: list[Detail] = []
    for index, message in enumerate(messages):
        here = f"messages[{index}]"
        for key, mentionee in _mentionees(message):
            if not _may_be_mentioned(platform, chat_id, mentionee):
                details.append(Detail("The mentioned user is not in the chat", f"{here}.substitution.{key}.mentionee"))
        token = message.get("quoteToken")
        if token is not None and platform.message_quoted_by(chat_id, token) is None:
            details.append(Detail("Invalid quote token", f"{here}.quoteToken"))
        if message.get("trackingId") is not None and chat_id in platform.world.groups:
            details.append(Detail("trackingId cannot be used in a group", f"{here}.trackingId"))
    if details:
        raise RefusedByLineError(400, f"The request body has {len(details)} error(s)", tuple(details))


def _mentionees(message: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    if message["type"] != "textV2":
        return []
    substitution = message.get("substitution") or {}
    used = [key for key in dict.fromkeys(keys_in(message["text"])) if substitution[key]["type"] == "mention"]
    return [(key, substitution[key]["mentionee"]) for key in used]


def _may_be_mentioned(platform: Platform, chat_id: str, mentionee: dict[str, Any]) -> bool:
    if chat_id not in platform.world.groups:
        return False
    return mentionee["type"] == "all" or platform.is_member(chat_id, mentionee["userId"])


def _show(platform: Platform, destination: _Destination, messages: list[dict[str, Any]]) -> list[dict[str, str]]:
    if not destination.is_reached:
        return [{"id": platform.next_message_id()} for _ in messages]
    sent: list[dict[str, str]] = []
    for message in messages:
        quoted = platform.message_quoted_by(destination.chat_id, message.get("quoteToken") or "")
        entry = platform.post(
            destination.chat_id,
            platform.world.bot.user_id,
            _as_read(platform, message),
            quoted_message_id=quoted.message_id if quoted else None,
        )
        shown = {"id": entry.message_id or ""}
        if entry.quote_tokens:
            shown["quoteToken"] = entry.quote_tokens[-1]
        sent.append(shown)
    return sent


def _as_read(platform: Platform, message: dict[str, Any]) -> dict[str, Any]:
    """Return a message as it is kept: a textV2 gets `shownText`, with names in place of its placeholders."""
    if message["type"] != "textV2":
        return message
    shown: dict[str, str] = {}
    for key, substitute in (message.get("substitution") or {}).items():
        mentionee = substitute.get("mentionee", {})
        if mentionee.get("type") == "user" and mentionee["userId"] in platform.world.people:
            shown[key] = "@" + platform.name_of(mentionee["userId"])
        else:
            shown[key] = "@All" if mentionee else "(emoji)"
    return {**message, "shownText": rendered(message["text"], shown)}
