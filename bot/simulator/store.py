"""Keeps the world in a JSON file, so that ids and talk survive a restart."""

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.simulator.errors import UnreadableWorldError
from bot.simulator.world import World

_WORLD = TypeAdapter(World)


def load_world(path: Path) -> World | None:
    """Return the saved world, None when there is none yet; raise UnreadableWorldError when the file makes no sense."""
    try:
        saved = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return _WORLD.validate_json(saved)
    except ValidationError as error:
        raise UnreadableWorldError(
            f"{path} does not hold a world of this simulator. Delete it to start with a fresh one."
        ) from error


def save_world(world: World, path: Path) -> None:
    """Write the world so that a killed process leaves either the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".new")
    unfinished.write_bytes(_WORLD.dump_json(world, indent=1))
    unfinished.replace(path)
