"""Serves the simulator: like uvicorn, but waiting pages are sent home first, so that it ends at once."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn

from bot.simulator.simulator import Simulator

_LOOK_AGAIN_SECONDS = 0.001


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

    @property
    def url(self) -> str:
        """Return the base address once the server has started."""
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        return f"http://{host}:{port}"

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve while the block runs, as tests do; `serve` is for a process of its own.

        `serve` looks ten times a second whether it should end and then waits a tenth more, which is as long as many a
        test; this ends as soon as the last request is answered.
        """
        self.config.load()
        self.lifespan = self.config.lifespan_class(self.config)
        await self.startup()
        await self.on_tick(0)  # sets the headers of every answer
        try:
            yield
        finally:
            self._simulator.stop_waiting()
            for server in self.servers:
                server.close()
            for connection in list(self.server_state.connections):
                connection.shutdown()
            while self.server_state.connections or self.server_state.tasks:  # noqa: ASYNC110 - uvicorn sets no event
                await asyncio.sleep(_LOOK_AGAIN_SECONDS)
            await self.lifespan.shutdown()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Send waiting pages home and end."""
        self._simulator.stop_waiting()
        await super().shutdown(sockets)
