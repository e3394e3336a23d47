"""Sending messages, checking them, and what is left of the month's quota (LINE: ref#message)."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from starlette.routing import BaseRoute

from bot.simulator import sending
from bot.simulator.api.requests import read_json, request_id_of
from bot.simulator.platform import Platform

RetryKey = Annotated[str | None, Header()]


def routes(platform: Platform) -> list[BaseRoute]:
    """Return the routes under `/v2/bot/message`."""
    router = APIRouter(prefix="/v2/bot/message")

    @router.post("/reply")
    async def reply(request: Request) -> dict[str, Any]:
        return {"sentMessages": sending.reply(platform, await read_json(request))}

    @router.post("/push")
    async def push(request: Request, x_line_retry_key: RetryKey = None) -> dict[str, Any]:
        body = await read_json(request)
        return {"sentMessages": sending.push(platform, body, x_line_retry_key, request_id_of(request))}

    @router.post("/validate/reply")
    @router.post("/validate/push")
    async def validate(request: Request) -> dict[str, Any]:
        sending.validate(await read_json(request))
        return {}

    @router.get("/quota")
    async def quota() -> dict[str, Any]:
        limit = platform.billing.current().limit
        return {"type": "none"} if limit is None else {"type": "limited", "value": limit}

    @router.get("/quota/consumption")
    async def consumption() -> dict[str, Any]:
        return {"totalUsage": platform.billing.current().used}

    return router.routes
