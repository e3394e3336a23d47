"""Building blocks for rules: closed objects, lists, texts, numbers, and the problems they find.

A check is a function of a value, its place and the list of problems it may add to. Checks are put together into tables,
so that the modules beside this one read like LINE's reference. A property whose value is null counts as absent.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bot.simulator.errors import Detail, RefusedByLineError
from bot.simulator.rules.text import utf16_length


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing LINE would refuse: what is wrong, and where; `flex_message` names the Flex message it is inside of."""

    message: str
    property: str
    flex_message: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands in the request.

    Inside the Flex message `flex_message` places are written from its own root, as `/body/contents/0`; all others are
    written as `messages[0].text`.
    """

    path: str = ""
    flex_message: str = ""

    def child(self, name: str) -> "Place":
        """Return the place of a property."""
        if self.flex_message:
            return Place(f"{self.path}/{name}", self.flex_message)
        return Place(f"{self.path}.{name}" if self.path else name)

    def item(self, index: int) -> "Place":
        """Return the place of an element of a list."""
        if self.flex_message:
            return Place(f"{self.path}/{index}", self.flex_message)
        return Place(f"{self.path}[{index}]")


@dataclass(slots=True)
class Problems:
    """The problems found so far."""

    found: list[Problem] = field(default_factory=list)

    def add(self, message: str, place: Place) -> None:
        """Note a problem."""
        self.found.append(Problem(message, place.path or "/", place.flex_message))


Check = Callable[[Any, Place, Problems], None]


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed object: every property it may have, those it must have, and rules across properties."""

    properties: Mapping[str, Check]
    required: Sequence[str] = ()
    also: Sequence[Check] = ()

    def __call__(self, value: object, place: Place, problems: Problems) -> None:
        """Check an object against this shape."""
        if not isinstance(value, dict):
            problems.add("Must be an object", place)
            return
        for name in self.required:
            if value.get(name) is None:
                problems.add("must be specified" if place.flex_message else "May not be empty", place.child(name))
        for name, part in value.items():
            if name not in self.properties:
                problems.add("unknown property", place.child(name))
            elif part is not None:
                self.properties[name](part, place.child(name), problems)
        for check in self.also:
            check(value, place, problems)


def kinds(shapes: Mapping[str, Check]) -> Check:
    """Accept an object whose `type` chooses its shape; the table is read when checking, so it may grow later."""

    def check(value: object, place: Place, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.add("Must be an object", place)
            return
        kind = value.get("type")
        if not isinstance(kind, str) or kind not in shapes:
            problems.add(f"Must be one of the following values: [{', '.join(shapes)}]", place.child("type"))
            return
        shapes[kind](value, place, problems)

    return check


def text(most: int, *, count: Callable[[str], int] = utf16_length, least: int = 1) -> Check:
    """Accept a text of so many characters, counted in UTF-16 units unless told otherwise."""

    def check(value: object, place: Place, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.add("Must be a string", place)
        elif least and not value:
            problems.add("must be non-empty text" if place.flex_message else "May not be empty", place)
        elif not least <= count(value) <= most:
            problems.add(f"Length must be between {least} and {most}", place)

    return check


def matching(pattern: str) -> Check:
    """Accept a text that matches a pattern as a whole."""
    compiled = re.compile(pattern)

    def check(value: object, place: Place, problems: Problems) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            problems.add("invalid property", place)

    return check


def one_of(*allowed: str) -> Check:
    """Accept one of these words."""

    def check(value: object, place: Place, problems: Problems) -> None:
        if value not in allowed:
            problems.add(f"Must be one of the following values: [{', '.join(allowed)}]", place)

    return check


def boolean(value: object, place: Place, problems: Problems) -> None:
    """Accept true and false."""
    if not isinstance(value, bool):
        problems.add("Must be a boolean", place)


def integer(least: int, most: int) -> Check:
    """Accept a whole number within bounds."""

    def check(value: object, place: Place, problems: Problems) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            problems.add(f"Must be an integer between {least} and {most}", place)

    return check


def number(least: float, most: float) -> Check:
    """Accept a number within bounds."""

    def check(value: object, place: Place, problems: Problems) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            problems.add(f"Must be a number between {least:g} and {most:g}", place)

    return check


def url(*schemes: str, most: int) -> Check:
    """Accept a percent-encoded URL with one of these schemes (LINE: docs/url-encoding asks for percent-encoding)."""

    def check(value: object, place: Place, problems: Problems) -> None:
        if not isinstance(value, str) or not value:
            problems.add("May not be empty", place)
        elif len(value) > most:
            problems.add(f"Length must be between 1 and {most}", place)
        elif not re.fullmatch(r"[\x21-\x7e]+", value):
            problems.add("invalid uri", place)
        elif not _has_scheme(value, schemes):
            problems.add("invalid uri scheme", place)

    return check


def _has_scheme(value: str, schemes: Sequence[str]) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.netloc or parts.scheme in {"tel", "line"})


def items(check_item: Check, least: int, most: int) -> Check:
    """Accept a list of so many elements, each of which is checked."""

    def check(value: object, place: Place, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.add("Must be an array", place)
            return
        if not least <= len(value) <= most:
            problems.add(f"Size must be between {least} and {most}", place)
        for index, element in enumerate(value):
            check_item(element, place.item(index), problems)

    return check


def both(*checks: Check) -> Check:
    """Accept what every one of these checks accepts."""

    def check(value: object, place: Place, problems: Problems) -> None:
        for one in checks:
            one(value, place, problems)

    return check


def refusal_for(problems: Sequence[Problem]) -> RefusedByLineError:
    """Put problems into the words of LINE's 400 answer."""
    details = tuple(Detail(problem.message, problem.property) for problem in problems)
    cards = {problem.flex_message for problem in problems}
    if len(cards) == 1 and all(cards):
        return RefusedByLineError(400, f"A message ({cards.pop()}) in the request body is invalid", details)
    return RefusedByLineError(400, f"The request body has {len(details)} error(s)", details)
