"""The account itself: its tokens, its profile, its webhook, people's profiles and the content they sent."""

from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from starlette.routing import BaseRoute

from bot.simulator.actions import SMALL_PICTURE
from bot.simulator.api.requests import require_content_type
from bot.simulator.errors import ImpossibleActionError, RefusedByLineError
from bot.simulator.platform import Platform
from bot.simulator.webhooks import Webhooks


def routes(platform: Platform, webhooks: Webhooks) -> list[BaseRoute]:
    """Return these routes."""
    router = APIRouter()

    @router.post("/oauth2/v3/token")
    async def stateless_token(request: Request) -> dict[str, str | int]:
        require_content_type(request, "application/x-www-form-urlencoded")
        form = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        return platform.access_tokens.issue_stateless(form)

    @router.get("/v2/bot/info")
    async def info() -> dict[str, str]:
        bot = platform.world.bot
        return {
            "userId": bot.user_id,
            "basicId": bot.basic_id,
            "displayName": bot.display_name,
            "chatMode": "bot",
            "markAsReadMode": "auto",
        }

    @router.get("/v2/bot/profile/{user_id}")
    async def profile(user_id: str) -> dict[str, str]:
        return platform.profile(user_id)

    @router.get("/v2/bot/channel/webhook/endpoint")
    async def webhook_endpoint() -> dict[str, Any]:
        return {"endpoint": webhooks.url, "active": True}

    @router.post("/v2/bot/channel/webhook/test")
    async def test_webhook() -> dict[str, Any]:
        delivery = await webhooks.test()
        return {
            "success": delivery.succeeded,
            "timestamp": platform.clock.now().isoformat().replace("+00:00", "Z"),
            "statusCode": delivery.status or 0,
            "reason": "OK" if delivery.succeeded else (delivery.failure or "unclassified").upper(),
            "detail": str(delivery.status or delivery.failure),
        }

    @router.get("/v2/bot/message/{message_id}/content")
    async def content(message_id: str) -> Response:
        try:
            entry = platform.message(message_id)
        except ImpossibleActionError as error:
            raise RefusedByLineError(404, "Not found") from error
        if entry.unsent:
            raise RefusedByLineError(410, "Gone")
        if entry.content["type"] != "image" or entry.author_id == platform.world.bot.user_id:
            raise RefusedByLineError(404, "Not found")
        return Response(SMALL_PICTURE, media_type="image/png")

    return router.routes
