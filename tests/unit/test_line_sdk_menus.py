"""The calls about rich menus over HTTP: what LINE is asked, word for word, and what its answers become."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from bot.clock import SystemClock
from bot.connecting import connect
from bot.line_api import LineUnavailable, RichMenuAtLine
from bot.line_sdk import LineSdk, LongLivedToken
from bot.richmenu.definitions import all_menus
from bot.richmenu.images import read_picture
from tests.factories import HANA, KEN, settings
from tests.unit.line_server import serving
from tests.unit.test_line_sdk import FakeLine, answering, line, sdk

__all__ = ["line", "sdk"]

MENU = "richmenu-" + "1" * 32


def asked(line: FakeLine) -> list[str]:
    return [f"{method} {path}" for method, path, _token in line.requests]


@pytest.mark.parametrize("menu", all_menus(), ids=lambda menu: menu.key)
async def test_a_menu_arrives_with_every_property(line: FakeLine, sdk: LineSdk, menu: Any) -> None:
    line.respond = answering(200, {"richMenuId": MENU})
    assert await sdk.create_rich_menu(menu.as_line()) == MENU
    assert asked(line) == ["POST /v2/bot/richmenu"]
    assert line.bodies == [menu.as_line()]


async def test_a_picture_is_sent_as_png_and_unchanged(line: FakeLine, sdk: LineSdk) -> None:
    picture, received = read_picture(all_menus()[0]), []

    async def take(request: web.Request) -> web.StreamResponse:
        received.append((request.path, request.content_type, request.headers["Authorization"], await request.read()))
        return web.json_response({})

    async with serving(take) as elsewhere:
        calls = LineSdk(LongLivedToken("long-lived"), host=line.host, data_host=elsewhere)
        await calls.upload_rich_menu_picture(MENU, picture)
        await calls.close()
    assert received == [(f"/v2/bot/richmenu/{MENU}/content", "image/png", "Bearer long-lived", picture)]
    assert line.requests == []


async def test_the_list_is_read_whatever_others_have_put_on_their_menus(line: FakeLine, sdk: LineSdk) -> None:
    strange = {"richMenuId": MENU, "name": "theirs", "chatBarText": "あ" * 20, "areas": [{"action": {"type": "new"}}]}
    line.respond = answering(200, {"richmenus": [strange]})
    assert await sdk.rich_menus() == [RichMenuAtLine(MENU, "theirs")]
    assert asked(line) == ["GET /v2/bot/richmenu/list"]


@pytest.mark.parametrize("body", [{}, [], {"richmenus": None}, {"richmenus": [{"name": "a"}]}, {"richmenus": ["a"]}])
async def test_a_list_nobody_can_read_is_an_error_of_lines(line: FakeLine, sdk: LineSdk, body: object) -> None:
    line.respond = answering(200, body)
    with pytest.raises(LineUnavailable):
        await sdk.rich_menus()


ORDERS: list[tuple[Callable[[LineSdk], Awaitable[None]], str, object]] = [
    (lambda sdk: sdk.delete_rich_menu(MENU), f"DELETE /v2/bot/richmenu/{MENU}", ""),
    (lambda sdk: sdk.set_default_rich_menu(MENU), f"POST /v2/bot/user/all/richmenu/{MENU}", ""),
    (lambda sdk: sdk.unlink_rich_menu(HANA), f"DELETE /v2/bot/user/{HANA}/richmenu", ""),
    (lambda sdk: sdk.link_rich_menu(HANA, MENU), f"POST /v2/bot/user/{HANA}/richmenu/{MENU}", ""),
    (
        lambda sdk: sdk.link_rich_menu_to_many([HANA, KEN], MENU),
        "POST /v2/bot/richmenu/bulk/link",
        {"richMenuId": MENU, "userIds": [HANA, KEN]},
    ),
    (
        lambda sdk: sdk.create_rich_menu_alias("tsudoi-host-ja", MENU),
        "POST /v2/bot/richmenu/alias",
        {"richMenuAliasId": "tsudoi-host-ja", "richMenuId": MENU},
    ),
    (
        lambda sdk: sdk.update_rich_menu_alias("tsudoi-host-ja", MENU),
        "POST /v2/bot/richmenu/alias/tsudoi-host-ja",
        {"richMenuId": MENU},
    ),
]


@pytest.mark.parametrize(("order", "request_line", "body"), ORDERS, ids=[line for _order, line, _body in ORDERS])
async def test_an_order_is_given_as_line_asks(
    line: FakeLine, sdk: LineSdk, order: Callable[[LineSdk], Awaitable[None]], request_line: str, body: object
) -> None:
    line.respond = answering(202 if "bulk" in request_line else 200, {})
    await order(sdk)
    assert asked(line) == [request_line]
    assert line.bodies == [body]


async def test_questions_are_answered_with_ids(line: FakeLine, sdk: LineSdk) -> None:
    line.respond = answering(200, {"richMenuId": MENU, "richMenuAliasId": "tsudoi-host-ja"})
    answers = [await sdk.default_rich_menu(), await sdk.rich_menu_of(HANA), await sdk.rich_menu_of_alias("tsudoi-a")]
    assert answers == [MENU] * 3
    assert asked(line) == [
        "GET /v2/bot/user/all/richmenu",
        f"GET /v2/bot/user/{HANA}/richmenu",
        "GET /v2/bot/richmenu/alias/tsudoi-a",
    ]
    line.respond = answering(200, {"aliases": [{"richMenuAliasId": "tsudoi-host-ja", "richMenuId": MENU}]})
    assert await sdk.rich_menu_aliases() == {"tsudoi-host-ja": MENU}


async def test_what_is_not_there_is_an_answer(line: FakeLine, sdk: LineSdk) -> None:
    line.respond = answering(404, {"message": "the user has no richmenu", "details": []})
    assert await sdk.default_rich_menu() is None
    assert await sdk.rich_menu_of(HANA) is None
    assert await sdk.rich_menu_of_alias("tsudoi-a") is None
    assert not await sdk.has_rich_menu_picture(MENU)
    await sdk.delete_rich_menu(MENU)


async def test_a_picture_that_is_there_is_seen(line: FakeLine, sdk: LineSdk) -> None:
    async def show(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=b"\x89PNG\r\n", content_type="image/png")

    line.respond = show
    assert await sdk.has_rich_menu_picture(MENU)
    assert asked(line) == [f"GET /v2/bot/richmenu/{MENU}/content"]


async def test_a_stand_in_for_line_gets_the_pictures_too(line: FakeLine) -> None:
    calls = connect(settings(line_api_url=line.host), SystemClock())
    line.respond = answering(200, {})
    await calls.upload_rich_menu_picture(MENU, b"png")
    await calls.close()
    assert asked(line) == [f"POST /v2/bot/richmenu/{MENU}/content"]
