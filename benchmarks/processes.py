"""Starts and ends the processes that are measured, on ports of this machine."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import RequestFailed, connected

_ROOT = Path(__file__).resolve().parent.parent
_READY_WITHIN_SECONDS = 30.0
_STOPPED_WITHIN_SECONDS = 10.0
_KNOCK_EVERY_SECONDS = 0.005
_MEGABYTE = 1024 * 1024


class NotReady(Exception):
    """A process ended, or did not answer, before it was ready."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running process that answers HTTP; `ready_after` is in seconds from its start."""

    port: int
    pid: int
    ready_after: float

    def resident_megabytes(self) -> float:
        """Give the memory the process holds now."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / _MEGABYTE

    async def get(self, path: str, method: str = "GET") -> bytes:
        """Ask it something."""
        async with connected(self.port, 1) as (connection,):
            return await connection.ask(f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n".encode())


@asynccontextmanager
async def running(
    module: str, *arguments: str, settings: Mapping[str, str], directory: Path, ready: str = "/health"
) -> AsyncIterator[Server]:
    """Run `python -m MODULE ARGUMENTS` with `{port}` filled in, from its first answer until it is told to stop.

    It sees of the environment only what is in `settings`, and writes its errors into the directory it works in.
    """
    port = free_port()
    command = [sys.executable, "-m", module, *(argument.format(port=port) for argument in arguments)]
    errors = directory / f"{module}-{port}.log"
    began = time.monotonic()
    process = _start(command, settings, errors)
    try:
        await _until_ready(process, port, ready, errors)
        yield Server(port, process.pid, time.monotonic() - began)
    finally:
        _stop(process)


def uvicorn_arguments(app: str) -> Sequence[str]:
    """Give uvicorn's arguments for the peer and the limit: those Tsudoi itself serves with."""
    options = "--port {port} --loop uvloop --http httptools --no-access-log --log-level warning"
    return (app, *options.split())


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


async def _until_ready(process: subprocess.Popen[bytes], port: int, path: str, errors: Path) -> None:
    end = time.monotonic() + _READY_WITHIN_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            await Server(port, process.pid, 0.0).get(path)
        except (OSError, RequestFailed):
            await asyncio.sleep(_KNOCK_EVERY_SECONDS)
        else:
            return
    raise NotReady(_end_of(errors))


def _start(command: Sequence[str], settings: Mapping[str, str], errors: Path) -> subprocess.Popen[bytes]:
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(_ROOT), **settings}
    with errors.open("wb") as stream:
        return subprocess.Popen(command, cwd=errors.parent, env=environment, stdout=stream, stderr=stream)


def _end_of(errors: Path) -> str:
    return errors.read_text(errors="replace")[-2_000:]


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOPPED_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
