"""Words on their way: what travels together, and what becomes of it, whatever happens to LINE or the process."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from storage.database import Database
from storage.models import OutboxItem
from storage.models.inbox import EventState
from storage.models.outbox import Delivery, ItemState
from storage.repositories.inbox import TOKEN_USABLE_FOR
from storage.repositories.outbox import KEPT_FOR, LEASE, Item, NewItem, OutboxRepository
from storage.vault import Vault
from tests.factories import CHAT, NOW, OTHER_CHAT, SECOND, community, incoming, new_item, queued, unit_of_work

HOUR = timedelta(hours=1)


async def queue(database: Database, *items: NewItem) -> list[int]:
    async with database.write() as session:
        return await unit_of_work(session).outbox.queue(items, NOW)


async def ready(
    database: Database, *, chat_id: str = CHAT, now: datetime = NOW, first: Sequence[int] = ()
) -> list[Item]:
    async with database.write() as session:
        return await unit_of_work(session, now).outbox.ready(chat_id, now, first=first)


async def said(database: Database, *, now: datetime = NOW, first: Sequence[int] = ()) -> list[str]:
    chosen = await ready(database, now=now, first=first)
    return [each.object["text"] for item in chosen for each in item.objects]


async def row(database: Database, number: int) -> OutboxItem:
    async with database.read() as session:
        return await session.get_one(OutboxItem, number)


async def state(database: Database, number: int) -> ItemState:
    return (await row(database, number)).state


async def bound(database: Database, *items: NewItem, event_id: int = 7) -> list[Item]:
    """Queue items and bind them to the token of an event."""
    numbers = await queue(database, *items)
    async with database.write() as session:
        outbox = unit_of_work(session).outbox
        chosen = [each for each in await outbox.ready(items[0].chat_id, NOW) if each.id in numbers]
        await outbox.bind(chosen, event_id, NOW)
    return chosen


async def test_a_word_comes_back_as_it_was_queued(database: Database) -> None:
    mention = queued("welcome", plain="Welcome")
    await queue(database, new_item(objects=[mention, queued("second")], repeatable=True))
    (item,) = await ready(database)
    assert item.objects == (mention, queued("second"))
    assert (item.delivery, item.chat_id, item.repeatable) == (Delivery.RIDE, CHAT, True)
    assert (item.unsure, item.alone, item.tries) == (False, False, 0)


async def test_what_is_to_be_said_lies_sealed(database: Database) -> None:
    (number,) = await queue(database, new_item("secret words"))
    stored = await row(database, number)
    assert stored.objects is not None
    assert b"secret" not in stored.objects


async def test_of_several_words_with_one_dedupe_key_the_first_is_queued(database: Database) -> None:
    first = await queue(database, new_item("first", dedupe_key="k"), new_item("other", dedupe_key="l"))
    again = await queue(database, new_item("second", dedupe_key="k"), new_item("third"))
    assert (len(first), len(again)) == (2, 1)
    assert await said(database) == ["first", "other", "third"]


async def test_a_dedupe_key_holds_after_the_word_was_said(database: Database) -> None:
    items = await bound(database, new_item("first", dedupe_key="k"))
    async with database.write() as session:
        await unit_of_work(session).outbox.arrived(items, NOW)
    assert await queue(database, new_item("second", dedupe_key="k")) == []


async def test_riders_go_by_priority_and_then_in_the_order_they_were_queued(database: Database) -> None:
    await queue(
        database, new_item("c", priority=5), new_item("a", priority=1), new_item("d"), new_item("b", priority=1)
    )
    assert await said(database) == ["a", "b", "c", "d"]


async def test_the_answers_of_the_event_go_before_any_rider(database: Database) -> None:
    await queue(database, new_item("urgent rider", priority=0))
    answers = await queue(database, new_item("one", delivery=Delivery.REPLY), new_item("two", delivery=Delivery.REPLY))
    assert await said(database, first=answers) == ["one", "two", "urgent rider"]


async def test_an_answer_goes_first_whatever_crowd_is_waiting(database: Database) -> None:
    await queue(database, *(new_item(f"rider {number}", priority=1) for number in range(30)))
    answers = await queue(database, new_item("answer", priority=0, delivery=Delivery.REPLY))
    assert (await said(database, first=answers))[0] == "answer"


async def test_as_many_whole_items_travel_as_fit_into_five_objects(database: Database) -> None:
    await queue(
        database, new_item("a1", "a2", "a3"), new_item("b1", "b2", "b3"), new_item("c1"), new_item("d1"), new_item("e1")
    )
    assert await said(database) == ["a1", "a2", "a3", "c1", "d1"]


async def test_what_may_not_be_said_yet_or_any_more_is_not_chosen(database: Database) -> None:
    await queue(
        database,
        new_item("later", not_before=NOW + SECOND),
        new_item("too late", best_before=NOW),
        new_item("now", not_before=NOW, best_before=NOW + SECOND),
    )
    assert await said(database) == ["now"]
    assert await said(database, now=NOW + SECOND) == ["later"]


async def test_a_chat_gets_only_its_own_words_and_a_leaving_is_none(database: Database) -> None:
    await queue(
        database, new_item("here"), new_item("there", chat_id=OTHER_CHAT), new_item(delivery=Delivery.LEAVE, objects=[])
    )
    assert await said(database) == ["here"]


async def test_a_word_that_shall_travel_alone_has_no_company(database: Database) -> None:
    items = await bound(database, new_item("culprit"))
    async with database.write() as session:
        await unit_of_work(session).outbox.release(items, alone=True, error="refused in company")
    await queue(database, new_item("later"), new_item("urgent", priority=1))
    assert await said(database) == ["urgent", "later"]
    async with database.write() as session:
        outbox = unit_of_work(session).outbox
        await outbox.bind(await outbox.ready(CHAT, NOW), 8, NOW)
    await queue(database, new_item("newest"))
    assert await said(database) == ["culprit"]


async def test_a_word_sealed_with_an_unknown_key_does_not_hold_the_others_up(database: Database) -> None:
    async with database.write() as session:
        await OutboxRepository(session, Vault(bytes(32))).queue([new_item("1", "2", "3", "4", "5")], NOW)
    await queue(database, new_item("readable"))
    assert await said(database) == ["readable"]


async def test_two_replicas_never_choose_the_same_word(postgresql: Database) -> None:
    await queue(postgresql, new_item("one"))
    async with postgresql.write() as one, postgresql.write() as two:
        assert len(await unit_of_work(one).outbox.ready(CHAT, NOW)) == 1
        assert await unit_of_work(two).outbox.ready(CHAT, NOW) == []


async def test_a_bound_word_is_on_the_wire_and_waits_no_more(database: Database) -> None:
    (item,) = await bound(database, new_item(), event_id=7)
    stored = await row(database, item.id)
    assert (stored.state, stored.token_event_id, stored.lease_until) == (ItemState.SENDING, 7, NOW + LEASE)
    assert stored.objects is not None
    assert await ready(database) == []


@pytest.mark.parametrize(
    ("delivery", "final"),
    [
        (Delivery.REPLY, ItemState.SENT),
        (Delivery.RIDE, ItemState.RIDDEN),
        (Delivery.WHISPER, ItemState.WHISPERED),
    ],
)
async def test_a_word_that_arrived_is_recorded_by_its_way_and_erased(
    database: Database, delivery: Delivery, final: ItemState
) -> None:
    items = await bound(database, new_item(delivery=delivery), new_item("other", delivery=delivery))
    async with database.write() as session:
        await unit_of_work(session).outbox.arrived(items[:1], NOW + SECOND, "said without mentions")
    stored = await row(database, items[0].id)
    assert (stored.state, stored.objects, stored.finished_at) == (final, None, NOW + SECOND)
    assert (stored.error, stored.lease_until) == ("said without mentions", None)
    assert await state(database, items[1].id) is ItemState.SENDING


async def test_a_word_that_failed_or_is_unconfirmed_is_erased_and_never_said_again(database: Database) -> None:
    failed, doubtful = await bound(database, new_item("a"), new_item("b"))
    async with database.write() as session:
        outbox = unit_of_work(session).outbox
        await outbox.failed([failed], "400 " + "x" * 300, NOW)
        await outbox.unconfirmed([doubtful], NOW)
    stored = await row(database, failed.id)
    assert (stored.state, stored.objects) == (ItemState.FAILED, None)
    assert len(stored.error or "") == 200
    stored = await row(database, doubtful.id)
    assert (stored.state, stored.objects) == (ItemState.UNCONFIRMED, None)
    assert await ready(database) == []


async def test_a_released_word_waits_for_another_token_and_is_sure_again(database: Database) -> None:
    items = await bound(database, new_item("hello"))
    async with database.write() as session:
        outbox = unit_of_work(session).outbox
        await outbox.extend_lease(items, NOW, unsure=True)
        await outbox.release(items)
    (item,) = await ready(database)
    assert (item.id, item.unsure, item.alone, item.tries) == (items[0].id, False, False, 2)
    stored = await row(database, item.id)
    assert (stored.token_event_id, stored.lease_until) == (None, None)


async def test_doubt_about_a_word_stays_while_its_token_is_tried_again(database: Database) -> None:
    items = await bound(database, new_item())
    async with database.write() as session:
        outbox = unit_of_work(session).outbox
        await outbox.extend_lease(items, NOW, unsure=True)
        await outbox.extend_lease(items, NOW + SECOND, unsure=False)
    stored = await row(database, items[0].id)
    assert (stored.unsure, stored.tries, stored.lease_until) == (True, 2, NOW + SECOND + LEASE)


async def test_words_past_their_best_before_expire_and_are_erased(database: Database) -> None:
    (stale, fresh) = await queue(
        database, new_item("stale", best_before=NOW + SECOND), new_item("fresh", best_before=NOW + 2 * SECOND)
    )
    async with database.write() as session:
        await unit_of_work(session).rounds.expire(NOW + SECOND)
    stored = await row(database, stale)
    assert (stored.state, stored.objects, stored.finished_at) == (ItemState.EXPIRED, None, NOW + SECOND)
    assert await state(database, fresh) is ItemState.WAITING


async def test_a_word_on_the_wire_does_not_expire(database: Database) -> None:
    (item,) = await bound(database, new_item(best_before=NOW + SECOND))
    async with database.write() as session:
        await unit_of_work(session).rounds.expire(NOW + HOUR)
    assert await state(database, item.id) is ItemState.SENDING


async def test_words_for_a_chat_the_bot_has_left_are_given_up(database: Database) -> None:
    here, there = await queue(database, new_item(), new_item(chat_id=OTHER_CHAT))
    async with database.write() as session:
        await unit_of_work(session).outbox.give_up_chat(CHAT, NOW)
    stored = await row(database, here)
    assert (stored.state, stored.objects) == (ItemState.EXPIRED, None)
    assert await state(database, there) is ItemState.WAITING


async def orphans(database: Database, now: datetime, *, whatever_lease: bool = False) -> list[tuple[int, list[str]]]:
    async with database.write() as session:
        found = await unit_of_work(session, now).rounds.orphans(now, whatever_lease=whatever_lease)
    return [(each.token_event_id, [item.objects[0].object["text"] for item in each.items]) for each in found]


async def test_words_of_a_lost_process_are_taken_over_when_their_lease_is_over_and_once(database: Database) -> None:
    await bound(database, new_item("a", priority=1), new_item("b"), event_id=7)
    await bound(database, new_item("c"), event_id=8)
    assert await orphans(database, NOW + LEASE - SECOND) == []
    assert await orphans(database, NOW + LEASE) == [(7, ["a", "b"]), (8, ["c"])]
    assert await orphans(database, NOW + LEASE) == []


async def test_the_only_process_takes_everything_over_at_its_start(database: Database) -> None:
    (item,) = await bound(database, new_item("a"))
    assert await orphans(database, NOW, whatever_lease=True) == [(7, ["a"])]
    assert (await row(database, item.id)).unsure


async def test_two_replicas_never_take_over_the_same_word(postgresql: Database) -> None:
    await bound(postgresql, new_item("a"))
    later = NOW + LEASE
    async with postgresql.write() as one, postgresql.write() as two:
        assert len(await unit_of_work(one).rounds.orphans(later)) == 1
        assert await unit_of_work(two).rounds.orphans(later) == []


async def leavings(database: Database, now: datetime = NOW) -> list[str]:
    async with database.write() as session:
        return [each.chat_id for each in await unit_of_work(session, now).rounds.leavings(now)]


LEAVING = new_item(delivery=Delivery.LEAVE, objects=[])


async def test_a_group_is_left_when_nothing_is_on_the_wire_any_more(database: Database) -> None:
    items = await bound(database, new_item("good-bye"))
    await queue(database, LEAVING, new_item("elsewhere", chat_id=OTHER_CHAT))
    assert await leavings(database) == []
    async with database.write() as session:
        await unit_of_work(session).outbox.arrived(items, NOW)
    assert await leavings(database) == [CHAT]
    assert await leavings(database) == []


async def test_a_leaving_whose_process_was_lost_is_done_by_another(database: Database) -> None:
    (number,) = await queue(database, LEAVING)
    assert await leavings(database) == [CHAT]
    assert await orphans(database, NOW + LEASE, whatever_lease=True) == []
    assert await state(database, number) is ItemState.SENDING
    assert await leavings(database, NOW + LEASE - SECOND) == []
    assert await leavings(database, NOW + LEASE) == [CHAT]


async def test_a_leaving_that_failed_waits_until_the_moment_it_was_put_off_to(database: Database) -> None:
    (number,) = await queue(database, LEAVING)
    async with database.write() as session:
        unit = unit_of_work(session)
        await unit.outbox.postpone(await unit.rounds.leavings(NOW), NOW + 5 * SECOND, "status 500")
    assert (await row(database, number)).error == "status 500"
    assert await leavings(database, NOW + 4 * SECOND) == []
    assert await leavings(database, NOW + 5 * SECOND) == [CHAT]


_UNLISTED: dict[str, dict[str, Any]] = {
    "C-later": {"not_before": NOW + SECOND},
    "C-left": {"delivery": Delivery.LEAVE, "objects": []},
    "C-stale": {"best_before": NOW},
}


async def answered_event(database: Database, chat: str, received_at: datetime, *, waiting: bool, spent: bool) -> None:
    """Store an event with a reply token, handled unless it is to wait."""
    async with database.write() as session:
        inbox = unit_of_work(session).inbox
        await inbox.put([incoming(chat_id=chat, received_at=received_at)])
        (stored,) = await inbox.waiting(chat, 1)
        if not waiting:
            await inbox.finish([stored.id], EventState.DONE, "seen", NOW)
        if spent:
            await inbox.spend_token(stored.id)


async def test_chats_are_listed_where_something_may_be_said_and_a_token_is_free(database: Database) -> None:
    chats = {"C-now", "C-later", "C-left", "C-stale", "C-waiting", "C-spent", "C-old"}
    for chat in chats:
        await queue(database, new_item(chat_id=chat, **_UNLISTED.get(chat, {})))
        received_at = NOW - TOKEN_USABLE_FOR if chat == "C-old" else NOW
        await answered_event(database, chat, received_at, waiting=chat == "C-waiting", spent=chat == "C-spent")
    await queue(database, new_item(chat_id="C-tokenless"))
    async with database.read() as session:
        assert await unit_of_work(session).rounds.chats_with_riders(NOW) == ["C-now"]


async def test_the_record_of_a_final_word_goes_after_a_week_and_one_that_waits_stays(database: Database) -> None:
    final = await bound(database, new_item("done"))
    await queue(database, new_item("waiting"))
    async with database.write() as session:
        outbox = unit_of_work(session).outbox
        await outbox.arrived(final, NOW)
        await outbox.erase_old(NOW + KEPT_FOR - SECOND)
        assert await outbox.summary() == {"ridden": 1, "waiting": 1}
        await outbox.erase_old(NOW + KEPT_FOR)
        assert await outbox.summary() == {"waiting": 1}


async def test_words_of_a_community_are_counted_until_they_are_final(database: Database) -> None:
    async with database.write() as session:
        number = (await community(session)).number
    (item,) = await bound(database, new_item("a", community_id=number))
    await queue(database, new_item("b", community_id=number), new_item("c"))
    async with database.write() as session:
        outbox = unit_of_work(session).outbox
        assert await outbox.count_waiting(number) == 2
        await outbox.arrived([item], NOW)
        assert await outbox.count_waiting(number) == 1
        assert await outbox.count_waiting(number + 1) == 0


async def test_no_word_that_is_final_keeps_what_it_said(database: Database) -> None:
    a, b, c = await bound(database, new_item("a"), new_item("b"), new_item("c"))
    await queue(database, new_item("d"))
    async with database.write() as session:
        unit = unit_of_work(session)
        await unit.outbox.arrived([a], NOW)
        await unit.outbox.failed([b], "400", NOW)
        await unit.outbox.unconfirmed([c], NOW)
        await unit.rounds.expire(NOW + HOUR)
        kept = await session.scalars(select(OutboxItem).where(col(OutboxItem.objects).is_not(None)))
        assert kept.all() == []
