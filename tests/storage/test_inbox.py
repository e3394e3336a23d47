"""Events are stored once, handed out a lane at a time in LINE's order, and erased when they are done."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import delete, text
from sqlmodel import col, func, select

from storage.database import Database
from storage.models import InboxEvent, Lane
from storage.models.inbox import EventState
from storage.repositories.inbox import KEPT_FOR, TOKEN_KEPT_FOR, InboxRepository, Incoming, StoredEvent
from storage.vault import Vault
from tests.factories import CHAT, NOW, OTHER_CHAT, SECOND, VAULT, incoming, unit_of_work


async def put(database: Database, *events: Incoming) -> None:
    async with database.write() as session:
        await unit_of_work(session).inbox.put(events)


async def waiting(database: Database, chat_id: str = CHAT, limit: int = 100) -> list[StoredEvent]:
    async with database.read() as session:
        return await unit_of_work(session).inbox.waiting(chat_id, limit)


async def keys(database: Database, chat_id: str = CHAT) -> list[str]:
    return [event.event_key for event in await waiting(database, chat_id)]


async def row(database: Database, key: str) -> InboxEvent:
    async with database.read() as session:
        return (await session.scalars(select(InboxEvent).where(col(InboxEvent.event_key) == key))).one()


async def put_one(database: Database, event: Incoming) -> StoredEvent:
    await put(database, event)
    return next(each for each in await waiting(database, event.chat_id) if each.event_key == event.event_key)


async def test_an_event_comes_back_as_it_came_in(database: Database) -> None:
    event = incoming(acting=True, payload="{“花”}".encode())
    (stored,) = [await put_one(database, event)]
    assert (stored.event_key, stored.chat_id, stored.acting) == (event.event_key, CHAT, True)
    assert (stored.payload, stored.received_at, stored.tries, stored.has_token) == (event.payload, NOW, 0, True)


async def test_an_event_is_stored_once_by_its_key_and_as_it_came_first(database: Database) -> None:
    await put(database, incoming(event_key="E1", payload=b"first"))
    await put(database, incoming(event_key="E1", payload=b"second"), incoming(event_key="E2", payload=b"{}"))
    await put(database, incoming(event_key="E2", payload=b"{}"), incoming(event_key="E2", payload=b"{}"))
    assert {event.event_key: event.payload for event in await waiting(database)} == {"E1": b"first", "E2": b"{}"}


async def test_nothing_to_store_is_no_error(database: Database) -> None:
    await put(database)
    assert await waiting(database) == []


async def test_events_stored_together_are_written_in_one_order_whatever_order_they_came_in(database: Database) -> None:
    await put(database, *(incoming(event_key=key) for key in ("E3", "E1", "E2")))
    assert [event.event_key for event in sorted(await waiting(database), key=lambda event: event.id)] == [
        "E1",
        "E2",
        "E3",
    ]


async def test_payload_and_token_lie_sealed(database: Database) -> None:
    await put(database, incoming(event_key="E1", payload=b"secret words", reply_token="secret-token"))
    stored = await row(database, "E1")
    assert stored.payload is not None
    assert stored.reply_token is not None
    assert b"secret" not in stored.payload + stored.reply_token


async def test_a_payload_under_an_unknown_key_is_handed_out_as_unreadable(database: Database) -> None:
    async with database.write() as session:
        await InboxRepository(session, Vault(bytes(32))).put([incoming()])
    assert [event.payload for event in await waiting(database)] == [None]


async def test_events_of_a_lane_come_in_lines_order_whatever_order_they_arrived_in(database: Database) -> None:
    for key, seconds in (("third", 3), ("first", 1), ("second", 2)):
        await put(database, incoming(event_key=key, occurred_at=NOW + seconds * SECOND))
    assert await keys(database) == ["first", "second", "third"]
    assert [event.event_key for event in await waiting(database, limit=2)] == ["first", "second"]


async def lanes(database: Database, seconds: float = 0, limit: int = 50) -> list[str]:
    now = NOW + timedelta(seconds=seconds)
    async with database.read() as session:
        return await unit_of_work(session, now).inbox.lanes_with_work(now, limit)


async def test_lanes_in_which_somebody_waits_for_an_answer_come_first(database: Database) -> None:
    await put(database, incoming(chat_id="C-talk"))
    await put(database, incoming(chat_id="C-later"))
    await put(database, incoming(chat_id="C-later"), incoming(chat_id="C-command", acting=True))
    await put(database, incoming(chat_id="C-later", acting=True))
    assert await lanes(database) == ["C-later", "C-command", "C-talk"]
    assert await lanes(database, limit=1) == ["C-later"]


@pytest.mark.parametrize("acting", [True, False], ids=["commands", "talk"])
async def test_a_flood_in_two_chats_hides_no_other(database: Database, acting: bool) -> None:
    flood = [(chat, 600) for chat in ("C-flood", "C-second-flood")]
    for chat, events in [*flood, *((f"C-{number}", 1) for number in range(60))]:
        await put(database, *(incoming(chat_id=chat, acting=acting) for _event in range(events)))

    found = await lanes(database)

    assert found[:3] == ["C-flood", "C-second-flood", "C-0"]
    assert len(set(found)) == 50
    assert await lanes(database, limit=1) == ["C-flood"]


async def test_a_lane_without_waiting_events_is_not_listed(database: Database) -> None:
    event = await put_one(database, incoming())
    async with database.write() as session:
        await unit_of_work(session).inbox.finish([event.id], EventState.DONE, "seen", NOW)
    assert await lanes(database) == []


async def test_a_failed_try_holds_its_lane_back_for_a_while_and_no_other(database: Database) -> None:
    event = await put_one(database, incoming())
    await put(database, incoming(chat_id=OTHER_CHAT))
    async with database.write() as session:
        inbox = unit_of_work(session).inbox
        await inbox.try_again(event, error="ValueError", blocked_until=NOW + 5 * SECOND)
    assert await lanes(database, 4.999) == [OTHER_CHAT]
    assert sorted(await lanes(database, 5)) == [CHAT, OTHER_CHAT]
    async with database.write() as session:
        inbox = unit_of_work(session).inbox
        assert not await inbox.lock_lane(CHAT, NOW + 4.999 * SECOND)
        assert await inbox.lock_lane(CHAT, NOW + 5 * SECOND)
    (again,) = await waiting(database)
    assert (again.tries, again.payload) == (1, event.payload)


async def test_a_lane_that_was_erased_is_there_again_when_it_is_needed(database: Database) -> None:
    async with database.write() as session:
        inbox = unit_of_work(session).inbox
        await inbox.put([incoming()])
        await session.execute(delete(Lane))
        assert await inbox.lock_lane(CHAT, NOW)
        assert len(await inbox.waiting(CHAT, 9)) == 1


async def test_two_workers_never_hold_one_lane(postgresql: Database) -> None:
    await put(postgresql, incoming(), incoming(chat_id=OTHER_CHAT))
    async with postgresql.write() as one, postgresql.write() as two:
        assert await unit_of_work(one).inbox.lock_lane(CHAT, NOW)
        assert not await unit_of_work(two).inbox.lock_lane(CHAT, NOW)
        assert await unit_of_work(two).inbox.lock_lane(OTHER_CHAT, NOW)
    async with postgresql.write() as two:
        assert await unit_of_work(two).inbox.lock_lane(CHAT, NOW)


async def test_events_come_in_while_their_lane_is_held(postgresql: Database) -> None:
    await put(postgresql, incoming())
    async with postgresql.write() as holding:
        assert await unit_of_work(holding).inbox.lock_lane(CHAT, NOW)
        async with asyncio.timeout(30):
            await put(postgresql, incoming())
    assert len(await waiting(postgresql)) == 2


async def test_two_transactions_at_the_same_moment_store_an_event_once(postgresql: Database) -> None:
    async with postgresql.write() as one:
        await unit_of_work(one).inbox.put([incoming(event_key="E1")])
        second = asyncio.create_task(put(postgresql, incoming(event_key="E1"), incoming(event_key="E2")))
        await _until_somebody_waits_for_a_lock(postgresql)
        assert not second.done()
    await second
    assert sorted(await keys(postgresql)) == ["E1", "E2"]


async def test_commits_that_share_events_in_another_order_never_wait_for_each_other_crosswise(
    postgresql: Database,
) -> None:
    events = [incoming(chat_id=f"C{number}") for number in range(30)]
    async with asyncio.timeout(20):
        await asyncio.gather(*(put(postgresql, *events), put(postgresql, *reversed(events))) * 5)
    async with postgresql.read() as session:
        assert (await session.scalars(select(func.count()).select_from(InboxEvent))).one() == 30
        assert (await session.scalars(select(func.count()).select_from(Lane))).one() == 30


@pytest.mark.parametrize("state", [EventState.DONE, EventState.IGNORED])
async def test_what_an_event_said_is_erased_when_it_is_finished(database: Database, state: EventState) -> None:
    event = await put_one(database, incoming(event_key="E1"))
    await put(database, incoming(event_key="E2"))
    async with database.write() as session:
        await unit_of_work(session).inbox.finish([event.id], state, "x" * 200, NOW + SECOND)
    stored = await row(database, "E1")
    assert (stored.state, stored.payload, stored.finished_at) == (state, None, NOW + SECOND)
    assert stored.outcome == "x" * 80
    assert stored.reply_token is not None
    assert await keys(database) == ["E2"]


async def test_an_event_given_up_is_dead_visible_and_can_be_revived(database: Database) -> None:
    event = await put_one(database, incoming(event_key="E1"))
    async with database.write() as session:
        await unit_of_work(session).inbox.bury(event, error="ValueError at bot.talk:12", now=NOW)
    async with database.read() as session:
        inbox = unit_of_work(session).inbox
        (dead,) = await inbox.dead()
        assert (dead.id, dead.outcome, dead.tries) == (event.id, "ValueError at bot.talk:12", 1)
        assert (await inbox.summary()).dead == 1
    assert await waiting(database) == []
    async with database.write() as session:
        assert await unit_of_work(session).inbox.revive(event.id)
        assert not await unit_of_work(session).inbox.revive(event.id)
    (again,) = await waiting(database)
    assert (again.payload, again.tries) == (event.payload, 0)


async def test_a_dead_event_without_its_payload_is_not_revived(database: Database) -> None:
    event = await put_one(database, incoming(message_id="m1"))
    async with database.write() as session:
        inbox = unit_of_work(session).inbox
        await inbox.bury(event, error="ValueError", now=NOW)
        await inbox.erase_message(CHAT, "m1", NOW)
        assert not await inbox.revive(event.id)


async def test_the_newest_dead_are_listed_first(database: Database) -> None:
    events = [await put_one(database, incoming()) for _event in range(3)]
    async with database.write() as session:
        for event in events:
            await unit_of_work(session).inbox.bury(event, error="ValueError", now=NOW)
        dead = await unit_of_work(session).inbox.dead(limit=2)
    assert [each.id for each in dead] == [events[2].id, events[1].id]


async def test_a_take_back_erases_what_waits_and_what_lies_dead(database: Database) -> None:
    dead = await put_one(database, incoming(event_key="dead", message_id="m1"))
    async with database.write() as session:
        await unit_of_work(session).inbox.bury(dead, error="ValueError", now=NOW)
    await put(
        database,
        incoming(event_key="waiting", message_id="m1"),
        incoming(event_key="another", message_id="m2"),
        incoming(event_key="elsewhere", message_id="m1", chat_id=OTHER_CHAT),
    )
    async with database.write() as session:
        await unit_of_work(session).inbox.erase_message(CHAT, "m1", NOW)
    for key in ("dead", "waiting"):
        stored = await row(database, key)
        assert (stored.state, stored.payload, stored.outcome) == (EventState.IGNORED, None, "taken back")
    assert await keys(database) == ["another"]
    assert await keys(database, OTHER_CHAT) == ["elsewhere"]


async def test_a_take_back_leaves_the_record_of_what_was_handled(database: Database) -> None:
    event = await put_one(database, incoming(event_key="E1", message_id="m1"))
    async with database.write() as session:
        inbox = unit_of_work(session).inbox
        await inbox.finish([event.id], EventState.DONE, "rules.show_rules", NOW)
        await inbox.erase_message(CHAT, "m1", NOW)
    assert (await row(database, "E1")).outcome == "rules.show_rules"


async def test_what_overtook_its_message_is_known_in_that_chat_for_seven_days(database: Database) -> None:
    async with database.write() as session:
        inbox = unit_of_work(session).inbox
        for _time in range(2):
            await inbox.note_overtaken(CHAT, "m1", NOW)
        assert await inbox.is_overtaken(CHAT, "m1")
        assert not await inbox.is_overtaken(CHAT, "m2")
        assert not await inbox.is_overtaken(OTHER_CHAT, "m1")
        await inbox.erase_old(NOW + KEPT_FOR)
        assert not await inbox.is_overtaken(CHAT, "m1")
    assert await keys(database) == []


async def test_old_events_are_forgotten_unless_they_still_wait(database: Database) -> None:
    done = await put_one(database, incoming(event_key="done"))
    dead = await put_one(database, incoming(event_key="dead"))
    await put(database, incoming(event_key="waiting"))
    async with database.write() as session:
        inbox = unit_of_work(session).inbox
        await inbox.finish([done.id], EventState.DONE, "seen", NOW)
        await inbox.bury(dead, error="ValueError", now=NOW)
    for moment, left in ((NOW + KEPT_FOR - SECOND, 3), (NOW + KEPT_FOR, 1)):
        async with database.write() as session:
            await unit_of_work(session).inbox.erase_old(moment)
            assert (await session.scalars(select(func.count()).select_from(InboxEvent))).one() == left
    assert await keys(database) == ["waiting"]


async def test_a_redelivery_within_seven_days_is_recognised_although_the_event_is_done(database: Database) -> None:
    event = await put_one(database, incoming(event_key="E1"))
    async with database.write() as session:
        inbox = unit_of_work(session).inbox
        await inbox.finish([event.id], EventState.DONE, "seen", NOW)
        await inbox.erase_old(NOW + KEPT_FOR - SECOND)
    await put(database, incoming(event_key="E1", received_at=NOW + KEPT_FOR - SECOND))
    assert await waiting(database) == []


async def test_the_summary_counts_what_waits_and_since_when(database: Database) -> None:
    async with database.read() as session:
        empty = await unit_of_work(session).inbox.summary()
    assert (empty.waiting, empty.oldest_waiting, empty.dead) == (0, None, 0)
    await put(database, incoming(received_at=NOW + SECOND), incoming(received_at=NOW, occurred_at=NOW + 9 * SECOND))
    async with database.read() as session:
        summary = await unit_of_work(session).inbox.summary()
    assert (summary.waiting, summary.oldest_waiting, summary.dead) == (2, NOW, 0)


async def test_a_reply_token_is_given_out_once(database: Database) -> None:
    event = await put_one(database, incoming(reply_token="t1"))
    async with database.write() as session:
        token = await unit_of_work(session).inbox.spend_token(event.id)
        assert token is not None
        assert (token.event_id, token.token, token.received_at) == (event.id, "t1", NOW)
        assert await unit_of_work(session).inbox.spend_token(event.id) is None
    async with database.write() as session:
        assert await unit_of_work(session).inbox.spend_token(event.id) is None
        spent = await unit_of_work(session).inbox.token_of(event.id)
        assert spent is not None
        assert spent.token == "t1"


async def test_an_event_without_a_token_gives_none(database: Database) -> None:
    event = await put_one(database, incoming(reply_token=None))
    assert not event.has_token
    async with database.write() as session:
        inbox = unit_of_work(session).inbox
        assert await inbox.spend_token(event.id) is None
        assert await inbox.token_of(event.id) is None
        assert await inbox.newest_free_token(CHAT, NOW) is None


@pytest.mark.parametrize("first_one_fails", [False, True])
async def test_of_two_who_want_a_token_at_the_same_moment_one_gets_it(
    postgresql: Database, first_one_fails: bool
) -> None:
    event = await put_one(postgresql, incoming())
    got: list[bool] = []

    async def spend() -> None:
        async with postgresql.write() as session:
            got.append(await unit_of_work(session).inbox.spend_token(event.id) is not None)

    with suppress(LookupError):
        async with postgresql.write() as session:
            assert await unit_of_work(session).inbox.spend_token(event.id) is not None
            second = asyncio.create_task(spend())
            await _until_somebody_waits_for_a_lock(postgresql)
            if first_one_fails:
                raise LookupError
    await second
    assert got == [first_one_fails]


async def test_the_newest_free_token_of_the_chat_is_found_while_it_is_usable(database: Database) -> None:
    older = await put_one(database, incoming(received_at=NOW))
    newer = await put_one(database, incoming(received_at=NOW + SECOND))
    await put(database, incoming(received_at=NOW + 2 * SECOND, chat_id=OTHER_CHAT))
    async with database.write() as session:
        inbox = unit_of_work(session).inbox
        assert await inbox.newest_free_token(CHAT, NOW + 2 * SECOND) is None, "these are for their events' own answers"
        await inbox.finish([older.id, newer.id], EventState.DONE, "seen", NOW)
        assert await inbox.newest_free_token(CHAT, NOW + 2 * SECOND) == newer.id
        assert await inbox.newest_free_token(CHAT, NOW + 50.5 * SECOND) == newer.id
        assert await inbox.newest_free_token(CHAT, NOW + 51 * SECOND) is None
        await inbox.spend_token(newer.id)
        assert await inbox.newest_free_token(CHAT, NOW + 2 * SECOND) == older.id


async def test_reply_tokens_are_erased_after_a_minute(database: Database) -> None:
    event = await put_one(database, incoming(event_key="E1"))
    async with database.write() as session:
        inbox = unit_of_work(session).inbox
        await inbox.erase_tokens(NOW + TOKEN_KEPT_FOR - SECOND)
        assert await inbox.token_of(event.id) is not None
        await inbox.erase_tokens(NOW + TOKEN_KEPT_FOR)
        assert await inbox.token_of(event.id) is None
    stored = await row(database, "E1")
    assert (stored.reply_token, stored.state) == (None, EventState.WAITING)
    assert VAULT.open("inbox", stored.payload or b"") == b'{"type":"message"}'


async def _until_somebody_waits_for_a_lock(database: Database) -> None:
    async with asyncio.timeout(30):
        while True:
            async with database.read() as session:
                if (await session.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))).scalar_one():
                    return
