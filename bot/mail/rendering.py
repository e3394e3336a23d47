"""Turns LINE's message objects into the plain text of a mail. Pure; an object it does not know gives its own summary.

Buttons do nothing in a mail and are left out, except those that are the lines of a list. A mention, whose name only
LINE knows, leaves nothing behind.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from bot.messages import LineObject

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{[0-9A-Za-z_]{1,20}\}")
_DOUBLED = {"{{": "{", "}}": "}"}
_BESIDE = frozenset({"horizontal", "baseline"})
_MANY_EMPTY_LINES = re.compile(r"\n{3,}")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")


def plain_text(objects: Sequence[LineObject]) -> str:
    """Say what message objects say, one after the other, with an empty line in between."""
    text = "\n\n".join(part for part in map(_said_by, objects) if part.strip())
    return _MANY_EMPTY_LINES.sub("\n\n", _UNPRINTABLE.sub(" ", text.replace("\r\n", "\n"))).strip()


def _said_by(line_object: LineObject) -> str:
    match line_object.get("type"):
        case "text":
            return _text(line_object.get("text"))
        case "textV2":
            return _PLACEHOLDER.sub(lambda found: _DOUBLED.get(found[0], ""), _text(line_object.get("text"))).strip()
        case "flex":
            return _flex(line_object.get("contents")) or _text(line_object.get("altText"))
        case _:
            return _text(line_object.get("altText"))


def _flex(contents: object) -> str:
    if not isinstance(contents, dict):
        return ""
    if contents.get("type") == "carousel":
        return "\n\n".join(filter(None, map(_flex, _list(contents.get("contents")))))
    parts = [_lines(contents.get(part)) for part in ("header", "hero", "body")]
    return "\n".join(line for lines in parts for line in lines).strip()


def _lines(component: object) -> list[str]:
    """Give the lines of a component, and an empty one after a heading."""
    if not isinstance(component, dict):
        return []
    match component.get("type"):
        case "text":
            said = _text(component.get("text")) or "".join(_spans(component))
            return [said, ""] if said and component.get("weight") == "bold" else [said]
        case "button":
            label = _label(component)
            return [f"- {label}"] if label else []
        case "box" if component.get("layout") in _BESIDE:
            pieces = (line.strip() for line in _lines_of(component))
            return [" ".join(filter(None, pieces))]
        case "box":
            return _lines_of(component)
        case _:
            return []


def _lines_of(box: dict[str, Any]) -> list[str]:
    return [line for each in _list(box.get("contents")) for line in _lines(each)]


def _spans(component: dict[str, Any]) -> Iterable[str]:
    return (_text(span.get("text")) for span in _list(component.get("contents")) if isinstance(span, dict))


def _label(button: dict[str, Any]) -> str:
    action = button.get("action")
    return _text(action.get("label")) if isinstance(action, dict) else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()
