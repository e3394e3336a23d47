"""What LINE accepts inside a Flex message: bubbles, carousels and their components (LINE: ref#flex-message).

A bubble may take up 30 KB of JSON, a carousel 50 KB and twelve bubbles of one size. `icon` stands in baseline boxes
only, `span` inside texts, `video` in the hero of bubbles that are kilo or wider.
"""

import json
from typing import Any

from bot.simulator.rules.actions import action
from bot.simulator.rules.shapes import (
    Check,
    Place,
    Problems,
    Shape,
    boolean,
    both,
    integer,
    items,
    kinds,
    matching,
    one_of,
    text,
    url,
)

BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024
_NO_LIMIT = 2_000_000

_PIXELS = r"\d+(\.\d+)?px"
_PERCENT = r"\d+(\.\d+)?%"
_STEPS = "none|xs|sm|md|lg|xl|xxl"
_TEXT_SIZES = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"

_COLOUR = matching(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
_MARGIN = matching(rf"{_STEPS}|{_PIXELS}")
_PADDING = matching(rf"{_STEPS}|{_PIXELS}|{_PERCENT}")
_OFFSET = matching(rf"{_STEPS}|-?{_PIXELS}|-?{_PERCENT}")
_LENGTH = matching(rf"{_PIXELS}|{_PERCENT}")
_RATIO = matching(r"\d{1,6}(\.\d+)?:\d{1,6}(\.\d+)?")
_PICTURE = url("https", most=2000)
_ACTION = action(40, label_required=False, in_flex=True)
_BUTTON_ACTION = action(40, label_required=True, in_flex=True)
_FLEX = integer(0, _NO_LIMIT)
_GRAVITY = one_of("top", "bottom", "center")
_ALIGN = one_of("start", "end", "center")

_POSITION: dict[str, Check] = {
    "position": one_of("relative", "absolute"),
    "offsetTop": _OFFSET,
    "offsetBottom": _OFFSET,
    "offsetStart": _OFFSET,
    "offsetEnd": _OFFSET,
    "margin": _MARGIN,
}
_LETTERS: dict[str, Check] = {
    "size": matching(rf"{_TEXT_SIZES}|{_PIXELS}"),
    "color": _COLOUR,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}


def _text_or_spans(value: dict[str, Any], place: Place, problems: Problems) -> None:
    if value.get("text") is None and not value.get("contents"):
        problems.add("must be specified", place.child("text"))


def _centre_has_colour(value: dict[str, Any], place: Place, problems: Problems) -> None:
    if value.get("centerPosition") is not None and value.get("centerColor") is None:
        problems.add("must be specified", place.child("centerColor"))


_SPAN = Shape({"type": one_of("span"), "text": text(_NO_LIMIT), **_LETTERS}, required=("text",))
_TEXT = Shape(
    {
        "type": one_of("text"),
        "text": text(_NO_LIMIT),
        "contents": items(kinds({"span": _SPAN}), 0, 1000),
        "flex": _FLEX,
        "align": _ALIGN,
        "gravity": _GRAVITY,
        "wrap": boolean,
        "lineSpacing": matching(_PIXELS),
        "maxLines": integer(0, _NO_LIMIT),
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": boolean,
        "action": _ACTION,
        **_LETTERS,
        **_POSITION,
    },
    also=(_text_or_spans,),
)
_BUTTON = Shape(
    {
        "type": one_of("button"),
        "action": _BUTTON_ACTION,
        "flex": _FLEX,
        "color": _COLOUR,
        "style": one_of("primary", "secondary", "link"),
        "gravity": _GRAVITY,
        "height": one_of("sm", "md"),
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": boolean,
        **_POSITION,
    },
    required=("action",),
)
_IMAGE = Shape(
    {
        "type": one_of("image"),
        "url": _PICTURE,
        "flex": _FLEX,
        "align": _ALIGN,
        "gravity": _GRAVITY,
        "size": matching(rf"{_TEXT_SIZES}|full|{_PIXELS}|{_PERCENT}"),
        "aspectRatio": _RATIO,
        "aspectMode": one_of("cover", "fit"),
        "backgroundColor": _COLOUR,
        "animated": boolean,
        "action": _ACTION,
        **_POSITION,
    },
    required=("url",),
)
_ICON = Shape(
    {
        "type": one_of("icon"),
        "url": _PICTURE,
        "size": matching(rf"{_TEXT_SIZES}|{_PIXELS}"),
        "aspectRatio": _RATIO,
        "scaling": boolean,
        **_POSITION,
    },
    required=("url",),
)
_SEPARATOR = Shape({"type": one_of("separator"), "margin": _MARGIN, "color": _COLOUR})
_FILLER = Shape({"type": one_of("filler"), "flex": _FLEX})
_GRADIENT = Shape(
    {
        "type": one_of("linearGradient"),
        "angle": matching(r"\d+(\.\d+)?deg"),
        "startColor": _COLOUR,
        "endColor": _COLOUR,
        "centerColor": _COLOUR,
        "centerPosition": matching(_PERCENT),
    },
    required=("angle", "startColor", "endColor"),
    also=(_centre_has_colour,),
)


def _contents_fit_layout(value: dict[str, Any], place: Place, problems: Problems) -> None:
    if not isinstance(value.get("contents"), list):
        return
    inside = _IN_BASELINE if value.get("layout") == "baseline" else _IN_BOX
    items(inside, 0, 10_000)(value["contents"], place.child("contents"), problems)


def _any_contents(value: object, place: Place, problems: Problems) -> None:
    """Leave the elements to `_contents_fit_layout`, which knows the layout."""
    if not isinstance(value, list):
        problems.add("Must be an array", place)


_BOX = Shape(
    {
        "type": one_of("box"),
        "layout": one_of("horizontal", "vertical", "baseline"),
        "contents": _any_contents,
        "flex": _FLEX,
        "spacing": _MARGIN,
        "width": _LENGTH,
        "maxWidth": _LENGTH,
        "height": _LENGTH,
        "maxHeight": _LENGTH,
        "backgroundColor": _COLOUR,
        "borderColor": _COLOUR,
        "borderWidth": matching(rf"none|light|normal|medium|semi-bold|bold|{_PIXELS}"),
        "cornerRadius": _MARGIN,
        "justifyContent": one_of("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"),
        "alignItems": one_of("center", "flex-start", "flex-end"),
        "background": kinds({"linearGradient": _GRADIENT}),
        "action": _ACTION,
        **dict.fromkeys(("paddingAll", "paddingTop", "paddingBottom", "paddingStart", "paddingEnd"), _PADDING),
        **_POSITION,
    },
    required=("layout", "contents"),
    also=(_contents_fit_layout,),
)
_BOX_ONLY = kinds({"box": _BOX})
_IN_BOX = kinds(
    {
        "box": _BOX,
        "button": _BUTTON,
        "image": _IMAGE,
        "text": _TEXT,
        "separator": _SEPARATOR,
        "filler": _FILLER,
    }
)
_IN_BASELINE = kinds({"icon": _ICON, "text": _TEXT, "filler": _FILLER})
_VIDEO = Shape(
    {
        "type": one_of("video"),
        "url": _PICTURE,
        "previewUrl": _PICTURE,
        "altContent": kinds({"box": _BOX, "image": _IMAGE}),
        "aspectRatio": _RATIO,
        "action": action(40, label_required=True, in_flex=True),
    },
    required=("url", "previewUrl", "altContent"),
)
_BLOCK_STYLE = Shape({"backgroundColor": _COLOUR, "separator": boolean, "separatorColor": _COLOUR})
_BLOCKS = ("header", "hero", "body", "footer")


def _some_block(value: dict[str, Any], place: Place, problems: Problems) -> None:
    if all(value.get(block) is None for block in _BLOCKS):
        problems.add("At least one block must be specified", place)


def _video_in_wide_bubble(value: dict[str, Any], place: Place, problems: Problems) -> None:
    hero = value.get("hero")
    is_video = isinstance(hero, dict) and hero.get("type") == "video"
    if is_video and value.get("size", "mega") not in {"kilo", "mega", "giga"}:
        problems.add("a video needs a bubble of size kilo, mega or giga", place.child("hero"))


def _bytes_within(limit: int) -> Check:
    def check(value: object, place: Place, problems: Problems) -> None:
        if len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")) > limit:
            problems.add(f"the size must not be larger than {limit} bytes", place)

    return check


def _bubbles_of_one_size(value: dict[str, Any], place: Place, problems: Problems) -> None:
    bubbles = [bubble for bubble in value.get("contents") or () if isinstance(bubble, dict)]
    if len({str(bubble.get("size", "mega")) for bubble in bubbles}) > 1:
        problems.add("all bubbles must have the same size", place.child("contents"))


_BUBBLE: Check = both(
    Shape(
        {
            "type": one_of("bubble"),
            "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
            "direction": one_of("ltr", "rtl"),
            "header": _BOX_ONLY,
            "hero": kinds({"box": _BOX, "image": _IMAGE, "video": _VIDEO}),
            "body": _BOX_ONLY,
            "footer": _BOX_ONLY,
            "styles": Shape(dict.fromkeys(_BLOCKS, _BLOCK_STYLE)),
            "action": _ACTION,
        },
        also=(_some_block, _video_in_wide_bubble),
    ),
    _bytes_within(BUBBLE_BYTES),
)
_CAROUSEL: Check = both(
    Shape(
        {"type": one_of("carousel"), "contents": items(kinds({"bubble": _BUBBLE}), 1, 12)},
        required=("contents",),
        also=(_bubbles_of_one_size,),
    ),
    _bytes_within(CAROUSEL_BYTES),
)
_CONTAINER = kinds({"bubble": _BUBBLE, "carousel": _CAROUSEL})


def flex_contents(value: object, place: Place, problems: Problems) -> None:
    """Check the contents of a Flex message; LINE names places from their own root, as `/body/contents/0/text`."""
    _CONTAINER(value, Place(flex_message=place.path.removesuffix(".contents")), problems)
