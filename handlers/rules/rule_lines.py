"""Typed lines as rules: numbering taken off, bounds checked, single rules added, edited, moved and removed.

Pure. Positions are what people see, counted from 1. Every refusal is an error that names the bound, so that nothing is
ever cut in silence.

RulesRefused
├── NoRulesLeft
├── TooManyRules
├── RuleTooLong
└── NoSuchRule
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from bot.messages import utf16_units

MAX_RULES = 30
MAX_RULE_UNITS = 500
"""UTF-16 units, LINE's way of counting. Thirty such rules fill four messages, which leaves room for their card."""

_BULLET = re.compile(r"[・•●○■□◆◇▪‣]|[*＊–—-](?:\s+|$)")
_CIRCLED = re.compile(r"[①-⑳㉑-㉟㊱-㊿❶-❿]\s*[.．、]?")
# A digit behind the point makes it a number and no numbering: 3.5 km, 10:30, 2、3日.
_NUMBERED = re.compile(r"(?:第?[0-9０-９]{1,2}(?:条|項)?[.．、:：]|[(（]?[0-9０-９]{1,2}[)）])(?![0-9０-９])")
_ARTICLE = re.compile(r"第[0-9０-９]{1,2}(?:条|項)\s+")
_BARE_NUMBER = re.compile(r"([0-9０-９]{1,2})\s+(?=\S)")
_NUMBERINGS = (_BULLET, _CIRCLED, _NUMBERED, _ARTICLE)
_SPEAKING_CATEGORIES = "LNS"
"""Unicode's letters, numbers and symbols (emoji among them); a line of punctuation alone only separates."""


class RulesRefused(ValueError):
    """The rules cannot be set so; nothing was changed."""


class NoRulesLeft(RulesRefused):
    """There would be no rule at all."""


class TooManyRules(RulesRefused):
    """More than `MAX_RULES` rules."""

    def __init__(self, count: int) -> None:
        """Take how many there would be."""
        super().__init__(count)
        self.count = count


class RuleTooLong(RulesRefused):
    """A rule of more than `MAX_RULE_UNITS`."""

    def __init__(self, position: int, units: int) -> None:
        """Take which rule it would be, and its length in UTF-16 units."""
        super().__init__(position, units)
        self.position = position
        self.units = units


class NoSuchRule(RulesRefused):
    """A number that no rule has."""

    def __init__(self, position: int, count: int) -> None:
        """Take the number asked for, and how many rules there are."""
        super().__init__(position, count)
        self.position = position
        self.count = count


def read_rules(lines: Iterable[str]) -> tuple[str, ...]:
    """Make rules of typed lines: numbering and bullets off, lines that say nothing dropped.

    Reading what was read changes nothing.
    """
    rules = [_without_numbering(line) for line in lines]
    return _without_running_numbers([rule for rule in rules if _says_something(rule)])


def check_rules(rules: Sequence[str]) -> None:
    """Refuse what is out of bounds: NoRulesLeft, TooManyRules or RuleTooLong."""
    if not rules:
        raise NoRulesLeft
    if len(rules) > MAX_RULES:
        raise TooManyRules(len(rules))
    for position, rule in enumerate(rules, start=1):
        if (units := utf16_units(rule)) > MAX_RULE_UNITS:
            raise RuleTooLong(position, units)


def with_edited(rules: Sequence[str], position: int, text: str) -> tuple[str, ...]:
    """Give the rules with one of them reworded; NoSuchRule."""
    _check_position(rules, position)
    return (*rules[: position - 1], text, *rules[position:])


def with_moved(rules: Sequence[str], position: int, target: int) -> tuple[str, ...]:
    """Give the rules with one of them standing at another number; NoSuchRule for either number."""
    _check_position(rules, position)
    _check_position(rules, target)
    others = [*rules[: position - 1], *rules[position:]]
    return (*others[: target - 1], rules[position - 1], *others[target - 1 :])


def without(rules: Sequence[str], position: int) -> tuple[str, ...]:
    """Give the rules without one of them; NoSuchRule."""
    _check_position(rules, position)
    return (*rules[: position - 1], *rules[position:])


def _check_position(rules: Sequence[str], position: int) -> None:
    if not 1 <= position <= len(rules):
        raise NoSuchRule(position, len(rules))


def _without_numbering(line: str) -> str:
    line = line.strip()
    while match := next(filter(None, (numbering.match(line) for numbering in _NUMBERINGS)), None):
        line = line[match.end() :].strip()
    return line


def _without_running_numbers(rules: Sequence[str]) -> tuple[str, ...]:
    """Take off bare numbers (`1 挨拶をする`), but only where all lines count up: `2 people at most` is a rule."""
    matches = [_BARE_NUMBER.match(rule) for rule in rules]
    numbers = [int(match[1]) if match else 0 for match in matches]
    if len(rules) < 2 or numbers != list(range(1, len(rules) + 1)):
        return tuple(rules)
    return read_rules(rule[match.end() :] for rule, match in zip(rules, matches, strict=True) if match)


def _says_something(text: str) -> bool:
    return any(unicodedata.category(letter)[0] in _SPEAKING_CATEGORIES for letter in text)
