"""Groups and rooms the bot is in (LINE: ref#group, ref#chat-room); rooms have no summary."""

import base64
import binascii
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, BackgroundTasks
from starlette.routing import BaseRoute

from bot.simulator.errors import RefusedByLineError
from bot.simulator.platform import Platform
from bot.simulator.world import ChatKind, GroupChat

_IDS_PER_PAGE = 100


def routes(platform: Platform, tell_bot_left: Callable[[GroupChat], Awaitable[object]]) -> list[BaseRoute]:
    """Return the routes under `/v2/bot/group` and `/v2/bot/room`; `tell_bot_left` sends the `leave` event."""
    router = APIRouter(prefix="/v2/bot")

    @router.get("/group/{chat_id}/summary")
    async def summary(chat_id: str) -> dict[str, str]:
        group = platform.group_of_bot(chat_id, ChatKind.GROUP)
        return {"groupId": group.chat_id, "groupName": group.name}

    @router.get("/{kind}/{chat_id}/members/count")
    async def members_count(kind: ChatKind, chat_id: str) -> dict[str, int]:
        return {"count": len(platform.group_of_bot(chat_id, kind).member_ids)}

    @router.get("/{kind}/{chat_id}/members/ids")
    async def member_ids(kind: ChatKind, chat_id: str, start: str | None = None) -> dict[str, Any]:
        return _page(platform.visible_member_ids(platform.group_of_bot(chat_id, kind)), start)

    @router.get("/{kind}/{chat_id}/member/{user_id}")
    async def member(kind: ChatKind, chat_id: str, user_id: str) -> dict[str, str]:
        return platform.member_profile(platform.group_of_bot(chat_id, kind), user_id)

    @router.post("/{kind}/{chat_id}/leave")
    async def leave(kind: ChatKind, chat_id: str, afterwards: BackgroundTasks) -> dict[str, Any]:
        group = platform.group_of_bot(chat_id, kind)
        platform.bot_leaves(group)
        # LINE tells the bot by a webhook, which must not wait for the answer to this call.
        afterwards.add_task(tell_bot_left, group)
        return {}

    return router.routes


def _page(user_ids: list[str], start: str | None) -> dict[str, Any]:
    """Return a hundred ids and, if there are more, the `next` that asks for them."""
    first = _read_continuation(start) if start is not None else 0
    page: dict[str, Any] = {"memberIds": user_ids[first : first + _IDS_PER_PAGE]}
    if first + _IDS_PER_PAGE < len(user_ids):
        page["next"] = base64.urlsafe_b64encode(str(first + _IDS_PER_PAGE).encode()).decode()
    return page


def _read_continuation(start: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(start))
    except (binascii.Error, ValueError) as error:
        raise RefusedByLineError(400, "Invalid start param") from error
