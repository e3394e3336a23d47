"""A world for each scenario, on SQLite unless the test asks for PostgreSQL."""

from collections.abc import AsyncIterator, Sequence

import pytest

from bot import fetching
from tests.scenarios.switches import SWITCHES
from tests.scenarios.world import World, open_world


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks of this folder known."""
    config.addinivalue_line("markers", "both_switches: LINE names nobody who taps in a group, and nobody is a friend")
    config.addinivalue_line("markers", "line_objects: a scenario in which LINE is to refuse a message")


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot wait long for names: on a busy machine two seconds pass by themselves, and then names are missing."""
    monkeypatch.setattr(fetching, "LIMIT_SECONDS", 30.0)


@pytest.fixture
def switches(request: pytest.FixtureRequest) -> Sequence[str]:
    """The simulator's switches that are on from the beginning: both with `@pytest.mark.both_switches`, else none."""
    return SWITCHES if request.node.get_closest_marker("both_switches") else ()


@pytest.fixture
async def world(database_url: str, switches: Sequence[str], request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """An open world; `@pytest.mark.bot_settings(group_admission="code")` changes the bot's settings in it.

    Whatever a scenario is about, it fails when the simulated LINE found a message of the bot out of its limits, unless
    that is its subject: `@pytest.mark.line_objects`. With a switch on, it fails when a group saw a button for which
    somebody whom LINE does not name has no words.
    """
    marker = request.node.get_closest_marker("bot_settings")
    async with open_world(database_url, **(marker.kwargs if marker else {})) as opened:
        for switch in switches:
            opened.line.switch(switch, on=True)
        yield opened
        assert request.node.get_closest_marker("line_objects") or out_of_limits(opened) == []
        assert not switches or without_words(opened) == []


def out_of_limits(world: World) -> list[object]:
    """List what LINE, as simulated, objected to in the shape of messages; a token that is spent is no such thing."""
    messages = [call for call in world.line.calls() if call.path.startswith("/v2/bot/message/")]
    refused = [call.response for call in messages if call.status == 400 and isinstance(call.response, dict)]
    return [response["details"] for response in refused if "details" in response]


def without_words(world: World) -> list[str]:
    """List the actions of buttons that a group saw, and that somebody whom LINE does not name has no words for."""
    groups = world.line.platform.world.groups.values()
    messages = [message for group in groups for message in world.line.bot_messages(group)]
    buttons = [button for message in messages for button in world.line.buttons(message)]
    data = [str(button.action["data"]) for button in buttons if button.action["type"] == "postback"]
    actions = {each.split(".")[1].replace(":", ".") for each in data}
    routes = [world.bot.services.routes.buttons[action] for action in actions]
    return sorted(route.action for route in routes if route.spoken is None and not route.nameless)
