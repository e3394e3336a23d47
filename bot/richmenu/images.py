"""The committed pictures of the menus, each carrying the hash of the definition it was drawn from."""

import struct
from pathlib import Path

from bot.richmenu.definitions import Menu

FOLDER = Path(__file__).parent / "pictures"
DIGEST_KEYWORD = "tsudoi-menu"
"""The keyword of the PNG text chunk that holds the definition's hash."""
MOST_BYTES = 1_000_000
"""LINE: 1 MB; whether that is a power of ten or of two is not said, so the smaller counts."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class PictureIsMissing(Exception):
    """A menu has no committed picture, or one drawn from another definition: `make menus` draws it."""


def path_of(menu: Menu) -> Path:
    """Give where a menu's picture is kept."""
    return FOLDER / f"{menu.kind}.{menu.language}.png"


def read_picture(menu: Menu) -> bytes:
    """Read a menu's picture as PNG; PictureIsMissing unless it was drawn from this very definition."""
    try:
        picture = path_of(menu).read_bytes()
    except FileNotFoundError:
        raise PictureIsMissing(menu.key) from None
    if digest_in(picture) != menu.digest:
        raise PictureIsMissing(menu.key)
    return picture


def digest_in(picture: bytes) -> str | None:
    """Find the hash of the definition in a PNG's text chunks; None where there is none."""
    position = len(_SIGNATURE) if picture.startswith(_SIGNATURE) else len(picture)
    while position + 8 <= len(picture):
        length, kind = struct.unpack_from(">I4s", picture, position)
        body = picture[position + 8 : position + 8 + length]
        keyword, _, text = body.partition(b"\0")
        if kind == b"tEXt" and keyword == DIGEST_KEYWORD.encode():
            return text.decode("latin-1")
        position += length + 12  # length, kind and checksum are four bytes each
    return None
