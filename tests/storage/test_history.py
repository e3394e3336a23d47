"""What hosts have set with its history, and who did what."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from storage.database import Database
from storage.models import Community, LogEntry
from tests.factories import NOW, OTHER_CHAT, SECOND, community, unit_of_work


async def test_a_setting_is_the_default_until_it_is_set_and_after_it_is_reset(database: Database) -> None:
    async with database.write() as session:
        settings = unit_of_work(session).of(await community(session)).settings
        assert await settings.get("welcome.mention") is None
        await settings.put("welcome.mention", "true", by=1, now=NOW)
        assert await settings.get("welcome.mention") == "true"
        await settings.put("welcome.mention", None, by=1, now=NOW)
        assert await settings.get("welcome.mention") is None


async def test_every_change_is_written_down_newest_first(database: Database) -> None:
    async with database.write() as session:
        settings = unit_of_work(session).of(await community(session)).settings
        for value, by in (("true", 1), ("false", None), (None, 2)):
            await settings.put("welcome.mention", value, by=by, now=NOW)
        changes = await settings.changes()
        assert [(each.old, each.new, each.changed_by) for each in changes] == [
            ("false", None, 2),
            ("true", "false", None),
            (None, "true", 1),
        ]
        assert [each.new for each in await settings.changes(limit=1)] == [None]


async def test_setting_what_is_set_already_is_no_change(database: Database) -> None:
    async with database.write() as session:
        settings = unit_of_work(session).of(await community(session)).settings
        await settings.put("welcome.mention", None, by=1, now=NOW)
        await settings.put("welcome.mention", "true", by=1, now=NOW)
        await settings.put("welcome.mention", "true", by=2, now=NOW)
        assert [each.changed_by for each in await settings.changes()] == [1]


async def test_every_community_has_settings_and_a_log_of_its_own(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        here, there = unit.of(await community(session)), unit.of(await community(session, OTHER_CHAT))
        await here.settings.put("welcome.mention", "true", by=1, now=NOW)
        await here.log.write("welcome.changed", NOW)
        assert await there.settings.get("welcome.mention") is None
        assert await there.settings.changes() == []
        assert await there.log.newest() == []


async def test_a_line_about_a_host_is_hidden_from_that_host_alone(database: Database) -> None:
    async with database.write() as session:
        log = unit_of_work(session).of(await community(session)).log
        await log.write("calm.began", NOW, actor=1)
        await log.write("case.opened", NOW, actor=1, about="5", hidden_from=2)
        assert [each.action for each in await log.newest(reader=1)] == ["case.opened", "calm.began"]
        assert [each.action for each in await log.newest(reader=2)] == ["calm.began"]
        assert len(await log.newest()) == 2


async def test_the_log_tells_who_did_what_to_what_newest_first(database: Database) -> None:
    async with database.write() as session:
        log = unit_of_work(session).of(await community(session)).log
        await log.write("rules.changed", NOW, actor=3, about="2")
        await log.write("bot.joined", NOW + SECOND)
        newest = await log.newest()
        assert [(each.action, each.actor, each.object) for each in newest] == [
            ("bot.joined", None, ""),
            ("rules.changed", 3, "2"),
        ]
        assert len(await log.newest(limit=1)) == 1


async def test_changes_and_log_entries_share_one_count_that_never_goes_back(database: Database) -> None:
    async with database.write() as session:
        home = await community(session)
        store = unit_of_work(session).of(home)
        await store.log.write("bot.joined", NOW)
        await store.settings.put("welcome.mention", "true", by=1, now=NOW)
    async with database.write() as session:
        again = await session.get_one(Community, home.number)
        await unit_of_work(session).of(again).log.write("bot.left", NOW)
        assert again.last_entry_number == 3
        assert [each.number for each in await unit_of_work(session).of(again).log.newest()] == [3, 1]


async def test_the_changes_of_one_setting_and_the_entries_of_one_member_are_found(database: Database) -> None:
    async with database.write() as session:
        store = unit_of_work(session).of(await community(session))
        for key, value in (("a.on", "true"), ("b.on", "true"), ("a.on", "false")):
            await store.settings.put(key, value, by=1, now=NOW)
        assert [(change.old, change.new) for change in await store.settings.changes(of="a.on")] == [
            ("true", "false"),
            (None, "true"),
        ]
        assert len(await store.settings.changes(limit=1, of="a.on")) == 1
        for actor in (1, 2, 1, None):
            await store.log.write("rules.changed", NOW, actor=actor)
        assert await store.log.count_by(1) == 2


@pytest.mark.parametrize("change", ["UPDATE log_entry SET actor = 9", "DELETE FROM log_entry"])
async def test_the_database_itself_refuses_to_change_or_take_away_a_line_of_the_log(
    database: Database, change: str
) -> None:
    async with database.write() as session:
        await unit_of_work(session).of(await community(session)).log.write("rules.changed", NOW, actor=3, about="2")
    with pytest.raises(DBAPIError, match="only added to"):
        async with database.write() as session:
            await session.execute(text(change))
    async with database.read() as session:
        assert [(each.actor, each.object) for each in await session.scalars(select(LogEntry))] == [(3, "2")]


async def test_entries_are_found_by_what_was_done_to_what(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        log = unit.of(await community(session)).log
        for actor, action, about in ((1, "report.read", "5"), (2, "report.read", "5"), (3, "report.read", "6")):
            await log.write(action, NOW, actor=actor, about=about)
        await log.write("report.taken", NOW, actor=4, about="5")
        assert [entry.actor for entry in await log.find("report.read", "5")] == [1, 2]
        assert await unit.of(await community(session, OTHER_CHAT)).log.find("report.read", "5") == []
