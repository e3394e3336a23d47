"""Rich menus (LINE: ref#rich-menu); LINE serves the pictures from `api-data.line.me`."""

from typing import Any

from fastapi import APIRouter, BackgroundTasks, Request, Response
from starlette.routing import BaseRoute

from bot.simulator.api.requests import read_json
from bot.simulator.errors import RefusedByLineError
from bot.simulator.menus import Menus
from bot.simulator.platform import Platform

_PICTURE_TYPES = ("image/png", "image/jpeg")


def routes(platform: Platform) -> list[BaseRoute]:
    """Return the routes about menus, aliases, and who sees which menu."""
    menus = Menus(platform)
    parts = (_aliases, _many, _menus, _everybody, _one_person)
    return [route for part in parts for route in part(menus).routes]


def _menus(menus: Menus) -> APIRouter:
    router = APIRouter(prefix="/v2/bot/richmenu")

    @router.post("")
    async def create(request: Request) -> dict[str, str]:
        return {"richMenuId": menus.create(await read_json(request))}

    @router.post("/validate")
    async def validate(request: Request) -> dict[str, Any]:
        menus.validate(await read_json(request))
        return {}

    @router.get("/list")
    async def listed() -> dict[str, Any]:
        return {"richmenus": menus.listed()}

    @router.get("/{menu_id}")
    async def found(menu_id: str) -> dict[str, Any]:
        return menus.found(menu_id)

    @router.delete("/{menu_id}")
    async def delete(menu_id: str) -> dict[str, Any]:
        menus.delete(menu_id)
        return {}

    @router.post("/{menu_id}/content")
    async def upload(menu_id: str, request: Request) -> dict[str, Any]:
        content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if content_type not in _PICTURE_TYPES:
            raise RefusedByLineError(415, "Unsupported media type")
        menus.upload(menu_id, content_type, await request.body())
        return {}

    @router.get("/{menu_id}/content")
    async def picture(menu_id: str) -> Response:
        content, media_type = menus.picture(menu_id)
        return Response(content, media_type=media_type)

    return router


def _aliases(menus: Menus) -> APIRouter:
    router = APIRouter(prefix="/v2/bot/richmenu/alias")

    @router.post("")
    async def create(request: Request) -> dict[str, Any]:
        menus.create_alias(await read_json(request))
        return {}

    @router.get("/list")
    async def listed() -> dict[str, Any]:
        return {"aliases": menus.aliases()}

    @router.get("/{alias}")
    async def found(alias: str) -> dict[str, str]:
        return menus.alias(alias)

    @router.post("/{alias}")
    async def update(alias: str, request: Request) -> dict[str, Any]:
        menus.update_alias(alias, await read_json(request))
        return {}

    @router.delete("/{alias}")
    async def delete(alias: str) -> dict[str, Any]:
        menus.delete_alias(alias)
        return {}

    return router


def _many(menus: Menus) -> APIRouter:
    router = APIRouter(prefix="/v2/bot/richmenu/bulk")

    @router.post("/link", status_code=202)
    async def link(request: Request, afterwards: BackgroundTasks) -> dict[str, Any]:
        # LINE answers first and links within seconds.
        afterwards.add_task(menus.link_many(await read_json(request)))
        return {}

    @router.post("/unlink", status_code=202)
    async def unlink(request: Request) -> dict[str, Any]:
        menus.unlink_many(await read_json(request))
        return {}

    return router


def _everybody(menus: Menus) -> APIRouter:
    router = APIRouter(prefix="/v2/bot/user/all/richmenu")

    @router.get("")
    async def default() -> dict[str, str]:
        return {"richMenuId": menus.default()}

    @router.post("/{menu_id}")
    async def set_default(menu_id: str) -> dict[str, Any]:
        menus.set_default(menu_id)
        return {}

    @router.delete("")
    async def clear_default() -> dict[str, Any]:
        menus.clear_default()
        return {}

    return router


def _one_person(menus: Menus) -> APIRouter:
    router = APIRouter(prefix="/v2/bot/user/{user_id}/richmenu")

    @router.get("")
    async def linked_to(user_id: str) -> dict[str, str]:
        return {"richMenuId": menus.linked_to(user_id)}

    @router.post("/{menu_id}")
    async def link(user_id: str, menu_id: str) -> dict[str, Any]:
        menus.link(user_id, menu_id)
        return {}

    @router.delete("")
    async def unlink(user_id: str) -> dict[str, Any]:
        menus.unlink(user_id)
        return {}

    return router
