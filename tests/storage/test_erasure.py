"""What is left of somebody who wants to be forgotten, and what of the others."""

from datetime import date, timedelta

from sqlmodel import select

from storage.columns import EPOCH
from storage.database import Database
from storage.models import Community, InboxEvent, Lane, OutboxItem
from storage.models.inbox import EventState
from storage.models.members import MemberStatus, Role
from storage.models.outbox import Delivery
from storage.models.reports import ReportKind
from storage.models.rules import ConsentWay
from storage.repositories.activity import Mark
from storage.repositories.people import NameOnRecord
from storage.repositories.reports import NewReport
from storage.repositories.strangers import forget_strangers
from tests.factories import CHAT, HANA, KEN, NOW, OTHER_CHAT, community, incoming, new_item, unit_of_work

WEEK = date(2026, 11, 16)


async def test_an_erased_member_is_a_number_that_nobody_else_gets(database: Database) -> None:
    async with database.write() as session:
        members = unit_of_work(session).of(await community(session)).members
        member = await members.remember(HANA, NOW, joined_at=NOW)
        member.role, member.last_seen_on, member.away_until = Role.HOST, NOW.date(), NOW
        await members.erase(member)
        left = await members.by_number(1)
        assert left is not None
        assert (left.user_id, left.role, left.status) == (None, Role.MEMBER, MemberStatus.LEFT)
        assert (left.joined_at, left.left_at, left.away_until, left.last_seen_on) == (None, None, None, None)
        assert left.first_seen_at == EPOCH
        assert (await members.remember(HANA, NOW)).number == 2


async def test_signs_of_life_of_one_member_are_forgotten(database: Database) -> None:
    async with database.write() as session:
        activity = unit_of_work(session).of(await community(session)).activity
        await activity.mark([Mark("1", 1, NOW), Mark("2", 2, NOW)])
        await activity.count_week({1: 5, 2: 7}, WEEK)
        await activity.count_week({1: 2}, WEEK + timedelta(days=7))
        assert (await activity.count_of(1), await activity.count_marks_of(1)) == (7, 1)
        await activity.forget_member(1)
        assert (await activity.count_of(1), await activity.count_marks_of(1)) == (0, 0)
        assert (await activity.count_of(2), await activity.count_marks_of(2)) == (7, 1)
        assert await activity.overtaken(["1"]) == set()


async def test_agreements_of_one_member_are_forgotten(database: Database) -> None:
    async with database.write() as session:
        rules = unit_of_work(session).of(await community(session)).rules
        for version in (2, 1):
            await rules.agree(1, version, NOW, ConsentWay.COMMAND)
        await rules.agree(2, 1, NOW, ConsentWay.BUTTON)
        assert [consent.version for consent in await rules.consents_of(1)] == [1, 2]
        await rules.forget_consents_of(1)
        assert await rules.consents_of(1) == []
        assert await rules.has_agreed(2, 1)


async def test_a_person_is_forgotten_as_a_line_user(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        await unit.people.remember(HANA)
        await unit.people.remember(KEN)
        await unit.names.keep([NameOnRecord(CHAT, HANA, "花"), NameOnRecord(CHAT, KEN, "健")], [], NOW)
        await unit.menus.ask(HANA, NOW)
        await unit.claims.make_code(HANA, NOW)
        await unit.claims.count_wrong_guess(HANA, NOW)
        await unit.people.forget(HANA)
        await unit.names.forget_person(HANA)
        await unit.menus.erase(HANA)
        await unit.claims.forget_person(HANA, NOW)
        assert not await unit.claims.has_on_record(HANA)
        session.expire_all()
        assert await unit.people.get(HANA) is None
        assert await unit.menus.get(HANA) is None
        assert [name.user_id for name in await unit.names.names([(CHAT, HANA), (CHAT, KEN)], NOW)] == [KEN]
        assert await unit.people.get(KEN) is not None


async def test_being_forgotten_does_not_open_a_lock(database: Database) -> None:
    async with database.write() as session:
        claims = unit_of_work(session).claims
        for _guess in range(5):
            await claims.count_wrong_guess(HANA, NOW)
        await claims.forget_person(HANA, NOW)
        assert await claims.is_locked(HANA, NOW)
        await claims.forget_person(HANA, NOW + timedelta(hours=1))
        assert not await claims.has_on_record(HANA)


async def test_an_objection_of_one_member_is_forgotten(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        number = (await community(session)).number
        for member in (1, 2):
            await unit.claims.object_to(number, member, NOW)
        await unit.claims.forget_objection(number, 1)
        assert await unit.claims.objectors(number) == [2]


async def test_a_newcomer_is_left_out_of_the_wave(database: Database) -> None:
    async with database.write() as session:
        arrivals = unit_of_work(session).of(await community(session)).arrivals
        await arrivals.add([HANA, KEN], 0, NOW)
        await arrivals.forget_person(HANA)
        assert [arrival.user_id for arrival in await arrivals.waiting()] == [KEN]


async def test_words_for_a_person_are_deleted_but_what_is_on_the_wire(database: Database) -> None:
    async with database.write() as session:
        outbox = unit_of_work(session).outbox
        whisper = {"delivery": Delivery.WHISPER, "chat_id": HANA}
        await outbox.queue([new_item("one", **whisper), new_item("two", **whisper), new_item("three")], NOW)
        first, *_rest = await outbox.ready(HANA, NOW)
        await outbox.bind([first], 1, NOW)
        assert await outbox.count_waiting_for(HANA) == 1
        await outbox.forget_person(HANA)
        assert await outbox.count_waiting_for(HANA) == 0
        assert await outbox.count_waiting_for(CHAT) == 1
        await outbox.release([first])
        assert await outbox.count_waiting_for(HANA) == 1


async def test_words_that_ride_wait_elsewhere_when_their_chat_ends(database: Database) -> None:
    async with database.write() as session:
        outbox = unit_of_work(session).outbox
        answer = new_item("answer", delivery=Delivery.REPLY)
        await outbox.queue([new_item("word"), answer, new_item("other", chat_id=OTHER_CHAT)], NOW)
        await outbox.redirect(CHAT, HANA, Delivery.WHISPER)
        moved = await outbox.ready(HANA, NOW)
        assert [(item.delivery, item.objects[0].object["text"]) for item in moved] == [(Delivery.WHISPER, "word")]
        assert await outbox.count_waiting_for(CHAT) == 1
        assert await outbox.count_waiting_for(OTHER_CHAT) == 1


async def test_reports_stay_without_their_reporter(database: Database) -> None:
    async with database.write() as session:
        reports = unit_of_work(session).of(await community(session)).reports
        for reporter in (1, 2):
            told = NewReport(kind=ReportKind.OTHER, words="…", reporter_number=reporter, is_named=True)
            await reports.add(told, NOW)
        assert await reports.count_of(1) == 1
        await reports.forget_reporter(1)
        assert (await reports.count_of(1), await reports.count_of(2)) == (0, 1)
    async with database.read() as session:
        home = await session.get_one(Community, 1)
        reports = unit_of_work(session).of(home).reports
        voices = [voice for report in await reports.not_closed() for voice in await reports.voices_of(report)]
        assert [(voice.reporter_number, voice.is_named) for voice in voices] == [(None, False), (2, True)]
        parts = await reports.parts_of(voices)
        assert {reports.words_in(part) for part in parts.values()} == {"…"}


async def test_the_inbox_forgets_whose_events_these_were_but_for_those_that_still_wait(database: Database) -> None:
    async with database.write() as session:
        inbox = unit_of_work(session).inbox
        keys = ("old", "dead", "now", "later")
        await inbox.put([incoming(event_key=key, chat_id=HANA, message_id=key) for key in keys])
        await inbox.put([incoming(event_key="other", chat_id=KEN)])
        waiting = {event.event_key: event for event in await inbox.waiting(HANA, 9)}
        await inbox.finish([waiting["old"].id], EventState.DONE, "handled", NOW)
        await inbox.bury(waiting["dead"], error="our bug", now=NOW)
        await inbox.forget_chat(HANA, "now")
        rows = {row.event_key: row for row in await session.scalars(select(InboxEvent))}
        assert [rows[key].chat_id for key in keys] == ["", "", "", HANA]
        assert [rows[key].message_id for key in keys] == [None, None, None, "later"]
        assert (rows["dead"].payload, rows["other"].chat_id) == (None, KEN)
        assert not await inbox.revive(rows["dead"].id or 0)


async def test_a_lane_and_a_word_said_lead_to_nobody_once_nobody_is_known(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        for user_id in (HANA, KEN):
            await unit.inbox.put([incoming(event_key=user_id, chat_id=user_id)])
            ids = await unit.outbox.queue([new_item(delivery=Delivery.WHISPER, chat_id=user_id)] * 2, NOW)
            await unit.outbox.arrived((await unit.outbox.ready(user_id, NOW))[:1], NOW)
            assert len(ids) == 2
        await unit.people.remember(KEN)
        await forget_strangers(session, NOW)
        assert set(await session.scalars(select(Lane.chat_id))) == {HANA, KEN}, "an event waits there"
        for user_id in (HANA, KEN):
            (event,) = await unit.inbox.waiting(user_id, 9)
            await unit.inbox.finish([event.id], EventState.DONE, "handled", NOW)
        await forget_strangers(session, NOW)
        assert set(await session.scalars(select(Lane.chat_id))) == {KEN}
        assert sorted(await session.scalars(select(OutboxItem.chat_id))) == sorted(["", HANA, KEN, KEN])
