"""Each person sees the menu of their role, soon after it changes, and LINE is believed only when it shows so."""

import pytest

from bot.richmenu.linking import NO_FRIEND, NO_SUCH_MENU
from bot.simulator.mishaps import CallMishap
from storage.models.menus import LinkState
from tests.conftest import ENGINES
from tests.scenarios.menu_shop import calls_to, on_record, own_menu, shown, synced
from tests.scenarios.world import World

LINK = "/richmenu/richmenu-"


async def ready(world: World) -> World:
    """Make the menus, let Sayuri own the group with Kenji and Emily as members, all three being friends of the bot."""
    await synced(world)
    await world.claimed()
    for person in (world.sayuri, world.kenji, world.emily):
        await world.say(person, world.group, "こんにちは")
        await world.follow(person)
    world.skip_news()
    return world


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_everybody_sees_the_menu_of_their_role(world: World) -> None:
    await ready(world)
    await world.follow(world.mio)

    assert shown(world, world.sayuri) == "host/ja"
    assert shown(world, world.kenji) == "member/ja"
    assert shown(world, world.mio) == "newcomer/ja"
    link = await on_record(world, world.sayuri)
    assert link is not None
    assert (link.state, link.menu, link.rich_menu_id) == (LinkState.LINKED, "host/ja", own_menu(world, world.sayuri))


async def test_whoever_is_no_friend_sees_the_newcomers_menu(world: World) -> None:
    await synced(world)
    assert shown(world, world.taro) == "newcomer/ja"
    assert own_menu(world, world.taro) is None


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_new_role_brings_its_menu_and_its_end_takes_it_away(world: World) -> None:
    await ready(world)
    number = "#2"

    await world.say(world.sayuri, world.private, f"/host add {number}")
    assert shown(world, world.kenji) == "host/ja"
    await world.say(world.sayuri, world.private, f"/host remove {number}")
    assert shown(world, world.kenji) == "member/ja"
    await world.say(world.sayuri, world.private, f"/host add {number} helper")
    assert shown(world, world.kenji) == "member/ja"


async def test_handing_the_group_over_leaves_both_with_the_hosts_menu(world: World) -> None:
    await ready(world)

    await world.say(world.sayuri, world.private, "/owner #2")
    await world.tap(world.sayuri, "はい、うかがってください", world.private)
    await world.say(world.kenji, world.private, "使い方")
    await world.tap(world.kenji, "引き受けます", world.private)

    assert shown(world, world.kenji) == "host/ja"
    assert shown(world, world.sayuri) == "host/ja"


async def test_claiming_a_group_brings_the_hosts_menu(world: World) -> None:
    await synced(world)
    await world.follow(world.sayuri)
    assert shown(world, world.sayuri) == "newcomer/ja"

    await world.invite_bot()
    await world.claim(world.sayuri)

    assert shown(world, world.sayuri) == "host/ja"


async def test_a_host_who_leaves_the_group_is_shown_the_newcomers_menu(world: World) -> None:
    await ready(world)
    await world.leave(world.sayuri)
    assert shown(world, world.sayuri) == "newcomer/ja"


async def test_a_friend_who_comes_into_the_group_gets_the_members_menu_with_the_next_word(world: World) -> None:
    await ready(world)
    await world.follow(world.hanako)
    assert shown(world, world.hanako) == "newcomer/ja"

    await world.join(world.hanako)
    await world.say(world.hanako, world.group, "はじめまして")
    await world.say(world.hanako, world.private, "使い方")

    assert shown(world, world.hanako) == "member/ja"


async def test_the_menu_speaks_the_language_of_the_person(world: World) -> None:
    await ready(world)

    await world.say(world.emily, world.private, "/lang en")
    assert shown(world, world.emily) == "member/en"
    await world.say(world.emily, world.private, "/lang ja")
    assert shown(world, world.emily) == "member/ja"


async def test_the_menu_follows_the_group_that_is_chosen(world: World) -> None:
    await ready(world)
    second = world.line.add_group("日曜の会", [world.sayuri, world.kenji])
    await world.invite_bot(second)
    await world.claim(world.kenji, second)
    await world.say(world.sayuri, second, "こんにちは")
    assert shown(world, world.kenji) == "host/ja"

    await world.say(world.kenji, world.private, "/use")
    await world.tap(world.kenji, "土曜の会（ひみつ）", world.private)
    assert shown(world, world.kenji) == "member/ja"
    await world.say(world.kenji, world.private, "/use")
    await world.tap(world.kenji, "日曜の会", world.private)
    assert shown(world, world.kenji) == "host/ja"


async def test_every_area_of_every_menu_is_answered(world: World) -> None:
    await ready(world)
    await world.follow(world.mio)
    for person in (world.sayuri, world.kenji, world.mio):
        menu = world.line.menu_of(person)
        assert menu is not None
        for area in menu.definition["areas"]:
            await world.line.tap_menu(person, area["action"]["label"])
            await world.settle()
            assert world.private_news(person), area["action"]["label"]


async def test_a_menu_works_while_taps_have_no_name_and_nobody_is_a_friend(world: World) -> None:
    await synced(world)
    await world.claimed()
    world.line.switch("nobody_is_a_friend", on=True)
    world.line.switch("no_user_id_on_postbacks", on=True)
    await world.say(world.kenji, world.group, "こんにちは")

    assert shown(world, world.kenji) == "newcomer/ja"
    await world.line.tap_menu(world.kenji, "困ったとき")
    await world.settle()

    assert "0120-279-338" in "".join(world.private_news(world.kenji))


async def test_a_person_who_is_no_friend_is_never_recorded_as_linked(world: World) -> None:
    await synced(world)
    await world.claimed()

    link = await on_record(world, world.sayuri)

    assert link is not None
    assert (link.state, link.rich_menu_id, link.note) == (LinkState.UNLINKED, None, NO_FRIEND)
    assert calls_to(world, "POST", f"/user/{world.sayuri.user_id}{LINK}") == 1
    await world.follow(world.sayuri)
    assert shown(world, world.sayuri) == "host/ja"


async def test_somebody_who_blocks_the_bot_loses_the_menu_and_gets_it_back(world: World) -> None:
    await ready(world)

    await world.line.block(world.kenji)
    await world.settle()
    blocked = await on_record(world, world.kenji)
    await world.follow(world.kenji)
    back = await on_record(world, world.kenji)

    assert blocked is not None
    assert (blocked.state, blocked.rich_menu_id) == (LinkState.UNLINKED, None)
    assert back is not None
    assert back.state is LinkState.LINKED


async def test_a_person_who_blocks_in_the_middle_is_not_taken_for_linked(world: World) -> None:
    await ready(world)
    world.line.mishaps.calls(CallMishap.REFUSED, 1, path=LINK, status=500)
    await world.say(world.sayuri, world.private, "/host add #2")

    world.kenji.blocked = True  # and LINE has not told yet
    world.line.platform.world.rich_menus.links.pop(world.kenji.user_id)
    await world.pass_time(minutes=1)

    link = await on_record(world, world.kenji)
    assert link is not None
    assert (link.state, link.note) == (LinkState.UNLINKED, NO_FRIEND)


@pytest.mark.parametrize("mishap", [CallMishap.REFUSED, CallMishap.RESET, CallMishap.ANSWER_LOST])
@pytest.mark.parametrize("path", ["/richmenu/alias/", LINK])
async def test_when_line_fails_the_menu_comes_as_soon_as_it_can(world: World, mishap: CallMishap, path: str) -> None:
    await ready(world)
    world.line.mishaps.calls(mishap, 3, path=path, status=503)

    await world.say(world.sayuri, world.private, "/host add #2")
    waiting = await on_record(world, world.kenji)
    await world.pass_time(minutes=1)

    assert waiting is not None
    assert waiting.state is LinkState.WAITING
    assert shown(world, world.kenji) == "host/ja"
    link = await on_record(world, world.kenji)
    assert link is not None
    assert link.state is LinkState.LINKED


async def test_a_role_that_changes_while_line_is_away_ends_as_the_last_one(world: World) -> None:
    await ready(world)
    world.line.mishaps.calls(CallMishap.REFUSED, 4, path="/richmenu/alias/", status=500)

    await world.say(world.sayuri, world.private, "/host add #2")
    await world.say(world.sayuri, world.private, "/host remove #2")
    await world.pass_time(minutes=1)

    assert shown(world, world.kenji) == "member/ja"


async def test_a_wish_outlives_the_process(world: World) -> None:
    await ready(world)
    world.line.mishaps.calls(CallMishap.REFUSED, 1, path="/richmenu/alias/", status=500)
    await world.say(world.sayuri, world.private, "/host add #2")

    await world.restart()
    await world.pass_time(minutes=2)

    assert shown(world, world.kenji) == "host/ja"


async def test_while_line_is_away_one_call_a_round_is_enough(world: World) -> None:
    await ready(world)
    people = [world.line.add_person(f"人{number}") for number in range(5)]
    world.line.mishaps.calls(CallMishap.REFUSED, 1, path="/richmenu/alias/", status=500)
    before = calls_to(world, "/richmenu/alias/")
    for person in people:
        await world.line.follow(person)
    await world.settle()
    assert calls_to(world, "/richmenu/alias/") == before + 1
    await world.pass_time(minutes=1)
    assert {shown(world, person) for person in people} == {"newcomer/ja"}
    assert all(own_menu(world, person) for person in people)


async def test_where_line_refuses_to_tell_the_menu_of_one_person_all_others_get_theirs(world: World) -> None:
    await ready(world)
    await world.follow(world.hanako)
    world.line.mishaps.calls(CallMishap.REFUSED, 1, path="/richmenu/alias/", status=403)

    await world.say(world.sayuri, world.private, "/host add #2")
    await world.follow(world.taro)

    link = await on_record(world, world.kenji)
    assert link is not None
    assert (link.state, (link.note or "")[:3]) == (LinkState.UNLINKED, "403")
    assert shown(world, world.taro) == "newcomer/ja"


async def test_an_alias_that_is_gone_is_no_obstacle(world: World) -> None:
    await ready(world)
    world.line.platform.world.rich_menus.aliases.clear()

    await world.say(world.sayuri, world.private, "/host add #2")

    assert shown(world, world.kenji) == "host/ja"


async def test_a_menu_that_goes_away_in_between_is_replaced_by_what_is_there(world: World) -> None:
    await ready(world)
    menus = world.line.platform.world.rich_menus
    stale = menus.aliases["tsudoi-host-ja"]
    del menus.menus[stale]

    await world.say(world.sayuri, world.private, "/host add #2")
    waiting = await on_record(world, world.kenji)
    await synced(world)
    await world.pass_time(minutes=1)

    assert waiting is not None
    assert waiting.state is LinkState.WAITING
    assert shown(world, world.kenji) == "host/ja"


async def test_without_any_menu_at_line_everything_else_works_and_the_record_says_why(world: World) -> None:
    await world.claimed()

    assert "はじめまして" in "".join(await world.follow(world.sayuri))

    link = await on_record(world, world.sayuri)
    assert link is not None
    assert (link.state, link.note) == (LinkState.UNLINKED, NO_SUCH_MENU)
    asked = calls_to(world, "/richmenu/list")
    await world.say(world.sayuri, world.private, "使い方")
    assert calls_to(world, "/richmenu/list") == asked
    await world.pass_time(days=1)
    await world.say(world.sayuri, world.private, "使い方")
    assert calls_to(world, "/richmenu/list") == asked + 1


async def test_a_menu_that_is_right_costs_no_call(world: World) -> None:
    await ready(world)
    before = calls_to(world, "richmenu")
    for _word in range(3):
        await world.say(world.kenji, world.private, "使い方")
    assert calls_to(world, "richmenu") == before


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_whoever_is_forgotten_loses_the_menu_of_their_role_at_line_too(world: World) -> None:
    await ready(world)
    await world.say(world.sayuri, world.private, "/host add #2")
    assert shown(world, world.kenji) == "host/ja"

    await world.say(world.kenji, world.private, "/forgetme now")

    assert own_menu(world, world.kenji) is None
    assert await on_record(world, world.kenji) is None


async def test_a_menu_that_line_could_not_take_away_is_taken_away_later(world: World) -> None:
    await ready(world)
    world.line.mishaps.calls(CallMishap.REFUSED, 3, path="/richmenu", status=503)

    await world.say(world.kenji, world.private, "/forgetme now")
    before = own_menu(world, world.kenji)
    await world.pass_time(minutes=5)

    assert before is not None
    assert own_menu(world, world.kenji) is None
