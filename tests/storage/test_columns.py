"""Column types mean the same on every engine."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import StatementError
from sqlmodel import col, select

from storage.columns import EPOCH, from_milliseconds, to_milliseconds
from storage.database import Database
from storage.models import Community, Lane, TimedWork
from tests.factories import NOW, community

JAPAN = timezone(timedelta(hours=9))


@given(st.timedeltas(min_value=timedelta(days=-30_000), max_value=timedelta(days=90_000)))
def test_a_moment_keeps_its_milliseconds(since_1970: timedelta) -> None:
    moment = EPOCH + since_1970
    kept = from_milliseconds(to_milliseconds(moment))
    assert timedelta() <= moment - kept < timedelta(milliseconds=1)


@pytest.mark.parametrize(
    "moment", [EPOCH, NOW, NOW + timedelta(milliseconds=1), datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)]
)
async def test_a_moment_comes_back_as_it_was_and_in_utc(database: Database, moment: datetime) -> None:
    async with database.write() as session:
        session.add(Lane(chat_id="C1", blocked_until=moment.astimezone(JAPAN)))
    async with database.read() as session:
        stored = (await session.scalars(select(col(Lane.blocked_until)))).one()
    assert stored == moment
    assert stored.tzinfo is UTC


async def test_a_moment_is_stored_as_lines_own_milliseconds(database: Database) -> None:
    async with database.write() as session:
        session.add(Lane(chat_id="C1", blocked_until=EPOCH + timedelta(seconds=1, milliseconds=5)))
    async with database.read() as session:
        assert (await session.execute(text("SELECT blocked_until FROM lane"))).scalar_one() == 1005


async def test_moments_are_compared_in_sql(database: Database) -> None:
    async with database.write() as session:
        session.add(Lane(chat_id="C1", blocked_until=NOW))
    async with database.read() as session:
        before = select(Lane).where(col(Lane.blocked_until) < NOW.astimezone(JAPAN) + timedelta(milliseconds=1))
        assert (await session.scalars(before)).one().chat_id == "C1"
        assert (await session.scalars(select(Lane).where(col(Lane.blocked_until) < NOW))).all() == []


async def test_a_moment_without_a_time_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"):
        async with database.write() as session:
            session.add(Lane(chat_id="C1", blocked_until=NOW.replace(tzinfo=None)))


async def test_an_enum_is_stored_as_text_that_a_person_understands(database: Database) -> None:
    async with database.write() as session:
        await community(session)
    async with database.read() as session:
        assert (await session.execute(text("SELECT claim_state FROM community"))).scalar_one() == "unclaimed"


async def test_a_text_that_is_no_member_of_its_enum_is_not_stored(database: Database) -> None:
    with pytest.raises(StatementError, match="nonsense"):
        async with database.write() as session:
            await session.execute(select(Community).where(col(Community.claim_state) == "nonsense"))


async def test_the_number_of_a_deleted_row_never_comes_back(database: Database) -> None:
    numbers = []
    for _time in range(2):
        async with database.write() as session:
            work = TimedWork(chat_id="C1", kind="test.work", due_at=NOW)
            session.add(work)
            await session.flush()
            numbers.append(work.id)
            await session.delete(work)
    assert numbers[0] != numbers[1]
