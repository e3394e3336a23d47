"""Runs the bot and a simulated LINE in one process, on one clock that can be moved; nothing leaves this machine."""

import asyncio
import base64
import os
import signal
import socket
from contextlib import nullcontext, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import typer
import uvicorn
from pydantic import ValidationError

from bot import log
from bot.app import Tsudoi, create_app
from bot.clock import ShiftedClock
from bot.line_api import LineError
from bot.mail.post import Mail
from bot.richmenu.command import sync_beside
from bot.settings import Settings
from bot.simulator import Simulator, SimulatorServer, UnreadableWorldError, create_simulator
from storage.vault import KEY_BYTES

_HERE = "127.0.0.1"
_SECRET = "simulated-channel-secret"  # noqa: S105 - known to both sides on this machine, and to nobody who matters
_ACCESS_TOKEN = "simulated-access-token"  # noqa: S105 - likewise
_PORTS_TRIED = 20
_KEY_FILE = "data.key"


class CannotSimulate(Exception):
    """What has to be put right before the bot and the simulated LINE can run, in one sentence."""


class _Server(uvicorn.Server):
    """A server among several, which leaves signals to the process."""

    def capture_signals(self) -> Any:
        return nullcontext()


class _Page(SimulatorServer):
    """The simulator's server, which leaves signals to the process."""

    def capture_signals(self) -> Any:
        return nullcontext()


class MailOnTheTerminal:
    """Takes mail and shows it where the simulator was started, since no mail may leave this machine."""

    async def send(self, mail: Mail) -> None:
        """Show one mail."""
        typer.echo(f"\nMail to {mail.to}: {mail.subject}\n\n{mail.text}\n")

    async def check(self) -> None:
        """Find the terminal in order."""


class PassingTime:
    """Lets time pass for the bot and the simulated LINE together, on the one clock they share."""

    def __init__(self, bot: Tsudoi, clock: ShiftedClock) -> None:
        """Take the bot, which has to be started by the time one moves on, and its clock."""
        self._bot = bot
        self._clock = clock

    async def pass_time(self, seconds: float) -> None:
        """Let so many seconds pass, stopping at every moment at which the bot has something to do.

        The bot's own loops go on beside this; both take their work from the database, which gives each piece out once.
        """
        await self._bot.settle()
        end = self._clock.now() + timedelta(seconds=seconds)
        while (due := await self._bot.next_due()) is not None and due <= end:
            self._clock.move_to(due)
            await self._bot.settle()
        self._clock.move_to(end)
        await self._bot.housekeeping.work()
        await self._bot.settle()


async def simulate_forever(*, port: int, data: Path) -> None:
    """Serve the page and the bot until interrupted; people, groups and the bot's memory are kept in `data`.

    Raises CannotSimulate where a port or what was kept cannot be used.
    """
    log.configure("WARNING", "text")
    key = _data_key(data)
    with _free_socket(port) as page_socket, _free_socket(0) as bot_socket:
        await _simulate(data, key, page_socket, bot_socket)


async def _simulate(data: Path, key: str, page_socket: socket.socket, bot_socket: socket.socket) -> None:
    page_url, bot_url = _url(page_socket), _url(bot_socket)
    clock = ShiftedClock()
    tsudoi = Tsudoi(_settings(data, key, page_url, bot_url), clock=clock, mail=MailOnTheTerminal())
    try:
        simulator = create_simulator(
            channel_secret=_SECRET,
            access_token=_ACCESS_TOKEN,
            webhook_url=f"{bot_url}/webhook",
            clock=clock,
            store=data / "simulated-line.json",
            time=PassingTime(tsudoi, clock),
        )
    except UnreadableWorldError as error:
        raise CannotSimulate(str(error)) from error
    clock.move_to(simulator.saved_at)
    page = _Page(simulator)
    bot = _Server(
        uvicorn.Config(
            create_app(tsudoi),
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=3,
        )
    )
    serving = [
        asyncio.create_task(page.serve(sockets=[page_socket])),
        asyncio.create_task(bot.serve(sockets=[bot_socket])),
    ]
    _stop_on_signals(page, bot)
    announcing = asyncio.create_task(_announce(page_url, tsudoi, simulator, page, bot))
    await asyncio.gather(*serving)
    announcing.cancel()


def _settings(data: Path, data_key: str, line_url: str, public_url: str) -> Settings:
    try:
        return Settings(
            _env_file=None,
            line_channel_secret=_SECRET,
            line_channel_access_token=_ACCESS_TOKEN,
            line_api_url=line_url,
            line_api_data_url=line_url,
            database_url=f"sqlite:///{data / 'tsudoi.db'}",
            data_key=data_key,
            public_url=public_url,
        )
    except ValidationError as error:  # everything else here is ours
        raise CannotSimulate(
            f"{data / _KEY_FILE} does not hold a data key. Delete the folder {data} to start with a fresh one."
        ) from error


def _data_key(folder: Path) -> str:
    """Give the data key of a folder, made at the first run."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _KEY_FILE
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(base64.b64encode(os.urandom(KEY_BYTES)).decode())
    return path.read_text().strip()


def _free_socket(port: int) -> socket.socket:
    """Take a port on this machine, or one of the next ones where it is in use."""
    for candidate in range(port, port + _PORTS_TRIED):
        taken = socket.socket()
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((_HERE, candidate))
        except OSError:
            taken.close()
            continue
        return taken
    raise CannotSimulate(f"The ports {port} to {port + _PORTS_TRIED - 1} are all in use; choose another with --port.")


def _url(bound: socket.socket) -> str:
    host, port = bound.getsockname()[:2]
    return f"http://{host}:{port}"


def _stop_on_signals(*servers: uvicorn.Server) -> None:
    def stop() -> None:
        for server in servers:
            server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)


async def _announce(url: str, tsudoi: Tsudoi, simulator: Simulator, *servers: uvicorn.Server) -> None:
    while not all(server.started for server in servers):  # noqa: ASYNC110 - uvicorn offers no event for this
        await asyncio.sleep(0.05)
    await simulator.deliver_owed()
    with suppress(LineError):  # a mishap ordered on the page; everything but the menus works without them
        await sync_beside(tsudoi.services, say=lambda _step: None)
    typer.echo(f"Tsudoi and a simulated LINE are running.  Open {url}  (Ctrl-C stops both)")
