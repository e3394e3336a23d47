"""Reports: numbered with everything else in a community, sealed, and erased thirty days after their closing."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from storage.database import Database
from storage.models import Report, ReportPart, ReportVoice
from storage.models.reports import Judgement, PartKind, ReportKind, ReportState
from storage.repositories.reports import (
    KEPT_AFTER_CLOSING,
    MESSAGE_IDS_KEPT,
    NewReport,
    ReportRepository,
    TakenBack,
    erase_old_reports,
    erase_taken_back,
)
from tests.factories import NOW, OTHER_CHAT, VAULT, community, unit_of_work

SOON = timedelta(minutes=1)
NEW = NewReport(
    kind=ReportKind.CONTACT,
    words="毎晩メッセージが来ます",
    words_given_in="701",
    evidence="会おうよ",
    evidence_given_in="702",
    reporter_number=3,
    is_named=False,
    about_number=5,
    message_id="801",
    message_at=NOW - SOON,
)


async def reports(session: AsyncSession, number: int = 1) -> ReportRepository:
    home = await unit_of_work(session).communities.lock(number)
    assert home is not None
    return ReportRepository(session, home, VAULT)


async def opened(session: AsyncSession, receipt: int) -> dict[PartKind, str | None]:
    mine = await reports(session)
    voice = await mine.voice(receipt)
    assert voice is not None
    return {kind: mine.words_in(part) for (_receipt, kind), part in (await mine.parts_of([voice])).items()}


async def test_a_report_gets_the_next_number_and_lies_sealed(database: Database) -> None:
    async with database.write() as session:
        home = await community(session)
        home.last_entry_number = 11
        filed = await ReportRepository(session, home, VAULT).add(NEW, NOW)
        assert (filed.report.number, filed.voice.receipt, home.last_entry_number) == (12, 12, 12)
    async with database.read() as session:
        found = await (await reports(session)).get(12)
        assert found is not None
        assert (found.state, found.kind, found.about_number) == (ReportState.OPEN, ReportKind.CONTACT, 5)
        sealed = [part.body or b"" for part in await session.scalars(select(ReportPart))]
        assert not [body for body in sealed if "会おう".encode() in body or "毎晩".encode() in body]
        assert await opened(session, 12) == {PartKind.WORDS: NEW.words, PartKind.EVIDENCE: NEW.evidence}


async def test_who_tells_the_same_joins_under_a_receipt_of_their_own_and_is_counted_once(database: Database) -> None:
    async with database.write() as session:
        mine = ReportRepository(session, await community(session), VAULT)
        first = await mine.add(NEW, NOW)
        again = await mine.add(NEW, NOW + SOON, joins=first.report)
        other = await mine.add(replace(NEW, reporter_number=4), NOW + SOON, joins=first.report)
        assert [each.voice.receipt for each in (first, again, other)] == [1, 2, 3]
        assert [each.is_new_person for each in (first, again, other)] == [True, False, True]
        assert await mine.people_in([first.report]) == {1: 2}
        for receipt in (1, 2, 3):
            assert await mine.get(receipt) is first.report
        await mine.forget_reporter(3)
        later = await mine.add(replace(NEW, reporter_number=6), NOW + SOON, joins=first.report)
        assert later.is_new_person
        assert await mine.people_in([first.report]) == {1: 3}, (
            "somebody forgotten still counts, and nobody in their place"
        )


async def test_the_queue_holds_what_is_not_closed_oldest_first_of_one_community(database: Database) -> None:
    async with database.write() as session:
        home, other = await community(session), await community(session, OTHER_CHAT)
        mine = ReportRepository(session, home, VAULT)
        added = [(await mine.add(NEW, NOW)).report for _each in range(3)]
        await ReportRepository(session, other, VAULT).add(NEW, NOW)
        await mine.take(added[1], 1)
        await mine.judge(added[1], Judgement.TALK, by=1, now=NOW)
        await mine.close(added[0], "おわり", by=1, now=NOW)
    async with database.read() as session:
        queue = await (await reports(session)).not_closed()
        assert [(each.number, each.state) for each in queue] == [(2, ReportState.TAKEN), (3, ReportState.OPEN)]
        assert (queue[0].judgement, queue[0].judged_by, queue[0].judged_at) == (Judgement.TALK, 1, NOW)


async def test_the_ladder_looks_at_what_one_person_told_since_a_moment(database: Database) -> None:
    async with database.write() as session:
        mine = ReportRepository(session, await community(session), VAULT)
        for minutes in (0, 1, 2):
            await mine.add(NEW, NOW + timedelta(minutes=minutes))
        await mine.add(replace(NEW, reporter_number=4), NOW)
        assert await mine.moments_of(3, NOW) == [NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)]


async def test_what_was_told_in_a_message_taken_back_is_erased_and_the_rest_stays(database: Database) -> None:
    async with database.write() as session:
        await ReportRepository(session, await community(session), VAULT).add(NEW, NOW)
    async with database.write() as session:
        assert await erase_taken_back(session, "999", NOW) == []
        assert await erase_taken_back(session, "702", NOW + SOON) == [TakenBack(1, 1, by_author=False)]
        assert await erase_taken_back(session, "702", NOW + SOON) == []
    async with database.read() as session:
        assert await opened(session, 1) == {PartKind.WORDS: NEW.words, PartKind.EVIDENCE: None}


async def test_what_was_pasted_of_a_message_its_author_took_back_is_erased(database: Database) -> None:
    async with database.write() as session:
        await ReportRepository(session, await community(session), VAULT).add(NEW, NOW)
    async with database.write() as session:
        assert await erase_taken_back(session, "801", NOW + SOON) == [TakenBack(1, 1, by_author=True)]
        assert await erase_taken_back(session, "801", NOW + SOON) == []
    async with database.read() as session:
        assert await opened(session, 1) == {PartKind.WORDS: NEW.words, PartKind.EVIDENCE: None}
        voice = (await session.scalars(select(ReportVoice))).one()
        assert (voice.message_id, voice.message_taken_back_at) == (None, NOW + SOON)


async def test_words_outcome_and_people_are_erased_thirty_days_after_the_closing(database: Database) -> None:
    closed_at = NOW + timedelta(days=100)
    async with database.write() as session:
        mine = ReportRepository(session, await community(session), VAULT)
        closed = (await mine.add(replace(NEW, about_host=True, about_number=2), NOW)).report
        await mine.add(NEW, NOW, joins=closed)
        await mine.add(NEW, NOW)
        await mine.close(closed, "おわり", by=1, now=closed_at)
        assert mine.outcome_of(closed) == "おわり"
    for after, is_kept in ((KEPT_AFTER_CLOSING - SOON, True), (KEPT_AFTER_CLOSING, False)):
        async with database.write() as session:
            await erase_old_reports(session, closed_at + after)
        async with database.read() as session:
            found = await session.get(Report, (1, 1))
            assert found is not None
            assert (found.outcome is not None) is is_kept
            assert (found.about_host, found.about_number) == (True, 2), "who may know of it stays as few as they were"
            for receipt in (1, 2):
                assert all((words is not None) is is_kept for words in (await opened(session, receipt)).values())
                voice = await session.get(ReportVoice, (1, receipt))
                assert voice is not None
                assert (voice.reporter_number == 3) is is_kept
    async with database.read() as session:
        assert None not in (await opened(session, 3)).values(), "what is not closed stays"


async def test_the_ids_of_messages_go_after_seven_days(database: Database) -> None:
    async with database.write() as session:
        await ReportRepository(session, await community(session), VAULT).add(NEW, NOW)
    for after, is_kept in ((MESSAGE_IDS_KEPT - SOON, True), (MESSAGE_IDS_KEPT, False)):
        async with database.write() as session:
            await erase_old_reports(session, NOW + after)
        async with database.read() as session:
            voice = (await session.scalars(select(ReportVoice))).one()
            given_in = {part.given_in for part in await session.scalars(select(ReportPart))}
            assert (voice.message_id == "801") is is_kept
            assert (given_in == {"701", "702"}) is is_kept
            assert None not in (await opened(session, 1)).values()
