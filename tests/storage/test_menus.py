"""Which menu each person sees: newer wishes take the place of older ones, and none is lost while LINE is asked."""

from datetime import timedelta

from storage.database import Database
from storage.models.menus import LinkState, MenuLink
from storage.repositories.menus import LEASE, Wish
from tests.factories import HANA, KEN, NOW, SECOND, unit_of_work

MENU = "richmenu-1"


async def ask(database: Database, *user_ids: str) -> None:
    async with database.write() as session:
        for user_id in user_ids:
            await unit_of_work(session).menus.ask(user_id, NOW)


async def take(database: Database, after: timedelta = timedelta()) -> list[Wish]:
    async with database.write() as session:
        return await unit_of_work(session).menus.take(NOW + after)


async def link_of(database: Database, user_id: str = HANA) -> MenuLink:
    async with database.read() as session:
        link = await unit_of_work(session).menus.get(user_id)
    assert link is not None
    return link


async def test_several_wishes_of_a_person_are_one(database: Database) -> None:
    await ask(database, HANA, HANA, KEN)
    assert [(wish.user_id, wish.asked) for wish in await take(database)] == [(HANA, 2), (KEN, 1)]


async def test_wishes_for_many_are_made_at_once_and_keep_those_there_were(database: Database) -> None:
    await ask(database, KEN)
    async with database.write() as session:
        await unit_of_work(session).menus.ask_all([HANA, KEN, HANA], NOW)
        await unit_of_work(session).menus.ask_all([], NOW)
    assert [(wish.user_id, wish.asked) for wish in await take(database)] == [(HANA, 1), (KEN, 2)]


async def test_a_wish_is_given_to_one_process_until_its_lease_ends(database: Database) -> None:
    await ask(database, HANA)
    assert len(await take(database)) == 1
    assert await take(database, LEASE - SECOND) == []
    assert len(await take(database, LEASE)) == 1


async def test_what_line_confirmed_is_kept_and_no_longer_waits(database: Database) -> None:
    await ask(database, HANA)
    (wish,) = await take(database)
    async with database.write() as session:
        await unit_of_work(session).menus.linked(wish, "host/ja", MENU, NOW)
    link = await link_of(database)
    assert (link.state, link.menu, link.rich_menu_id, link.settled_at) == (LinkState.LINKED, "host/ja", MENU, NOW)
    assert await take(database, LEASE * 2) == []


async def test_a_wish_that_comes_while_line_is_asked_is_not_lost(database: Database) -> None:
    await ask(database, HANA)
    (wish,) = await take(database)
    await ask(database, HANA)
    async with database.write() as session:
        menus = unit_of_work(session).menus
        await menus.linked(wish, "member/ja", MENU, NOW)
        await menus.later(wish, NOW + timedelta(hours=1), "slow")
    link = await link_of(database)
    assert (link.state, link.menu, link.note) == (LinkState.WAITING, "member/ja", None)
    assert [(each.user_id, each.asked) for each in await take(database)] == [(HANA, 2)]


async def test_a_wish_that_failed_waits_for_its_moment(database: Database) -> None:
    await ask(database, HANA)
    (wish,) = await take(database)
    async with database.write() as session:
        await unit_of_work(session).menus.later(wish, NOW + SECOND, "status 500" * 30)
    async with database.read() as session:
        assert await unit_of_work(session).menus.next_not_before(NOW) == NOW + SECOND
    assert await take(database) == []
    assert [each.tries for each in await take(database, SECOND)] == [1]


async def test_whoever_sees_no_menu_of_their_own_is_not_on_record_as_linked(database: Database) -> None:
    await ask(database, HANA)
    (wish,) = await take(database)
    async with database.write() as session:
        menus = unit_of_work(session).menus
        await menus.linked(wish, "host/ja", MENU, NOW)
        await menus.unlinked(wish, "no friend", NOW)
    link = await link_of(database)
    assert (link.state, link.menu, link.rich_menu_id, link.note) == (LinkState.UNLINKED, None, None, "no friend")


async def test_blocking_gives_up_a_wish_even_while_line_is_asked(database: Database) -> None:
    await ask(database, HANA)
    (wish,) = await take(database)
    async with database.write() as session:
        menus = unit_of_work(session).menus
        await menus.forget(HANA, "blocked", NOW)
        await menus.forget(KEN, "never seen", NOW)
        await menus.unlinked(wish, "no friend", NOW)
    assert (await link_of(database)).state is LinkState.UNLINKED
    assert await take(database, LEASE * 2) == []


async def test_friends_and_people_with_a_menu_may_have_to_be_moved(database: Database) -> None:
    await ask(database, KEN)
    async with database.write() as session:
        unit = unit_of_work(session)
        (await unit.people.remember(HANA)).is_friend = True
        await unit.people.remember("U" + "c" * 32)
    async with database.read() as session:
        assert await unit_of_work(session).menus.people() == [HANA, KEN]


async def test_a_wish_is_made_for_whoever_had_none(database: Database) -> None:
    await ask(database, HANA, HANA)
    async with database.write() as session:
        wishes = await unit_of_work(session).menus.wishes_for([KEN, HANA], NOW)
    assert [(wish.user_id, wish.asked) for wish in wishes] == [(KEN, 1), (HANA, 2)]


async def test_whoever_has_had_no_menu_for_a_week_is_forgotten(database: Database) -> None:
    await ask(database, HANA, KEN)
    hana, ken = await take(database)
    week = timedelta(days=7)
    async with database.write() as session:
        menus = unit_of_work(session).menus
        await menus.unlinked(hana, "no friend", NOW)
        await menus.linked(ken, "host/ja", MENU, NOW)
    for passed, known in ((week - SECOND, {HANA, KEN}), (week, {KEN})):
        async with database.write() as session:
            menus = unit_of_work(session).menus
            await menus.forget_old(NOW + passed)
            assert set(await menus.of([HANA, KEN])) == known


async def test_a_person_who_is_erased_leaves_no_menu_behind(database: Database) -> None:
    await ask(database, HANA, KEN)
    async with database.write() as session:
        menus = unit_of_work(session).menus
        await menus.erase(HANA)
        assert set(await menus.of([HANA, KEN])) == {KEN}
