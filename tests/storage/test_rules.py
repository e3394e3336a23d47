"""Rules in all their versions, and who agreed to which."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Database
from storage.models import Community
from storage.models.members import MemberStatus
from storage.models.rules import ConsentWay
from storage.repositories.communities import CommunityRepository
from storage.repositories.members import MemberRepository
from storage.repositories.rules import RulesRepository

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


async def new_community(session: AsyncSession, chat_id: str = "C1") -> Community:
    return await CommunityRepository(session).found(
        chat_id, language="ja", timezone="Asia/Tokyo", admitted=True, now=NOW
    )


async def lines_of(rules: RulesRepository, version: int) -> list[str]:
    return [rule.text for rule in await rules.of_version(version)]


async def test_a_new_community_has_no_rules_and_no_version(database: Database) -> None:
    async with database.write() as session:
        community = await new_community(session)
        rules = RulesRepository(session, community)

        assert await rules.current() == []
        assert await rules.version(community.rules_version) is None
        assert await rules.versions() == []


async def test_replacing_puts_a_new_version_in_force_and_keeps_the_old_one_readable(database: Database) -> None:
    async with database.write() as session:
        community = await new_community(session)
        rules = RulesRepository(session, community)
        await rules.replace(["挨拶", "静かに"], by=1, now=NOW)
        await rules.replace(["静かに", "挨拶", "写真"], by=2, now=LATER)

    async with database.read() as session:
        stored = await session.get_one(Community, community.number)
        rules = RulesRepository(session, stored)
        assert [rule.text for rule in await rules.current()] == ["静かに", "挨拶", "写真"]
        assert [rule.position for rule in await rules.current()] == [1, 2, 3]
        assert await lines_of(rules, 1) == ["挨拶", "静かに"]
        assert [(each.version, each.changed_by, each.changed_at) for each in await rules.versions()] == [
            (2, 2, LATER),
            (1, 1, NOW),
        ]


async def test_only_the_newest_versions_are_listed(database: Database) -> None:
    async with database.write() as session:
        rules = RulesRepository(session, await new_community(session))
        for number in range(5):
            await rules.replace([f"rule {number}"], by=None, now=NOW)

        assert [each.version for each in await rules.versions(limit=2)] == [5, 4]


async def test_the_first_agreement_to_a_version_counts(database: Database) -> None:
    async with database.write() as session:
        community = await new_community(session)
        rules = RulesRepository(session, community)
        await rules.replace(["挨拶"], by=None, now=NOW)
        first = await rules.agree(7, 1, NOW, ConsentWay.BUTTON)
        again = await rules.agree(7, 1, LATER, ConsentWay.COMMAND)

        assert (again.agreed_at, again.way) == (first.agreed_at, ConsentWay.BUTTON) == (NOW, first.way)
        assert len(await rules.consents(1)) == 1


async def test_an_agreement_is_to_one_version_only(database: Database) -> None:
    async with database.write() as session:
        rules = RulesRepository(session, await new_community(session))
        await rules.replace(["挨拶"], by=None, now=NOW)
        await rules.agree(7, 1, NOW, ConsentWay.BUTTON)
        await rules.replace(["挨拶", "静かに"], by=None, now=LATER)

        assert await rules.has_agreed(7, 1)
        assert not await rules.has_agreed(7, 2)


async def test_who_has_not_agreed_are_members_who_belong_now(database: Database) -> None:
    async with database.write() as session:
        community = await new_community(session)
        members = MemberRepository(session, community)
        rules = RulesRepository(session, community)
        agreed, missing, gone = [await members.remember(user_id, NOW) for user_id in ("Ua", "Ub", "Uc")]
        gone.status = MemberStatus.LEFT
        await rules.replace(["挨拶"], by=None, now=NOW)
        await rules.agree(agreed.number, 1, NOW, ConsentWay.COMMAND)

        assert [member.number for member in await rules.not_agreed(1)] == [missing.number]


async def test_another_communitys_rules_and_agreements_do_not_show(database: Database) -> None:
    async with database.write() as session:
        here, there = await new_community(session, "C1"), await new_community(session, "C2")
        for community in (here, there):
            await MemberRepository(session, community).remember("Ua", NOW)
        await RulesRepository(session, there).replace(["there"], by=None, now=NOW)
        await RulesRepository(session, there).agree(1, 1, NOW, ConsentWay.BUTTON)
        rules = RulesRepository(session, here)
        await rules.replace(["here"], by=None, now=NOW)

        assert [rule.text for rule in await rules.current()] == ["here"]
        assert await rules.consents(1) == []
        assert [member.number for member in await rules.not_agreed(1)] == [1]
