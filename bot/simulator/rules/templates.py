"""What LINE accepts as a template message (LINE: ref#template-messages)."""

from typing import Any

from bot.simulator.rules.actions import action
from bot.simulator.rules.shapes import Check, Place, Problems, Shape, items, kinds, matching, one_of, text, url
from bot.simulator.rules.text import grapheme_count

_BUTTON = action(20, label_required=True)
_DEFAULT_ACTION = action(20, label_required=False)
_IMAGE_ACTION = action(12, label_required=False)
_PICTURE = url("https", most=2000)
_COLOUR = matching(r"#[0-9A-Fa-f]{6}")
_TITLE = text(40, count=grapheme_count)


def _text_within(plain: int, beside_picture: int) -> Check:
    """Limit `text`, more tightly when a picture or a title takes up room."""

    def check(value: dict[str, Any], place: Place, problems: Problems) -> None:
        crowded = value.get("title") is not None or value.get("thumbnailImageUrl") is not None
        if isinstance(value.get("text"), str):
            limit = text(beside_picture if crowded else plain, count=grapheme_count)
            limit(value["text"], place.child("text"), problems)

    return check


def _columns_alike(value: dict[str, Any], place: Place, problems: Problems) -> None:
    """Every column has as many actions as the first one, and a picture and a title only if the first one has."""
    columns = [column for column in value.get("columns") or () if isinstance(column, dict)]
    for index, column in enumerate(columns):
        here = place.child("columns").item(index)
        if len(column.get("actions") or ()) != len(columns[0].get("actions") or ()):
            problems.add("the number of actions must be the same in all columns", here.child("actions"))
        for name in ("title", "thumbnailImageUrl"):
            if (column.get(name) is None) != (columns[0].get(name) is None):
                problems.add("must be used in all columns or in none", here.child(name))


def _any_text(value: object, place: Place, problems: Problems) -> None:
    """Leave the length to `_text_within`, which knows what stands beside the text."""
    if not isinstance(value, str):
        problems.add("Must be a string", place)


_PICTURE_SETTINGS: dict[str, Check] = {
    "imageAspectRatio": one_of("rectangle", "square"),
    "imageSize": one_of("cover", "contain"),
}

_COLUMN = Shape(
    {
        "thumbnailImageUrl": _PICTURE,
        "imageBackgroundColor": _COLOUR,
        "title": _TITLE,
        "text": _any_text,
        "defaultAction": _DEFAULT_ACTION,
        "actions": items(_BUTTON, 1, 3),
    },
    required=("text", "actions"),
    also=(_text_within(120, 60),),
)

template = kinds(
    {
        "buttons": Shape(
            {
                "type": one_of("buttons"),
                "thumbnailImageUrl": _PICTURE,
                "imageBackgroundColor": _COLOUR,
                "title": _TITLE,
                "text": _any_text,
                "defaultAction": _DEFAULT_ACTION,
                "actions": items(_BUTTON, 1, 4),
                **_PICTURE_SETTINGS,
            },
            required=("text", "actions"),
            also=(_text_within(160, 60),),
        ),
        "confirm": Shape(
            {
                "type": one_of("confirm"),
                "text": text(240, count=grapheme_count),
                "actions": items(_BUTTON, 2, 2),
            },
            required=("text", "actions"),
        ),
        "carousel": Shape(
            {"type": one_of("carousel"), "columns": items(_COLUMN, 1, 10), **_PICTURE_SETTINGS},
            required=("columns",),
            also=(_columns_alike,),
        ),
        "image_carousel": Shape(
            {
                "type": one_of("image_carousel"),
                "columns": items(
                    Shape({"imageUrl": _PICTURE, "action": _IMAGE_ACTION}, required=("imageUrl", "action")), 1, 10
                ),
            },
            required=("columns",),
        ),
    }
)
