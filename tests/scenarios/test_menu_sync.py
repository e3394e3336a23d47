"""The sync makes LINE match the code: people always have a menu, and whatever interrupts it, the next run ends it."""

from contextlib import suppress
from typing import Any

import pytest

from bot.line_api import LineError, LineUnavailable
from bot.richmenu import sync as syncing
from bot.richmenu.definitions import Menu, MenuKind, all_menus
from bot.richmenu.images import read_picture
from bot.richmenu.sync import MenuRefused
from bot.simulator.menus import Menus
from bot.simulator.mishaps import CallMishap
from bot.simulator.world import RichMenu, RichMenus
from storage.models.menus import LinkState
from tests.conftest import ENGINES
from tests.scenarios.menu_shop import calls_to, on_record, own_menu, shown, synced
from tests.scenarios.world import World

WANTED = {menu.name for menu in all_menus()}
FOREIGN = "shop/menu"


def at_line(world: World) -> RichMenus:
    return world.line.platform.world.rich_menus


def names(world: World) -> list[str]:
    return sorted(menu.definition["name"] for menu in at_line(world).menus.values())


def state(world: World) -> dict[str, Any]:
    """Give what LINE has, by names instead of ids."""
    there = at_line(world)
    name = {menu_id: menu.definition["name"] for menu_id, menu in there.menus.items()}
    return {
        "menus": names(world),
        "pictures": all(menu.picture for menu in there.menus.values()),
        "aliases": {alias: name.get(menu_id) for alias, menu_id in there.aliases.items()},
        "default": name.get(there.default or ""),
        "links": {user_id: name.get(menu_id) for user_id, menu_id in there.links.items()},
    }


def older(world: World) -> None:
    """Let all of LINE's menus of ours be those of an older version of the code."""
    for menu in at_line(world).menus.values():
        menu.definition = {**menu.definition, "name": menu.definition["name"][:-12] + "0" * 12}


def add_foreign(world: World) -> str:
    """Let somebody else have made a menu, too."""
    definition = {**all_menus()[0].as_line(), "name": FOREIGN}
    menu = RichMenu("richmenu-" + "f" * 32, definition, "cGljdHVyZQ==", "image/png")
    at_line(world).menus[menu.menu_id] = menu
    at_line(world).aliases["shop"] = menu.menu_id
    return menu.menu_id


async def peopled(world: World) -> World:
    """Let Sayuri own the group, Kenji be a member, both friends with the menus of an older version."""
    await synced(world)
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    for person in (world.sayuri, world.kenji, world.mio):
        await world.follow(person)
    older(world)
    return world


async def test_a_first_run_makes_everything(world: World) -> None:
    steps = await synced(world)

    assert state(world) == {
        "menus": sorted(WANTED),
        "pictures": True,
        "aliases": {menu.alias: menu.name for menu in all_menus()},
        "default": next(menu.name for menu in all_menus() if menu.key == "newcomer/ja"),
        "links": {},
    }
    assert len(steps) == 2 * len(WANTED) + 1
    assert calls_to(world, "POST /v2/bot/richmenu") == 3 * len(WANTED)


async def test_a_second_run_changes_nothing(world: World) -> None:
    await peopled(world)
    await synced(world)
    before, made = state(world), calls_to(world, "POST") + calls_to(world, "DELETE")

    assert await synced(world) == []

    assert state(world) == before
    assert calls_to(world, "POST") + calls_to(world, "DELETE") == made


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_people_are_moved_to_the_new_menus_before_the_old_ones_go(world: World) -> None:
    await peopled(world)
    old = own_menu(world, world.sayuri)
    before = len(world.line.calls())

    await synced(world)

    assert names(world) == sorted(WANTED)
    assert own_menu(world, world.sayuri) not in {old, None}
    assert [shown(world, person) for person in (world.sayuri, world.kenji, world.mio)] == [
        "host/ja",
        "member/ja",
        "newcomer/ja",
    ]
    calls = [f"{call.method} {call.path}" for call in world.line.calls()[before:]]
    last_link = max(place for place, call in enumerate(calls) if "bulk/link" in call)
    first_deletion = min(place for place, call in enumerate(calls) if call.startswith("DELETE"))
    assert last_link < first_deletion
    link = await on_record(world, world.sayuri)
    assert link is not None
    assert link.rich_menu_id == own_menu(world, world.sayuri)


async def test_menus_of_others_are_left_alone(world: World) -> None:
    foreign = add_foreign(world)
    await peopled(world)
    at_line(world).menus[foreign].definition["name"] = FOREIGN
    await synced(world)

    assert at_line(world).menus[foreign].definition["name"] == FOREIGN
    assert at_line(world).aliases["shop"] == foreign
    assert names(world) == sorted([*WANTED, FOREIGN])


async def test_a_dry_run_says_what_would_be_done_and_does_nothing(world: World) -> None:
    await peopled(world)
    before, made = state(world), calls_to(world, "POST") + calls_to(world, "DELETE")

    said = await synced(world, dry_run=True)

    assert state(world) == before
    assert calls_to(world, "POST") + calls_to(world, "DELETE") == made
    assert said == await synced(world)


async def run_with_mishap(world: World, monkeypatch: pytest.MonkeyPatch, skip: int, mishap: CallMishap) -> bool:
    """Run with a mishap at the call after so many others; False when the run needs fewer calls."""
    for_call, seen = world.line.mishaps.for_call, 0

    def strike(path: str) -> Any:
        nonlocal seen
        seen += 1
        if seen == skip + 1:
            world.line.mishaps.calls(mishap, 1)
        return for_call(path)

    with monkeypatch.context() as patch:
        patch.setattr(world.line.mishaps, "for_call", strike)
        with suppress(LineError):
            await synced(world)
    return seen > skip


@pytest.mark.parametrize("mishap", [CallMishap.REFUSED, CallMishap.ANSWER_LOST])
async def test_a_run_interrupted_at_any_call_is_ended_by_the_next(
    world: World, mishap: CallMishap, monkeypatch: pytest.MonkeyPatch
) -> None:
    await peopled(world)
    there = at_line(world)
    beginning = {field: getattr(there, field) for field in ("menus", "aliases", "links", "default")}

    def begin_again() -> None:
        for field, value in beginning.items():
            setattr(there, field, dict(value) if isinstance(value, dict) else value)
        there.made_at, there.deleted_at = [], []

    begin_again()
    await synced(world)
    whole = state(world)
    assert whole["menus"] == sorted(WANTED)
    skip = 0
    while True:
        begin_again()
        if not await run_with_mishap(world, monkeypatch, skip, mishap):
            break
        for person in (world.sayuri, world.kenji, world.mio):
            assert shown(world, person) is not None, f"somebody was without a menu after call {skip}"
        await synced(world)
        assert state(world) == whole, f"interrupted at call {skip}"
        skip += 1
    assert skip > 30


async def test_a_menu_left_without_its_picture_is_completed(world: World) -> None:
    world.line.mishaps.calls(CallMishap.RESET, 1, path="/content")
    with pytest.raises(LineUnavailable):
        await synced(world)
    assert not state(world)["pictures"]
    made = calls_to(world, "POST /v2/bot/richmenu") - calls_to(world, "POST", "/content")

    steps = await synced(world)

    assert steps[0].startswith("complete ")
    assert state(world)["pictures"]
    assert names(world) == sorted(WANTED)
    assert made == 1


async def test_a_picture_that_line_refuses_leaves_everything_in_use_as_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await peopled(world)
    before = state(world)

    def of_another_size(menu: Menu) -> bytes:
        picture = read_picture(menu)
        return picture[:16] + (800).to_bytes(4) + picture[20:]

    monkeypatch.setattr("bot.richmenu.sync.read_picture", of_another_size)
    with pytest.raises(MenuRefused, match="newcomer/ja"):
        await synced(world)

    assert state(world) == before


async def test_too_many_menus_in_an_hour_are_made_in_the_next(world: World) -> None:
    at_line(world).made_at = [world.line.platform.now()] * 97
    with pytest.raises(LineUnavailable, match="429"):
        await synced(world)
    assert len(names(world)) == 3

    await world.pass_time(hours=1)
    await synced(world)

    assert names(world) == sorted(WANTED)


async def test_an_alias_that_was_removed_is_made_again(world: World) -> None:
    await synced(world)
    before = state(world)
    at_line(world).aliases.pop("tsudoi-host-ja")

    assert len(await synced(world)) == 1

    assert state(world) == before


async def test_a_menu_made_twice_because_an_answer_was_lost_is_kept_once(world: World) -> None:
    await synced(world)
    twin = next(iter(at_line(world).menus.values()))
    Menus(world.line.platform).create(twin.definition)

    await synced(world)

    assert names(world) == sorted(WANTED)
    assert twin.menu_id in at_line(world).menus


async def test_whoever_turns_out_to_be_no_friend_is_not_recorded_as_linked(world: World) -> None:
    await peopled(world)
    world.kenji.blocked = True  # and LINE has not told

    await synced(world)

    link = await on_record(world, world.kenji)
    assert link is not None
    assert (link.state, link.rich_menu_id) == (LinkState.UNLINKED, None)
    assert shown(world, world.sayuri) == "host/ja"


async def test_whoever_line_is_slow_to_move_is_moved_alone_before_the_old_menu_goes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await peopled(world)
    linking = Menus._link

    def link_only_one(menus: Menus, user_ids: list[str], menu_id: str) -> None:
        if world.line.calls()[-1].path.endswith("bulk/link"):
            return
        linking(menus, user_ids, menu_id)

    monkeypatch.setattr(Menus, "_link", link_only_one)
    paused = 0

    async def pause(_seconds: float) -> None:
        nonlocal paused
        paused += 1

    await synced(world, sleep=pause)

    assert paused == 3 * 4
    assert [shown(world, person) for person in (world.sayuri, world.mio)] == ["host/ja", "newcomer/ja"]
    assert names(world) == sorted(WANTED)


async def test_more_than_five_hundred_people_are_linked_in_several_calls(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "PEOPLE_A_CALL", 2)
    await peopled(world)
    people = [world.line.add_person(f"人{number}") for number in range(4)]
    for person in people:
        await world.follow(person)
    older(world)
    before = calls_to(world, "bulk/link")

    await synced(world)

    assert calls_to(world, "bulk/link") == before + 5  # host 1, member 1, newcomers 5 in threes
    assert {shown(world, person) for person in people} == {"newcomer/ja"}


async def test_a_kind_that_is_no_longer_in_the_code_goes_away_and_its_people_see_another(world: World) -> None:
    await peopled(world)
    without = [menu for menu in all_menus() if menu.kind is not MenuKind.MEMBER or menu.language == "ja"]

    await synced(world, without)

    assert "member/en" not in {"/".join(name.split("/")[1:3]) for name in names(world)}
    assert shown(world, world.kenji) == "member/ja"


@pytest.mark.bot_settings(default_language="en")
async def test_the_default_speaks_the_default_language(world: World) -> None:
    await synced(world, default_language="en")
    assert shown(world, world.taro) == "newcomer/en"
