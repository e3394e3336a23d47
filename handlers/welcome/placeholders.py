"""A host's own text with blanks such as `{name}`, read once into parts and filled without looking at it again.

`{{` and `}}` stand for braces. What fills a blank is never read as a template, so a person called `{count}` stays that.
Full-width braces, as a Japanese keyboard types them, open a blank as well, if a known word stands between them. Each
blank has words in both languages; texts are kept as they were written, and every look at them reads both.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.messages import escape_braces, utf16_units

NAME_BLANKS = frozenset({"name", "names"})
"""The newcomers; both words name all of a wave, because several people share one greeting."""
WELCOME_BLANKS = ("name", "names", "group", "greeter", "count")
GOODBYE_BLANKS = ("group", "greeter", "count")
"""Somebody who has left is never named."""
_IN_JAPANESE = {
    "名前": "names",
    "お名前": "names",
    "グループ": "group",
    "グループ名": "group",
    "世話役": "greeter",
    "案内": "greeter",
    "人数": "count",
}

LONGEST_TEXT = 1_000
"""UTF-16 units. With `MOST_BLANKS` filled as long as can be, a text stays below LINE's 5,000."""
MOST_BLANKS = 10

_PART = re.compile(r"(?P<brace>\{\{|\}\})|(?P<open>[{｛])(?P<word>[^{}｛｝\n]*)[}｝]")
_HONORIFIC = re.compile(r"(?:さん|さま|様|くん|君|ちゃん)")


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to be filled; `honorific` is the さん behind a name, which each of several names gets.

    `typed` is the word that stands there, in whichever language.
    """

    name: str
    honorific: str = ""
    typed: str = field(default="", compare=False)


Template = tuple[str | Blank, ...]


def read_template(text: str) -> Template:
    """Split a text into literal parts and blanks, unknown ones included; a brace without its partner is literal."""
    parts: list[str | Blank] = []
    position = 0
    for match in _PART.finditer(text):
        if match.start() < position:
            continue
        parts.append(text[position : match.start()])
        position = match.end()
        typed = unicodedata.normalize("NFKC", match["word"] or "").strip().casefold()
        word = _IN_JAPANESE.get(typed, typed)
        if match["brace"]:
            parts.append(match["brace"][0])
        elif not word or (match["open"] == "｛" and word not in WELCOME_BLANKS):
            parts.append(match.group())
        elif word in NAME_BLANKS and (honorific := _HONORIFIC.match(text, position)):
            parts.append(Blank(word, honorific.group(), typed=typed))
            position = honorific.end()
        else:
            parts.append(Blank(word, typed=typed))
    parts.append(text[position:])
    return tuple(part for part in parts if part)


def blanks(template: Template) -> tuple[str, ...]:
    """List the words of a template's blanks, in order, with repeats."""
    return tuple(part.name for part in template if isinstance(part, Blank))


def unknown_blanks(template: Template, allowed: Iterable[str]) -> tuple[str, ...]:
    """List the blanks that nothing fills, as they were typed, each once."""
    unknown = (part for part in template if isinstance(part, Blank) and part.name not in set(allowed))
    return tuple(dict.fromkeys(part.typed for part in unknown))


def is_usable(text: str, allowed: Iterable[str]) -> bool:
    """Say whether a text can be a template: something in it, within the bounds, every blank allowed."""
    template = read_template(text)
    return (
        bool(text.strip())
        and utf16_units(text) <= LONGEST_TEXT
        and len(blanks(template)) <= MOST_BLANKS
        and not unknown_blanks(template, allowed)
    )


def without_lines_using(text: str, blank: str) -> str:
    """Leave out the lines that use a blank, for when nobody knows what to put there."""
    return "\n".join(line for line in text.split("\n") if blank not in blanks(read_template(line))).strip()


def fill(template: Template, say: Callable[[Blank], str]) -> str:
    """Write a template out as plain text."""
    return "".join(say(part) if isinstance(part, Blank) else part for part in template)


def fill_for_mentions(template: Template, names: Callable[[Blank], str], say: Callable[[Blank], str]) -> str:
    """Write a template out for a `MentionText`: the first blank for names may hold `{keys}`, all else is escaped.

    Only the first, because LINE allows twenty mentions in a text and a person need not be called twice.
    """
    written: list[str] = []
    named = False
    for part in template:
        if isinstance(part, str):
            written.append(escape_braces(part))
        elif part.name in NAME_BLANKS and not named:
            written.append(names(part))
            named = True
        else:
            written.append(escape_braces(say(part)))
    return "".join(written)
