"""A world for each scenario, on SQLite unless the test asks for PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from tests.scenarios.world import World, open_world


@pytest.fixture
async def world(database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """An open world; `@pytest.mark.bot_settings(group_admission="code")` changes the bot's settings in it."""
    marker = request.node.get_closest_marker("bot_settings")
    async with open_world(database_url, **(marker.kwargs if marker else {})) as opened:
        yield opened
