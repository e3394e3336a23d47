"""Serves the simulator: like uvicorn, but waiting pages are sent home first, so that it ends at once."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn

from bot.simulator.simulator import Simulator


class SimulatorServer(uvicorn.Server):
    """A uvicorn server for one simulator.

    uvicorn waits for open requests before it tells an app to shut down, and a page's stream of events never ends by
    itself.
    """

    def __init__(
        self, simulator: Simulator, *, host: str = "127.0.0.1", port: int = 0, log_level: str = "warning"
    ) -> None:
        """Prepare to serve on an address; port 0 takes any free one, which `url` then tells."""
        super().__init__(uvicorn.Config(simulator.app, host=host, port=port, log_level=log_level))
        self._simulator = simulator
        self._ready = asyncio.Event()

    @property
    def url(self) -> str:
        """Return the base address once the server has started."""
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        return f"http://{host}:{port}"

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve while the block runs, as tests do; `serve` is for a process of its own."""
        serving = asyncio.create_task(self.serve())
        await self._ready.wait()
        try:
            yield
        finally:
            self.should_exit = True
            await serving

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and let those know who wait for it."""
        await super().startup(sockets)
        self._ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Send waiting pages home and end."""
        self._simulator.stop_waiting()
        await super().shutdown(sockets)
