"""Every setting is in the one list, can be named in both languages, and every button says what it does."""

import re
from pathlib import Path

import pytest

from bot.commands import Command, read
from bot.events import Text
from bot.i18n import LANGUAGES, speaking
from bot.messages import SayButton, to_line
from bot.routing import Routes
from handlers import all_routers, welcome
from handlers.settings import texts
from handlers.settings.looking_back_texts import ACTIONS
from handlers.settings.reading import read_choice, read_meant
from handlers.settings.registry import TOPICS, Entry, entries, entry_of
from handlers.settings.texts import EntryState
from handlers.welcome import settings as welcome_settings

HANDLERS = Path(welcome.__file__).parents[1]
VOCABULARY = Routes(all_routers()).vocabulary
BY_KEY = pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.setting.key)
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)


def test_every_declared_setting_is_in_the_list() -> None:
    declared = set()
    for path in HANDLERS.rglob("*.py"):
        declared.update(re.findall(r"GroupSetting\(\s*key=\"([a-z._]+)\"", path.read_text()))
    assert len(declared) >= 6
    assert {entry.setting.key for entry in entries()} == declared


def test_every_action_that_is_written_down_has_words() -> None:
    written = set()
    for path in HANDLERS.rglob("*.py"):
        written.update(re.findall(r"(?:log\.write|_log)\((?:ctx, )?\"([a-z.]+)\"", path.read_text()))
    assert len(written) > 10
    assert written <= set(ACTIONS)


@BY_KEY
def test_a_setting_allows_its_choices_and_no_key_is_lost(entry: Entry) -> None:
    assert entry_of(entry.setting.key) is entry
    assert all(type(choice.value) is entry.setting.kind for choice in entry.choices)
    assert all(entry.setting.allows(choice.value) for choice in entry.choices)
    assert bool(entry.choices) != bool(entry.page)


@IN_BOTH
@BY_KEY
def test_every_button_of_a_setting_can_be_typed_and_means_its_choice(entry: Entry, language: str) -> None:
    with speaking(language):
        values = [choice.value for choice in entry.choices] or [entry.setting.default]
        for value in values:
            card = texts.entry_card(EntryState(entry=entry, value=value, timezone="Asia/Tokyo"))
            to_line(card)
            meant = []
            for button in card.buttons:
                assert isinstance(button, SayButton)
                command = read(Text(text=button.text), VOCABULARY, private=True)
                assert isinstance(command, Command)
                if command.name == "settings":
                    found = read_meant(command.rest, TOPICS)
                    assert found is not None
                    assert found.entry is entry
                    choice = read_choice(entry, found.rest)
                    assert choice is not None
                    meant.append(choice.value)
            assert meant == [each for each in values if each != value] or entry.page


@IN_BOTH
def test_no_two_settings_share_a_name(language: str) -> None:
    with speaking(language):
        names = [entry.name() for entry in entries()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("typed", "key", "rest"),
    [
        ("あいさつ", "welcome.on", ""),
        ("あいさつ：使わない", "welcome.on", "使わない"),
        ("あいさつの文", "welcome.text", ""),
        ("ＷＥＬＣＯＭＥ.ＯＮ off", "welcome.on", "off"),
        ("Greeting  off", "welcome.on", "off"),
        ("words of   the greeting", "welcome.text", ""),
        ("goodbye", None, ""),
    ],
)
def test_the_longest_name_is_found_in_either_language(typed: str, key: str | None, rest: str) -> None:
    found = read_meant(typed, TOPICS)
    assert found is not None
    assert (found.entry.setting.key if found.entry else None, found.rest) == (key, rest)


@pytest.mark.parametrize("typed", ["", "あいさつさん", "welcomes", "ないもの", "："])
def test_what_begins_with_no_name_means_nothing(typed: str) -> None:
    assert read_meant(typed, TOPICS) is None


def test_on_and_off_are_understood_in_many_words() -> None:
    switch = entry_of(welcome_settings.WELCOME_ON.key)
    assert switch is not None
    for typed, value in (("on", True), ("オフ", False), ("do not use", False), ("使う", True), ("はい", True)):
        choice = read_choice(switch, typed)
        assert choice is not None
        assert choice.value is value
    assert read_choice(switch, "たぶん") is None
