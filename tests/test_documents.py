"""The documents say what is there: the files they name, the words people may type, the programs, the settings."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from bot.cli import commands
from bot.commands import Command, read
from bot.events import Text
from bot.routing import Routes
from bot.settings import Settings
from handlers import all_routers

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(
    path.relative_to(ROOT) for place in (".", "docs", "docs/decisions", "tests") for path in (ROOT / place).glob("*.md")
)
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text()
README = (ROOT / "README.md").read_text()
ROUTES = Routes(all_routers())
_PATH = re.compile(r"`((?:\.?[\w-]+/)+[\w.*-]*)`")
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
_BETWEEN_WORDS = re.compile(r"[,、…]\s*")
_FIRST_FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()} - {"data"}


def named_in(document: Path) -> Iterator[str]:
    """Give the files and folders of ours that a document names or links to, seen from the top."""
    text = (ROOT / document).read_text()
    yield from (path for path in _PATH.findall(text) if path.partition("/")[0] in _FIRST_FOLDERS)
    yield from (str(document.parent / link) for link in _LINK.findall(text))


def _is_there(path: str) -> bool:
    return (ROOT / path).exists() or any(ROOT.glob(path))


def words_to_type() -> Iterator[str]:
    """Give every word that the README's tables say can be typed, in both languages."""
    for row in re.findall(r"^\| (.*`/.*) \|$", README, re.MULTILINE):
        english, japanese, *_ = row.split(" | ")
        yield from re.findall(r"`(/[^`]+)`", english)
        yield from (f"/{word}" for word in _BETWEEN_WORDS.split(japanese) if word.strip(" –"))


def programs_of(application: typer.Typer) -> set[str]:
    """Give the programs of `python -m bot`, those in groups with their group."""
    alone = {each.name or each.callback.__name__ for each in application.registered_commands if each.callback}
    grouped = {
        f"{group.name} {name}"
        for group in application.registered_groups
        if group.typer_instance is not None
        for name in programs_of(group.typer_instance)
    }
    return alone | grouped


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_file_that_a_document_names_is_there(document: Path) -> None:
    assert [path for path in named_in(document) if not _is_there(path)] == []


def test_the_journey_names_files_and_the_readme_words() -> None:
    assert len(list(named_in(Path("docs/architecture.md")))) > 50
    assert len(list(words_to_type())) > 150


def test_every_word_in_the_readme_can_be_typed() -> None:
    meant = {typed: read(Text(text=typed), ROUTES.vocabulary, private=True) for typed in words_to_type()}
    assert [typed for typed, word in meant.items() if not isinstance(word, Command)] == []


@pytest.mark.parametrize("package", sorted(path.parent.name for path in (ROOT / "handlers").glob("*/__init__.py")))
def test_the_architecture_says_what_a_feature_does(package: str) -> None:
    assert re.search(rf"^\| `{package}` \| .+ \|$", ARCHITECTURE, re.MULTILINE)


def test_the_architecture_names_every_observer() -> None:
    observing = {f"{observer.__module__.replace('.', '/')}.py" for observer in ROUTES.observers}
    table = ARCHITECTURE.partition("## Observers")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)) == observing


def test_the_readme_names_every_program_and_no_other() -> None:
    named = {" ".join(found.split()) for found in re.findall(r"python -m bot ((?:(?:db|richmenu) )?[a-z-]+)", README)}
    assert named | {"simulate"} == programs_of(commands)  # which `make run` stands for


def test_the_readme_explains_every_setting_and_no_other() -> None:
    table = README.partition("## Settings")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)]
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)
