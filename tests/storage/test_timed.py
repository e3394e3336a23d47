"""Work due at a moment: put down, put off, and taken up once."""

import asyncio
import json

from storage.database import Database
from storage.models import Community
from tests.factories import CHAT, HANA, NOW, OTHER_CHAT, SECOND, community, unit_of_work


async def put(database: Database, kind: str = "test.work", seconds: float = 0, chat_id: str = CHAT) -> None:
    async with database.write() as session:
        await unit_of_work(session).timed.put(chat_id, kind, NOW + seconds * SECOND)


async def take(database: Database, seconds: float = 0) -> list[str]:
    now = NOW + seconds * SECOND
    async with database.write() as session:
        return [work.kind for work in await unit_of_work(session, now).timed.take_due(now)]


async def test_work_is_taken_when_it_is_due_and_once(database: Database) -> None:
    await put(database, seconds=5)
    assert await take(database, 4.999) == []
    assert await take(database, 5) == ["test.work"]
    assert await take(database, 5) == []


async def test_the_oldest_work_is_taken_first(database: Database) -> None:
    for kind, seconds in (("third", 3), ("first", 1), ("second", 2), ("later", 9)):
        await put(database, kind, seconds)
    assert await take(database, 3) == ["first", "second", "third"]


async def test_no_more_is_taken_at_once_than_asked_for(database: Database) -> None:
    for seconds in range(3):
        await put(database, f"work{seconds}", seconds)
    async with database.write() as session:
        taken = await unit_of_work(session).timed.take_due(NOW + 9 * SECOND, limit=2)
    assert [work.kind for work in taken] == ["work0", "work1"]
    assert await take(database, 9) == ["work2"]


async def test_work_put_down_again_takes_the_place_of_what_stood_there(database: Database) -> None:
    async with database.write() as session:
        timed = unit_of_work(session).timed
        await timed.put(CHAT, "test.work", NOW, subject="7", community_id=1, data={"step": 1})
        await timed.put(CHAT, "test.work", NOW + SECOND, subject="7", community_id=2, data={"step": 2})
        found = await timed.find(CHAT, "test.work", "7")
        assert found is not None
        assert (found.due_at, found.community_id, json.loads(found.data)) == (NOW + SECOND, 2, {"step": 2})
    assert await take(database, 1) == ["test.work"]


async def test_another_chat_kind_or_subject_is_other_work(database: Database) -> None:
    async with database.write() as session:
        timed = unit_of_work(session).timed
        for chat_id, kind, subject in ((CHAT, "a", ""), (OTHER_CHAT, "a", ""), (CHAT, "b", ""), (CHAT, "a", "7")):
            await timed.put(chat_id, kind, NOW, subject=subject)
        await timed.drop(CHAT, "a")
        assert await timed.find(CHAT, "a") is None
        assert await timed.find(CHAT, "a", "7") is not None
    assert sorted(await take(database)) == ["a", "a", "b"]


async def test_dropping_what_is_not_there_is_no_error(database: Database) -> None:
    async with database.write() as session:
        await unit_of_work(session).timed.drop(CHAT, "nothing")


async def test_all_work_of_a_chat_goes_with_the_chat(database: Database) -> None:
    await put(database, "a")
    await put(database, "b")
    await put(database, "c", chat_id=OTHER_CHAT)
    async with database.write() as session:
        await unit_of_work(session).timed.drop_chat(CHAT)
    assert await take(database) == ["c"]


async def test_work_of_a_community_rests_while_the_bot_is_out_of_its_group(database: Database) -> None:
    async with database.write() as session:
        out, there = await community(session), await community(session, OTHER_CHAT)
        out.left_at = NOW
        number, timed = out.number, unit_of_work(session).timed
        for chat_id, kind, about in ((CHAT, "group", out), (HANA, "private", out), (OTHER_CHAT, "other", there)):
            await timed.put(chat_id, kind, NOW, community_id=about.number)
        await timed.put(HANA, "nobody's", NOW + SECOND)
    assert await take(database) == ["other"]
    async with database.write() as session:
        assert await unit_of_work(session).timed.next_due() == NOW + SECOND
        (await session.get_one(Community, number)).left_at = None
    assert await take(database, 1) == ["group", "private", "nobody's"]


async def test_the_next_moment_something_is_due_is_known(database: Database) -> None:
    async with database.read() as session:
        assert await unit_of_work(session).timed.next_due() is None
    await put(database, "later", 9)
    await put(database, "sooner", 5)
    async with database.read() as session:
        assert await unit_of_work(session).timed.next_due() == NOW + 5 * SECOND


async def test_two_replicas_take_work_once(postgresql: Database) -> None:
    await put(postgresql)
    async with postgresql.write() as one, postgresql.write() as two:
        first = await unit_of_work(one).timed.take_due(NOW)
        second = await unit_of_work(two).timed.take_due(NOW)
    assert (len(first), len(second)) == (1, 0)


async def test_many_replicas_together_take_all_work_once(postgresql: Database) -> None:
    for number in range(20):
        await put(postgresql, f"work{number}")
    taken = await asyncio.gather(*(take(postgresql) for _replica in range(6)))
    left = await take(postgresql)
    assert sorted([*(kind for each in taken for kind in each), *left]) == sorted(f"work{n}" for n in range(20))


async def test_work_of_a_replica_that_fails_is_taken_by_the_next(postgresql: Database) -> None:
    await put(postgresql)
    try:
        async with postgresql.write() as session:
            await unit_of_work(session).timed.take_due(NOW)
            raise LookupError
    except LookupError:
        pass
    assert await take(postgresql) == ["test.work"]
