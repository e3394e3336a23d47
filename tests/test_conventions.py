"""What holds for the whole of the code: imports point one way, commands do not clash, both catalogues are whole."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo

from bot.buttons import ButtonCodec, ButtonPress
from bot.commands import Command, read
from bot.events import Text
from bot.i18n import LANGUAGES, speaking
from bot.locales import catalogues
from bot.routing import CommandRoute, Routes
from bot.settings import Settings
from handlers import all_routers
from tests.factories import CHAT, HANA, NOW, VAULT, settings

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "handlers", "storage", "benchmarks", "tests")
MODULES = sorted(path.relative_to(ROOT) for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
SHIPPED = [module for module in MODULES if module.parts[0] in {"bot", "handlers", "storage"}]
MOST_LINES = 500
WITHOUT_HELP = {
    "welcome on",
    "welcome off",
    "welcome reset",
    "welcome mention",
    "goodbye set",
    "goodbye preview",
    "goodbye on",
    "goodbye off",
    "duty delete now",
    "forgetme now",
    "apply begin",
    "apply answer",
    "apply withdraw",
    "decline now",
    "decline anyway",
    "accept anyway",
    "room",
    "room off",
    "roster",
    "attach",
    "take over",
    "close only",
    "close both",
    "consult",
    "advise",
    "adviser outside",
    "adviser off",
    "next",
    "sos checked",
    "mail change",
    "mail at once",
    "mail later",
}
"""Words that cards and words to people teach, with buttons or in a line, at the moment they are of use."""
ROUTES = Routes(all_routers())
COMMANDS = list(ROUTES.commands.values())
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def imports_of(module: Path) -> set[str]:
    """Give the full names of all modules, and of all that is taken from modules, that a module imports anywhere."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / module).read_text())):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            found.update(f"{node.module}.{name.name}" for name in node.names)
    return found


def packages_of(module: Path) -> set[str]:
    return {name.partition(".")[0] for name in imports_of(module)}


def within(module: Path, folder: str) -> bool:
    return module.is_relative_to(folder)


def test_there_is_code_to_look_at() -> None:
    assert len(SHIPPED) > 100


@pytest.mark.parametrize("module", [module for module in SHIPPED if within(module, "bot")], ids=str)
def test_only_the_app_imports_handlers(module: Path) -> None:
    assert "handlers" not in packages_of(module) or module == Path("bot/app.py")


@pytest.mark.parametrize("module", [module for module in SHIPPED if within(module, "storage")], ids=str)
def test_storage_knows_nothing_above_it(module: Path) -> None:
    assert not packages_of(module) & {"bot", "handlers", "linebot", "fastapi", "starlette"}


@pytest.mark.parametrize("module", [module for module in SHIPPED if within(module, "handlers")], ids=str)
def test_handlers_know_neither_the_app_nor_lines_library_nor_the_simulator(module: Path) -> None:
    assert "linebot" not in packages_of(module)
    assert not {name for name in imports_of(module) if name.startswith(("bot.app", "bot.simulator", "bot.line_sdk"))}


@pytest.mark.parametrize("module", [module for module in SHIPPED if within(module, "bot/simulator")], ids=str)
def test_the_simulator_shares_nothing_with_the_bot(module: Path) -> None:
    shared = {name for name in imports_of(module) if name.startswith("bot.") and not name.startswith("bot.simulator")}
    assert shared == set()
    assert not packages_of(module) & {"handlers", "storage", "linebot"}


@pytest.mark.parametrize("module", SHIPPED, ids=str)
def test_one_module_alone_imports_lines_library(module: Path) -> None:
    assert ("linebot" in packages_of(module)) == (module == Path("bot/line_sdk.py"))


@pytest.mark.parametrize("module", SHIPPED, ids=str)
def test_nothing_but_a_clock_reads_the_hour(module: Path) -> None:
    source = (ROOT / module).read_text()
    reads = re.findall(r"datetime\.now\(|utcnow\(|time\.time\(|date\.today\(|time\.monotonic\(", source)
    assert not reads or module == Path("bot/clock.py")


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_is_short_enough_to_be_read(module: Path) -> None:
    lines = len((ROOT / module).read_text().splitlines())
    assert lines <= MOST_LINES


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_says_what_it_is_for(module: Path) -> None:
    docstring = ast.get_docstring(ast.parse((ROOT / module).read_text())) or ""
    assert docstring.splitlines()[:1]
    assert docstring.splitlines()[0][-1] in ".:!?"


def test_no_two_features_want_the_same_word_button_or_kind_of_work() -> None:
    assert len(Routes(all_routers()).commands) == len(COMMANDS) > 10
    assert ROUTES.buttons
    assert ROUTES.timed


@pytest.mark.parametrize("action", ROUTES.buttons)
def test_a_button_can_be_written_with_all_that_may_go_with_it(action: str) -> None:
    codec = ButtonCodec(VAULT.key_for("buttons"))
    press = ButtonPress(action=action, community_id=2**31, object="x" * 64)
    data = codec.write(press, expires_at=NOW, chat_id=CHAT, for_user=HANA)
    assert codec.read(data, now=NOW, chat_id=CHAT, user_id=HANA) == press


@pytest.mark.parametrize("route", COMMANDS, ids=lambda route: route.command.name)
def test_a_command_is_explained_in_both_languages_or_left_out_on_purpose(route: CommandRoute) -> None:
    assert (route.help is None) == (route.command.name in WITHOUT_HELP)
    lines = []
    for language in LANGUAGES if route.help else ():
        with speaking(language):
            lines.append(route.help() if route.help else "")
    assert all(lines)
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("route", [route for route in COMMANDS if route.example], ids=lambda route: route.command.name)
def test_an_example_can_be_typed_as_it_stands(route: CommandRoute, language: str) -> None:
    with speaking(language):
        typed = route.example() if route.example else ""
    command = read(Text(text=typed), ROUTES.vocabulary, private=True)
    assert isinstance(command, Command)
    assert command.name == route.command.name


@pytest.mark.parametrize("route", COMMANDS, ids=lambda route: route.command.name)
def test_a_command_has_a_word_in_both_languages(route: CommandRoute) -> None:
    assert route.word_in("en").isascii()
    assert not route.word_in("ja").isascii()


def test_a_button_said_in_words_names_a_command() -> None:
    spoken = {route.spoken for route in ROUTES.buttons.values() if route.spoken}
    assert {word for word in spoken if word.lstrip("/") not in ROUTES.commands} == set()


def test_scenarios_of_the_door_of_duties_and_of_the_kind_question_run_with_both_switches() -> None:
    shared = re.compile(r"tests\.scenarios(\.| import .*)(doors|duty_house|test_check_in)\b")
    texts = {module: (ROOT / module).read_text() for module in MODULES if module.parts[:2] == ("tests", "scenarios")}
    theirs = [module for module, text in texts.items() if module.name.startswith("test_") and shared.search(text)]
    assert theirs
    assert [module for module in theirs if "pytest.mark.both_switches" not in texts[module]] == []


def said_by(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def meant_by(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def texts_of(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {tuple(meant_by(message)): tuple(said_by(message)) for message in catalogue if message.id}


def pairs_of(language: str) -> Iterator[tuple[str, str]]:
    """Give each text said in a language beside the one in the code that it stands for."""
    for message in catalogues.read(language):
        if message.id:
            originals = meant_by(message)
            for position, said in enumerate(said_by(message)):
                yield originals[min(position, len(originals) - 1)], said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_just_the_texts_of_the_code(language: str) -> None:
    known = {message.id for message in catalogues.read(language) if message.id}
    marked = {message.id for message in catalogues.extract() if message.id}
    assert len(marked) > 100
    assert known == marked


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_a_catalogue_says_something(language: str) -> None:
    catalogue = catalogues.read(language)
    assert [message.id for message in catalogues.missing_in(catalogue)] == []
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_keeps_its_placeholders(language: str) -> None:
    plural = {"count"}  # "one message" need not say its number, and Japanese has one form for all
    for original, said in pairs_of(language):
        different = set(PLACEHOLDER.findall(original)) ^ set(PLACEHOLDER.findall(said))
        assert different <= plural, original
        assert PLACEHOLDER.sub("", said).count("%") == PLACEHOLDER.sub("", original).count("%"), original


def test_japanese_texts_are_japanese() -> None:
    same = {original for original, said in pairs_of("ja") if said == original and len(original) > 20}
    assert same == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_comes_from_the_catalogue_as_it_stands(language: str) -> None:
    with catalogues.path_of(language).with_suffix(".mo").open("rb") as file:
        assert texts_of(read_mo(file)) == texts_of(catalogues.read(language)), "run: make texts"


def env_example() -> dict[str, str]:
    """Read the example's settings with their values, each of which stands below a line of explanation."""
    found: dict[str, str] = {}
    lines = (ROOT / ".env.example").read_text().splitlines()
    for above, line in zip(["", *lines], lines, strict=False):
        setting = re.fullmatch(r"(?:# )?([A-Z][A-Z_]+)=(.*)", line)
        if setting:
            assert re.fullmatch(r"# [A-Z].*\.", above), f"{setting[1]} is not explained"
            found[setting[1]] = setting[2]
    return found


def test_the_example_of_settings_names_each_of_them() -> None:
    assert set(env_example()) == {name.upper() for name in Settings.model_fields}


def test_values_in_the_example_of_settings_are_the_defaults() -> None:
    defaults = settings()
    shown = {name: value for name, value in env_example().items() if value and name != "PUBLIC_URL"}
    assert shown == {name: str(getattr(defaults, name.lower())) for name in shown}
    assert len(shown) > 5
