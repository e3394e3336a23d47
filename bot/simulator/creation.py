"""Makes a simulator: the saved world or a first one, the parts put together, the real LINE refused."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from bot.simulator.beginning import first_world
from bot.simulator.clock import Clock, Time
from bot.simulator.errors import RealLineError
from bot.simulator.page import build_app
from bot.simulator.simulator import Simulator
from bot.simulator.store import load_world, save_world
from bot.simulator.world import World


def create_simulator(
    *,
    channel_secret: str,
    access_token: str,
    webhook_url: str,
    clock: Clock,
    store: Path | None = None,
    client: httpx.AsyncClient | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    time: Time | None = None,
    with_page: bool = True,
) -> Simulator:
    """Make a simulator, with the world saved at `store` or else a first one.

    `client` carries webhooks (one with an ASGI transport stays in one process); `sleep` is how slow answers wait.
    With `time`, the page can move time forward; without the page the simulator is LINE's API alone. Raises
    RealLineError when the webhook URL is LINE's own, UnreadableWorldError when the saved world makes no sense.
    """
    refuse_real_line(webhook_url)

    def save(world: World) -> None:
        if store is not None:
            save_world(world, store)

    simulator = Simulator(
        (load_world(store) if store is not None else None) or first_world(),
        clock,
        channel_secret=channel_secret,
        access_token=access_token,
        webhook_url=webhook_url,
        # A proxy of this machine must not carry webhooks that stay on it.
        client=client or httpx.AsyncClient(trust_env=False),
        sleep=sleep,
        save=save,
        time=time,
    )
    if with_page:
        simulator.app = build_app(simulator)
    return simulator


def refuse_real_line(url: str) -> None:
    """Raise RealLineError for an address of LINE itself, or what is no web address at all."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".").lower()
    if parts.scheme not in {"http", "https"} or not host:
        raise RealLineError(f"{url!r} is not a web address; give one such as http://127.0.0.1:8000/webhook.")
    if host == "line.me" or host.endswith(".line.me"):
        raise RealLineError(f"{host} is the real LINE. The simulator talks to your own bot only.")
