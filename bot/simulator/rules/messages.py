"""What LINE accepts as a message object, and as the `messages` of one request (LINE: ref#message-objects)."""

import re
from collections.abc import Iterator
from typing import Any

from bot.simulator.rules.actions import action
from bot.simulator.rules.flex import flex_contents
from bot.simulator.rules.shapes import (
    Check,
    Place,
    Problem,
    Problems,
    Shape,
    integer,
    items,
    kinds,
    matching,
    number,
    one_of,
    text,
    url,
)
from bot.simulator.rules.templates import template

MESSAGES_PER_REQUEST = 5
QUICK_REPLY_ITEMS = 13
MENTIONS_PER_MESSAGE = EMOJIS_PER_MESSAGE = 20

# LINE: docs/sticker-list names the packages a bot may send; which ids each holds is not checked here.
SENDABLE_STICKER_PACKAGES = frozenset(
    {"446", "789", "1070", "6136", "6325", "6359", "6362", "6370", "6632", "8515", "8522", "8525"}
    | {"11537", "11538", "11539"}
)

_HTTPS = url("https", most=2000)
_ALT_TEXT = text(1500)
_EMOJI: dict[str, Check] = {"productId": text(100), "emojiId": text(100)}
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_TRACKING_ID = matching(r"[\w\-.=,+*()%$&;:@{}!?<>\[\]]{1,100}")
_KEY = re.compile(r"[0-9A-Za-z_]{1,20}")


def _sender_name(value: object, place: Place, problems: Problems) -> None:
    text(20)(value, place, problems)
    if isinstance(value, str) and re.search(r"\bline\b", value, re.IGNORECASE):
        problems.add("The name contains a word that is not allowed", place)


def _sendable_package(value: object, place: Place, problems: Problems) -> None:
    if value not in SENDABLE_STICKER_PACKAGES:
        problems.add("invalid sticker", place)


def _message(properties: dict[str, Check], *, required: tuple[str, ...], also: tuple[Check, ...] = ()) -> Shape:
    """Build the shape of a message object: its own properties beside those every message may have."""
    quick_reply_item = Shape(
        {
            "type": one_of("action"),
            "imageUrl": _HTTPS,
            "action": action(20, label_required=True, in_quick_reply=True),
        },
        required=("type", "action"),
    )
    common: dict[str, Check] = {
        "type": text(20),
        "quickReply": Shape({"items": items(quick_reply_item, 1, QUICK_REPLY_ITEMS)}, required=("items",)),
        "sender": Shape({"name": _sender_name, "iconUrl": _HTTPS}),
    }
    return Shape({**common, **properties}, required=required, also=also)


def keys_in(template_text: str) -> Iterator[str]:
    """Yield the placeholder keys of a textV2 text in order; raise ValueError at an unpaired brace or a bad key."""
    for found in _PLACEHOLDER.finditer(template_text):
        if found[0] in {"{{", "}}"}:
            continue
        if found[1] is None or not _KEY.fullmatch(found[1]):
            raise ValueError(found[0])
        yield found[1]


def _placeholders_are_defined(value: dict[str, Any], place: Place, problems: Problems) -> None:
    given = value.get("text")
    substitution = value.get("substitution") or {}
    if not isinstance(given, str) or not isinstance(substitution, dict):
        return
    try:
        keys = list(keys_in(given))
    except ValueError:
        problems.add("The text has an unpaired brace or an invalid placeholder", place.child("text"))
        return
    for key in keys:
        if key not in substitution:
            problems.add(f"The placeholder {{{key}}} is not defined in substitution", place.child("text"))
    used = [substitution[key].get("type") for key in keys if isinstance(substitution.get(key), dict)]
    for kind, most in (("mention", MENTIONS_PER_MESSAGE), ("emoji", EMOJIS_PER_MESSAGE)):
        if used.count(kind) > most:
            problems.add(f"The number of {kind}s must be at most {most}", place.child("substitution"))


_SUBSTITUTE = kinds(
    {
        "mention": Shape(
            {
                "type": one_of("mention"),
                "mentionee": kinds(
                    {
                        "user": Shape(
                            {"type": one_of("user"), "userId": matching(r"U[0-9a-f]{32}")}, required=("userId",)
                        ),
                        "all": Shape({"type": one_of("all")}),
                    }
                ),
            },
            required=("mentionee",),
        ),
        "emoji": Shape({"type": one_of("emoji"), **_EMOJI}, required=("productId", "emojiId")),
    }
)


def _substitution(value: object, place: Place, problems: Problems) -> None:
    if not isinstance(value, dict):
        problems.add("Must be an object", place)
        return
    if len(value) > 100:
        problems.add("Size must be between 0 and 100", place)
    for key, substitute in value.items():
        if not _KEY.fullmatch(key):
            problems.add("invalid key", place.child(key))
        _SUBSTITUTE(substitute, place.child(key), problems)


def _emojis_stand_on_dollars(value: dict[str, Any], place: Place, problems: Problems) -> None:
    given, emojis = value.get("text"), value.get("emojis")
    if not isinstance(given, str) or not isinstance(emojis, list):
        return
    units = given.encode("utf-16-le", "surrogatepass")
    for index, emoji in enumerate(emojis):
        position = emoji.get("index") if isinstance(emoji, dict) else None
        if isinstance(position, int) and units[2 * position : 2 * position + 2] != "$".encode("utf-16-le"):
            problems.add("The index is not the position of a $", place.child("emojis").item(index).child("index"))


_AREA = Shape(
    {name: integer(0, 100_000) for name in ("x", "y", "width", "height")}, required=("x", "y", "width", "height")
)
_IMAGEMAP_LINK = url("http", "https", "line", "tel", most=1000)
_IMAGEMAP_ACTION = kinds(
    {
        "message": Shape(
            {"type": one_of("message"), "label": text(100), "text": text(400), "area": _AREA},
            required=("text", "area"),
        ),
        "uri": Shape(
            {"type": one_of("uri"), "label": text(100), "linkUri": _IMAGEMAP_LINK, "area": _AREA},
            required=("linkUri", "area"),
        ),
        "clipboard": Shape(
            {"type": one_of("clipboard"), "label": text(100), "clipboardText": text(1000), "area": _AREA},
            required=("clipboardText", "area"),
        ),
    }
)
_IMAGEMAP_VIDEO = Shape(
    {
        "originalContentUrl": _HTTPS,
        "previewImageUrl": _HTTPS,
        "area": _AREA,
        "externalLink": Shape({"linkUri": _IMAGEMAP_LINK, "label": text(30)}, required=("linkUri", "label")),
    },
    required=("originalContentUrl", "previewImageUrl", "area"),
)

MESSAGE_KINDS: dict[str, Check] = {
    "text": _message(
        {
            "text": text(5000),
            "quoteToken": text(1000),
            "emojis": items(
                Shape({"index": integer(0, 4999), **_EMOJI}, required=("index", "productId", "emojiId")),
                0,
                EMOJIS_PER_MESSAGE,
            ),
        },
        required=("text",),
        also=(_emojis_stand_on_dollars,),
    ),
    "textV2": _message(
        {"text": text(5000), "quoteToken": text(1000), "substitution": _substitution},
        required=("text",),
        also=(_placeholders_are_defined,),
    ),
    "sticker": _message(
        {"packageId": _sendable_package, "stickerId": matching(r"\d+"), "quoteToken": text(1000)},
        required=("packageId", "stickerId"),
    ),
    "image": _message(
        {"originalContentUrl": _HTTPS, "previewImageUrl": _HTTPS}, required=("originalContentUrl", "previewImageUrl")
    ),
    "video": _message(
        {
            "originalContentUrl": _HTTPS,
            "previewImageUrl": _HTTPS,
            "trackingId": _TRACKING_ID,
        },
        required=("originalContentUrl", "previewImageUrl"),
    ),
    "audio": _message(
        {"originalContentUrl": _HTTPS, "duration": integer(1, 2**31 - 1)}, required=("originalContentUrl", "duration")
    ),
    "location": _message(
        {
            "title": text(100),
            "address": text(100),
            "latitude": number(-90, 90),
            "longitude": number(-180, 180),
        },
        required=("title", "address", "latitude", "longitude"),
    ),
    "coupon": _message({"couponId": text(100), "deliveryTag": text(30)}, required=("couponId",)),
    "template": _message({"altText": _ALT_TEXT, "template": template}, required=("altText", "template")),
    "flex": _message({"altText": _ALT_TEXT, "contents": flex_contents}, required=("altText", "contents")),
    "imagemap": _message(
        {
            "altText": _ALT_TEXT,
            "baseUrl": _HTTPS,
            "baseSize": Shape(
                {"width": integer(1040, 1040), "height": integer(1, 100_000)}, required=("width", "height")
            ),
            "actions": items(_IMAGEMAP_ACTION, 1, 50),
            "video": _IMAGEMAP_VIDEO,
        },
        required=("altText", "baseUrl", "baseSize", "actions"),
    ),
}
_MESSAGES = items(kinds(MESSAGE_KINDS), 1, MESSAGES_PER_REQUEST)


def check_messages(messages: object) -> tuple[Problem, ...]:
    """Return what LINE would refuse about the `messages` of a request, nothing when it would accept them."""
    problems = Problems()
    if messages is None:
        problems.add("May not be empty", Place("messages"))
    else:
        try:
            _MESSAGES(messages, Place("messages"), problems)
        except RecursionError:
            problems.add("The request body is nested too deeply", Place("messages"))
    return tuple(problems.found)


def rendered(template_text: str, shown: dict[str, str]) -> str:
    """Return a textV2 text as people read it, with `shown` in place of its placeholders."""

    def replace(found: re.Match[str]) -> str:
        if found[0] in {"{{", "}}"}:
            return found[0][0]
        return shown.get(found[1] or "", found[0])

    return _PLACEHOLDER.sub(replace, template_text)
