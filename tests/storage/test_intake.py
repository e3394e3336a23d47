"""What came in is stored by the shortest way, and means the same as by the long one."""

import sqlite3
from pathlib import Path

import pytest
from sqlmodel import select

from storage.database import Database
from storage.intake import Intake
from storage.models import InboxEvent
from tests.factories import CHAT, NOW, VAULT, incoming, unit_of_work


async def test_an_event_is_stored_once_and_reads_as_it_came(database: Database) -> None:
    intake = Intake(database, VAULT)
    event = incoming(event_key="E1", payload=b'{"type":"message"}')

    await intake.store([event, incoming(event_key="E2")])
    await intake.store([event])
    intake.close()

    async with database.read() as session:
        first, second = await unit_of_work(session).inbox.waiting(CHAT, 10)
        rows = (await session.scalars(select(InboxEvent))).all()
    assert {first.event_key, second.event_key} == {"E1", "E2"}
    assert first.payload == b'{"type":"message"}'
    assert first.has_token
    assert {row.received_at for row in rows} == {NOW}
    assert {row.acting for row in rows} == {False}


async def test_nothing_of_a_refused_delivery_is_kept(database: Database) -> None:
    intake = Intake(database, VAULT)

    with pytest.raises(Exception, match="kind"):
        await intake.store([incoming(event_key="E1"), incoming(event_key="E2", kind=None)])
    await intake.store([incoming(event_key="E3")])
    intake.close()

    async with database.read() as session:
        waiting = await unit_of_work(session).inbox.waiting(CHAT, 10)
    assert [each.event_key for each in waiting] == ["E3"]


async def test_a_file_held_by_another_process_is_waited_for(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    intake = Intake(database, VAULT)
    other = sqlite3.connect(Path(sqlite_url.removeprefix("sqlite:///")), isolation_level=None)
    await intake.store([incoming(event_key="E1")])
    other.execute("BEGIN IMMEDIATE")

    assert not intake._write([], [])
    other.execute("COMMIT")
    await intake.store([incoming(event_key="E2")])

    async with database.read() as session:
        waiting = await unit_of_work(session).inbox.waiting(CHAT, 10)
    intake.close()
    other.close()
    await database.close()
    assert {each.event_key for each in waiting} == {"E1", "E2"}
