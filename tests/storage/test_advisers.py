"""Advisers from outside on record: codes that are known only by a hash, names under seal, an end that erases."""

from datetime import timedelta

from sqlalchemy import text
from sqlmodel import select

from storage.database import Database
from storage.models import Adviser, AdviserCode
from storage.repositories.advisers import CODE_LASTS, KEPT_AFTER_END, forget_old_advisers
from tests.factories import HANA, KEN, NOW, community, unit_of_work


async def test_a_code_is_found_however_it_is_typed_until_it_is_replaced_or_old(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        home = await community(session)
        advisers = unit.of(home).advisers
        former = await advisers.make_code(NOW)
        code = await advisers.make_code(NOW)
        assert not code.isalpha()
        assert not code.isdecimal()
        found = await unit.advising.find_code(f" {code[:4].lower()}-{code[4:]} ", NOW)
        assert found is not None
        assert (found.community_id, code in found.code_hash) == (home.number, False)
        assert await unit.advising.find_code(former, NOW) is None
        assert await unit.advising.find_code(code, NOW + CODE_LASTS) is None
        await advisers.forget_code()
        assert await unit.advising.find_code(code, NOW) is None


async def test_a_task_is_known_by_number_and_person_until_it_ends(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        home = await community(session)
        advisers = unit.of(home).advisers
        task = await advisers.appoint(7, HANA, "木村", "あおぞら", NOW)
        assert (task.name, task.calls_it, task.is_present) == ("木村", "あおぞら", True)
        assert await advisers.by_number(7) == await advisers.by_user(HANA) == task
        assert await unit.advising.tasks_of(HANA) == [task]
        assert await unit.advising.tasks_of(KEN) == []
        await advisers.end(7, NOW)
        assert await advisers.by_number(7) is None
        assert await advisers.by_user(HANA) is None
        assert await advisers.serving() == await unit.advising.tasks_of(HANA) == []
        assert [each.is_present for each in await unit.advising.ever_of(HANA)] == [False]


async def test_names_lie_sealed_in_the_database(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        await unit.of(await community(session)).advisers.appoint(7, HANA, "木村", "あおぞら", NOW)
        row = (await session.execute(text("SELECT name, calls_it FROM adviser"))).one()
        assert not {"木村".encode(), "あおぞら".encode()} & {bytes(row[0]), bytes(row[1])}


async def test_ended_tasks_and_old_codes_are_erased_in_time_and_others_stay(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        advisers = unit.of(await community(session)).advisers
        await advisers.appoint(7, HANA, "木村", "会", NOW)
        await advisers.appoint(8, KEN, "田中", "会", NOW)
        await advisers.make_code(NOW)
        await unit.advising.end_all(HANA, NOW)
        await forget_old_advisers(session, NOW + KEPT_AFTER_END - timedelta(seconds=1))
        assert len((await session.scalars(select(Adviser))).all()) == 2
        assert (await session.scalars(select(AdviserCode))).all() == []
        await forget_old_advisers(session, NOW + KEPT_AFTER_END)
        assert [task.number for task in (await session.scalars(select(Adviser))).all()] == [8]


async def test_a_forgotten_adviser_is_a_number_and_no_more(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        advisers = unit.of(await community(session)).advisers
        await advisers.appoint(7, HANA, "木村", "会", NOW)
        await unit.advising.forget_person(HANA)
        assert await unit.advising.ever_of(HANA) == []
        gone = await advisers.ended(7)
        assert (gone.name, gone.user_id, gone.is_present) == ("#7", "", False)
