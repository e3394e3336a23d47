"""Draws the pictures of the menus with Pillow: `python -m bot.richmenu.drawing`, or `make menus`.

Everything is drawn at twice the size and made smaller, which keeps edges smooth. Each picture carries the hash of its
definition in a text chunk and a palette of 64 colours, which is a tenth of what LINE allows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from bot.richmenu.definitions import WIDTH, Bounds, Cell, Menu, MenuKind, all_menus
from bot.richmenu.icons import ICONS, Pen
from bot.richmenu.images import DIGEST_KEYWORD, FOLDER, path_of

_TWICE = 2
_COLOURS = 64
_GAP = 14
_CORNER = 44
_MARGIN = 44
_ICON_SIDE = 272
_DISC_RADIUS = 195
_DISC_CENTRE = 268
_TITLE_MIDDLE = 573
_LINE_MIDDLE = 708
_LARGEST_TITLE = 124
_LARGEST_LINE = 66


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a menu; texts reach the contrast of WCAG AA on the card, icons that of graphics on their disc."""

    background: str
    card: str
    disc: str
    icon: str
    title: str
    line: str


THEMES: Mapping[MenuKind, Theme] = {
    MenuKind.NEWCOMER: Theme("#dfe9e4", "#ffffff", "#e3f1ea", "#24705c", "#1d3a32", "#4a635b"),
    MenuKind.MEMBER: Theme("#dde6ee", "#ffffff", "#e2edf6", "#2b628f", "#1c3348", "#4a5f72"),
    MenuKind.HOST: Theme("#e7e2ec", "#ffffff", "#efe8f5", "#6b4f86", "#352845", "#625670"),
}


def draw(menu: Menu) -> bytes:
    """Draw a menu as PNG."""
    theme = THEMES[menu.kind]
    picture = Image.new("RGB", (WIDTH * _TWICE, menu.height * _TWICE), theme.background)
    canvas = ImageDraw.Draw(picture)
    words = [cell.words(menu.language) for cell in menu.cells]
    narrowest = (min(place.width for place in menu.bounds()) - 2 * _GAP - 2 * _MARGIN) * _TWICE
    title_font = _fitting([each.title for each in words], _LARGEST_TITLE * _TWICE, narrowest)
    line_font = _fitting([each.line for each in words], _LARGEST_LINE * _TWICE, narrowest)
    for cell, place in zip(menu.cells, menu.bounds(), strict=True):
        _draw_cell(canvas, theme, cell, place)
        middle = (place.x + place.width / 2) * _TWICE
        shown = cell.words(menu.language)
        canvas.text((middle, (place.y + _TITLE_MIDDLE) * _TWICE), shown.title, theme.title, title_font, anchor="mm")
        canvas.text((middle, (place.y + _LINE_MIDDLE) * _TWICE), shown.line, theme.line, line_font, anchor="mm")
    return _as_png(picture.resize((WIDTH, menu.height), Image.Resampling.LANCZOS), menu.digest)


def _draw_cell(canvas: ImageDraw.ImageDraw, theme: Theme, cell: Cell, place: Bounds) -> None:
    left, top = (place.x + _GAP) * _TWICE, (place.y + _GAP) * _TWICE
    right, bottom = (place.x + place.width - _GAP) * _TWICE, (place.y + place.height - _GAP) * _TWICE
    canvas.rounded_rectangle((left, top, right, bottom), radius=_CORNER * _TWICE, fill=theme.card)
    middle, centre = (left + right) / 2, (place.y + _DISC_CENTRE) * _TWICE
    radius, side = _DISC_RADIUS * _TWICE, _ICON_SIDE * _TWICE
    canvas.ellipse((middle - radius, centre - radius, middle + radius, centre + radius), fill=theme.disc)
    ICONS[cell.icon](Pen(canvas, middle - side / 2, centre - side / 2, side, theme.icon, theme.disc))


def _fitting(texts: Sequence[str], largest: int, width: int) -> ImageFont.FreeTypeFont:
    """Give the font in the largest size, up to a limit, in which every text fits; a menu has one size throughout."""
    font = _font(largest)
    widest = max(font.getlength(text) for text in texts)
    return font if widest <= width else _font(int(largest * width / widest))


def _font(size: int) -> ImageFont.FreeTypeFont:
    """Load Noto Sans CJK JP Bold (SIL Open Font License 1.1) from its package."""
    with as_file(files("noto_cjk_sans_jp_bold") / "NotoSansCJKjp-Bold.otf") as path:
        return ImageFont.truetype(str(path), size)


def _as_png(picture: Image.Image, digest: str) -> bytes:
    text = PngInfo()
    text.add_text(DIGEST_KEYWORD, digest)
    file = BytesIO()
    # Without dithering, areas of one colour stay so, and the file small.
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True, pnginfo=text)
    return file.getvalue()


def main() -> None:
    """Draw every menu into the tree, and remove pictures that belong to none."""
    FOLDER.mkdir(exist_ok=True)
    for menu in all_menus():
        path_of(menu).write_bytes(draw(menu))
    for stray in set(FOLDER.glob("*.png")) - {path_of(menu) for menu in all_menus()}:
        stray.unlink()


if __name__ == "__main__":
    main()
