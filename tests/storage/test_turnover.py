"""Comings and goings as numbers, rounds of questions with their answers, first words, and what is erased when."""

from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from storage.database import Database
from storage.models import CheckIn, CheckInQuestion, FirstWords, LeavingWish, Member, MonthlyTurnover
from storage.models.members import MemberStatus
from storage.repositories.check_ins import CheckInAnswer
from storage.repositories.first_words import FirstMessage
from storage.repositories.turnover import KeptAbout, forget_old_turnover
from storage.unit_of_work import CommunityStore
from tests.factories import HANA, KEN, NOW, OTHER_CHAT, community, unit_of_work

NOVEMBER = date(2026, 11, 1)
DAY = timedelta(days=1)


async def with_two(session: AsyncSession) -> CommunityStore:
    """A community with two members, numbers 1 and 2."""
    store = unit_of_work(session).of(await community(session))
    for user_id in (HANA, KEN):
        await store.members.remember(user_id, NOW - 400 * DAY)
    return store


async def asked(session: AsyncSession) -> tuple[CommunityStore, int]:
    """A round that goes to both members."""
    store = await with_two(session)
    round_ = await store.check_ins.begin([1, 2], by=1, ends_at=NOW + 14 * DAY, by_mention=False, now=NOW)
    return store, round_.number


async def test_numbers_of_a_month_add_up_each_for_itself(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        here, there = unit.of(await community(session)), unit.of(await community(session, OTHER_CHAT))
        await here.turnover.count(NOVEMBER, came=2)
        await here.turnover.count(NOVEMBER, came=1, went=3)
        await here.turnover.count(date(2026, 10, 1), went=5)
        await there.turnover.count(NOVEMBER, came=40)
        month = await here.turnover.month(NOVEMBER)
        assert (month.came, month.went, month.answered) == (3, 3, 0)
        assert (await here.turnover.month(date(2026, 9, 1))).came == 0


async def test_who_was_heard_counts_present_members_known_by_then(database: Database) -> None:
    async with database.write() as session:
        store = await with_two(session)
        newcomer = await store.members.remember("U" + "c" * 32, NOW)
        gone = await store.members.remember("U" + "d" * 32, NOW - DAY)
        gone.status = MemberStatus.LEFT
        week = date(2026, 11, 16)
        await store.activity.count_week({1: 3, newcomer.number: 1, gone.number: 1}, week)
        await store.activity.count_week({2: 3}, week - 7 * DAY)
        lately = await store.turnover.count_heard([week], NOW + DAY)
        before = await store.turnover.count_heard([week], NOW - DAY)
        assert (lately.heard, lately.known) == (2, 3)
        assert (before.heard, before.known) == (1, 2)


async def test_the_roster_says_of_each_what_a_host_may_do(database: Database) -> None:
    async with database.write() as session:
        store = await with_two(session)
        (await unit_of_work(session).people.remember(HANA)).is_friend = True
        await store.turnover.exempt(2, NOW)
        await store.turnover.wish_to_leave(2, NOW)
        hana, ken = await store.turnover.roster()
        assert (hana.member.number, hana.is_friend, hana.is_exempt, hana.wants_to_leave) == (1, True, False, False)
        assert (ken.member.number, ken.is_friend, ken.is_exempt, ken.wants_to_leave) == (2, False, True, True)
        assert [member.number for member in await store.turnover.exempted()] == [2]
        assert await store.turnover.exempt(2, NOW) is False
        assert await store.turnover.exempted() == []


async def test_the_roster_leaves_out_who_was_heard_after_a_day(database: Database) -> None:
    async with database.write() as session:
        store = await with_two(session)
        newcomer = await store.members.remember("U" + "c" * 32, NOW)
        await store.activity.seen([1], date(2026, 11, 20))
        await store.activity.seen([2], date(2026, 11, 21))
        silent = await store.turnover.roster(date(2026, 11, 20))
        assert [entry.member.number for entry in silent] == [1, newcomer.number]


async def test_a_round_marks_its_people_and_an_answer_takes_the_mark_away(database: Database) -> None:
    async with database.write() as session:
        store, number = await asked(session)
        assert [member.number for member in await store.check_ins.unanswered(number)] == [1, 2]
        assert await store.check_ins.answer([1, 7], CheckInAnswer.HERE, NOW) == {1: number}
        assert await store.check_ins.answer([1], CheckInAnswer.LEAVING, NOW) == {}
        member = await store.members.by_number(1)
        assert member is not None
        assert member.status is MemberStatus.ACTIVE
        round_ = await store.check_ins.get(number)
        assert round_ is not None
        assert (round_.asked, round_.here, round_.leaving, round_.answered) == (2, 1, 0, 1)
        assert [member.number for member in await store.check_ins.unanswered(number)] == [2]


async def test_a_sign_of_life_does_not_end_a_rest_that_began_meanwhile(database: Database) -> None:
    async with database.write() as session:
        store, _number = await asked(session)
        member = await store.members.by_number(1)
        assert member is not None
        member.status = MemberStatus.AWAY
        await session.flush()
        await store.check_ins.answer([1], CheckInAnswer.HERE, NOW)
        await session.refresh(member)
        assert member.status is MemberStatus.AWAY


async def test_people_are_told_in_portions_and_once_more_for_the_reminder(database: Database) -> None:
    async with database.write() as session:
        store, number = await asked(session)
        first = await store.check_ins.untold(number, 1)
        await store.check_ins.mark_told([member.number for member in first], NOW)
        second = await store.check_ins.untold(number, 1)
        await store.check_ins.mark_told([member.number for member in second], NOW)
        assert [member.number for member in (*first, *second)] == [1, 2]
        assert await store.check_ins.untold(number, 5) == []
        await store.check_ins.answer([1], CheckInAnswer.HERE, NOW)
        await store.check_ins.tell_again(number)
        assert [member.number for member in await store.check_ins.untold(number, 5)] == [2]


async def test_whoever_is_asked_again_stands_in_the_new_round_alone(database: Database) -> None:
    async with database.write() as session:
        store, first = await asked(session)
        second = await store.check_ins.begin([1], by=1, ends_at=NOW + 60 * DAY, by_mention=True, now=NOW + 40 * DAY)
        assert [member.number for member in await store.check_ins.unanswered(first)] == [2]
        assert [member.number for member in await store.check_ins.unanswered(second.number)] == [1]
        newest = await store.check_ins.newest()
        assert newest is not None
        assert newest.number == second.number


async def test_first_words_are_remembered_once_and_their_message_until_an_answer(database: Database) -> None:
    async with database.write() as session:
        store = await with_two(session)
        await store.first_words.note([FirstMessage(1, "m1", NOW)])
        await store.first_words.note([FirstMessage(1, "m2", NOW + DAY), FirstMessage(2, "m3", NOW)])
        waiting = {words.member_number: words for words in await store.first_words.waiting()}
        assert {number: words.message_id for number, words in waiting.items()} == {1: "m1", 2: "m3"}
        assert await store.first_words.known_of([1, 9]) == {1}
        await store.first_words.find_answer(waiting[1], NOW + DAY)
        assert [words.member_number for words in await store.first_words.waiting()] == [2]
        answered = await store.first_words.of(1)
        assert answered is not None
        assert answered.message_id is None


async def test_what_is_kept_about_a_member_can_be_shown_and_goes_when_they_wish(database: Database) -> None:
    async with database.write() as session:
        store, _number = await asked(session)
        for number in (1, 2):
            await store.turnover.exempt(number, NOW)
            await store.turnover.wish_to_leave(number, NOW)
        await store.first_words.note([FirstMessage(1, "m1", NOW), FirstMessage(2, "m2", NOW)])
        everything = KeptAbout(asked_at=NOW, is_exempt=True, wished_at=NOW, first_words_at=NOW)
        assert await store.turnover.keeps_about(1) == everything
        await store.turnover.forget_member(1)
        assert await store.turnover.keeps_about(1) == KeptAbout()
        assert await store.turnover.keeps_about(2) == everything


async def test_everything_goes_when_its_time_is_over(database: Database) -> None:
    async with database.write() as session:
        store, _number = await asked(session)
        await store.turnover.wish_to_leave(1, NOW)
        await store.first_words.note([FirstMessage(1, "m1", NOW)])
        for month in (date(2025, 10, 1), NOVEMBER):
            await store.turnover.count(month, came=1)

        async def left() -> dict[str, int]:
            tables = (CheckIn, CheckInQuestion, FirstWords, LeavingWish, MonthlyTurnover)
            return {table.__name__: len(list(await session.scalars(select(table)))) for table in tables}

        await forget_old_turnover(session, NOW + 29 * DAY)
        assert await left() == {
            "CheckIn": 1,
            "CheckInQuestion": 2,
            "FirstWords": 1,
            "LeavingWish": 1,
            "MonthlyTurnover": 1,
        }
        await forget_old_turnover(session, NOW + 30 * DAY)
        assert (await left())["FirstWords"] == (await left())["LeavingWish"] == 0
        await forget_old_turnover(session, NOW + 180 * DAY)
        assert (await left())["CheckInQuestion"] == 0
        await forget_old_turnover(session, NOW + 410 * DAY)
        assert set((await left()).values()) == {0}
        assert len(list(await session.scalars(select(Member)))) == 2


async def test_an_answer_taken_back_is_counted_as_the_other_one_and_never_below_zero(database: Database) -> None:
    async with database.write() as session:
        store, number = await asked(session)
        await store.check_ins.answer([1], CheckInAnswer.LEAVING, NOW)
        wish = await store.turnover.wish_to_leave(1, NOW, check_in=number)
        assert (await store.turnover.wish_to_leave(1, NOW + DAY)).check_in == wish.check_in == number
        for _time in range(2):
            await store.check_ins.answer_otherwise(number, CheckInAnswer.LEAVING, CheckInAnswer.HERE)
        round_ = await store.check_ins.get(number)
        assert round_ is not None
        assert (round_.here, round_.leaving) == (1, 0)
