"""What a form asks: values that say the words, the kind of answer and its bounds. Pure.

A text and the options of a choice are functions of the answers given so far, called in the language of the moment.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

Value = str | bool | list[str] | None
"""A text or the key of a chosen option, yes or no, the keys of several options, or nothing for a skipped question."""


@dataclass(frozen=True, slots=True)
class Given:
    """The answers so far by their questions' keys, and what was known before the first of them.

    `said_in` names the message of each answer, for whoever keeps an answer and must erase it when that is taken back.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    said_in: Mapping[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Give a text or a chosen option's key; empty where the question was skipped or not asked."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def yes(self, key: str) -> bool:
        """Say whether a question was answered with yes."""
        return self.values.get(key) is True

    def several(self, key: str) -> tuple[str, ...]:
        """Give the keys of the chosen options."""
        value = self.values.get(key)
        return tuple(value) if isinstance(value, list) else ()


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: the key that is kept, and the label that is shown and typed."""

    key: str
    label: str


Options = Callable[[Given], Sequence[Option]]


def _no_suggestions(_given: Given) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeText:
    """The person's own words, at most so many UTF-16 units; `suggestions` are answers to tap instead of typing."""

    most: int
    suggestions: Callable[[Given], Sequence[str]] = _no_suggestions


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some options, tapped, or typed as its label or its number."""

    options: Options


@dataclass(frozen=True, slots=True)
class Several:
    """Any number of options, one or more at a time, until the person says that this is all."""

    options: Options


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no."""


Kind = FreeText | Choice | Several | YesNo
Check = Callable[[Given, Value], Awaitable[Value]]


def _always(_given: Given) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. It is asked where `when` agrees with the answers to the questions before it.

    `check` may put an answer into another form, or refuse it with a Refusal; then the question is asked again.
    """

    key: str
    text: Callable[[Given], str]
    kind: Kind
    optional: bool = False
    when: Callable[[Given], bool] = _always
    check: Check | None = None
