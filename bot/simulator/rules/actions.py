"""What LINE accepts as the action of a button, an area or a quick reply.

Which kinds are allowed and how long a label may be depends on where the action stands (LINE: ref#action-objects,
ref#action-object-label-spec). `label` counts in grapheme clusters, and so do the texts an action posts as the person's
own.
"""

import re
from datetime import datetime
from typing import Any

from bot.simulator.rules.shapes import Check, Place, Problems, Shape, kinds, matching, one_of, text, url
from bot.simulator.rules.text import grapheme_count

_DATE = r"\d{4}-\d{2}-\d{2}"
_TIME = r"\d{2}:\d{2}"
_LINK = url("http", "https", "line", "tel", most=1000)
_PICKER_FORMATS = {"date": "%Y-%m-%d", "time": "%H:%M", "datetime": "%Y-%m-%dT%H:%M"}
_PICKER_FIRST_YEAR, _PICKER_LAST_YEAR = 1900, 2100


def action(
    label_limit: int,
    *,
    label_required: bool,
    in_flex: bool = False,
    in_quick_reply: bool = False,
    in_rich_menu: bool = False,
) -> Check:
    """Build the check for the actions of one place; rich menu actions are refused everywhere outside rich menus."""
    label = text(label_limit, count=grapheme_count, least=1 if label_required else 0)
    must = ("label",) if label_required else ()
    posted = text(300, count=grapheme_count)
    uri: dict[str, Check] = {
        "type": one_of("uri"),
        "label": label,
        "uri": _LINK,
    }
    if in_flex:
        uri["altUri"] = Shape({"desktop": _LINK})
    shapes: dict[str, Check] = {
        "postback": Shape(
            {
                "type": one_of("postback"),
                "label": label,
                "data": text(300),
                "displayText": posted,
                "text": posted,
                "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
                "fillInText": posted,
            },
            required=("data", *must),
            also=(_posts_one_text, _fills_in_an_open_keyboard),
        ),
        "message": Shape({"type": one_of("message"), "label": label, "text": posted}, required=("text", *must)),
        "uri": Shape(uri, required=("uri", *must)),
        "datetimepicker": Shape(
            {
                "type": one_of("datetimepicker"),
                "label": label,
                "data": text(300),
                "mode": one_of(*_PICKER_FORMATS),
                **dict.fromkeys(("initial", "min", "max"), matching(rf"{_DATE}|{_TIME}|{_DATE}[Tt]{_TIME}")),
            },
            required=("data", "mode", *must),
            also=(_picks_within_bounds,),
        ),
        "clipboard": Shape(
            {"type": one_of("clipboard"), "label": label, "clipboardText": text(1000)},
            required=("clipboardText", *must),
        ),
    }
    if in_quick_reply:
        for kind in ("camera", "cameraRoll", "location"):
            shapes[kind] = Shape({"type": one_of(kind), "label": label}, required=must)
    if in_rich_menu:
        shapes["richmenuswitch"] = Shape(
            {
                "type": one_of("richmenuswitch"),
                "label": label,
                "richMenuAliasId": matching(r"[a-z0-9_-]{1,32}"),
                "data": text(300),
            },
            required=("richMenuAliasId", "data", *must),
        )
    return kinds(shapes)


def _posts_one_text(value: dict[str, Any], place: Place, problems: Problems) -> None:
    if value.get("displayText") is not None and value.get("text") is not None:
        problems.add("displayText and text cannot be used together", place.child("text"))


def _fills_in_an_open_keyboard(value: dict[str, Any], place: Place, problems: Problems) -> None:
    if value.get("fillInText") is not None and value.get("inputOption") != "openKeyboard":
        problems.add("fillInText needs inputOption openKeyboard", place.child("fillInText"))


def _picks_within_bounds(value: dict[str, Any], place: Place, problems: Problems) -> None:
    moments: dict[str, datetime] = {}
    for name in ("min", "initial", "max"):
        given = value.get(name)
        if not isinstance(given, str):
            continue
        moment = _read_moment(given, str(value.get("mode")))
        if moment is None:
            problems.add("invalid property", place.child(name))
        else:
            moments[name] = moment
    if list(moments.values()) != sorted(moments.values()):
        problems.add("min, initial and max must be in this order", place.child("initial"))
    if "min" in moments and moments["min"] == moments.get("max"):
        problems.add("min must be before max", place.child("min"))


def _read_moment(given: str, mode: str) -> datetime | None:
    pattern = _PICKER_FORMATS.get(mode)
    if pattern is None:
        return None
    try:
        moment = datetime.strptime(re.sub("t", "T", given), pattern)  # noqa: DTZ007  LINE's picker knows no time zone
    except ValueError:
        return None
    if mode != "time" and not _PICKER_FIRST_YEAR <= moment.year <= _PICKER_LAST_YEAR:
        return None
    return moment
