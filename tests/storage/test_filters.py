"""Findings: numbered with everything else, counted by week, and erased bit by bit."""

from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import select

from storage.database import Database
from storage.models import Community, FilterFinding
from storage.models.filters import FilterKind
from storage.repositories.filters import (
    AUTHORS_KEPT_FOR,
    FINDINGS_KEPT_FOR,
    MESSAGE_IDS_KEPT_FOR,
    NewFinding,
    WeekCount,
    forget_old_findings,
)
from tests.factories import NOW, OTHER_CHAT, community, unit_of_work

WEEK = date(2026, 11, 16)
NEW = NewFinding(
    filter=FilterKind.FLOOD,
    is_on=False,
    message_id="1",
    member_number=3,
    at=NOW,
    week=WEEK,
    counted=7,
    limit_messages=6,
)


async def test_findings_get_the_next_numbers_of_their_community(database: Database) -> None:
    async with database.write() as session:
        home, other = await community(session), await community(session, OTHER_CHAT)
        home.last_entry_number = 11
        store = unit_of_work(session).of(home)
        assert await store.filters.add([NEW, replace(NEW, message_id=None, member_number=None)]) == [12, 13]
        assert await store.filters.add([]) == []
        assert await unit_of_work(session).of(other).filters.add([NEW]) == [1]
    async with database.read() as session:
        home = await session.get_one(Community, 1)
        filters = unit_of_work(session).of(home).filters
        newest = await filters.newest()
        first = await filters.get(12)
        assert (home.last_entry_number, newest.number if newest else None) == (13, 13)
        assert first is not None
        assert (first.filter, first.is_on, first.counted, first.told_at) == (FilterKind.FLOOD, False, 7, None)
        assert await filters.get(1) is None


async def test_what_is_known_of_messages_and_of_their_authors_lately(database: Database) -> None:
    async with database.write() as session:
        filters = unit_of_work(session).of(await community(session)).filters
        old = NOW - timedelta(hours=2)
        await filters.add(
            [
                replace(NEW, message_id="old", at=old),
                replace(NEW, message_id="mine"),
                replace(NEW, message_id="hidden", member_number=None),
                replace(NEW, message_id="another's", member_number=4),
            ]
        )
        since = NOW - timedelta(hours=1)
        assert [each.message_id for each in await filters.around({3}, set(), since)] == ["mine"]
        assert [each.message_id for each in await filters.around({3}, {"old"}, since)] == ["old", "mine"]
        assert [each.message_id for each in await filters.around({None}, set(), since)] == ["hidden"]


async def test_findings_are_counted_by_week_filter_and_whether_it_told(database: Database) -> None:
    async with database.write() as session:
        filters = unit_of_work(session).of(await community(session)).filters
        later = replace(NEW, week=WEEK + timedelta(weeks=1))
        await filters.add([NEW, NEW, later, replace(later, is_on=True), replace(NEW, week=WEEK - timedelta(weeks=1))])
        assert sorted(await filters.count_by_week(WEEK), key=str) == sorted(
            [
                WeekCount(WEEK, FilterKind.FLOOD, False, 2),
                WeekCount(later.week, FilterKind.FLOOD, False, 1),
                WeekCount(later.week, FilterKind.FLOOD, True, 1),
            ],
            key=str,
        )


async def test_a_finding_loses_its_message_then_its_author_and_then_goes(database: Database) -> None:
    async with database.write() as session:
        await unit_of_work(session).of(await community(session)).filters.add([NEW])
    states = []
    for after in (MESSAGE_IDS_KEPT_FOR, AUTHORS_KEPT_FOR, FINDINGS_KEPT_FOR):
        for moment in (NOW + after - timedelta(minutes=1), NOW + after):
            async with database.write() as session:
                await forget_old_findings(session, moment)
            async with database.read() as session:
                kept = (await session.scalars(select(FilterFinding))).one_or_none()
                states.append(None if kept is None else (kept.message_id, kept.member_number))
    assert states == [("1", 3), (None, 3), (None, 3), (None, None), (None, None), None]


async def test_an_erased_member_leaves_counts_without_a_name(database: Database) -> None:
    async with database.write() as session:
        filters = unit_of_work(session).of(await community(session)).filters
        await filters.add([NEW, replace(NEW, member_number=4)])
        assert await filters.count_of(3) == 1
        await filters.forget_member(3)
    async with database.read() as session:
        filters = unit_of_work(session).of(await session.get_one(Community, 1)).filters
        assert (await filters.count_of(3), await filters.count_of(4)) == (0, 1)
        left = await filters.get(1)
        assert left is not None
        assert (left.member_number, left.message_id) == (None, None)
        assert sum(each.findings for each in await filters.count_by_week(WEEK)) == 2


async def test_only_changes_of_filters_are_counted_on_the_community(database: Database) -> None:
    async with database.write() as session:
        home = await community(session)
        settings = unit_of_work(session).of(home).settings
        await settings.put("welcome.on", "false", by=1, now=NOW)
        assert home.filters_version == 0
        for value in ('"a"', '"a"', None, '"b"'):
            await settings.put("filters.word.1", value, by=1, now=NOW)
        await settings.put("filtersx", "1", by=1, now=NOW)
        assert home.filters_version == 3
        assert await settings.starting_with("filters.word.") == {"filters.word.1": '"b"'}
        assert await settings.starting_with("filters_") == {}
