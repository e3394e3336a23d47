"""Runs the web server around one or several processes of the bot."""

import asyncio
from contextlib import suppress

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from bot import log
from bot.app import Tsudoi, create_app
from bot.operation import require_schema
from bot.settings import Settings, read_settings
from storage.database import Database

GRACE_SECONDS = 3
"""How long open requests may take after the order to stop; the whole stop stays within five seconds."""


def serve_forever(settings: Settings, *, host: str, port: int, workers: int) -> None:
    """Serve until told to stop (SIGTERM, SIGINT).

    Raises DatabaseInUse, DatabaseIsAway or SchemaIsOld where the start is refused.
    """
    asyncio.run(_look_before(settings))
    config = uvicorn.Config(
        create_app(Tsudoi(settings)) if workers == 1 else "bot.serving:app_from_environment",
        factory=workers > 1,
        workers=workers,
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
        proxy_headers=False,  # nobody asks where a request came from; looking costs every webhook
    )
    if workers > 1:
        Multiprocess(config, sockets=[config.bind_socket()]).run()
        return
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run()


def app_from_environment() -> FastAPI:
    """Make one worker's app from the settings in the environment."""
    settings = read_settings()
    log.configure(settings.log_level, settings.log_format)
    return create_app(Tsudoi(settings))


async def _look_before(settings: Settings) -> None:
    """Refuse a start that could not succeed, while it can still be said in a sentence."""
    database = Database(settings.database_url)
    try:
        database.claim_file()
        if not database.is_sqlite:
            await require_schema(database)
    finally:
        await database.close()
