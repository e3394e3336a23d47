"""Every setting of every feature, in the one list from which `/settings`, `/enable` and `/undo` are made.

A feature declares its settings itself; here they get the name and the choices that hosts see and type.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.group_settings import GroupSetting
from bot.i18n import _
from handlers.newcomers import intro_texts
from handlers.newcomers.intro_settings import INTRO_QUESTIONS, read_parts
from handlers.welcome import settings as welcome

Said = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a setting that can be chosen by a tap, and what it is called."""

    value: bool | str
    label: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One setting as hosts see it. A setting of free text has no choices, but a `page` that changes it."""

    setting: GroupSetting[Any]
    name: Said
    choices: tuple[Choice, ...] = ()
    page: Said | None = None
    """What one types to reach the feature's own page."""
    say: Callable[[Any], str] | None = None
    """Says a value in words, where neither a choice nor the value itself does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Settings that belong together; `switch` is the one that turns the whole feature on and off."""

    key: str
    name: Said
    entries: tuple[Entry, ...]
    switch: Entry | None = None


def _switch(setting: GroupSetting[bool], name: Said) -> Entry:
    return Entry(setting=setting, name=name, choices=ON_OR_OFF)


def _say_parts(value: str) -> str:
    # Translators: what stands between the words of a list
    return _(", ").join(map(intro_texts.part_label, read_parts(value)))


ON_OR_OFF = (Choice(True, lambda: _("use")), Choice(False, lambda: _("do not use")))
_WELCOME_ON = _switch(welcome.WELCOME_ON, lambda: _("greeting"))
_GOODBYE_ON = _switch(welcome.GOODBYE_ON, lambda: _("good-bye"))

TOPICS = (
    Topic(
        key="welcome",
        name=lambda: _("greeting"),
        switch=_WELCOME_ON,
        entries=(
            _WELCOME_ON,
            Entry(
                setting=welcome.WELCOME_TEXT,
                name=lambda: _("words of the greeting"),
                # Translators: a command; it must be one of the words for the greeting's page.
                page=lambda: _("/welcome"),
            ),
            Entry(
                setting=welcome.WELCOME_MENTION,
                name=lambda: _("calling newcomers by name"),
                choices=(
                    Choice(welcome.BY_PRESET, lambda: _("by kind of group")),
                    Choice(welcome.ALWAYS, lambda: _("always")),
                    Choice(welcome.NEVER, lambda: _("never")),
                ),
            ),
        ),
    ),
    Topic(
        key="goodbye",
        name=lambda: _("good-bye"),
        switch=_GOODBYE_ON,
        entries=(
            _GOODBYE_ON,
            Entry(
                setting=welcome.GOODBYE_TEXT,
                name=lambda: _("words of the good-bye"),
                # Translators: a command; it must be one of the words for the good-bye's page.
                page=lambda: _("/goodbye"),
            ),
        ),
    ),
    Topic(
        key="intro",
        name=lambda: _("introductions"),
        entries=(
            Entry(
                setting=INTRO_QUESTIONS,
                name=lambda: _("questions of an introduction"),
                # Translators: a command; it must be one of the words for choosing what an introduction asks.
                page=lambda: _("/intro questions"),
                say=_say_parts,
            ),
        ),
    ),
)


def entries(topics: Iterable[Topic] = TOPICS) -> list[Entry]:
    """List all settings, in order."""
    return [entry for topic in topics for entry in topic.entries]


def entry_of(key: str) -> Entry | None:
    """Find a setting by its key; None for one that no longer exists."""
    return next((entry for entry in entries() if entry.setting.key == key), None)
