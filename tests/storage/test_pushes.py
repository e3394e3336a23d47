"""Pushes agreed to: claimed by one process, never beside a token, paid for only where they went."""

import uuid
from datetime import date, timedelta

import pytest

from storage.database import Database
from storage.models import OutboxItem, PushOrder
from storage.models.outbox import Channel, Delivery, Fallback, ItemState
from storage.repositories.outbox import LEASE
from storage.repositories.pushes import NewPush, Push
from tests.factories import HANA, NOW, SECOND, community, incoming, new_item, unit_of_work

NOVEMBER = date(2026, 11, 1)


async def queued_word(database: Database, dedupe_key: str | None = None) -> int:
    """Queue a whisper of a community's, and give its number."""
    async with database.write() as session:
        home = await community(session)
        word = new_item(
            "secret", delivery=Delivery.WHISPER, chat_id=HANA, community_id=home.number, dedupe_key=dedupe_key
        )
        (number,) = await unit_of_work(session).outbox.queue([word], NOW)
    return number


async def agree(database: Database, number: int) -> bool:
    push = NewPush(item_id=number, community_id=1, month=NOVEMBER, cost=1, agreed_by=1, retry_key=str(uuid.uuid4()))
    async with database.write() as session:
        return await unit_of_work(session).pushes.agree(push, NOW)


async def agreed_word(database: Database, dedupe_key: str | None = None) -> int:
    number = await queued_word(database, dedupe_key)
    assert await agree(database, number)
    return number


async def take(database: Database, after: timedelta = timedelta(0)) -> list[Push]:
    async with database.write() as session:
        return await unit_of_work(session, NOW + after).pushes.take(NOW + after)


async def row(database: Database, number: int) -> OutboxItem:
    async with database.read() as session:
        return await session.get_one(OutboxItem, number)


async def used(database: Database) -> int:
    async with database.read() as session:
        return await unit_of_work(session).pushes.used(1, NOVEMBER)


async def is_open(database: Database, number: int) -> bool:
    async with database.read() as session:
        return await session.get(PushOrder, number) is not None


async def test_a_word_agreed_to_is_taken_once_with_its_price_counted(database: Database) -> None:
    number = await agreed_word(database)
    (push,) = await take(database)
    taken = await row(database, number)
    assert (push.user_id, push.unsure, push.first_tried_at) == (HANA, False, NOW)
    assert (taken.state, taken.channel, taken.fallback, taken.cost) == (
        ItemState.SENDING,
        Channel.PUSH,
        Fallback.PUSH,
        1,
    )
    assert (await take(database, SECOND), await used(database)) == ([], 1)


async def test_a_word_is_agreed_to_once(database: Database) -> None:
    number = await agreed_word(database)
    assert not await agree(database, number)
    assert await used(database) == 1


@pytest.mark.parametrize("community_id", [1, 2])
async def test_only_a_waiting_word_of_the_own_group_may_be_pushed(database: Database, community_id: int) -> None:
    number = await queued_word(database)
    async with database.read() as session:
        found = await unit_of_work(session).pushes.may_be_pushed(number, community_id, NOW)
        too_late = await unit_of_work(session).pushes.may_be_pushed(number, 1, NOW + timedelta(hours=2))
    assert (found is not None) == (community_id == 1)
    assert too_late is None


async def test_two_processes_never_push_the_same_word(postgresql: Database) -> None:
    await agreed_word(postgresql)
    async with postgresql.write() as one, postgresql.write() as other:
        mine = await unit_of_work(one).pushes.take(NOW)
        theirs = await unit_of_work(other).pushes.take(NOW)
    assert (len(mine), theirs) == (1, [])


async def test_a_word_that_is_being_bound_to_a_token_is_not_pushed(postgresql: Database) -> None:
    await agreed_word(postgresql)
    async with postgresql.write() as one, postgresql.write() as other:
        (item,) = await unit_of_work(one).outbox.ready(HANA, NOW)
        pushed = await unit_of_work(other).pushes.take(NOW)
        await unit_of_work(one).outbox.bind([item], 7, NOW)
    assert pushed == []
    assert await take(postgresql, SECOND) == []


async def test_a_word_that_is_being_pushed_is_not_bound_to_a_token(database: Database) -> None:
    await agreed_word(database)
    await take(database)
    async with database.write() as session:
        unit = unit_of_work(session)
        assert await unit.outbox.ready(HANA, NOW) == []
        assert await unit.rounds.orphans(NOW, whatever_lease=True) == []


async def test_a_word_whose_process_was_lost_is_taken_again_with_the_same_key(database: Database) -> None:
    await agreed_word(database)
    (first,) = await take(database)
    (again,) = await take(database, LEASE)
    assert (again.retry_key, again.first_tried_at, again.unsure) == (first.retry_key, NOW, True)


async def test_what_went_with_a_token_first_is_not_paid_for(database: Database) -> None:
    number = await agreed_word(database)
    async with database.write() as session:
        unit = unit_of_work(session)
        await unit.inbox.put([incoming(chat_id=HANA)])
        items = await unit.outbox.ready(HANA, NOW)
        await unit.outbox.bind(items, 1, NOW)
        await unit.outbox.arrived(items, NOW)
    assert await take(database) == []
    assert (await used(database), await is_open(database, number)) == (0, False)


async def test_a_word_taken_back_or_forgotten_is_not_paid_for(database: Database) -> None:
    number = await agreed_word(database)
    async with database.write() as session:
        await unit_of_work(session).outbox.forget_person(HANA)
    assert await take(database) == []
    assert (await used(database), await is_open(database, number)) == (0, False)


async def test_a_friend_has_surely_read_a_push_and_of_others_nobody_knows(database: Database) -> None:
    number = await agreed_word(database)
    (push,) = await take(database)
    async with database.write() as session:
        await unit_of_work(session).pushes.arrived(push, NOW, is_surely_read=False)
    unread = await row(database, number)
    assert (unread.state, unread.objects, await used(database)) == (ItemState.UNCONFIRMED, None, 1)
    async with database.write() as session:
        await unit_of_work(session).pushes.arrived(push, NOW, is_surely_read=True)
    assert (await row(database, number)).state is ItemState.PUSHED


async def test_without_quota_a_word_waits_for_a_token_or_mail_as_before(database: Database) -> None:
    number = await agreed_word(database)
    (push,) = await take(database)
    async with database.write() as session:
        (await session.get_one(OutboxItem, number)).mail_at = NOW + SECOND
        await session.flush()
        await unit_of_work(session).pushes.wait_again(push, "429 You have reached your monthly limit.")
    waits = await row(database, number)
    assert (waits.state, waits.fallback, waits.cost) == (ItemState.WAITING, Fallback.MAIL, None)
    assert (await used(database), await take(database)) == (0, [])


async def test_while_a_push_is_surely_not_done_a_token_may_take_the_word(database: Database) -> None:
    number = await agreed_word(database)
    (push,) = await take(database)
    async with database.write() as session:
        pushes = unit_of_work(session).pushes
        await pushes.later(push, NOW + SECOND, "status 429", unsure=False)
        assert await pushes.next_due(NOW) == NOW + SECOND
    assert (await row(database, number)).state is ItemState.WAITING
    (again,) = await take(database, SECOND)
    assert (again.tries, again.unsure) == (1, False)


async def test_numbers_of_long_past_months_are_erased(database: Database) -> None:
    await agreed_word(database)
    async with database.write() as session:
        await unit_of_work(session).pushes.forget_old(NOW + timedelta(days=300))
    assert await used(database) == 1
    async with database.write() as session:
        await unit_of_work(session).pushes.forget_old(NOW + timedelta(days=500))
    assert await used(database) == 0


async def test_whoever_was_away_for_too_long_changes_nothing_but_that_line_took_it(database: Database) -> None:
    number = await agreed_word(database)
    (late,) = await take(database)
    (current,) = await take(database, LEASE)
    async with database.write() as session:
        pushes = unit_of_work(session).pushes
        await pushes.later(late, NOW + LEASE, "status 429", unsure=False)
        await pushes.wait_again(late, "too late")
        await pushes.failed(late, "too late", NOW)
    assert ((await row(database, number)).state, await used(database)) == (ItemState.SENDING, 1)
    async with database.write() as session:
        await unit_of_work(session).pushes.arrived(late, NOW, is_surely_read=True)
        await unit_of_work(session).pushes.later(current, NOW + LEASE, "status 429", unsure=False)
    assert ((await row(database, number)).state, await used(database)) == (ItemState.PUSHED, 1)


@pytest.mark.parametrize("ended", ["forgotten", "called off", "withdrawn"])
@pytest.mark.parametrize("unsure", [True, False])
async def test_a_push_under_way_that_nobody_wants_any_more_is_not_tried_again(
    database: Database, ended: str, *, unsure: bool
) -> None:
    number = await agreed_word(database, dedupe_key="case:1")
    (push,) = await take(database)
    async with database.write() as session:
        outbox = unit_of_work(session).outbox
        match ended:
            case "forgotten":
                await outbox.forget_person(HANA)
            case "called off":
                await outbox.call_off("case:", NOW)
            case _:
                await outbox.withdraw("case:1", NOW)
    async with database.write() as session:
        await unit_of_work(session).pushes.later(push, NOW + SECOND, "status 500", unsure=unsure)
    assert await take(database, SECOND) == []
    assert not await is_open(database, number)
    async with database.read() as session:
        assert await unit_of_work(session).outbox.ready(HANA, NOW + SECOND) == []
