"""Runs the web server around one or several processes of the bot."""

import asyncio
import socket
from contextlib import suppress

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from bot import log
from bot.app import Tsudoi, create_app
from bot.operation import has_newest_schema
from bot.settings import Settings, read_settings
from storage.database import Database
from storage.migrating import SchemaIsOld

GRACE_SECONDS = 3
"""How long open requests may take after the order to stop; the whole stop stays within five seconds."""


def serve_forever(settings: Settings, *, host: str, port: int, workers: int) -> None:
    """Serve until told to stop (SIGTERM, SIGINT).

    Raises DatabaseInUse, DatabaseIsAway or SchemaIsOld where the start is refused, OSError where the port is.
    """
    asyncio.run(_look_before(settings))
    door = _bound(host, port)
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
        Multiprocess(config, sockets=[door]).run()
        return
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[door])


def app_from_environment() -> FastAPI:
    """Make one worker's app from the settings in the environment."""
    settings = read_settings()
    log.configure(settings.log_level, settings.log_format)
    return create_app(Tsudoi(settings))


def _bound(host: str, port: int) -> socket.socket:
    """Take the port before anything is started, so that a refusal can still be said in a sentence."""
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((host, port))
    except OSError:
        door.close()
        raise
    door.set_inheritable(True)
    return door


async def _look_before(settings: Settings) -> None:
    """Refuse a start that could not succeed, while it can still be said in a sentence."""
    database = Database(settings.database_url)
    try:
        database.claim_file()
        if not (await has_newest_schema(database) or database.is_sqlite):
            raise SchemaIsOld
    finally:
        await database.close()
