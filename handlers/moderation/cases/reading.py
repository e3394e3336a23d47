"""Reads what a host typed about somebody: a name in brackets, rule, level, what was seen and what is asked. Pure."""

import re
from dataclasses import dataclass

from bot.commands import fold
from bot.names import safe_name

HIGHEST_LEVEL = 3
_RULE = re.compile(r"(?:r|rule|ルール)(\d{1,3})")
_LEVEL = re.compile(rf"(?:level|レベル|l)?([1-{HIGHEST_LEVEL}])")
_NAME = re.compile(r"\s*(?:「([^」\n]{1,80})」|『([^』\n]{1,80})』|[“\"]([^”\"\n]{1,80})[”\"])\s*(?:さん|様)?[\s,、]*")
_SEEN = re.compile(r"\A\s*(?:見たこと|seen)\s*[:：]\s*", re.IGNORECASE)
_ASKED = re.compile(r"(?:\A|\s|(?<=[。．.、，,！？!?」』）)]))(?:お願い|asked)\s*[:：]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedInBrackets:
    """Somebody whom LINE does not name: what a host calls them, and what follows."""

    name: str
    rest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a measure says: the rule it cites, its level, what was seen, what is asked."""

    rule: int | None = None
    level: int = 1
    seen: str = ""
    asked: str = ""


def read_name_in_brackets(text: str) -> NamedInBrackets | None:
    """Read a name put in brackets, as for somebody without a number; None where there is none."""
    match = _NAME.match(text)
    name = safe_name(next(filter(None, match.groups()), None)) if match else None
    return None if match is None or name is None else NamedInBrackets(name, text[match.end() :].strip())


def read_words(text: str) -> Words:
    """Read a rule and a level, in any order, and the two parts; plain words are what was seen."""
    rule: int | None = None
    level: int | None = None
    rest = text.strip()
    while rest:
        first, *others = rest.split(maxsplit=1)
        folded = fold(first)
        if rule is None and (found := _RULE.fullmatch(folded)):
            rule = int(found[1])
        elif level is None and (found := _LEVEL.fullmatch(folded)):
            level = int(found[1])
        else:
            break
        rest = others[0] if others else ""
    seen, asked = read_parts(rest)
    return Words(rule=rule, level=level or 1, seen=seen, asked=asked)


def read_parts(text: str) -> tuple[str, str]:
    """Split a text into what was seen and what is asked, where their names stand before them."""
    seen, *asked = _ASKED.split(text, maxsplit=1)
    return _SEEN.sub("", seen).strip(), asked[0].strip() if asked else ""
