"""Every setting of every feature, in the one list from which `/settings`, `/enable` and `/undo` are made.

A feature declares its settings itself; here they get the name and the choices that hosts see and type.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.group_settings import GroupSetting
from bot.i18n import _, ngettext
from handlers.door import settings as door
from handlers.door.opening_texts import state_name
from handlers.door.settings import DoorState
from handlers.duty import settings as duty
from handlers.moderation.cases import settings as cases
from handlers.moderation.filters import settings as filters
from handlers.moderation.filters import texts as filter_texts
from handlers.moderation.filters.flood import read_stored_limit
from handlers.moderation.filters.links import LinksFrom
from handlers.moderation.removals.settings import ALARM_LEAVINGS
from handlers.newcomers import intro_texts
from handlers.newcomers.intro_settings import INTRO_QUESTIONS, read_parts
from handlers.rotation import turnover_settings as turnover
from handlers.welcome import settings as welcome

Said = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a setting that can be chosen by a tap, and what it is called."""

    value: bool | int | str
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
    is_told: bool = False
    """Whether people are told of a change, so that it is taken back on its `page` alone."""


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


def _days(count: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", count)


def _hours(count: int) -> str:
    return ngettext("%(count)d hour", "%(count)d hours", count) if count else _("no word about it")


def _from_sum(total: int) -> str:
    return _("from %(total)d on", total=total)


def _people_leaving(people: int) -> str:
    if people == 0:
        return _("no alarm")
    return ngettext("%(count)d person in ten minutes", "%(count)d people in ten minutes", people)


def _say_seats(count: int) -> str:
    return _("no limit") if count == door.NO_LIMIT else str(count)


def _say_limit(value: str) -> str:
    limit = read_stored_limit(value)
    return value if limit is None else filter_texts.limit_line(limit)


def _say_word(value: str) -> str:
    word, is_allowed = filters.read_word(value)
    if is_allowed:
        return _("“%(word)s”, allowed", word=word)
    # Translators: a word that is not, or no longer, on a list.
    return _("“%(word)s”", word=word) if word else _("not on the list")


ON_OR_OFF = (Choice(True, lambda: _("use")), Choice(False, lambda: _("do not use")))
_WELCOME_ON = _switch(welcome.WELCOME_ON, lambda: _("greeting"))
_GOODBYE_ON = _switch(welcome.GOODBYE_ON, lambda: _("good-bye"))

_TURNOVER = Topic(
    key="rotation",
    name=lambda: _("people who have gone quiet"),
    entries=(
        Entry(
            setting=turnover.QUIET_DAYS,
            name=lambda: _("how long counts as quiet"),
            choices=tuple(Choice(days, partial(_days, days)) for days in (30, 60, 90, 180)),
        ),
        Entry(
            setting=turnover.GRACE_DAYS,
            name=lambda: _("time to answer how one is"),
            choices=tuple(Choice(days, partial(_days, days)) for days in (7, 14, 21, 28)),
        ),
        _switch(turnover.CHECKIN_MENTIONS, lambda: _("asking by name in the group")),
        Entry(
            setting=turnover.FIRST_ANSWER_HOURS,
            name=lambda: _("waiting for an answer to first words"),
            choices=tuple(Choice(hours, partial(_hours, hours)) for hours in (0, 3, 6, 24)),
        ),
    ),
)

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
    Topic(
        key="cases",
        # Translators: the topic of settings about cases and warnings.
        name=lambda: _("cases"),
        entries=(
            Entry(
                setting=cases.WARNING_DAYS,
                name=lambda: _("how long a warning counts"),
                choices=tuple(Choice(days, partial(_days, days)) for days in (30, 60, 90, 180)),
            ),
            Entry(
                setting=cases.LIMIT,
                name=lambda: _("when the facts are shown"),
                choices=tuple(Choice(limit, partial(_from_sum, limit)) for limit in (2, 3, 4, 5)),
            ),
            Entry(
                setting=cases.ADVISER,
                name=lambda: _("adviser"),
                # Translators: a command; it must be one of the words for the adviser.
                page=lambda: _("/adviser"),
                say=lambda number: f"#{number}" if number else _("nobody"),
                is_told=True,
            ),
            Entry(
                setting=ALARM_LEAVINGS,
                name=lambda: _("when leavings alarm the hosts"),
                choices=tuple(Choice(people, partial(_people_leaving, people)) for people in (3, 5, 10, 0)),
            ),
        ),
    ),
    Topic(
        key="filters",
        # Translators: the topic of settings about filters.
        name=lambda: _("filters"),
        entries=(
            Entry(
                setting=filters.MODES,
                name=lambda: _("how far filters go"),
                # Translators: a command; it must be one of the words for all filters.
                page=lambda: _("/filters"),
                say=filter_texts.say_modes,
            ),
            Entry(
                setting=filters.LINKS_FROM,
                name=lambda: _("whose links are noticed"),
                choices=(
                    Choice(LinksFrom.EVERYBODY.value, lambda: filter_texts.links_from_name(LinksFrom.EVERYBODY)),
                    Choice(LinksFrom.NEWCOMERS.value, lambda: filter_texts.links_from_name(LinksFrom.NEWCOMERS)),
                    Choice(LinksFrom.NOBODY.value, lambda: filter_texts.links_from_name(LinksFrom.NOBODY)),
                ),
            ),
            Entry(
                setting=filters.FLOOD_LIMIT,
                name=lambda: _("how many messages are too many"),
                # Translators: a command; it must be one of the words for the filter of many messages at once.
                page=lambda: _("/flood"),
                say=_say_limit,
            ),
        ),
    ),
    _TURNOVER,
    Topic(
        key="duty",
        name=lambda: _("duties"),
        entries=(
            Entry(
                setting=duty.DUTY_NAMES,
                name=lambda: _("naming who is on duty"),
                choices=(
                    Choice(duty.BY_PRESET, lambda: _("by kind of group")),
                    Choice(duty.ALWAYS, lambda: _("by name")),
                    Choice(duty.NEVER, lambda: _("without a name")),
                ),
            ),
        ),
    ),
    Topic(
        key="door",
        name=lambda: _("door"),
        entries=(
            Entry(
                setting=door.DOOR_STATE,
                name=lambda: _("how one comes in"),
                # Translators: a command; it must be one of the words for the door.
                page=lambda: _("/door"),
                say=lambda value: state_name(DoorState(value)),
            ),
            Entry(
                setting=door.DOOR_ABOUT,
                name=lambda: _("words about the group, for people at the door"),
                # Translators: a command; it must be one of the words for what people at the door read.
                page=lambda: _("/about"),
            ),
            Entry(
                setting=door.DOOR_WATCH,
                name=lambda: _("watching the door"),
                choices=ON_OR_OFF,
            ),
            Entry(
                setting=door.SEATS,
                name=lambda: _("seats"),
                say=_say_seats,
                # Translators: a command; it must be one of the words for seats.
                page=lambda: _("/seats"),
            ),
        ),
    ),
)

_WORD = Entry(
    setting=filters.WORD,
    name=lambda: _("unwanted word"),
    # Translators: a command; it must be one of the words for the list of unwanted words.
    page=lambda: _("/filter"),
    say=_say_word,
)
"""Stands for each word of a list, which has a key of its own; the list itself is no setting to be shown."""


def entries(topics: Iterable[Topic] = TOPICS) -> list[Entry]:
    """List all settings, in order."""
    return [entry for topic in topics for entry in topic.entries]


def entry_of(key: str) -> Entry | None:
    """Find a setting by its key; None for one that no longer exists."""
    if key.startswith(filters.WORD_KEYS):
        return _WORD
    return next((entry for entry in entries() if entry.setting.key == key), None)
