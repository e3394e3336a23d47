"""The simulator judges the bot, so it shares no code with it."""

import ast
from pathlib import Path

import pytest

MODULES = sorted(Path("bot/simulator").rglob("*.py"))


def imported_by(module: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            found.add(node.module or "")
    return found


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 20


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_imports_nothing_of_the_bot_or_its_sdk(module: Path) -> None:
    foreign = {
        name
        for name in imported_by(module)
        if name.partition(".")[0] in {"linebot", "storage", "handlers"}
        or (name.partition(".")[0] == "bot" and not f"{name}.".startswith("bot.simulator."))
    }
    assert foreign == set()


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_never_reads_the_wall_clock(module: Path) -> None:
    source = module.read_text()

    assert "datetime.now" not in source
    assert "time.time" not in source
    assert "utcnow" not in source
