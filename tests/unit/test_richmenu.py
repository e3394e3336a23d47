"""What is on the menus, and their pictures: only what works, readable, and belonging to each other."""

import hashlib
import re
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.commands import Command, read
from bot.events import Text
from bot.i18n import LANGUAGES
from bot.richmenu import definitions, images
from bot.richmenu.definitions import MENUS, WIDTH, Cell, Menu, MenuKind, Words, all_menus, key_in_name
from bot.richmenu.drawing import THEMES, draw
from bot.richmenu.icons import ICONS
from bot.richmenu.images import MOST_BYTES, PictureIsMissing, digest_in, path_of, read_picture
from bot.routing import Routes, Where
from bot.simulator.rules.menus import check_menu, is_picture_allowed, size_of_picture
from bot.simulator.rules.text import grapheme_count
from handlers import all_routers
from storage.models.members import Role

ROUTES = Routes(all_routers())
MAY = {MenuKind.NEWCOMER: Role.MEMBER, MenuKind.MEMBER: Role.MEMBER, MenuKind.HOST: Role.HOST}
by_key = pytest.mark.parametrize("menu", all_menus(), ids=lambda menu: menu.key)


def cell(number: int) -> Cell:
    return Cell("rules", "ルール", "book", Words(f"題{number}", "説明"), Words(f"title {number}", "line"))


def test_there_is_a_menu_for_each_role_in_each_language() -> None:
    assert {menu.key for menu in all_menus()} == {f"{kind}/{language}" for kind in MenuKind for language in LANGUAGES}


@by_key
def test_every_area_says_a_command_that_whoever_sees_it_may_use_in_private(menu: Menu) -> None:
    for area in menu.as_line()["areas"]:
        assert area["action"]["type"] == "message"
        command = read(Text(text=area["action"]["text"]), ROUTES.vocabulary, private=True)
        assert isinstance(command, Command)
        assert command.rest == ""
        route = ROUTES.commands[command.name]
        assert MAY[menu.kind].includes(route.who)
        assert route.where is not Where.GROUP
        assert not route.about_person


@by_key
def test_an_area_says_the_word_of_its_own_language(menu: Menu) -> None:
    for each in menu.cells:
        assert each.says(menu.language) in ROUTES.commands[each.command].command.words
        assert each.says(menu.language).isascii() == (menu.language == "en")


@by_key
def test_line_accepts_the_menu_as_it_is_sent(menu: Menu) -> None:
    assert check_menu(menu.as_line()) == []


@by_key
def test_a_menu_and_its_words_do_not_tell_whose_it_is(menu: Menu) -> None:
    sent = menu.as_line()
    assert sent["chatBarText"] in {"メニュー", "Menu"}
    assert re.fullmatch(r"tsudoi/(newcomer|member|host)/(ja|en)/[0-9a-f]{12}", sent["name"])
    assert re.fullmatch(r"[a-z0-9_-]{1,32}", menu.alias)


@by_key
def test_no_menu_shows_the_same_thing_twice_and_its_words_are_short(menu: Menu) -> None:
    shown = [each.words(menu.language) for each in menu.cells]
    assert len({words.title for words in shown}) == len({each.command for each in menu.cells}) == len(menu.cells)
    longest_title, longest_line = (8, 10) if menu.language == "ja" else (13, 20)
    assert all(grapheme_count(words.title) <= longest_title for words in shown)
    assert all(grapheme_count(words.line) <= longest_line or "English" in words.line for words in shown)
    assert not any("\n" in words.line for words in shown)


@pytest.mark.parametrize("count", range(1, 9))
def test_cells_fill_the_menu_without_gap_or_overlap(count: int) -> None:
    menu = Menu(MenuKind.MEMBER, "ja", [cell(number) for number in range(count)])
    covered = sum(place.width * place.height for place in menu.bounds())
    assert covered == WIDTH * menu.height
    corners = {(place.x, place.y) for place in menu.bounds()}
    assert len(corners) == count
    assert menu.height == (843 if count <= 3 else 1686)
    assert check_menu(menu.as_line()) == []


def test_another_word_icon_drawing_or_language_is_another_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    menu = Menu(MenuKind.MEMBER, "ja", [cell(1)])
    others = [
        replace(menu, cells=[replace(cell(1), icon="tag")]),
        replace(menu, cells=[replace(cell(1), ja=Words("題1", "ほかの説明"))]),
        replace(menu, cells=[replace(cell(1), word="使い方")]),
        replace(menu, cells=[cell(1), cell(2)]),
        replace(menu, language="en"),
    ]
    names = {menu.name, *(other.name for other in others)}
    monkeypatch.setattr(definitions, "DRAWING_VERSION", definitions.DRAWING_VERSION + 1)
    assert len(names | {menu.name}) == len(others) + 2


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("tsudoi/host/ja/0123456789ab", "host/ja"),
        ("tsudoi/host/ja", None),
        ("tsudoi2/host/ja/0123456789ab", None),
        ("menu of the shop", None),
        ("", None),
    ],
)
def test_own_menus_are_told_from_others_by_their_name(name: str, key: str | None) -> None:
    assert key_in_name(name) == key


@by_key
def test_the_committed_picture_belongs_to_the_definition(menu: Menu) -> None:
    picture = read_picture(menu)
    assert digest_in(picture) == menu.digest, "run: make menus"
    assert is_picture_allowed(size_of_picture("image/png", picture), menu.as_line()["size"], len(picture))
    assert len(picture) < MOST_BYTES / 4


def test_there_is_no_picture_that_belongs_to_no_menu() -> None:
    assert {path.name for path in images.FOLDER.iterdir()} == {path_of(menu).name for menu in all_menus()}


def test_a_picture_of_another_definition_is_not_used() -> None:
    menu = Menu(MenuKind.MEMBER, "ja", [cell(1)])
    with pytest.raises(PictureIsMissing, match="member/ja"):
        read_picture(menu)
    with pytest.raises(PictureIsMissing):
        read_picture(replace(menu, language="fr"))


@pytest.mark.parametrize("picture", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x05tEXta"])
def test_a_file_without_the_mark_belongs_to_no_definition(picture: bytes) -> None:
    assert digest_in(picture) is None


def test_the_mark_is_found_behind_other_texts() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    texts = chunk(b"tEXt", b"Author\0tsudoi-menu") + chunk(b"tEXt", b"tsudoi-menu\0abc")
    assert digest_in(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 13) + texts) == "abc"


def luminance(colour: str) -> float:
    """WCAG 2: the relative luminance of `#rrggbb`."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_says() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("kind", MenuKind)
def test_words_and_icons_stand_out_as_wcag_aa_asks(kind: MenuKind) -> None:
    theme = THEMES[kind]
    assert contrast(theme.title, theme.card) >= 4.5
    assert contrast(theme.line, theme.card) >= 4.5
    assert contrast(theme.icon, theme.disc) >= 3


def test_menus_can_be_told_apart_by_colour() -> None:
    assert len({theme.icon for theme in THEMES.values()}) == len(MenuKind)


def test_every_icon_on_a_menu_can_be_drawn() -> None:
    assert {each.icon for cells in MENUS.values() for each in cells} <= set(ICONS)


def test_every_icon_is_a_drawing_of_its_own() -> None:
    drawn = {draw(Menu(MenuKind.HOST, "en", [replace(cell(1), icon=icon)]))[200:] for icon in ICONS}
    assert len(drawn) == len(ICONS)


@pytest.mark.parametrize("count", [2, 5])
def test_a_menu_of_any_size_is_drawn_to_measure_and_marked(count: int) -> None:
    menu = Menu(MenuKind.HOST, "en", [cell(number) for number in range(count)])
    picture = draw(menu)
    assert size_of_picture("image/png", picture) == (WIDTH, menu.height)
    assert digest_in(picture) == menu.digest


def test_words_too_long_for_a_cell_are_drawn_smaller_and_never_over_its_edge(tmp_path: Path) -> None:
    long = replace(
        cell(1), ja=Words("とてもとてもとてもとても長い題名", "とてもとてもとてもとてもとてもとてもとても長い説明")
    )
    menu = Menu(MenuKind.MEMBER, "ja", [long, cell(2), cell(3)])
    path = tmp_path / "menu.png"
    path.write_bytes(draw(menu))
    with Image.open(path) as picture:
        shown = picture.convert("RGB")
        edge = {shown.getpixel((x, y)) for x in (WIDTH // 3 - 30, 30) for y in range(60, 780)}
    assert edge == {(255, 255, 255)}


def test_the_same_definition_gives_the_same_picture() -> None:
    menu = Menu(MenuKind.MEMBER, "ja", [cell(1)])
    assert hashlib.sha256(draw(menu)).digest() == hashlib.sha256(draw(menu)).digest()
