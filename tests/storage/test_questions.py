"""Whose open questions are: under seal, for an answer, and for fourteen days at most."""

from datetime import timedelta

from sqlmodel import select

from storage.database import Database
from storage.models import Question
from storage.repositories.questions import KEPT_FOR, forget_old_questions
from tests.factories import HANA, KEN, NOW, OTHER_CHAT, SECOND, community, unit_of_work


async def test_an_answer_finds_whoever_asked_in_the_same_community_only(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        here, there = unit.of(await community(session)), unit.of(await community(session, OTHER_CHAT))
        await here.questions.keep(7, HANA, NOW)
        assert await here.questions.asker_of(7, NOW) == HANA
        assert await here.questions.asker_of(8, NOW) is None
        assert await there.questions.asker_of(7, NOW) is None


async def test_who_asked_is_not_readable_in_the_table(database: Database) -> None:
    async with database.write() as session:
        await unit_of_work(session).of(await community(session)).questions.keep(7, HANA, NOW)
    async with database.read() as session:
        row = (await session.scalars(select(Question))).one()
        assert HANA.encode() not in row.asker


async def test_a_question_is_forgotten_once_it_is_answered(database: Database) -> None:
    async with database.write() as session:
        questions = unit_of_work(session).of(await community(session)).questions
        await questions.keep(7, HANA, NOW)
        await questions.keep(9, HANA, NOW)
        await questions.forget(7)
        assert await questions.asker_of(7, NOW) is None
        assert await questions.asker_of(9, NOW) == HANA


async def test_a_persons_questions_are_found_among_others(database: Database) -> None:
    async with database.write() as session:
        questions = unit_of_work(session).of(await community(session)).questions
        for number, user_id in ((9, HANA), (7, KEN), (3, HANA)):
            await questions.keep(number, user_id, NOW)
        assert await questions.numbers_of(HANA) == [3, 9]


async def test_an_asker_is_known_for_fourteen_days_and_no_longer(database: Database) -> None:
    async with database.write() as session:
        questions = unit_of_work(session).of(await community(session)).questions
        await questions.keep(7, HANA, NOW)
        last = NOW + timedelta(days=14)
        assert KEPT_FOR.days == 14
        assert await questions.asker_of(7, last - SECOND) == HANA
        assert await questions.asker_of(7, last) is None
        await forget_old_questions(session, last - SECOND)
        assert await questions.numbers_of(HANA) == [7]
        await forget_old_questions(session, last)
        assert await questions.numbers_of(HANA) == []
