"""Rich menus (LINE: ref#rich-menu); LINE serves the pictures from `api-data.line.me`."""

from typing import Any

from fastapi import APIRouter, BackgroundTasks, Request, Response

from bot.simulator.api.requests import read_json
from bot.simulator.errors import RefusedByLineError
from bot.simulator.menus import Menus
from bot.simulator.platform import Platform

_PICTURE_TYPES = ("image/png", "image/jpeg")


def router(platform: Platform) -> APIRouter:
    """Return the routes about menus, aliases, and who sees which menu."""
    menus = Menus(platform)
    routes = APIRouter(prefix="/v2/bot")
    routes.include_router(_aliases(menus))
    routes.include_router(_many(menus))
    routes.include_router(_menus(menus))
    routes.include_router(_everybody(menus))
    routes.include_router(_one_person(menus))
    return routes


def _menus(menus: Menus) -> APIRouter:
    routes = APIRouter(prefix="/richmenu")

    @routes.post("")
    async def create(request: Request) -> dict[str, str]:
        return {"richMenuId": menus.create(await read_json(request))}

    @routes.post("/validate")
    async def validate(request: Request) -> dict[str, Any]:
        menus.validate(await read_json(request))
        return {}

    @routes.get("/list")
    async def listed() -> dict[str, Any]:
        return {"richmenus": menus.listed()}

    @routes.get("/{menu_id}")
    async def found(menu_id: str) -> dict[str, Any]:
        return menus.found(menu_id)

    @routes.delete("/{menu_id}")
    async def delete(menu_id: str) -> dict[str, Any]:
        menus.delete(menu_id)
        return {}

    @routes.post("/{menu_id}/content")
    async def upload(menu_id: str, request: Request) -> dict[str, Any]:
        content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if content_type not in _PICTURE_TYPES:
            raise RefusedByLineError(415, "Unsupported media type")
        menus.upload(menu_id, content_type, await request.body())
        return {}

    @routes.get("/{menu_id}/content")
    async def picture(menu_id: str) -> Response:
        content, media_type = menus.picture(menu_id)
        return Response(content, media_type=media_type)

    return routes


def _aliases(menus: Menus) -> APIRouter:
    routes = APIRouter(prefix="/richmenu/alias")

    @routes.post("")
    async def create(request: Request) -> dict[str, Any]:
        menus.create_alias(await read_json(request))
        return {}

    @routes.get("/list")
    async def listed() -> dict[str, Any]:
        return {"aliases": menus.aliases()}

    @routes.get("/{alias}")
    async def found(alias: str) -> dict[str, str]:
        return menus.alias(alias)

    @routes.post("/{alias}")
    async def update(alias: str, request: Request) -> dict[str, Any]:
        menus.update_alias(alias, await read_json(request))
        return {}

    @routes.delete("/{alias}")
    async def delete(alias: str) -> dict[str, Any]:
        menus.delete_alias(alias)
        return {}

    return routes


def _many(menus: Menus) -> APIRouter:
    routes = APIRouter(prefix="/richmenu/bulk")

    @routes.post("/link", status_code=202)
    async def link(request: Request, afterwards: BackgroundTasks) -> dict[str, Any]:
        # LINE answers first and links within seconds.
        afterwards.add_task(menus.link_many(await read_json(request)))
        return {}

    @routes.post("/unlink", status_code=202)
    async def unlink(request: Request) -> dict[str, Any]:
        menus.unlink_many(await read_json(request))
        return {}

    return routes


def _everybody(menus: Menus) -> APIRouter:
    routes = APIRouter(prefix="/user/all/richmenu")

    @routes.get("")
    async def default() -> dict[str, str]:
        return {"richMenuId": menus.default()}

    @routes.post("/{menu_id}")
    async def set_default(menu_id: str) -> dict[str, Any]:
        menus.set_default(menu_id)
        return {}

    @routes.delete("")
    async def clear_default() -> dict[str, Any]:
        menus.clear_default()
        return {}

    return routes


def _one_person(menus: Menus) -> APIRouter:
    routes = APIRouter(prefix="/user/{user_id}/richmenu")

    @routes.get("")
    async def linked_to(user_id: str) -> dict[str, str]:
        return {"richMenuId": menus.linked_to(user_id)}

    @routes.post("/{menu_id}")
    async def link(user_id: str, menu_id: str) -> dict[str, Any]:
        menus.link(user_id, menu_id)
        return {}

    @routes.delete("")
    async def unlink(user_id: str) -> dict[str, Any]:
        menus.unlink(user_id)
        return {}

    return routes
