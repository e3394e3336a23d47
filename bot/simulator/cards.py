"""Reads a message as a person does: its words, and the buttons on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from bot.simulator.world import Entry


@dataclass(frozen=True, slots=True)
class Button:
    """Something to tap: its label, LINE's action object, and the message it is on.

    `place` tells quick replies, which vanish with the next message, from buttons that stay with their card.
    """

    label: str
    action: dict[str, Any]
    message_id: str
    chat_id: str
    place: Literal["card", "quick reply"] = "card"


def text_of(content: dict[str, Any]) -> str:
    """Return what a message says in one text; a card is its alternative text and every text on it, a line each.

    A message that was taken back says nothing.
    """
    if len(content) == 1:
        return ""
    match content.get("type"):
        case "text":
            return str(content["text"])
        case "textV2":
            return str(content["shownText"])
        case "flex" | "template" | "imagemap":
            return "\n".join([str(content["altText"]), *_texts_in(content.get("contents") or content.get("template"))])
        case "sticker":
            return f"[sticker {content['packageId']}/{content['stickerId']}]"
        case "location":
            return f"{content.get('title', '')}\n{content.get('address', '')}"
        case kind:
            return f"[{kind}]"


def buttons_of(entry: Entry) -> tuple[Button, ...]:
    """Return everything that can be tapped on a message, from top to bottom, quick replies last."""
    content = entry.content
    found = [
        Button(label, action, entry.message_id or "", entry.chat_id)
        for label, action in _actions_in(content.get("contents") or content.get("template"))
    ]
    for item in (content.get("quickReply") or {}).get("items", ()):
        action = item["action"]
        found.append(Button(action["label"], action, entry.message_id or "", entry.chat_id, "quick reply"))
    return tuple(found)


def _texts_in(part: object) -> Iterator[str]:
    """Yield titles and texts in reading order, but not labels: those are buttons."""
    if isinstance(part, list):
        for element in part:
            yield from _texts_in(element)
    if not isinstance(part, dict):
        return
    if part.get("type") == "text" and part.get("contents"):
        yield "".join(span["text"] for span in part["contents"])
        return
    for name in ("title", "text"):
        if isinstance(part.get(name), str) and part.get("type") != "message":
            yield part[name]
    for name in ("header", "hero", "body", "footer", "columns", "contents", "altContent"):
        yield from _texts_in(part.get(name))


def _actions_in(part: object) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(part, list):
        for element in part:
            yield from _actions_in(element)
    if not isinstance(part, dict):
        return
    for name in ("action", "defaultAction"):
        action = part.get(name)
        if isinstance(action, dict):
            yield str(action.get("label") or part.get("text") or action["type"]), action
    for action in part.get("actions") or ():
        yield str(action.get("label") or action["type"]), action
    for name in ("header", "hero", "body", "footer", "columns", "contents", "altContent"):
        yield from _actions_in(part.get(name))
