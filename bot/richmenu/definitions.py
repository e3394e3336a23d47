"""What is on the rich menus: three of them by role, each in Japanese and English.

A menu shows only what exists: a test proves that every word it says is a command its readers may use. To add a cell,
add a line to `MENUS` and draw the pictures anew (`make menus`). Nothing on a menu tells which group it belongs to.

LINE (ref#rich-menu-object): width 800 to 2,500 pixels, width to height at least 1.45, 20 areas, a name of 300
characters, a chat bar text of 14.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from bot.i18n import LANGUAGES

DRAWING_VERSION = 1
"""Counts up whenever `drawing.py` or `icons.py` draws something else from the same definition."""
NAME_PREFIX = "tsudoi/"
WIDTH = 2500
ROW_HEIGHT = 843
_CELLS_IN_ONE_ROW = 3
_CHAT_BAR = {"ja": "メニュー", "en": "Menu"}
_HASH_LENGTH = 12


class MenuKind(StrEnum):
    """Whom a menu is for."""

    NEWCOMER = "newcomer"
    MEMBER = "member"
    HOST = "host"


@dataclass(frozen=True, slots=True)
class Words:
    """What a cell shows: a large word and a small line under it."""

    title: str
    line: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing to tap. It says a command in the person's own name, which works without a user id, too.

    `command` is the command's English name and `word` its Japanese one; `icon` names a drawing in `icons.py`.
    """

    command: str
    word: str
    icon: str
    ja: Words
    en: Words

    def words(self, language: str) -> Words:
        """Give what the cell shows in a language."""
        return self.ja if language == "ja" else self.en

    def says(self, language: str) -> str:
        """Give what a tap says."""
        return self.word if language == "ja" else self.command


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle of a menu, in pixels from its upper left corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Menu:
    """One menu in one language."""

    kind: MenuKind
    language: str
    cells: Sequence[Cell]

    @property
    def key(self) -> str:
        """Name the menu whatever is on it, such as `host/ja`."""
        return f"{self.kind}/{self.language}"

    @property
    def alias(self) -> str:
        """Give the id under which LINE finds the newest menu of this key (LINE: `[a-z0-9_-]`, 32 characters)."""
        return alias_of(self.key)

    @property
    def digest(self) -> str:
        """Give a hash of all that is on the menu and of how it is drawn."""
        shown = [asdict(cell) for cell in self.cells]
        content = {"areas": self._areas(), "cells": shown, "language": self.language, "drawing": DRAWING_VERSION}
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(canonical.encode()).hexdigest()[:_HASH_LENGTH]

    @property
    def name(self) -> str:
        """Give the name LINE knows the menu by; another content has another name."""
        return f"{NAME_PREFIX}{self.key}/{self.digest}"

    @property
    def height(self) -> int:
        """Give the height in pixels: one row of cells, or two."""
        return ROW_HEIGHT * len(_rows(len(self.cells)))

    def bounds(self) -> list[Bounds]:
        """Give the place of each cell, rows from the top, without gaps."""
        places: list[Bounds] = []
        for row, count in enumerate(_rows(len(self.cells))):
            edges = [WIDTH * number // count for number in range(count + 1)]
            for left, right in pairwise(edges):
                places.append(Bounds(left, row * ROW_HEIGHT, right - left, ROW_HEIGHT))
        return places

    def as_line(self) -> dict[str, Any]:
        """Give the rich menu object that LINE is asked to create."""
        return {
            "size": {"width": WIDTH, "height": self.height},
            "selected": True,
            "name": self.name,
            "chatBarText": _CHAT_BAR[self.language],
            "areas": self._areas(),
        }

    def _areas(self) -> list[dict[str, Any]]:
        return [
            {
                "bounds": asdict(place),
                "action": {
                    "type": "message",
                    "label": cell.words(self.language).title,
                    "text": cell.says(self.language),
                },
            }
            for cell, place in zip(self.cells, self.bounds(), strict=True)
        ]


def _rows(cells: int) -> list[int]:
    """Give how many cells each row has: one row for up to three, else two, the upper one never longer."""
    return [cells] if cells <= _CELLS_IN_ONE_ROW else [cells // 2, cells - cells // 2]


_RULES = Cell("rules", "ルール", "book", Words("ルール", "みんなの約束"), Words("Rules", "What we agreed on"))
_ASK = Cell(
    "ask",
    "世話役に聞く",
    "speech",
    Words("個別で質問", "世話役だけに届く"),
    Words("Ask the hosts", "Only hosts read it"),
)
_REPORT = Cell(
    "report", "困っています", "flag", Words("困っています", "世話役に知らせる"), Words("Report", "Tell the hosts")
)
_HELP = Cell("help", "使い方", "question", Words("使い方", "できること一覧"), Words("How to use", "All I can do"))

MENUS: Mapping[MenuKind, Sequence[Cell]] = {
    MenuKind.NEWCOMER: (
        _RULES,
        Cell("intro", "自己紹介", "tag", Words("自己紹介", "質問に答えるだけ"), Words("Introduce", "A few questions")),
        _ASK,
        _REPORT,
        Cell(
            "sos",
            "困ったとき",
            "lifebuoy",
            Words("困ったとき", "相談できる窓口"),
            Words("Help lines", "When it is hard"),
        ),
        Cell("apply", "参加したい", "door", Words("参加したい", "入りたいとき"), Words("Join", "Ask to come in")),
    ),
    MenuKind.MEMBER: (
        Cell("me", "マイページ", "card", Words("マイページ", "わたしのこと"), Words("My page", "All about me here")),
        _RULES,
        Cell("away", "お休み", "moon", Words("お休み", "しばらく離れる"), Words("Rest", "Away for a while")),
        _REPORT,
        Cell("duty", "当番", "calendar", Words("当番", "つぎはだれ?"), Words("Duty", "Whose turn is it?")),
        _ASK,
    ),
    MenuKind.HOST: (
        Cell("reports", "相談箱", "tray", Words("相談箱", "届いた相談を見る"), Words("Reports", "What members told")),
        Cell(
            "applicants",
            "参加希望",
            "door",
            Words("参加希望", "入りたい人を見る"),
            Words("Applicants", "Who asks to join"),
        ),
        Cell("calm", "ひと休み", "cup", Words("ひと休み", "みんなで間をおく"), Words("Calm", "A pause for all")),
        Cell("members", "メンバー", "people", Words("メンバー", "人数と様子"), Words("Members", "Who is here")),
        Cell("settings", "設定", "gear", Words("設定", "使い方を決める"), Words("Settings", "How I work here")),
        _HELP,
    ),
}


def all_menus() -> list[Menu]:
    """List every menu in every language."""
    return [Menu(kind, language, cells) for kind, cells in MENUS.items() for language in LANGUAGES]


def key_of(kind: MenuKind, language: str) -> str:
    """Name the menu of a kind in a language."""
    return f"{kind}/{language}"


def alias_of(key: str) -> str:
    """Give the id under which LINE finds the newest menu of a key."""
    return f"tsudoi-{key.replace('/', '-')}"


def key_in_name(name: str) -> str | None:
    """Read the key out of a menu's name at LINE; None for a menu that is not ours."""
    parts = name.split("/")
    return f"{parts[1]}/{parts[2]}" if name.startswith(NAME_PREFIX) and len(parts) == 4 else None
