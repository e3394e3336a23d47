"""The owner changes, on every engine."""

from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Database
from storage.models.members import MemberStatus, Role
from storage.repositories.communities import CommunityRepository
from storage.repositories.members import MemberRepository

NOW = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)


async def members_of_a_new_community(session: AsyncSession, chat_id: str = "C1") -> MemberRepository:
    communities = CommunityRepository(session)
    community = await communities.found(chat_id, language="ja", timezone="Asia/Tokyo", admitted=True, now=NOW)
    return MemberRepository(session, community)


async def test_a_new_owner_makes_the_former_one_a_host(database: Database) -> None:
    async with database.write() as session:
        members = await members_of_a_new_community(session)
        hana, ken = await members.remember("U1", NOW), await members.remember("U2", NOW)
        assert await members.make_owner(hana) == []
        assert await members.make_owner(ken) == [hana]
    assert (hana.role, ken.role) == (Role.HOST, Role.OWNER)


async def test_a_former_owner_who_has_gone_keeps_no_role(database: Database) -> None:
    async with database.write() as session:
        members = await members_of_a_new_community(session)
        hana, ken = await members.remember("U1", NOW), await members.remember("U2", NOW)
        await members.make_owner(hana)
        hana.status = MemberStatus.LEFT
        await members.make_owner(ken)
        back = await members.remember("U1", NOW)
        owner = await members.owner()
    assert back.role is Role.MEMBER
    assert owner is not None
    assert owner.number == ken.number


async def test_making_the_owner_the_owner_again_changes_nobody(database: Database) -> None:
    async with database.write() as session:
        members = await members_of_a_new_community(session)
        hana = await members.remember("U1", NOW)
        await members.make_owner(hana)
        assert await members.make_owner(hana, former_becomes=Role.MEMBER) == []
    assert hana.role is Role.OWNER


async def test_an_owner_elsewhere_is_left_alone(database: Database) -> None:
    async with database.write() as session:
        here = await members_of_a_new_community(session, "C1")
        there = await members_of_a_new_community(session, "C2")
        owner_there = await there.remember("U1", NOW)
        await there.make_owner(owner_there)
        await here.make_owner(await here.remember("U2", NOW))
    assert owner_there.role is Role.OWNER
