"""What scenarios about rich menus share: a run of the sync against the simulated LINE, and what people then see."""

from collections.abc import Sequence
from typing import Any

from bot.richmenu.definitions import Menu
from bot.richmenu.sync import Workshop, sync
from bot.simulator.world import Person
from storage.models import MenuLink
from tests.scenarios.world import World


def workshop(world: World, **changes: Any) -> Workshop:
    """Give what a sync works with, its pauses being time that passes for LINE, too."""
    services = world.bot.services

    async def sleep(_seconds: float) -> None:
        await world.settle()

    parts: dict[str, Any] = {
        "line": services.line,
        "database": services.database,
        "vault": services.vault,
        "clock": world.clock,
        "default_language": "ja",
        "say": lambda _step: None,
        "sleep": sleep,
        **changes,
    }
    return Workshop(**parts)


async def synced(world: World, menus: Sequence[Menu] | None = None, **changes: Any) -> list[str]:
    """Make LINE match the code, and give the steps that were taken."""
    steps: list[str] = []
    await sync(workshop(world, say=steps.append, **changes), menus)
    return steps


def shown(world: World, person: Person) -> str | None:
    """Give the key of the menu a person sees, such as `host/ja`."""
    menu = world.line.menu_of(person)
    return None if menu is None else "/".join(menu.definition["name"].split("/")[1:3])


def own_menu(world: World, person: Person) -> str | None:
    """Give the id of the menu that is linked to a person."""
    return world.line.platform.world.rich_menus.links.get(person.user_id)


async def on_record(world: World, person: Person) -> MenuLink | None:
    """Find what the bot believes a person sees."""
    async with world.bot.services.database.read() as session:
        return await session.get(MenuLink, person.user_id)


def calls_to(world: World, *parts: str) -> int:
    """Count the calls whose method and path contain all these parts."""
    calls = (f"{call.method} {call.path}" for call in world.line.calls())
    return sum(all(part in call for part in parts) for call in calls)
