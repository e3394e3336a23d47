"""The form each person is in the middle of: sealed, one at a time, for two days."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Database
from storage.models import OpenForm
from storage.repositories.forms import KEPT_FOR, REMEMBERED_FOR, FormOnRecord, FormRepository, forget_old_forms
from storage.vault import Vault
from tests.factories import HANA, KEN, NOW, VAULT, community

SOON = timedelta(minutes=1)
ANSWERS = {"answers": {"name": "ひみつの名前"}}


async def form(session: AsyncSession, user_id: str = HANA) -> FormOnRecord:
    home = await community(session, chat_id="C" + user_id[1:])
    return FormOnRecord(user_id=user_id, community_id=home.number, form="intro.introduce", state=ANSWERS)


async def test_a_form_is_found_as_it_was_kept_and_lies_sealed(database: Database) -> None:
    async with database.write() as session:
        kept = await form(session)
        await FormRepository(session, VAULT).keep(kept, NOW)
    async with database.read() as session:
        assert await FormRepository(session, VAULT).of(HANA, NOW + SOON) == kept
        assert await FormRepository(session, VAULT).of(KEN, NOW) is None
        row = (await session.scalars(select(OpenForm))).one()
        assert "ひみつの名前".encode() not in row.state


async def test_a_person_has_one_form_and_each_answer_gives_two_more_days(database: Database) -> None:
    async with database.write() as session:
        kept = await form(session)
        forms = FormRepository(session, VAULT)
        await forms.keep(kept, NOW)
        await forms.keep(replace(kept, form="moderation.report"), NOW + KEPT_FOR - SOON)
    async with database.read() as session:
        found = await FormRepository(session, VAULT).of(HANA, NOW + KEPT_FOR + SOON)
        assert found is not None
        assert found.form == "moderation.report"
        assert (await session.scalar(select(func.count()).select_from(OpenForm))) == 1


async def test_after_two_days_nothing_but_the_name_of_a_form_is_left(database: Database) -> None:
    async with database.write() as session:
        await FormRepository(session, VAULT).keep(await form(session), NOW)
        await FormRepository(session, VAULT).keep(await form(session, KEN), NOW + SOON)
    async with database.write() as session:
        found = await FormRepository(session, VAULT).of(HANA, NOW + KEPT_FOR)
        assert found is not None
        assert (found.is_expired, found.state) == (True, {})
        await forget_old_forms(session, NOW + KEPT_FOR)
    async with database.read() as session:
        rows = {row.user_id: row.state for row in await session.scalars(select(OpenForm))}
        assert rows[HANA] == b""
        assert rows[KEN] != b""
        assert await FormRepository(session, VAULT).of(HANA, NOW + KEPT_FOR) == found


async def test_a_week_later_nothing_says_that_there_was_a_form(database: Database) -> None:
    gone = NOW + KEPT_FOR + REMEMBERED_FOR
    async with database.write() as session:
        await FormRepository(session, VAULT).keep(await form(session), NOW)
        await forget_old_forms(session, gone - SOON)
        assert await FormRepository(session, VAULT).of(HANA, gone - SOON) is not None
        assert await FormRepository(session, VAULT).of(HANA, gone) is None
        await forget_old_forms(session, gone)
    async with database.read() as session:
        assert (await session.scalars(select(OpenForm))).all() == []


async def test_a_forgotten_form_leaves_nothing(database: Database) -> None:
    async with database.write() as session:
        await FormRepository(session, VAULT).keep(await form(session), NOW)
        await FormRepository(session, VAULT).forget(HANA)
        await FormRepository(session, VAULT).forget(HANA)
    async with database.read() as session:
        assert (await session.scalars(select(OpenForm))).all() == []


async def test_a_form_that_no_known_key_opens_counts_as_none(database: Database) -> None:
    async with database.write() as session:
        await FormRepository(session, Vault(bytes(32))).keep(await form(session), NOW)
    async with database.read() as session:
        assert await FormRepository(session, VAULT).of(HANA, NOW) is None
