"""A world for each scenario, on SQLite unless the test asks for PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from bot import fetching
from tests.scenarios.world import World, open_world


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot wait long for names: on a busy machine two seconds pass by themselves, and then names are missing."""
    monkeypatch.setattr(fetching, "LIMIT_SECONDS", 30.0)


@pytest.fixture
async def world(database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """An open world; `@pytest.mark.bot_settings(group_admission="code")` changes the bot's settings in it."""
    marker = request.node.get_closest_marker("bot_settings")
    async with open_world(database_url, **(marker.kwargs if marker else {})) as opened:
        yield opened
