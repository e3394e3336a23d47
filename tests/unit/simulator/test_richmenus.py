"""Rich menus of the simulated LINE: as strict as LINE about menus and pictures, and silent where LINE is silent."""

import struct
import zlib
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.simulator import ImpossibleActionError
from bot.simulator.menus import MOST_AN_HOUR, MOST_PEOPLE_A_CALL
from bot.simulator.rules.menus import MOST_PICTURE_BYTES, check_menu, size_of_picture
from tests.unit.simulator.stage import Stage, build_stage

NOBODY = "richmenu-" + "0" * 32


def png(width: int = 2500, height: int = 843, *, padding: int = 0) -> bytes:
    """Return the head of a PNG of this size, which is all that LINE's limits are about here."""
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return b"\x89PNG\r\n\x1a\n" + chunk + b"\0" * padding


def jpeg(width: int, height: int) -> bytes:
    """Return the head of a JPEG of this size, behind a segment that is no frame."""
    comment = b"\xff\xfe" + struct.pack(">H", 5) + b"abc"
    return b"\xff\xd8" + comment + b"\xff\xc0" + struct.pack(">HBHH", 11, 8, height, width) + b"\0" * 4


def area(**changes: Any) -> dict[str, Any]:
    bounds = {"x": 0, "y": 0, "width": 1250, "height": 843}
    return {"bounds": bounds, "action": {"type": "message", "label": "ルール", "text": "ルール"}, **changes}


def menu(**changes: Any) -> dict[str, Any]:
    return {
        "size": {"width": 2500, "height": 843},
        "selected": False,
        "name": "a menu",
        "chatBarText": "メニュー",
        "areas": [area()],
        **changes,
    }


async def create(stage: Stage, **changes: Any) -> str:
    answer = await stage.api.post("/v2/bot/richmenu", json=menu(**changes))
    assert answer.status_code == 200, answer.text
    return str(answer.json()["richMenuId"])


async def upload(stage: Stage, menu_id: str, picture: bytes | None = None, kind: str = "image/png") -> httpx.Response:
    content = png() if picture is None else picture
    return await stage.api.post(f"/v2/bot/richmenu/{menu_id}/content", content=content, headers={"content-type": kind})


async def whole(stage: Stage, **changes: Any) -> str:
    menu_id = await create(stage, **changes)
    assert (await upload(stage, menu_id)).status_code == 200
    return menu_id


async def link(stage: Stage, user_id: str, menu_id: str) -> httpx.Response:
    return await stage.api.post(f"/v2/bot/user/{user_id}/richmenu/{menu_id}")


async def seen(stage: Stage, user_id: str) -> str | None:
    answer = await stage.api.get(f"/v2/bot/user/{user_id}/richmenu")
    return answer.json().get("richMenuId") if answer.status_code == 200 else None


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"size": {"width": 799, "height": 400}, "areas": []}, "size.width"),
        ({"size": {"width": 2501, "height": 843}}, "size.width"),
        ({"size": {"width": 800, "height": 249}, "areas": []}, "size.height"),
        ({"size": {"width": 2500, "height": 1725}}, "size"),
        ({"size": None}, "size"),
        ({"selected": "yes"}, "selected"),
        ({"selected": None}, "selected"),
        ({"name": "あ" * 301}, "name"),
        ({"name": ""}, "name"),
        ({"chatBarText": "あ" * 15}, "chatBarText"),
        ({"areas": [area()] * 21}, "areas"),
        ({"areas": [area(bounds={"x": 1251, "y": 0, "width": 1250, "height": 843})]}, "areas[0].bounds"),
        ({"areas": [area(bounds={"x": -1, "y": 0, "width": 1, "height": 1})]}, "areas[0].bounds.x"),
        ({"areas": [area(action={"type": "message", "label": "あ" * 21, "text": "a"})]}, "areas[0].action.label"),
        ({"areas": [area(action={"type": "camera", "label": "a"})]}, "areas[0].action.type"),
        (
            {"areas": [area(action={"type": "richmenuswitch", "richMenuAliasId": "A b", "data": "a"})]},
            "areas[0].action.richMenuAliasId",
        ),
        ({"colour": "red"}, "colour"),
    ],
)
async def test_a_menu_is_judged_as_line_judges_it(stage: Stage, changes: dict[str, Any], place: str) -> None:
    body = {name: value for name, value in menu(**changes).items() if value is not None}
    for path in ("/v2/bot/richmenu", "/v2/bot/richmenu/validate"):
        answer = await stage.api.post(path, json=body)
        assert answer.status_code == 400
        assert [detail["property"] for detail in answer.json()["details"]] == [place]
    assert (await stage.api.get("/v2/bot/richmenu/list")).json() == {"richmenus": []}


@pytest.mark.parametrize(
    "changes",
    [
        {"size": {"width": 2500, "height": 1724}},
        {"chatBarText": "👨‍👩‍👧" * 14},
        {"areas": []},
        {"areas": [area(action={"type": "message", "text": "a"})] * 20},
        {"areas": [area(action={"type": "richmenuswitch", "richMenuAliasId": "a-b_1", "data": "a"})]},
        {"areas": [area(action={"type": "uri", "uri": "https://example.org/"})]},
    ],
)
async def test_a_menu_within_the_limits_is_made_as_it_was_sent(stage: Stage, changes: dict[str, Any]) -> None:
    assert (await stage.api.post("/v2/bot/richmenu/validate", json=menu(**changes))).json() == {}
    menu_id = await create(stage, **changes)
    assert (await stage.api.get(f"/v2/bot/richmenu/{menu_id}")).json() == {"richMenuId": menu_id, **menu(**changes)}


def test_switching_menus_is_for_menus_only() -> None:
    assert check_menu("menu") != []
    assert check_menu(menu(areas=["area"])) != []


@pytest.mark.parametrize(
    ("picture", "kind", "status"),
    [
        (png(), "image/png", 200),
        (jpeg(2500, 843), "image/jpeg", 200),
        (png(2500, 1686), "image/png", 400),
        (png(1250, 422), "image/png", 400),
        (png(padding=MOST_PICTURE_BYTES), "image/png", 400),
        (png(), "image/jpeg", 400),
        (b"GIF89a", "image/png", 400),
        (b"", "image/png", 400),
        (b"\xff\xd8\xff", "image/jpeg", 400),
        (png(), "image/gif", 415),
        (png(), "application/json", 415),
    ],
)
async def test_a_picture_has_to_be_of_the_menus_size_and_of_a_kind_line_takes(
    stage: Stage, picture: bytes, kind: str, status: int
) -> None:
    menu_id = await create(stage)
    assert (await upload(stage, menu_id, picture, kind)).status_code == status
    downloaded = await stage.api.get(f"/v2/bot/richmenu/{menu_id}/content")
    assert downloaded.status_code == (200 if status == 200 else 404)
    if status == 200:
        assert (downloaded.content, downloaded.headers["content-type"]) == (picture, kind)


def test_the_size_of_a_picture_is_read_from_its_head() -> None:
    assert size_of_picture("image/png", png(800, 250)) == (800, 250)
    assert size_of_picture("image/jpeg", jpeg(800, 250)) == (800, 250)
    assert size_of_picture("image/jpeg", png(800, 250)) is None


async def test_a_picture_is_uploaded_once(stage: Stage) -> None:
    menu_id = await whole(stage)
    again = await upload(stage, menu_id)
    assert (again.status_code, again.json()["message"]) == (400, "An image has already been uploaded to the richmenu")
    assert (await upload(stage, NOBODY)).status_code == 404


async def test_a_menu_without_a_picture_is_shown_to_nobody(stage: Stage) -> None:
    menu_id = await create(stage)
    misaki = stage.misaki.user_id
    many = {"richMenuId": menu_id, "userIds": [misaki]}
    refused = [
        await link(stage, misaki, menu_id),
        await stage.api.post(f"/v2/bot/user/all/richmenu/{menu_id}"),
        await stage.api.post("/v2/bot/richmenu/bulk/link", json=many),
        await stage.api.post("/v2/bot/richmenu/alias", json={"richMenuAliasId": "a", "richMenuId": menu_id}),
    ]
    assert [answer.status_code for answer in refused] == [400] * 4
    assert refused[0].json()["message"] == "must upload richmenu image before applying it to user"


async def test_ones_own_menu_comes_before_the_default(stage: Stage) -> None:
    default, own = await whole(stage, chatBarText="みんな"), await whole(stage, chatBarText="わたし")
    assert stage.simulator.menu_of(stage.misaki) is None
    assert (await stage.api.get("/v2/bot/user/all/richmenu")).json()["message"] == "no default richmenu"

    await stage.api.post(f"/v2/bot/user/all/richmenu/{default}")
    await link(stage, stage.misaki.user_id, own)

    assert (await stage.api.get("/v2/bot/user/all/richmenu")).json() == {"richMenuId": default}
    shown = stage.simulator.menu_of(stage.misaki), stage.simulator.menu_of(stage.kenji)
    assert [menu.menu_id for menu in shown if menu] == [own, default]

    await stage.api.delete(f"/v2/bot/user/{stage.misaki.user_id}/richmenu")
    assert stage.simulator.menu_of(stage.misaki) == stage.simulator.menu_of(stage.kenji)
    await stage.api.delete("/v2/bot/user/all/richmenu")
    assert stage.simulator.menu_of(stage.misaki) is None


async def test_linking_somebody_who_is_no_friend_is_answered_well_and_does_nothing(stage: Stage) -> None:
    menu_id = await whole(stage)
    await stage.simulator.block(stage.misaki)
    for user_id in (stage.kenji.user_id, stage.misaki.user_id, "U" + "0" * 32):
        assert (await link(stage, user_id, menu_id)).json() == {}
        assert await seen(stage, user_id) is None


async def test_many_are_linked_after_the_answer_friends_only(stage: Stage) -> None:
    menu_id = await whole(stage)
    people = [stage.misaki.user_id, stage.kenji.user_id]
    answer = await stage.api.post("/v2/bot/richmenu/bulk/link", json={"richMenuId": menu_id, "userIds": people})
    assert (answer.status_code, answer.json()) == (202, {})
    assert [await seen(stage, user_id) for user_id in people] == [menu_id, None]
    assert (await stage.api.post("/v2/bot/richmenu/bulk/unlink", json={"userIds": people})).status_code == 202
    assert await seen(stage, people[0]) is None


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"richMenuId": NOBODY, "userIds": ["U" + "0" * 32]}, 404),
        ({"richMenuId": "menu", "userIds": ["U" + "0" * 32]}, 400),
        ({"richMenuId": NOBODY, "userIds": ["U" + "0" * 32] * (MOST_PEOPLE_A_CALL + 1)}, 400),
        ({"richMenuId": NOBODY, "userIds": []}, 400),
        ({"richMenuId": NOBODY, "userIds": ["misaki"]}, 400),
        ({}, 400),
    ],
)
async def test_a_wrong_order_for_many_links_nobody(stage: Stage, body: dict[str, Any], status: int) -> None:
    assert (await stage.api.post("/v2/bot/richmenu/bulk/link", json=body)).status_code == status


async def test_deleting_a_menu_takes_it_from_everybody(stage: Stage) -> None:
    menu_id = await whole(stage)
    await link(stage, stage.misaki.user_id, menu_id)
    await stage.api.post(f"/v2/bot/user/all/richmenu/{menu_id}")

    assert (await stage.api.delete(f"/v2/bot/richmenu/{menu_id}")).json() == {}

    assert stage.simulator.menu_of(stage.misaki) is None
    assert (await stage.api.delete(f"/v2/bot/richmenu/{menu_id}")).status_code == 404
    assert (await link(stage, stage.misaki.user_id, menu_id)).status_code == 404


async def test_an_alias_stands_for_a_menu_until_it_is_pointed_elsewhere(stage: Stage) -> None:
    first, second = await whole(stage), await whole(stage)
    alias = {"richMenuAliasId": "tsudoi-a", "richMenuId": first}
    path = "/v2/bot/richmenu/alias"
    assert (await stage.api.get(f"{path}/tsudoi-a")).status_code == 404
    assert (await stage.api.post(path, json=alias)).json() == {}
    assert (await stage.api.post(path, json=alias)).json()["message"] == "conflict richmenu alias id"
    assert (await stage.api.get(f"{path}/list")).json() == {"aliases": [alias]}

    assert (await stage.api.post(f"{path}/tsudoi-a", json={"richMenuId": second})).json() == {}
    assert (await stage.api.get(f"{path}/tsudoi-a")).json()["richMenuId"] == second
    assert (await stage.api.post(f"{path}/tsudoi-b", json={"richMenuId": second})).status_code == 404
    assert (await stage.api.post(path, json={"richMenuAliasId": "TSUDOI", "richMenuId": first})).status_code == 400
    assert (await stage.api.post(path, json={"richMenuAliasId": "b", "richMenuId": "x"})).status_code == 400
    assert (await stage.api.delete(f"{path}/tsudoi-a")).json() == {}
    assert (await stage.api.delete(f"{path}/tsudoi-a")).status_code == 404


async def test_a_hundred_menus_an_hour_can_be_made_and_deleted(stage: Stage) -> None:
    made = [await create(stage) for _number in range(MOST_AN_HOUR)]
    assert (await stage.api.post("/v2/bot/richmenu", json=menu())).status_code == 429
    for menu_id in made:
        await stage.api.delete(f"/v2/bot/richmenu/{menu_id}")
    assert (await stage.api.delete(f"/v2/bot/richmenu/{NOBODY}")).status_code == 429
    stage.clock.advance(hours=1)
    assert await create(stage)


async def test_a_user_id_has_to_be_one(stage: Stage) -> None:
    menu_id = await whole(stage)
    for answer in (await link(stage, "misaki", menu_id), await stage.api.get("/v2/bot/user/misaki/richmenu")):
        assert (answer.status_code, answer.json()["message"]) == (
            400,
            "The value for the 'userId' parameter is invalid",
        )


async def test_a_tap_on_the_menu_says_its_words_in_private(stage: Stage) -> None:
    await stage.api.post(f"/v2/bot/user/all/richmenu/{await whole(stage)}")

    await stage.simulator.tap_menu(stage.kenji, "ルール")

    assert stage.bot.last["message"]["text"] == "ルール"
    assert stage.bot.last["source"] == {"type": "user", "userId": stage.kenji.user_id}
    with pytest.raises(ImpossibleActionError, match="使い方"):
        await stage.simulator.tap_menu(stage.kenji, "使い方")


async def test_nothing_can_be_tapped_where_there_is_no_menu(stage: Stage) -> None:
    with pytest.raises(ImpossibleActionError):
        await stage.simulator.tap_menu(stage.misaki, "ルール")


async def test_switching_to_an_alias_that_is_gone_is_told_and_changes_nothing(stage: Stage) -> None:
    switch = {"type": "richmenuswitch", "label": "次", "richMenuAliasId": "next", "data": "to=next"}
    first, second = await whole(stage, areas=[area(action=switch)]), await whole(stage)
    await stage.api.post(f"/v2/bot/user/all/richmenu/{first}")

    await stage.simulator.tap_menu(stage.misaki, "次")
    assert stage.bot.last["postback"]["params"]["status"] == "RICHMENU_ALIAS_ID_NOTFOUND"

    await stage.api.post("/v2/bot/richmenu/alias", json={"richMenuAliasId": "next", "richMenuId": second})
    await stage.simulator.tap_menu(stage.misaki, "次")
    assert stage.bot.last["postback"] == {
        "data": "to=next",
        "params": {"newRichMenuAliasId": "next", "status": "SUCCESS"},
    }
    assert await seen(stage, stage.misaki.user_id) == second


async def test_the_page_is_shown_each_persons_menu_and_its_picture(stage: Stage) -> None:
    own = await whole(stage)
    await link(stage, stage.misaki.user_id, own)

    shown = (await stage.api.get("/sim/world")).json()["rich_menus"]

    assert list(shown) == [stage.misaki.user_id]
    drawn = shown[stage.misaki.user_id]
    assert (drawn["size"], drawn["chat_bar_text"]) == ({"width": 2500, "height": 843}, "メニュー")
    assert drawn["areas"] == [{**area(), "label": "ルール"}]
    assert (await stage.api.get(drawn["image_url"])).content == png()
    assert (await stage.api.get(f"/sim/menus/{NOBODY}/picture")).status_code == 404


async def test_menus_survive_a_restart(tmp_path: Path) -> None:
    store = tmp_path / "world.json"
    before = build_stage(store=store)
    menu_id = await whole(before)
    await link(before, before.misaki.user_id, menu_id)
    await before.api.aclose()
    await before.simulator.close()

    after = build_stage(store=store)

    assert after.simulator.platform.world == before.simulator.platform.world
    assert (await after.api.get(f"/v2/bot/richmenu/{menu_id}/content")).content == png()
    assert await seen(after, after.misaki.user_id) == menu_id
    await after.api.aclose()
    await after.simulator.close()
