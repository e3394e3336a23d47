"""What LINE accepts as a rich menu (LINE: ref#rich-menu-object) and as its picture (ref#upload-rich-menu-image)."""

import struct
from typing import Any

from bot.simulator.rules.actions import action
from bot.simulator.rules.shapes import Place, Problem, Problems, Shape, boolean, integer, items, text
from bot.simulator.rules.text import grapheme_count

MOST_PICTURE_BYTES = 1024 * 1024
_WIDTHS = (800, 2500)
_LEAST_HEIGHT = 250
_LEAST_RATIO = 1.45
_LABEL = 20
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
# Markers of JPEG frames, which hold the size; C4, C8 and CC are tables among them.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def check_menu(body: object) -> list[Problem]:
    """Return what LINE would refuse in a rich menu object."""
    problems = Problems()
    _MENU(body, Place(), problems)
    return problems.found


def size_of_picture(content_type: str, picture: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG or JPEG; None where the bytes are not what the content type says."""
    if content_type == "image/png":
        return _size_of_png(picture)
    return _size_of_jpeg(picture)


def is_picture_allowed(size: tuple[int, int] | None, of_menu: dict[str, int], byte_count: int) -> bool:
    """Say whether a picture meets LINE's requirements and has the size of its menu."""
    if size is None or byte_count > MOST_PICTURE_BYTES:
        return False
    return _is_size_allowed(*size) and size == (of_menu["width"], of_menu["height"])


def _is_size_allowed(width: int, height: int) -> bool:
    return _WIDTHS[0] <= width <= _WIDTHS[1] and height >= _LEAST_HEIGHT and width / height >= _LEAST_RATIO


def _proportioned(value: dict[str, Any], place: Place, problems: Problems) -> None:
    width, height = value.get("width"), value.get("height")
    if isinstance(width, int) and isinstance(height, int) and height > 0 and width / height < _LEAST_RATIO:
        problems.add(f"width / height must be at least {_LEAST_RATIO}", place)


def _areas_within(value: dict[str, Any], place: Place, problems: Problems) -> None:
    """Every area lies on the menu."""
    size, areas = value.get("size"), value.get("areas")
    if not isinstance(size, dict) or not isinstance(areas, list):
        return
    for index, area in enumerate(areas):
        bounds = area.get("bounds") if isinstance(area, dict) else None
        if isinstance(bounds, dict) and not _fits(bounds, size):
            problems.add("must be within the rich menu", place.child("areas").item(index).child("bounds"))


def _fits(bounds: dict[str, Any], size: dict[str, Any]) -> bool:
    try:
        right, bottom = bounds["x"] + bounds["width"], bounds["y"] + bounds["height"]
        return bool(right <= size["width"] and bottom <= size["height"])
    except (KeyError, TypeError):
        return True  # said already: what is missing or no number


def _size_of_png(picture: bytes) -> tuple[int, int] | None:
    if not picture.startswith(_PNG) or picture[12:16] != b"IHDR" or len(picture) < 33:
        return None
    width, height = struct.unpack_from(">II", picture, 16)
    return width, height


def _size_of_jpeg(picture: bytes) -> tuple[int, int] | None:
    position = len(_JPEG) if picture.startswith(_JPEG) else len(picture)
    while position + 9 <= len(picture) and picture[position] == 0xFF:
        marker = picture[position + 1]
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", picture, position + 5)
            return width, height
        (length,) = struct.unpack_from(">H", picture, position + 2)
        position += 2 + length
    return None


_LONG = integer(0, _WIDTHS[1])

_MENU = Shape(
    {
        "size": Shape(
            {"width": integer(*_WIDTHS), "height": integer(_LEAST_HEIGHT, _WIDTHS[1])},
            required=("width", "height"),
            also=(_proportioned,),
        ),
        "selected": boolean,
        "name": text(300, count=grapheme_count),
        "chatBarText": text(14, count=grapheme_count),
        "areas": items(
            Shape(
                {
                    "bounds": Shape(
                        {"x": _LONG, "y": _LONG, "width": _LONG, "height": _LONG},
                        required=("x", "y", "width", "height"),
                    ),
                    "action": action(_LABEL, label_required=False, in_rich_menu=True),
                },
                required=("bounds", "action"),
            ),
            0,
            20,
        ),
    },
    required=("size", "selected", "name", "chatBarText", "areas"),
    also=(_areas_within,),
)
