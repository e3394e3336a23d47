"""The wave of newcomers that is gathering."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Database
from storage.repositories.arrivals import FORGOTTEN_AFTER, ArrivalRepository
from storage.repositories.communities import CommunityRepository

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
SOON = NOW + timedelta(seconds=5)


async def arrivals_of_new_community(session: AsyncSession, chat_id: str = "C1") -> ArrivalRepository:
    community = await CommunityRepository(session).found(
        chat_id, language="ja", timezone="Asia/Tokyo", admitted=True, now=NOW
    )
    return ArrivalRepository(session, community)


async def test_those_who_come_later_join_the_wave_that_began_before(database: Database) -> None:
    async with database.write() as session:
        arrivals = await arrivals_of_new_community(session)
        assert await arrivals.add(["Ua", "Ub"], 1, NOW) == NOW
        assert await arrivals.add(["Uc"], 0, SOON) == NOW
        assert [arrival.user_id for arrival in await arrivals.waiting()] == ["Ua", "Ub", None, "Uc"]


async def test_somebody_who_comes_twice_waits_once(database: Database) -> None:
    async with database.write() as session:
        arrivals = await arrivals_of_new_community(session)
        await arrivals.add(["Ua", "Ua"], 0, NOW)
        await arrivals.add(["Ua"], 1, SOON)
        assert [arrival.user_id for arrival in await arrivals.waiting()] == ["Ua", None]


async def test_a_cleared_wave_is_over_and_another_community_keeps_its_own(database: Database) -> None:
    async with database.write() as session:
        arrivals = await arrivals_of_new_community(session)
        elsewhere = await arrivals_of_new_community(session, "C2")
        await arrivals.add(["Ua"], 0, NOW)
        await elsewhere.add(["Ub"], 0, NOW)
        await arrivals.clear()
        assert await arrivals.waiting() == []
        assert len(await elsewhere.waiting()) == 1
        assert await arrivals.add(["Ua"], 0, SOON) == SOON


async def test_somebody_left_over_from_long_ago_is_no_part_of_a_new_wave(database: Database) -> None:
    async with database.write() as session:
        arrivals = await arrivals_of_new_community(session)
        await arrivals.add(["Ua"], 0, NOW)
        later = NOW + FORGOTTEN_AFTER + timedelta(seconds=1)
        assert await arrivals.add(["Ub"], 0, later) == later
        assert [arrival.user_id for arrival in await arrivals.waiting()] == ["Ub"]
