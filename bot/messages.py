"""Values for what to say, and the form LINE wants them in, with LINE's limits where they bite.

A handler returns one of the kinds of `Message` below; `to_line` turns them into message objects and refuses what LINE
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
MAX_BUBBLES = 12
MAX_ROWS = 12
MAX_CAROUSEL_BYTES = 50_000
MAX_QUICK_REPLIES = 13
MAX_QUICK_LABEL = 20
MAX_CHART_ROWS = 8
MAX_BARS = 2
_BAR_COLOURS = ("#1F8A55", "#A9C7B6")
_TRACK_COLOUR = "#E3E8EC"
_SOFT_COLOUR = "#6B7280"
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


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: what it says beside it, and how much of the width it fills, from 0 to 1."""

    value: str
    share: float


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One thing that a chart compares: its name, and a bar for each name in the chart's legend."""

    label: str
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Chart:
    """A card with bars, drawn as boxes with widths in per cent; the values stand beside them as words.

    `legend` names the bars of every row, at most two, the first one the stronger. `alt` must give nothing away.
    """

    title: str
    rows: Sequence[ChartRow]
    legend: Sequence[str] = ()
    buttons: Sequence[Button] = ()
    alt: str = ""
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class Carousel:
    """Cards side by side, to be swiped through: one message, whatever their number.

    `alt` is what a lock screen shows; it must give nothing away. Quick replies belong to the carousel, not to a card.
    """

    cards: Sequence[Card]
    alt: str
    quick_replies: Sequence[Button] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A card whose lines can be tapped, for private chats: a title, a button for each line, and what follows.

    `alt` is what a lock screen shows; it must give nothing away.
    """

    title: str
    rows: Sequence[Button]
    alt: str
    footnote: str = ""
    buttons: Sequence[Button] = ()


Message = Text | MentionText | Card | Chart | Carousel | Listing


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
        case Chart():
            return _chart(message)
        case Carousel():
            return _carousel(message)
        case Listing():
            return _listing(message)


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
    lines: list[LineObject] = [
        {"type": "text", "text": _sendable_text(line), "size": "sm", "wrap": True} for line in card.lines
    ]
    return {**_flex(card, lines), **_quick_replies(card.quick_replies)}


def _carousel(carousel: Carousel) -> LineObject:
    if not 1 <= len(carousel.cards) <= MAX_BUBBLES:
        raise CannotBeSent(f"{len(carousel.cards)} cards side by side instead of 1 to {MAX_BUBBLES}")
    contents = {"type": "carousel", "contents": [_card(card)["contents"] for card in carousel.cards]}
    if len(json.dumps(contents, ensure_ascii=False).encode()) > MAX_CAROUSEL_BYTES:
        raise CannotBeSent(f"cards side by side of more than {MAX_CAROUSEL_BYTES} bytes")
    return {
        "type": "flex",
        "altText": _sendable_text(carousel.alt, MAX_ALT_UNITS, "alternative text"),
        "contents": contents,
        **_quick_replies(carousel.quick_replies),
    }


def _listing(listing: Listing) -> LineObject:
    if not 1 <= len(listing.rows) <= MAX_ROWS:
        raise CannotBeSent(f"{len(listing.rows)} lines to tap instead of 1 to {MAX_ROWS}")
    rows = [{**_button(row), "style": "link", "margin": "none"} for row in listing.rows]
    return _flex(listing, [_box("vertical", rows, spacing="none")])


def _chart(chart: Chart) -> LineObject:
    if not 1 <= len(chart.rows) <= MAX_CHART_ROWS:
        raise CannotBeSent(f"{len(chart.rows)} rows instead of 1 to {MAX_CHART_ROWS}")
    if len(chart.legend) > MAX_BARS or any(not 1 <= len(row.bars) <= MAX_BARS for row in chart.rows):
        raise CannotBeSent(f"more than {MAX_BARS} bars in a row, or none")
    return _flex(chart, [*_legend(chart.legend), *map(_chart_row, chart.rows)])


def _legend(names: Sequence[str]) -> list[LineObject]:
    """Name the bars, each beside a spot of its colour."""
    if not names:
        return []
    marks = [
        _box(
            "horizontal",
            [
                _box("vertical", [], width="10px", height="10px", backgroundColor=colour, cornerRadius="5px"),
                {"type": "text", "text": _sendable_text(name), "size": "xs", "color": _SOFT_COLOUR, "flex": 1},
            ],
            spacing="sm",
            alignItems="center",
        )
        for name, colour in zip(names, _BAR_COLOURS, strict=False)
    ]
    return [_box("horizontal", marks, spacing="md")]


def _chart_row(row: ChartRow) -> LineObject:
    label: LineObject = {"type": "text", "text": _sendable_text(row.label), "size": "sm", "wrap": True}
    bars = [_bar(bar, colour) for bar, colour in zip(row.bars, _BAR_COLOURS, strict=False)]
    return _box("vertical", [label, *bars], spacing="xs")


def _bar(bar: Bar, colour: str) -> LineObject:
    if not 0 <= bar.share <= 1:
        raise CannotBeSent("a bar outside of its width")
    width = f"{max(round(bar.share * 100), 1)}%"
    filled = [_box("vertical", [], width=width, height="10px", backgroundColor=colour, cornerRadius="5px")]
    track = _box(
        "vertical",
        filled if bar.share else [],
        height="10px",
        backgroundColor=_TRACK_COLOUR,
        cornerRadius="5px",
        flex=3,
    )
    value: LineObject = {"type": "text", "text": _sendable_text(bar.value), "size": "xs", "align": "end", "flex": 2}
    return _box("horizontal", [track, value], spacing="md", alignItems="center")


def _box(layout: str, contents: Sequence[LineObject], **more: str | int) -> LineObject:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def _flex(card: Card | Chart | Listing, contents: Sequence[LineObject]) -> LineObject:
    """Put contents between a title and a footnote, and the buttons below."""
    if len(card.buttons) > MAX_BUTTONS:
        raise CannotBeSent(f"{len(card.buttons)} buttons instead of at most {MAX_BUTTONS}")
    body: list[LineObject] = [
        {"type": "text", "text": _sendable_text(card.title), "weight": "bold", "size": "md", "wrap": True},
        *contents,
    ]
    if card.footnote:
        body.append(
            {"type": "text", "text": _sendable_text(card.footnote), "size": "xs", "wrap": True, "color": _SOFT_COLOUR}
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
