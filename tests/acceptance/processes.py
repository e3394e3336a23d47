"""Starts the real programs as an operator does, waits for them, ends them by signal, and leaves none behind."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, TypeVar, overload

import httpx

PROJECT = Path(__file__).parents[2]
LONG_ENOUGH_SECONDS = 30.0
"""Far more than anything here takes on a busy machine; a test that waits so long has failed."""
_LOOK_AGAIN_SECONDS = 0.03

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Finished:
    """A program that has ended: its exit status, and what it wrote to standard output and standard error."""

    status: int
    output: str
    errors: str

    @property
    def sentence(self) -> str:
        """Give the one line it wrote to standard error; the test fails when there are more, such as a trace."""
        [line] = self.errors.splitlines()
        return line


class Program:
    """One process of `python -m bot …`; what it writes goes to files, which a kill cannot take away."""

    def __init__(self, process: asyncio.subprocess.Process, output: Path, errors: Path) -> None:
        """Take the running process and where it writes."""
        self._process = process
        self._output = output
        self._errors = errors

    @property
    def is_running(self) -> bool:
        """Say whether it has not ended, as far as was noticed."""
        return self._process.returncode is None

    @property
    def output(self) -> str:
        """What it wrote to standard output so far."""
        return self._output.read_text()

    @property
    def errors(self) -> str:
        """What it wrote to standard error so far."""
        return self._errors.read_text()

    def send(self, number: signal.Signals) -> None:
        """Send a signal to this one process, at once."""
        with suppress(ProcessLookupError):
            self._process.send_signal(number)

    async def end(self, within: float = LONG_ENOUGH_SECONDS) -> Finished:
        """Wait for its end; TimeoutError when it takes longer."""
        async with asyncio.timeout(within):
            status = await self._process.wait()
        return Finished(status, self.output, self.errors)

    async def stop(self, number: signal.Signals = signal.SIGTERM, within: float = LONG_ENOUGH_SECONDS) -> Finished:
        """Ask it to stop, and wait until it has."""
        self.send(number)
        return await self.end(within)

    async def clean_up(self) -> None:
        """End it, and whatever it started, without asking."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()


class Programs:
    """Starts programs in a folder of their own, where no `.env` of the machine is found."""

    def __init__(self, folder: Path) -> None:
        """Take the folder they run and write in."""
        self.folder = folder
        self._started: list[Program] = []
        self._numbers = count()

    async def start(self, *arguments: str, environment: Mapping[str, str]) -> Program:
        """Start `python -m bot` with these arguments and nothing else in its environment."""
        number = next(self._numbers)
        output, errors = self.folder / f"{number:02}.output", self.folder / f"{number:02}.errors"
        with output.open("wb") as to_output, errors.open("wb") as to_errors:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                *arguments,
                cwd=self.folder,
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT), **environment},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=to_output,
                stderr=to_errors,
                start_new_session=True,
            )
        program = Program(process, output, errors)
        self._started.append(program)
        return program

    async def run(self, *arguments: str, environment: Mapping[str, str]) -> Finished:
        """Run a program to its end."""
        return await (await self.start(*arguments, environment=environment)).end()

    def everything_written(self) -> str:
        """Give what all programs so far wrote to standard error and standard output."""
        return "\n".join(program.errors + program.output for program in self._started)

    async def clean_up(self) -> None:
        """Leave no process behind."""
        for program in self._started:
            await program.clean_up()


class ServedBot:
    """A bot on a port of its own, to be started, killed and started again with the same settings."""

    def __init__(self, programs: Programs, environment: Mapping[str, str], *arguments: str) -> None:
        """Take the settings, and arguments for `serve`; nothing is started yet."""
        self.environment = dict(environment)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._programs = programs
        self._arguments = arguments
        self.programs_so_far: list[Program] = []

    @property
    def program(self) -> Program:
        """The process started last."""
        return self.programs_so_far[-1]

    async def start(self) -> Program:
        """Start a process and return at once."""
        program = await self._programs.start(
            "serve", "--host", "127.0.0.1", "--port", str(self.port), *self._arguments, environment=self.environment
        )
        self.programs_so_far.append(program)
        return program

    async def up(self) -> "ServedBot":
        """Start a process and wait until its door answers."""
        await self.start()
        await self.answers()
        return self

    async def answers(self) -> None:
        """Wait until its door is open; the test fails at once when the process ends instead."""
        await eventually(self._is_open, "the bot opens its door")

    async def health(self, operator_token: str | None = None) -> dict[str, object] | None:
        """Ask how it is; None when nobody answers."""
        headers = {} if operator_token is None else {"authorization": f"Bearer {operator_token}"}
        async with client_of(self.url) as client:
            try:
                answer = await client.get("/health", headers=headers)
            except httpx.HTTPError:
                return None
        body: dict[str, object] = answer.json()
        return body

    def kill(self) -> None:
        """Take the process away where it stands, this very moment."""
        self.program.send(signal.SIGKILL)

    async def stop(self, within: float = LONG_ENOUGH_SECONDS) -> Finished:
        """Ask it to stop, as a service manager does, and wait until it has."""
        return await self.program.stop(within=within)

    async def _is_open(self) -> bool:
        assert self.program.is_running, self.program.errors
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        await writer.wait_closed()
        return True


def client_of(address: str) -> httpx.AsyncClient:
    """Make a client for a server on this machine: no proxy, and no certificates, which take long to read."""
    return httpx.AsyncClient(base_url=address, trust_env=False, verify=False, timeout=LONG_ENOUGH_SECONDS)


@overload
async def eventually(condition: Callable[[], Awaitable[T]], what: str, within: float = LONG_ENOUGH_SECONDS) -> T: ...


@overload
async def eventually(condition: Callable[[], T], what: str, within: float = LONG_ENOUGH_SECONDS) -> T: ...


async def eventually(condition: Callable[[], Any], what: str, within: float = LONG_ENOUGH_SECONDS) -> Any:
    """Look until something is so, and give what was found; AssertionError with `what` when it takes too long."""
    loop = asyncio.get_running_loop()
    end = loop.time() + within
    while True:
        looked = condition()
        found = await looked if isinstance(looked, Awaitable) else looked
        if found:
            return found
        assert loop.time() < end, f"waited {within:g} seconds in vain: {what}"
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)


def free_port() -> int:
    """Find a port of this machine that nobody uses."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port
