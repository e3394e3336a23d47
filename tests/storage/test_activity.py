"""Signs of life: whose a message was for a week, how many a week for thirteen; whatever order they come in."""

from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.database import Database
from storage.models import Member, MessageMark, WeeklyCount
from storage.models.members import MemberStatus
from storage.repositories.activity import MARKS_KEPT_FOR, WEEKS_KEPT, ActivityRepository, Mark, forget_old_activity
from storage.unit_of_work import CommunityStore
from tests.factories import HANA, KEN, NOW, OTHER_CHAT, SECOND, community, unit_of_work

MONDAY = date(2026, 11, 16)


async def home(session: AsyncSession) -> CommunityStore:
    """A new community with Hana as #1 and Ken as #2."""
    store = unit_of_work(session).of(await community(session))
    await store.members.remember(HANA, NOW)
    await store.members.remember(KEN, NOW)
    return store


async def author(activity: ActivityRepository, message_id: str) -> int | None:
    member = await activity.author_of(message_id)
    return None if member is None else member.number


async def test_whose_a_message_was_is_remembered(database: Database) -> None:
    async with database.write() as session:
        activity = (await home(session)).activity
        await activity.mark([Mark("m1", 1, NOW), Mark("m2", 2, NOW), Mark("m3", None, NOW)])
        assert [await author(activity, f"m{number}") for number in range(1, 5)] == [1, 2, None, None]


async def test_marking_nothing_is_no_error(database: Database) -> None:
    async with database.write() as session:
        activity = (await home(session)).activity
        await activity.mark([])
        await activity.count_week({}, MONDAY)
        await activity.seen([], MONDAY)
        assert await activity.overtaken([]) == set()


async def test_a_message_marked_twice_is_one(database: Database) -> None:
    async with database.write() as session:
        activity = (await home(session)).activity
        await activity.mark([Mark("m1", None, NOW)])
        await activity.mark([Mark("m1", 1, NOW)])
        assert await author(activity, "m1") == 1


async def test_a_message_is_known_in_its_own_community_only(database: Database) -> None:
    async with database.write() as session:
        here = await home(session)
        there = unit_of_work(session).of(await community(session, OTHER_CHAT)).activity
        await here.activity.mark([Mark("m1", 1, NOW)])
        assert await there.author_of("m1") is None
        await here.activity.mark_taken_back("m1", NOW)
        assert await there.overtaken(["m1"]) == set()


async def test_a_message_whose_edit_or_take_back_came_first_is_overtaken(database: Database) -> None:
    async with database.write() as session:
        activity = (await home(session)).activity
        await activity.mark_edited("edited", NOW)
        await activity.mark_taken_back("taken back", NOW)
        await activity.mark([Mark("plain", 1, NOW)])
        wanted = ["edited", "taken back", "plain", "unknown"]
        assert await activity.overtaken(wanted) == {"edited", "taken back"}
        await activity.mark([Mark("edited", 1, NOW), Mark("taken back", 2, NOW)])
        assert await activity.overtaken(wanted) == {"edited", "taken back"}
        assert (await author(activity, "edited"), await author(activity, "taken back")) == (1, 2)


async def test_only_the_newest_edit_counts_and_none_after_a_take_back(database: Database) -> None:
    async with database.write() as session:
        activity = (await home(session)).activity
        assert await activity.mark_edited("m1", NOW + SECOND)
        assert not await activity.mark_edited("m1", NOW + SECOND)
        assert not await activity.mark_edited("m1", NOW)
        assert await activity.mark_edited("m1", NOW + 2 * SECOND)
        await activity.mark_taken_back("m1", NOW + 3 * SECOND)
        assert not await activity.mark_edited("m1", NOW + 4 * SECOND)


async def test_messages_of_a_week_add_up(database: Database) -> None:
    async with database.write() as session:
        activity = (await home(session)).activity
        await activity.count_week({1: 2, 2: 1}, MONDAY)
        await activity.count_week({1: 3}, MONDAY)
        await activity.count_week({1: 7}, MONDAY + timedelta(weeks=1))
        counts = await session.scalars(
            select(WeeklyCount).order_by(col(WeeklyCount.week), col(WeeklyCount.member_number))
        )
        assert [each.messages for each in counts] == [5, 1, 7]


async def seen_on(session: AsyncSession, store: CommunityStore) -> list[date | None]:
    days = await session.scalars(
        select(col(Member.last_seen_on))
        .where(col(Member.community_id) == store.community.number)
        .order_by(col(Member.number))
    )
    return list(days)


async def test_the_last_sign_of_life_only_moves_forward(database: Database) -> None:
    days = [MONDAY, MONDAY + timedelta(days=2), MONDAY + timedelta(days=1)]
    async with database.write() as session:
        store = await home(session)
        for day in days:
            await store.activity.seen([1], day)
        assert await seen_on(session, store) == [max(days), None]


async def test_a_sign_of_life_of_one_community_is_none_in_another(database: Database) -> None:
    async with database.write() as session:
        store = await home(session)
        there = unit_of_work(session).of(await community(session, OTHER_CHAT))
        await there.members.remember(HANA, NOW)
        await there.activity.seen([1], MONDAY)
        assert await seen_on(session, store) == [None, None]


async def kept(database: Database, now: datetime) -> tuple[list[str], list[date]]:
    async with database.write() as session:
        await forget_old_activity(session, now)
        marks = list(await session.scalars(select(col(MessageMark.message_id)).order_by(col(MessageMark.message_id))))
        weeks = list(await session.scalars(select(col(WeeklyCount.week)).order_by(col(WeeklyCount.week))))
    return marks, weeks


async def test_marks_go_after_seven_days_and_counts_after_thirteen_weeks(database: Database) -> None:
    weeks = [MONDAY - timedelta(weeks=number) for number in (14, 12, 0)]
    async with database.write() as session:
        activity = (await home(session)).activity
        await activity.mark([Mark("new", 1, NOW), Mark("old", 1, NOW - MARKS_KEPT_FOR)])
        await activity.mark_taken_back("taken back", NOW - MARKS_KEPT_FOR + SECOND)
        for week in weeks:
            await activity.count_week({1: 1}, week)
    assert await kept(database, NOW) == (["new", "taken back"], weeks[1:])
    assert await kept(database, NOW + timedelta(weeks=WEEKS_KEPT + 1)) == ([], [])


async def test_the_newest_speakers_come_first_and_the_gone_not_at_all(database: Database) -> None:
    async with database.write() as session:
        store = await home(session)
        gone = await store.members.remember("U" + "c" * 32, NOW)
        gone.status = MemberStatus.LEFT
        await store.activity.mark([Mark("m0", 1, NOW - timedelta(days=8)), Mark("m1", 2, NOW - SECOND)])
        await store.activity.mark([Mark("m2", 1, NOW - 2 * SECOND), Mark("m3", 3, NOW), Mark("m4", None, NOW)])
        since = NOW - timedelta(days=7)
        assert [each.number for each in await store.activity.speakers_since(since, 10)] == [2, 1]
        assert [each.number for each in await store.activity.speakers_since(since, 1)] == [2]
        assert [each.number for each in await store.activity.speakers_since(since, 10, without=2)] == [1]
        assert await store.activity.speakers_since(NOW, 10) == []


async def test_the_newest_messages_of_some_members_are_found_but_for_those_taken_back(database: Database) -> None:
    async with database.write() as session:
        activity = unit_of_work(session).of(await community(session)).activity
        marks = [
            Mark(f"{member}-{minute}", member, NOW + timedelta(minutes=minute))
            for member in (1, 2, 3)
            for minute in range(4)
        ]
        await activity.mark(marks)
        await activity.mark_taken_back("1-3", NOW)
        found = await activity.newest_messages_of([1, 2], NOW, most_each=2)
        assert {mark.message_id for mark in found} == {"1-2", "1-1", "2-3", "2-2"}
        assert [mark.occurred_at for mark in found] == sorted((mark.occurred_at for mark in found), reverse=True)
        assert {(mark.message_id, mark.member_number) for mark in found} <= {
            (m.message_id, m.member_number) for m in marks
        }
        assert await activity.newest_messages_of([], NOW, most_each=2) == []
        assert await activity.newest_messages_of([3], NOW + timedelta(minutes=3), most_each=2) == []
