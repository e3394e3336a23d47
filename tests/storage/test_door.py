"""The door of a community: its link under seal, applications found by their person, and all of it erased on time."""

from datetime import timedelta

from sqlmodel import col, select

from storage.database import Database
from storage.models import Application, Door, Pass
from storage.models.door import ApplicationState, PassState, QuestionKind
from storage.repositories.door import (
    APPLICATION_WAITS,
    KEPT_AFTER_CLOSING,
    Answered,
    ApplicantsWords,
    NewQuestion,
    erase_old_applications,
)
from tests.factories import HANA, KEN, NOW, OTHER_CHAT, SECOND, community, unit_of_work

LINK = "https://line.me/R/ti/g/AbCdEfGhIj"
WORDS = ApplicantsWords(name="はな", answers=(Answered(question="どこ？", answer="関西"),), avoiding="けんじ")


async def test_a_code_opens_one_door_and_a_renewed_one_no_longer_the_former(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        here, there = unit.of(await community(session)), unit.of(await community(session, OTHER_CHAT))
        former, other = (await here.door.get()).code, (await there.door.get()).code
        assert former != other
        assert (await here.door.get()).code == former
        code = (await here.door.renew_code()).code
        assert await unit.doorsteps.community_with(former) is None
        found = await unit.doorsteps.community_with(code)
        assert found is not None
        assert found.id == here.community.id


async def test_the_link_lies_under_seal_and_a_new_one_is_beyond_suspicion(database: Database) -> None:
    async with database.write() as session:
        door = unit_of_work(session).of(await community(session)).door
        assert await door.link() is None
        await door.keep_link(LINK, NOW)
        (await door.get()).suspected_at = NOW
        await door.keep_link(LINK + "2", NOW + SECOND)
        assert await door.link() == LINK + "2"
    async with database.read() as session:
        row = (await session.scalars(select(Door))).one()
        assert row.link is not None
        assert b"line.me" not in row.link
        assert (row.suspected_at, row.link_set_at) == (None, NOW + SECOND)


async def test_questions_keep_their_order_and_options(database: Database) -> None:
    questions = [
        NewQuestion(kind=QuestionKind.CHOICE, text="どこ？", options=("関東", "関西")),
        NewQuestion(kind=QuestionKind.ADULT, text="18歳以上"),
    ]
    async with database.write() as session:
        door = unit_of_work(session).of(await community(session)).door
        await door.keep_questions(questions)
        assert await door.questions() == questions
        await door.keep_questions(questions[::-1])
        assert await door.questions() == questions[::-1]


async def test_an_application_is_sealed_and_found_by_its_person_in_its_community_only(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        here, there = unit.of(await community(session)), unit.of(await community(session, OTHER_CHAT))
        application = await here.applications.add(HANA, WORDS, rules_version=2, now=NOW)
        assert await there.applications.newest_of(HANA) is None
        assert await unit.doorsteps.applied_to(HANA) == [here.community.id]
        assert await unit.doorsteps.applied_to(KEN) == []
        found = await here.applications.newest_of(HANA)
        assert found is not None
        assert here.applications.words_of(found) == WORDS
        assert "けんじ".encode() not in application.words


async def test_what_is_closed_is_no_longer_open_and_a_lapsed_pass_queues_anew(database: Database) -> None:
    async with database.write() as session:
        store = unit_of_work(session).of(await community(session))
        application = await store.applications.add(HANA, WORDS, rules_version=0, now=NOW)
        await store.applications.close(application, ApplicationState.ACCEPTED, by=1, now=NOW)
        assert await store.applications.open() == []
        held = await store.passes.add(application, NOW)
        held.state, held.ended_at = PassState.LAPSED, NOW
        assert await store.passes.open_of(HANA) is None
        again = await store.passes.add(application, NOW + SECOND)
        assert (again.state, again.ended_at, again.queued_at) == (PassState.WAITING, None, NOW + SECOND)
        assert [each.number for each in await store.passes.open()] == [application.number]


async def test_withdrawing_erases_what_is_open_and_leaves_others_alone(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        store = unit.of(await community(session))
        declined = await store.applications.add(HANA, WORDS, rules_version=0, now=NOW)
        await store.applications.close(declined, ApplicationState.DECLINED, by=1, now=NOW)
        accepted = await store.applications.add(HANA, WORDS, rules_version=0, now=NOW)
        await store.applications.close(accepted, ApplicationState.ACCEPTED, by=1, now=NOW)
        await store.passes.add(accepted, NOW)
        await store.applications.add(KEN, WORDS, rules_version=0, now=NOW)
        elsewhere = unit.of(await community(session, OTHER_CHAT))
        await elsewhere.passes.add(await elsewhere.applications.add(HANA, WORDS, rules_version=0, now=NOW), NOW)
        await unit.doorsteps.withdraw(HANA, store.community.number)
    async with database.read() as session:
        here, there = store.community.number, elsewhere.community.number
        left = (await session.scalars(select(Application).order_by(col(Application.community_id)))).all()
        assert {(each.community_id, each.user_id, each.state) for each in left} == {
            (here, HANA, ApplicationState.DECLINED),
            (here, KEN, ApplicationState.WAITING),
            (there, HANA, ApplicationState.WAITING),
        }
        assert [held.community_id for held in (await session.scalars(select(Pass))).all()] == [there]


async def test_a_person_is_forgotten_at_every_door(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        for chat_id in (None, OTHER_CHAT):
            store = unit.of(await (community(session) if chat_id is None else community(session, chat_id)))
            application = await store.applications.add(HANA, WORDS, rules_version=0, now=NOW)
            await store.passes.add(application, NOW)
        assert await unit.doorsteps.count_of(HANA) == 2
        await unit.doorsteps.forget_person(HANA)
        assert await unit.doorsteps.count_of(HANA) == 0
        assert await unit.doorsteps.applied_to(HANA) == []


async def test_an_application_is_erased_thirty_days_after_its_end(database: Database) -> None:
    async with database.write() as session:
        store = unit_of_work(session).of(await community(session))
        decided = await store.applications.add(HANA, WORDS, rules_version=0, now=NOW)
        await store.applications.close(decided, ApplicationState.ACCEPTED, by=1, now=NOW)
        held = await store.passes.add(decided, NOW)
        await store.applications.add(KEN, WORDS, rules_version=0, now=NOW)
        assert timedelta(days=30) == KEPT_AFTER_CLOSING
        await erase_old_applications(session, NOW + KEPT_AFTER_CLOSING - SECOND)
        assert await store.applications.newest_of(HANA) is not None
        assert store.applications.words_of(decided) == WORDS
        await erase_old_applications(session, NOW + KEPT_AFTER_CLOSING)
        assert await store.passes.open_of(HANA) is held, "whoever waits for a seat still has their pass"
        await session.refresh(decided)
        assert store.applications.words_of(decided) is None, "and their application, but not a word of it"
        assert await store.applications.newest_of(KEN) is not None
        held.state, held.ended_at = PassState.LAPSED, NOW + KEPT_AFTER_CLOSING
        await session.flush()
        await erase_old_applications(session, NOW + KEPT_AFTER_CLOSING + APPLICATION_WAITS)
        assert await store.applications.newest_of(HANA) is None
        assert await store.passes.get(decided.number) is None
        assert await store.applications.newest_of(KEN) is None


async def test_the_end_of_the_line_is_the_end_also_by_a_clock_that_was_set_back(database: Database) -> None:
    async with database.write() as session:
        store = unit_of_work(session).of(await community(session))
        early, late = [await store.applications.add(person, WORDS, rules_version=0, now=NOW) for person in (HANA, KEN)]
        first = await store.passes.add(late, NOW)
        second = await store.passes.add(early, NOW - timedelta(days=1))

        assert await store.passes.open() == [first, second]


async def test_words_of_a_message_taken_back_are_gone_from_the_seal_too(database: Database) -> None:
    async with database.write() as session:
        store = unit_of_work(session).of(await community(session))
        words = ApplicantsWords(name="はな", avoiding="けんじ", avoiding_message_id="7")
        application = await store.applications.add(HANA, words, rules_version=0, now=NOW)
        await store.applications.erase_message(KEN, "7")
        assert store.applications.words_of(application) == words
        await store.applications.erase_message(HANA, "7")
        left = store.applications.words_of(application)
        assert left is not None
        assert (left.name, left.avoiding) == ("はな", "")
