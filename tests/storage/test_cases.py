"""Cases: numbered with everything else, sealed, only added to, and left without a person who wants to be forgotten."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Database
from storage.models import Case, CaseEntry, Member
from storage.models.cases import CaseKind, CaseState, EntryKind
from storage.repositories.cases import (
    MARK_KEPT_FOR,
    MESSAGE_IDS_KEPT_FOR,
    CaseRepository,
    NewCase,
    erase_old_marks,
    erase_taken_back,
)
from storage.unit_of_work import CommunityStore
from tests.factories import HANA, KEN, NOW, OTHER_CHAT, VAULT, community, new_item, unit_of_work

DAY = timedelta(days=1)
WARNING = NewCase(
    kind=CaseKind.WARNING, opened_by=2, subject_number=1, subject_name="花子", reason="見たこと", severity=2
)


async def home(session: AsyncSession) -> tuple[CommunityStore, Member]:
    """A community with one member, Hana (#1)."""
    store = unit_of_work(session).of(await community(session))
    return store, await store.members.remember(HANA, NOW)


async def again(session: AsyncSession) -> CommunityStore:
    """The same community in another transaction."""
    found = await unit_of_work(session).communities.lock(1)
    assert found is not None
    return unit_of_work(session).of(found)


async def test_a_case_gets_the_next_number_and_its_words_lie_sealed(database: Database) -> None:
    async with database.write() as session:
        store, _hana = await home(session)
        store.community.last_entry_number, store.community.rules_version = 6, 3
        opened = await store.cases.open(WARNING, NOW)
        assert (opened.number, opened.rules_version, store.community.last_entry_number) == (7, 3, 7)
    async with database.read() as session:
        cases = CaseRepository(session, (await again(session)).community, VAULT)
        case = await cases.get(7)
        assert case is not None
        entries = await cases.entries_of(case)
        assert [(each.kind, each.author, cases.words_of(each)) for each in entries] == [
            (EntryKind.REASON, 2, "見たこと")
        ]
        assert entries[0].body is not None
        assert "見たこと".encode() not in entries[0].body
        assert case.subject_name is not None
        assert "花子".encode() not in case.subject_name
        assert cases.name_in(case) == "花子"


async def test_a_history_is_only_added_to(database: Database) -> None:
    async with database.write() as session:
        store, _hana = await home(session)
        case = await store.cases.open(WARNING, NOW)
        await store.cases.add(case, EntryKind.ADDITION, "もうひとつ", author=3, now=NOW + DAY)
        await store.cases.void(case, "人違い", by=3, now=NOW + 2 * DAY)
        entries = await store.cases.entries_of(case)
        assert [(each.position, each.kind) for each in entries] == [
            (1, EntryKind.REASON),
            (2, EntryKind.ADDITION),
            (3, EntryKind.VOIDING),
        ]
        assert case.state is CaseState.VOIDED


async def test_only_what_arrived_and_is_not_over_counts(database: Database) -> None:
    async with database.write() as session:
        store, hana = await home(session)
        cases = [await store.cases.open(WARNING, NOW) for _each in range(3)]
        for case in cases:
            await store.cases.tell(case, NOW)
        assert await store.cases.counting_sum(hana, NOW) == 0, "nothing has arrived"
        for case in cases[:2]:
            await store.cases.deliver(case, NOW, NOW + 90 * DAY)
        assert await store.cases.counting_sum(hana, NOW) == 4
        await store.cases.void(cases[0], "人違い", by=2, now=NOW)
        assert await store.cases.counting_sum(hana, NOW + 89 * DAY) == 2
        assert await store.cases.counting_sum(hana, NOW + 90 * DAY) == 0


async def test_cases_are_found_by_person_by_kind_and_newest_first_in_one_community(database: Database) -> None:
    async with database.write() as session:
        store, hana = await home(session)
        other = unit_of_work(session).of(await community(session, OTHER_CHAT))
        await other.cases.open(WARNING, NOW)
        first = await store.cases.open(WARNING, NOW)
        note = await store.cases.open(NewCase(kind=CaseKind.NOTE, opened_by=2, subject_name="だれか"), NOW)
        last = await store.cases.open(WARNING, NOW + DAY)
        assert [case.number for case in await store.cases.of_member(hana)] == [first.number, last.number]
        assert [case.number for case in await store.cases.newest(2)] == [last.number, note.number]
        assert [case.number for case in await store.cases.newest(2, before=note.number)] == [first.number]
        assert await store.cases.opened_since(1, CaseKind.WARNING, NOW + DAY) is last
        assert await store.cases.opened_since(1, CaseKind.WARNING, NOW + 2 * DAY) is None
        assert await store.cases.opened_since(1, CaseKind.COOLDOWN, NOW) is None
        await store.cases.merge(note, hana)
        assert (note.subject_number, note.subject_name) == (1, None)


async def test_an_end_moves_along_until_the_word_is_on_its_way(database: Database) -> None:
    async with database.write() as session:
        store, _hana = await home(session)
        pause = NewCase(
            kind=CaseKind.COOLDOWN,
            opened_by=2,
            subject_number=1,
            state=CaseState.RESTING,
            ends_at=NOW + DAY,
        )
        case = await store.cases.open(pause, NOW)
        await store.cases.tell(case, NOW + 2 * DAY)
        assert (case.state, case.ends_at) == (CaseState.OPEN, NOW + 3 * DAY)
        await store.cases.tell(case, NOW + 2 * DAY + timedelta(hours=1))
        assert case.ends_at == NOW + 3 * DAY, "told again, the end that was named stays"


async def test_being_related_goes_both_ways_and_can_be_taken_back(database: Database) -> None:
    async with database.write() as session:
        store, _hana = await home(session)
        assert await store.cases.relate(5, 2)
        assert await store.cases.relate(2, 9)
        assert (await store.cases.related_to(2), await store.cases.related_to(5)) == (frozenset({5, 9}), frozenset({2}))
        assert not await store.cases.relate(2, 5)
        assert await store.cases.related_to(5) == frozenset()


async def test_somebody_forgotten_leaves_a_number_and_is_known_again_only_until_the_case_is_over(
    database: Database,
) -> None:
    until = NOW + 90 * DAY
    async with database.write() as session:
        store, hana = await home(session)
        case = await store.cases.open(WARNING, NOW)
        await store.cases.tell(case, NOW)
        await store.cases.deliver(case, NOW, until)
        await store.cases.close(case, NOW)
        await store.cases.add(case, EntryKind.APPEAL, "わたしではありません", author=hana.number, now=NOW)
        await store.cases.relate(hana.number, 2)
        assert await store.cases.forget_member(hana, NOW) == until
        await store.members.erase(hana)
        assert (case.subject_number, case.subject_name) == (None, None)
        entries = await store.cases.entries_of(case)
        await session.refresh(entries[1])
        assert (entries[1].author, entries[1].body) == (None, None), "what they wrote goes"
        assert store.cases.words_of(entries[0]) == "見たこと"
        assert await store.cases.related_to(2) == frozenset()
        back, ken = await store.members.remember(HANA, NOW), await store.members.remember(KEN, NOW)
        assert await store.cases.counting_sum(back, NOW) == 2
        assert await store.cases.of_member(ken) == []
    for after, is_known in ((until - DAY, True), (until, False)):
        async with database.write() as session:
            await erase_old_marks(session, after)
            found = await session.get(Case, (1, 1))
            assert found is not None
            assert (found.subject_mark is not None) is is_known
            assert await session.get(CaseEntry, (1, 1, 1)) is not None


async def test_a_case_that_is_over_or_a_note_keeps_nothing_of_somebody_forgotten(database: Database) -> None:
    async with database.write() as session:
        store, hana = await home(session)
        note = await store.cases.open(
            NewCase(kind=CaseKind.NOTE, opened_by=2, subject_number=1, state=CaseState.CLOSED), NOW
        )
        gone = await store.cases.open(WARNING, NOW)
        await store.cases.void(gone, "人違い", by=2, now=NOW)
        assert await store.cases.forget_member(hana, NOW) is None
        assert (note.subject_mark, gone.subject_mark) == (None, None)
        still = await store.cases.open(WARNING, NOW)
        assert await store.cases.forget_member(hana, NOW) == NOW + MARK_KEPT_FOR
        assert still.subject_mark is not None


async def test_a_word_is_found_by_its_key_and_called_off_only_while_it_waits(database: Database) -> None:
    async with database.write() as session:
        outbox = unit_of_work(session).outbox
        await outbox.queue([new_item(dedupe_key="case:1:7:0")], NOW)
        assert await outbox.by_key("case:1:8:0") is None
        await outbox.call_off("case:1:7:0", NOW)
    async with database.read() as session:
        item = await unit_of_work(session).outbox.by_key("case:1:7:0")
        assert item is not None
        assert (item.state.value, item.objects) == ("expired", None)


async def test_words_taken_back_leave_an_empty_line_and_their_ids_are_kept_for_seven_days(database: Database) -> None:
    async with database.write() as session:
        store, _hana = await home(session)
        case = await store.cases.open(replace(WARNING, request="お願い", said_in="m1", asked_in="m3"), NOW)
        await store.cases.add(case, EntryKind.APPEAL, "ちがいます", author=1, now=NOW, said_in="m2")
        case.answered_at = NOW
        assert await erase_taken_back(session, "unknown") == []
        assert await erase_taken_back(session, "m2") == [case]
        found = await store.cases.get(case.number)
        assert found is not None
        assert found.answered_at is None
        assert await erase_taken_back(session, "m3") == [case]
        await erase_old_marks(session, NOW + MESSAGE_IDS_KEPT_FOR)
        assert await erase_taken_back(session, "m1") == []
        assert [store.cases.words_of(each) for each in await store.cases.entries_of(case)] == ["見たこと", "", ""]
