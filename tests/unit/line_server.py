"""A tiny server in LINE's place, for tests of the calls over HTTP."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

Respond = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(take: Respond) -> AsyncIterator[str]:
    """Answer every request as the function does, and give the address to call."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", take)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    _address, port = runner.addresses[0]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()
