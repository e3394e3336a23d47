"""Values for what to say, and the form LINE wants them in, with LINE's limits where they bite.

A handler returns `Text`, `MentionText` and `Card`; `to_line` turns them into message objects and refuses what LINE
would refuse, so that a mistake shows when a word is queued and not a minute later. Limits: Messaging API reference,
"Message objects"; text counts UTF-16 units, labels count what a reader sees as one character.

Quick replies are buttons above the keyboard that vanish with the next message, and LINE on a computer shows none: every
one must have words that can be typed instead. LINE shows only those of a request's last message.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MAX_OBJECTS = 5
MAX_TEXT_UNITS = 5_000
MAX_ALT_UNITS = 1_500
MAX_MENTIONS = 20
MAX_LABEL = 40
MAX_BUTTONS = 3
MAX_DATA = 300
MAX_SPOKEN = 300
MAX_URI = 1_000
MAX_BUBBLE_BYTES = 30_000
MAX_QUICK_REPLIES = 13
MAX_QUICK_LABEL = 20
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([0-9A-Za-z_]{1,20})\}")

LineObject = dict[str, Any]


class CannotBeSent(ValueError):
    """A message that LINE would refuse; the text names the limit and never quotes the message."""


@dataclass(frozen=True, slots=True)
class Tap:
    """A button that sends us data (a postback); `shown`, if any, is posted as the tapper's own words."""

    label: str
    data: str
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class SayButton:
    """A button that makes the tapper say a text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class OpenButton:
    """A button that opens an address, such as the private chat with the bot."""

    label: str
    uri: str


Button = Tap | SayButton | OpenButton


@dataclass(frozen=True, slots=True)
class Text:
    """A plain text, perhaps with quick replies."""

    text: str
    quick_replies: Sequence[Button] = ()


@dataclass(frozen=True, slots=True)
class MentionText:
    """A text with real mentions: `{key}` stands where the person of that key is named; literal braces are doubled.

    `plain` says the same without naming anybody, for when LINE refuses the mentions.
    """

    template: str
    people: Mapping[str, str]
    plain: str


@dataclass(frozen=True, slots=True)
class Card:
    """A card: a title, short paragraphs, a few buttons, perhaps quick replies. Groups see at most three buttons.

    `alt` is what a lock screen shows; it must give nothing away.
    """

    title: str
    lines: Sequence[str] = ()
    buttons: Sequence[Button] = ()
    alt: str = ""
    footnote: str = ""
    quick_replies: Sequence[Button] = ()


Message = Text | MentionText | Card


def utf16_units(text: str) -> int:
    """Count a text as LINE does, in UTF-16 code units: 🍎 is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def escape_braces(text: str) -> str:
    """Make a text safe inside a `MentionText` template, whatever a person put into it."""
    return text.replace("{", "{{").replace("}", "}}")


def shorten(text: str, units: int) -> str:
    """Cut a text to so many UTF-16 units, with an ellipsis where something was lost."""
    if utf16_units(text) <= units:
        return text
    kept = text[: max(units - 1, 0)]
    while kept and utf16_units(kept) > units - 1:
        kept = kept[:-1]
    return kept + "…"[:units]


def long_text(text: str) -> tuple[Text, ...]:
    """Split a text at line ends into as few messages as LINE's limit allows."""
    parts: list[str] = []
    for line in text.split("\n"):
        for piece in _pieces(line):
            joined = f"{parts[-1]}\n{piece}" if parts else piece
            if parts and utf16_units(joined) <= MAX_TEXT_UNITS:
                parts[-1] = joined
            else:
                parts.append(piece)
    return tuple(Text(part) for part in parts if part.strip())


def to_line(message: Message) -> LineObject:
    """Give the message object LINE wants; CannotBeSent where LINE would refuse it."""
    match message:
        case Text(text, quick_replies):
            return {"type": "text", "text": _sendable_text(text), **_quick_replies(quick_replies)}
        case MentionText():
            return _mention_text(message)
        case Card():
            return _card(message)


def without_mentions(line_object: LineObject, plain: str) -> LineObject:
    """Give a message object that says the same without naming anybody."""
    return {"type": "text", "text": plain} if line_object.get("type") == "textV2" else line_object


def with_quick_replies_last(objects: Sequence[LineObject]) -> list[LineObject]:
    """Move the quick replies of a request to its last message, the only place where LINE shows them.

    Of several the newest stay: each belongs to a question, and only the newest question can be answered.
    """
    found = [each["quickReply"] for each in objects if "quickReply" in each]
    if not found:
        return list(objects)
    plain = [{key: value for key, value in each.items() if key != "quickReply"} for each in objects]
    return [*plain[:-1], {**plain[-1], "quickReply": found[-1]}]


def check_count(objects: Sequence[LineObject]) -> None:
    """Refuse more objects than one request may carry, and none at all."""
    if not 1 <= len(objects) <= MAX_OBJECTS:
        raise CannotBeSent(f"{len(objects)} message objects instead of 1 to {MAX_OBJECTS}")


def _pieces(line: str) -> Iterable[str]:
    while utf16_units(line) > MAX_TEXT_UNITS:
        yield line[: MAX_TEXT_UNITS // 2]
        line = line[MAX_TEXT_UNITS // 2 :]
    yield line


def _sendable_text(text: str, limit: int = MAX_TEXT_UNITS, what: str = "text") -> str:
    text = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    if not text.strip():
        raise CannotBeSent(f"an empty {what}")
    if utf16_units(text) > limit:
        raise CannotBeSent(f"a {what} of {utf16_units(text)} UTF-16 units instead of at most {limit}")
    return text


def _mention_text(message: MentionText) -> LineObject:
    if len(message.people) > MAX_MENTIONS:
        raise CannotBeSent(f"{len(message.people)} mentions instead of at most {MAX_MENTIONS}")
    _check_placeholders(message)
    _sendable_text(message.plain)
    return {
        "type": "textV2",
        "text": _sendable_text(message.template),
        "substitution": {
            key: {"type": "mention", "mentionee": {"type": "user", "userId": user_id}}
            for key, user_id in message.people.items()
        },
    }


def _check_placeholders(message: MentionText) -> None:
    named = {found[1] for found in _PLACEHOLDER.finditer(message.template) if found[1]}
    rest = _PLACEHOLDER.sub("", message.template)
    if "{" in rest or "}" in rest or not named <= message.people.keys():
        raise CannotBeSent("a placeholder that names nobody, or a single brace")


def _card(card: Card) -> LineObject:
    if len(card.buttons) > MAX_BUTTONS:
        raise CannotBeSent(f"{len(card.buttons)} buttons instead of at most {MAX_BUTTONS}")
    body: list[LineObject] = [
        {"type": "text", "text": _sendable_text(card.title), "weight": "bold", "size": "md", "wrap": True}
    ]
    body += [{"type": "text", "text": _sendable_text(line), "size": "sm", "wrap": True} for line in card.lines]
    if card.footnote:
        body.append(
            {"type": "text", "text": _sendable_text(card.footnote), "size": "xs", "wrap": True, "color": "#6B7280"}
        )
    bubble: LineObject = {
        "type": "bubble",
        "body": {"type": "box", "layout": "vertical", "spacing": "md", "contents": body},
    }
    if card.buttons:
        bubble["footer"] = {
            "type": "box",
            "layout": "vertical",
            "spacing": "sm",
            "contents": [_button(button) for button in card.buttons],
        }
    if len(json.dumps(bubble, ensure_ascii=False).encode()) > MAX_BUBBLE_BYTES:
        raise CannotBeSent(f"a card of more than {MAX_BUBBLE_BYTES} bytes")
    return {
        "type": "flex",
        "altText": _sendable_text(card.alt or card.title, MAX_ALT_UNITS, "alternative text"),
        "contents": bubble,
        **_quick_replies(card.quick_replies),
    }


def _quick_replies(buttons: Sequence[Button]) -> LineObject:
    if not buttons:
        return {}
    if len(buttons) > MAX_QUICK_REPLIES:
        raise CannotBeSent(f"{len(buttons)} quick replies instead of at most {MAX_QUICK_REPLIES}")
    for button in buttons:
        _check_label(button, MAX_QUICK_LABEL)
    return {"quickReply": {"items": [{"type": "action", "action": _action(button)} for button in buttons]}}


def _button(button: Button) -> LineObject:
    _check_label(button, MAX_LABEL)
    return {"type": "button", "style": "secondary", "height": "sm", "action": _action(button)}


def _check_label(button: Button, most: int) -> None:
    if not 1 <= len(button.label) <= most:
        raise CannotBeSent(f"a label of {len(button.label)} characters instead of 1 to {most}")


def _action(button: Button) -> LineObject:
    match button:
        case Tap(label, data, shown):
            if not 1 <= len(data) <= MAX_DATA:
                raise CannotBeSent(f"button data of {len(data)} characters instead of 1 to {MAX_DATA}")
            if shown is not None and not 1 <= len(shown) <= MAX_SPOKEN:
                raise CannotBeSent(f"a shown text of {len(shown)} characters instead of 1 to {MAX_SPOKEN}")
            action = {"type": "postback", "label": label, "data": data}
            return action if shown is None else {**action, "displayText": shown}
        case SayButton(label, text):
            if not 1 <= len(text) <= MAX_SPOKEN:
                raise CannotBeSent(f"a spoken text of {len(text)} characters instead of 1 to {MAX_SPOKEN}")
            return {"type": "message", "label": label, "text": text}
        case OpenButton(label, uri):
            if len(uri) > MAX_URI:
                raise CannotBeSent(f"an address of {len(uri)} characters instead of at most {MAX_URI}")
            return {"type": "uri", "label": label, "uri": uri}
