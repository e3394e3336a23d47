"""What LINE has to tell is fetched before a transaction begins: a slow LINE never holds what others wait for."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest

from tests.conftest import ENGINES
from tests.scenarios.world import World

QUESTIONS = ("display_name", "group_name", "member_count", "member_ids", "quota")


class Watch:
    """Counts the transactions that are open, and notes how many there were at each question to LINE."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.open = 0
        self.asked: list[tuple[str, int]] = []

    def counting(
        self, begin: Callable[[], AbstractAsyncContextManager[Any]]
    ) -> Callable[[], AbstractAsyncContextManager[Any]]:
        """Count the transactions that are begun in this way."""

        @asynccontextmanager
        async def counted() -> AsyncIterator[Any]:
            async with begin() as session:
                self.open += 1
                try:
                    yield session
                finally:
                    self.open -= 1

        return counted

    def noting(self, name: str, ask: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        """Note how many transactions are open when LINE is asked this."""

        async def noted(*args: Any) -> Any:
            self.asked.append((name, self.open))
            return await ask(*args)

        return noted


@pytest.fixture
def watch(world: World, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Watch the bot's database and its way to LINE."""
    watching = Watch()
    database, line = world.bot.services.database, world.bot.services.line
    for begin in ("read", "write"):
        monkeypatch.setattr(database, begin, watching.counting(getattr(database, begin)))
    for question in QUESTIONS:
        monkeypatch.setattr(line, question, watching.noting(question, getattr(line, question)))
    return watching


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_line_is_asked_nothing_while_a_transaction_is_open(world: World, watch: Watch) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.private, "グループの種類")
    await world.tap(world.sayuri, "趣味の会", world.private)
    await world.join(world.hanako, world.taro)
    await world.pass_time(seconds=10)
    await world.say(world.sayuri, world.private, "メンバー")
    await world.say(world.kenji, world.private, "世話役")

    assert {name for name, _open in watch.asked} >= {"display_name", "member_count"}
    assert [name for name, under_way in watch.asked if under_way] == []
