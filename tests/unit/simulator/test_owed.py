"""What people did and the bot was not told of is saved together, and told after the simulator was killed."""

import asyncio
from pathlib import Path

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from bot.simulator import Simulator, create_simulator
from bot.simulator.store import load_world
from tests.unit.simulator.stage import ListeningBot, MovableClock


def simulator_at(store: Path, bot: ListeningBot | None) -> Simulator:
    """Make a simulator of a saved world, whose bot listens or takes for ever."""

    async def never(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await asyncio.Event().wait()

    return create_simulator(
        channel_secret="secret",
        access_token="token",
        webhook_url="http://bot.test/webhook",
        clock=MovableClock(),
        store=store,
        client=httpx.AsyncClient(transport=httpx.ASGITransport(bot or never)),
    )


async def killed_while_speaking(store: Path, *texts: str) -> None:
    """Let somebody say something in private, and take everything away before the bot has answered the webhook."""
    simulator = simulator_at(store, None)
    kenji = simulator.person("けんじ")
    speaking = [asyncio.create_task(simulator.say(kenji, simulator.bot, text)) for text in texts]
    await asyncio.sleep(0)
    for task in speaking:
        task.cancel()
    await asyncio.gather(*speaking, return_exceptions=True)


def words_of(bot: ListeningBot) -> list[str]:
    return [event["message"]["text"] for event in bot.events]


async def test_words_the_bot_was_not_told_of_are_told_in_their_order_and_once(tmp_path: Path) -> None:
    store, bot = tmp_path / "line.json", ListeningBot()
    await killed_while_speaking(store, "一つ", "二つ")

    after = simulator_at(store, bot)
    await after.deliver_owed()
    await after.deliver_owed()

    shown = after.transcript(after.person("けんじ"))
    assert [entry.content["text"] for entry in shown] == ["一つ", "二つ"]
    assert words_of(bot) == ["一つ", "二つ"]
    saved = load_world(store)
    assert saved is not None
    assert saved.owed == []


async def test_words_and_what_is_owed_of_them_are_saved_in_one_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[tuple[int, int]] = []
    store = tmp_path / "line.json"
    monkeypatch.setattr(
        "bot.simulator.creation.save_world",
        lambda world, _path: saved.append((sum(map(len, world.transcripts.values())), len(world.owed))),
    )

    await killed_while_speaking(store, "一つ")

    assert saved
    assert all(shown == owed for shown, owed in saved)


async def test_what_line_gave_up_is_not_told_later(tmp_path: Path) -> None:
    store, bot = tmp_path / "line.json", ListeningBot()
    before = simulator_at(store, bot)
    bot.statuses = [500]
    await before.say(before.person("けんじ"), before.bot, "聞こえません")

    await simulator_at(store, bot).deliver_owed()

    assert words_of(bot) == ["聞こえません"], "without redelivery, LINE says it once"
