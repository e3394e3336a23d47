"""Words that go by mail after a while: taken once, never beside a token, and given up rather than mailed twice."""

from datetime import timedelta

from storage.database import Database
from storage.models import OutboxItem
from storage.models.outbox import Delivery, Fallback, ItemState
from storage.repositories.mailings import LEASE, Mailing
from tests.factories import HANA, NOW, SECOND, new_item, unit_of_work

MINUTE = timedelta(minutes=1)


async def word(database: Database, delivery: Delivery = Delivery.WHISPER) -> int:
    """Queue a word that goes by mail after a minute."""
    item = new_item(delivery=delivery, chat_id=HANA, community_id=1, mail_at=NOW + MINUTE)
    async with database.write() as session:
        (number,) = await unit_of_work(session).outbox.queue([item], NOW)
    return number


async def take(database: Database, after: timedelta = MINUTE) -> list[Mailing]:
    async with database.write() as session:
        return await unit_of_work(session, NOW + after).mailings.take(NOW + after)


async def row(database: Database, number: int) -> OutboxItem:
    async with database.read() as session:
        return await session.get_one(OutboxItem, number)


async def test_a_word_goes_by_mail_when_its_time_has_come_and_once(database: Database) -> None:
    number = await word(database)
    assert await take(database, MINUTE - SECOND) == []
    async with database.read() as session:
        assert await unit_of_work(session).mailings.next_due(NOW) == NOW + MINUTE
    (mailing,) = await take(database)
    assert (mailing.user_id, mailing.community_id) == (HANA, 1)
    assert await take(database, MINUTE + SECOND) == []
    async with database.write() as session:
        await unit_of_work(session).mailings.mailed(mailing.item, NOW)
    mailed = await row(database, number)
    assert (mailed.state, mailed.objects, mailed.finished_at) == (ItemState.MAILED, None, NOW)


async def test_a_number_given_once_more_after_a_database_was_put_back_names_another_mail(database: Database) -> None:
    number = await word(database)
    (first,) = await take(database)
    async with database.write() as session:
        (await session.get_one(OutboxItem, number)).created_at = NOW + SECOND
        await unit_of_work(session).mailings.later(first.item, NOW + MINUTE, "451 patience")
    (other,) = await take(database)
    assert (first.item.id, first.key != other.key) == (other.item.id, True)


async def test_two_processes_never_mail_the_same_word(postgresql: Database) -> None:
    await word(postgresql)
    async with postgresql.write() as one, postgresql.write() as other:
        mine = await unit_of_work(one).mailings.take(NOW + MINUTE)
        theirs = await unit_of_work(other).mailings.take(NOW + MINUTE)
    assert (len(mine), theirs) == (1, [])


async def test_a_word_being_mailed_is_said_nowhere_else(database: Database) -> None:
    await word(database)
    await take(database)
    async with database.write() as session:
        unit = unit_of_work(session)
        assert await unit.outbox.ready(HANA, NOW + MINUTE) == []
        assert await unit.rounds.orphans(NOW + MINUTE, whatever_lease=True) == []


async def test_what_is_for_the_mail_alone_never_takes_a_token(database: Database) -> None:
    await word(database, Delivery.MAIL)
    async with database.write() as session:
        assert await unit_of_work(session).outbox.ready(HANA, NOW) == []


async def test_of_a_word_whose_process_was_lost_nobody_knows_whether_it_was_mailed(database: Database) -> None:
    number = await word(database)
    await take(database)
    for after, expected in ((LEASE - SECOND, ItemState.SENDING), (LEASE, ItemState.UNCONFIRMED)):
        async with database.write() as session:
            await unit_of_work(session).mailings.give_up_lost(NOW + MINUTE + after)
        assert (await row(database, number)).state is expected


async def test_a_word_that_cannot_be_mailed_waits_for_a_token_and_a_mere_mail_has_failed(database: Database) -> None:
    whisper, mere_mail = await word(database), await word(database, Delivery.MAIL)
    taken = await take(database)
    async with database.write() as session:
        for each in taken:
            await unit_of_work(session).mailings.not_by_mail(each.item, "no address for mail", NOW)
    waits = await row(database, whisper)
    assert (waits.state, waits.fallback, waits.mail_at) == (ItemState.WAITING, Fallback.EXPIRE, None)
    assert (await row(database, mere_mail)).state is ItemState.FAILED


async def test_a_mail_that_was_surely_not_taken_is_tried_again_later(database: Database) -> None:
    number = await word(database)
    (mailing,) = await take(database)
    async with database.write() as session:
        await unit_of_work(session).mailings.later(mailing.item, NOW + 2 * MINUTE, "451 patience")
    assert (await row(database, number)).state is ItemState.WAITING
    assert await take(database, 2 * MINUTE - SECOND) == []
    (again,) = await take(database, 2 * MINUTE)
    assert again.item.tries == 1


async def test_a_word_taken_back_while_it_is_mailed_does_not_wait_again(database: Database) -> None:
    number = await word(database)
    (mailing,) = await take(database)
    async with database.write() as session:
        await unit_of_work(session).outbox.forget_person(HANA)
    async with database.write() as session:
        await unit_of_work(session).mailings.later(mailing.item, NOW + 2 * MINUTE, "451 patience")
    async with database.read() as session:
        assert await session.get(OutboxItem, number) is None


async def test_a_word_called_off_while_it_is_mailed_is_recorded_as_mailed_where_it_was(database: Database) -> None:
    number = await word(database)
    (mailing,) = await take(database)
    async with database.write() as session:
        unit = unit_of_work(session)
        (await session.get_one(OutboxItem, number)).dedupe_key = "case:1"
        await session.flush()
        await unit.outbox.call_off("case:", NOW)
        await unit.mailings.later(mailing.item, NOW + 2 * MINUTE, "451 patience")
    assert (await row(database, number)).state is ItemState.EXPIRED
    async with database.write() as session:
        await unit_of_work(session).mailings.mailed(mailing.item, NOW)
    assert (await row(database, number)).state is ItemState.MAILED
