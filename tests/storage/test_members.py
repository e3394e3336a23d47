"""The members of one community, and nobody else's."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.models import Member
from storage.models.members import MemberStatus, Role
from storage.repositories.members import MemberRepository
from tests.factories import HANA, KEN, NOW, OTHER_CHAT, SECOND, community, unit_of_work

MIO = "U" + "c" * 32


@asynccontextmanager
async def members(database: Database) -> AsyncIterator[MemberRepository]:
    """The members of a new community, inside one transaction."""
    async with database.write() as session:
        yield unit_of_work(session).of(await community(session)).members


async def test_members_are_numbered_in_the_order_they_are_met(database: Database) -> None:
    async with members(database) as repository:
        assert [(await repository.remember(user, NOW)).number for user in (HANA, KEN, HANA, MIO)] == [1, 2, 1, 3]
        assert (await repository.remember(HANA, NOW + SECOND)).first_seen_at == NOW


async def test_every_community_counts_its_own_members(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        here, there = unit.of(await community(session)), unit.of(await community(session, OTHER_CHAT))
        await here.members.remember(HANA, NOW)
        await here.members.remember(KEN, NOW)
        assert (await there.members.remember(KEN, NOW)).number == 1
        assert await there.members.by_user(HANA) is None
        assert await there.members.by_number(2) is None
        assert await there.members.by_users([HANA]) == {}
        assert [member.user_id for member in await there.members.present()] == [KEN]
        assert await there.members.count_present() == 1


async def test_a_member_is_a_plain_active_one_at_first(database: Database) -> None:
    async with members(database) as repository:
        member = await repository.remember(HANA, NOW)
    assert (member.role, member.status, member.joined_at) == (Role.MEMBER, MemberStatus.ACTIVE, None)


async def test_the_moment_of_joining_is_kept_until_the_next_one(database: Database) -> None:
    async with members(database) as repository:
        await repository.remember(HANA, NOW, joined_at=NOW)
        assert (await repository.remember(HANA, NOW + SECOND)).joined_at == NOW
        assert (await repository.remember(HANA, NOW, joined_at=NOW + SECOND)).joined_at == NOW + SECOND


async def test_somebody_who_had_left_is_back_under_the_same_number(database: Database) -> None:
    async with members(database) as repository:
        member = await repository.remember(HANA, NOW)
        member.status, member.left_at = MemberStatus.LEFT, NOW
        again = await repository.remember(HANA, NOW + SECOND)
    assert (again.number, again.status, again.left_at) == (1, MemberStatus.ACTIVE, None)


@pytest.mark.parametrize("status", [MemberStatus.REMOVED, MemberStatus.AWAY, MemberStatus.ASKED])
async def test_no_other_status_ends_by_being_seen(database: Database, status: MemberStatus) -> None:
    async with members(database) as repository:
        (await repository.remember(HANA, NOW)).status = status
        assert (await repository.remember(HANA, NOW)).status is status


async def test_those_who_are_gone_are_found_but_not_counted_as_present(database: Database) -> None:
    async with members(database) as repository:
        for user, status in ((HANA, MemberStatus.LEFT), (KEN, MemberStatus.REMOVED), (MIO, MemberStatus.AWAY)):
            (await repository.remember(user, NOW)).status = status
        assert [member.user_id for member in await repository.present()] == [MIO]
        assert await repository.count_present() == 1
        assert set(await repository.by_users([HANA, KEN, "U-stranger"])) == {HANA, KEN}
        assert await repository.by_users([]) == {}
        found = await repository.by_number(1)
        assert found is not None
        assert not found.is_present


async def test_hosts_are_the_owner_and_hosts_who_are_still_here(database: Database) -> None:
    roles = [Role.HOST, Role.MEMBER, Role.OWNER, Role.HELPER, Role.HOST]
    async with members(database) as repository:
        for number, role in enumerate(roles):
            (await repository.remember(f"U{number}", NOW)).role = role
        (await repository.remember("U4", NOW)).status = MemberStatus.LEFT
        assert [member.number for member in await repository.hosts()] == [1, 3]
        owner = await repository.owner()
        assert owner is not None
        assert owner.number == 3


async def test_a_community_may_have_no_owner(database: Database) -> None:
    async with members(database) as repository:
        await repository.remember(HANA, NOW)
        assert await repository.owner() is None


async def test_two_members_whose_ids_line_does_not_tell_may_stand_side_by_side(database: Database) -> None:
    async with database.write() as session:
        home = await community(session)
        repository = unit_of_work(session).of(home).members
        for _person in range(2):
            number = repository.next_number()
            session.add(Member(community_id=home.number, number=number, first_seen_at=NOW))
        await session.flush()
        assert await repository.count_present() == 2


async def test_one_person_is_one_member_of_a_community(database: Database) -> None:
    async with database.write() as session:
        home = (await community(session)).number
    twice = [Member(community_id=home, number=number, user_id=HANA, first_seen_at=NOW) for number in (1, 2)]
    with pytest.raises(IntegrityError):
        async with database.write() as session:
            session.add_all(twice)


async def test_numbers_drawn_under_the_communitys_lock_are_drawn_once(postgresql: Database) -> None:
    async with postgresql.write() as session:
        number = (await community(session)).number

    async def meet(user_id: str) -> int:
        async with postgresql.write() as session:
            unit = unit_of_work(session)
            home = await unit.communities.lock(number)
            assert home is not None
            return (await unit.of(home).members.remember(user_id, NOW)).number

    numbers = await asyncio.gather(*(meet(f"U{person}") for person in range(8)))
    assert sorted(numbers) == list(range(1, 9))


@pytest.mark.parametrize(
    ("role", "other", "includes"),
    [(Role.OWNER, Role.HOST, True), (Role.HOST, Role.HOST, True), (Role.HELPER, Role.HOST, False)],
)
def test_a_role_includes_itself_and_those_below(role: Role, other: Role, includes: bool) -> None:
    assert role.includes(other) is includes


async def test_listed_people_become_known_in_the_lists_order_and_nobody_is_thereby_heard(database: Database) -> None:
    async with members(database) as repository:
        ken = await repository.remember(KEN, NOW)
        ken.status, ken.last_seen_on = MemberStatus.LISTENING, NOW.date()
        listed = await repository.remember_listed([MIO, KEN, HANA, MIO], NOW + SECOND, listed_at=NOW)
        assert [(each.number, each.user_id, each.last_seen_on, each.joined_at) for each in listed.new] == [
            (2, MIO, None, None),
            (3, HANA, None, None),
        ]
        assert (listed.returned, listed.removed) == ([], [])
        assert (ken.status, ken.last_seen_on) == (MemberStatus.LISTENING, NOW.date())
        assert (await repository.remember_listed([MIO, KEN, HANA], NOW, listed_at=NOW)).new == []


@pytest.mark.parametrize(("left_after", "is_in_the_list"), [(-SECOND, True), (SECOND, False)])
async def test_a_list_older_than_a_leaving_brings_nobody_back(
    database: Database, left_after: timedelta, is_in_the_list: bool
) -> None:
    async with members(database) as repository:
        for user_id, status in ((KEN, MemberStatus.LEFT), (HANA, MemberStatus.REMOVED)):
            member = await repository.remember(user_id, NOW)
            member.status, member.left_at = status, NOW + left_after
        listed = await repository.remember_listed([KEN, HANA], NOW + 2 * SECOND, listed_at=NOW)
        present = [member.user_id for member in await repository.present()]
    assert [member.user_id for member in listed.returned] == present == ([KEN] if is_in_the_list else [])
    assert [member.user_id for member in listed.removed] == ([HANA] if is_in_the_list else [])
