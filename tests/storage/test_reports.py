"""Reports: numbered with everything else in a community, sealed, and erased thirty days after their closing."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Database
from storage.models import Report
from storage.models.reports import ReportKind, ReportState
from storage.repositories.reports import KEPT_AFTER_CLOSING, NewReport, ReportRepository, erase_old_reports
from tests.factories import NOW, OTHER_CHAT, VAULT, community, unit_of_work

NEW = NewReport(kind=ReportKind.PHOTO, words="写真を消してほしいです", reporter_number=3, is_named=False)


async def reports(session: AsyncSession, number: int = 1) -> ReportRepository:
    home = await unit_of_work(session).communities.lock(number)
    assert home is not None
    return ReportRepository(session, home, VAULT)


async def test_a_report_gets_the_next_number_and_lies_sealed(database: Database) -> None:
    async with database.write() as session:
        home = await community(session)
        home.last_entry_number = 11
        report = await ReportRepository(session, home, VAULT).add(NEW, NOW)
        assert (report.number, home.last_entry_number) == (12, 12)
    async with database.read() as session:
        found = await (await reports(session)).get(12)
        assert found is not None
        assert found.words is not None
        assert "写真".encode() not in found.words
        assert (await reports(session)).words_of(found) == NEW.words
        assert (found.state, found.kind, found.reporter_number) == (ReportState.OPEN, ReportKind.PHOTO, 3)


async def test_the_queue_holds_what_is_not_closed_oldest_first_of_one_community(database: Database) -> None:
    async with database.write() as session:
        home, other = await community(session), await community(session, OTHER_CHAT)
        mine = ReportRepository(session, home, VAULT)
        added = [await mine.add(NEW, NOW) for _each in range(3)]
        await ReportRepository(session, other, VAULT).add(NEW, NOW)
        await mine.take(added[1], 1)
        await mine.close(added[0], "おわり", by=1, now=NOW)
    async with database.read() as session:
        queue = await (await reports(session)).not_closed()
        assert [(each.number, each.state) for each in queue] == [(2, ReportState.TAKEN), (3, ReportState.OPEN)]


async def test_words_outcome_and_people_are_erased_thirty_days_after_the_closing(database: Database) -> None:
    closed_at = NOW + timedelta(days=100)
    async with database.write() as session:
        home = await community(session)
        mine = ReportRepository(session, home, VAULT)
        closed = await mine.add(replace(NEW, about_host=True, host_number=2), NOW)
        await mine.add(NEW, NOW)
        await mine.close(closed, "おわり", by=1, now=closed_at)
        assert mine.outcome_of(closed) == "おわり"
    for after, is_kept in ((KEPT_AFTER_CLOSING - timedelta(minutes=1), True), (KEPT_AFTER_CLOSING, False)):
        async with database.write() as session:
            await erase_old_reports(session, closed_at + after)
        async with database.read() as session:
            found = await session.get(Report, (1, 1))
            assert found is not None
            assert (found.words is not None) is is_kept
            assert (found.outcome is not None) is is_kept
            assert (found.reporter_number == 3) is is_kept
            assert (found.about_host, found.host_number) == (True, 2), "who may know of it stays as few as they were"
    async with database.read() as session:
        waiting = await session.get(Report, (1, 2))
        assert waiting is not None
        assert waiting.words is not None, "what is not closed stays"
