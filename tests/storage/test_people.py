"""People the account knows, and names from LINE that are kept for a day at most."""

from datetime import timedelta

from sqlmodel import func, select

from storage.database import Database
from storage.models import ChatFact, KnownName
from storage.repositories.people import KEPT_FOR, ChatOnRecord, NameOnRecord, NameRepository
from storage.vault import Vault
from tests.factories import CHAT, HANA, KEN, NOW, OTHER_CHAT, SECOND, unit_of_work

HANAKO = NameOnRecord(CHAT, HANA, "花子🌸")
GROUP = ChatOnRecord(CHAT, "つどい", 12)


async def keep(database: Database, *names: NameOnRecord, chats: tuple[ChatOnRecord, ...] = ()) -> None:
    async with database.write() as session:
        await unit_of_work(session).names.keep(names, chats, NOW)


async def names(database: Database, *wanted: tuple[str, str], after: timedelta = timedelta()) -> list[NameOnRecord]:
    async with database.read() as session:
        return await unit_of_work(session).names.names(wanted, NOW + after)


async def test_a_person_is_remembered_once(database: Database) -> None:
    async with database.write() as session:
        people = unit_of_work(session).people
        assert await people.get(HANA) is None
        (await people.remember(HANA)).language = "en"
        again = await people.remember(HANA)
        assert (again.language, again.is_friend, again.chosen_community_id) == ("en", False, None)


async def test_a_name_is_known_in_the_chat_it_was_seen_in(database: Database) -> None:
    await keep(database, HANAKO, NameOnRecord(OTHER_CHAT, HANA, "Hana"), NameOnRecord(CHAT, KEN, "健"))
    assert await names(database, (CHAT, HANA)) == [HANAKO]
    assert len(await names(database, (CHAT, HANA), (OTHER_CHAT, HANA), (OTHER_CHAT, KEN))) == 2
    assert await names(database) == []


async def test_a_newer_name_takes_the_place_of_the_older(database: Database) -> None:
    await keep(database, HANAKO)
    await keep(database, NameOnRecord(CHAT, HANA, "花"), chats=(GROUP,))
    await keep(database, chats=(ChatOnRecord(CHAT, "つどい２", 13),))
    assert [name.name for name in await names(database, (CHAT, HANA))] == ["花"]
    async with database.read() as session:
        (chat,) = await unit_of_work(session).names.chats([CHAT, OTHER_CHAT], NOW)
    assert chat == ChatOnRecord(CHAT, "つどい２", 13)


async def test_the_fresh_names_of_one_chat_are_found_together(database: Database) -> None:
    await keep(database, HANAKO, NameOnRecord(OTHER_CHAT, KEN, "健"))
    async with database.read() as session:
        repository = unit_of_work(session).names
        assert await repository.of_chat(CHAT, NOW) == [HANAKO]
        assert await repository.of_chat(CHAT, NOW + KEPT_FOR) == []


async def test_it_is_remembered_that_line_shows_somebody_no_longer(database: Database) -> None:
    await keep(database, NameOnRecord(CHAT, HANA, None), chats=(ChatOnRecord(CHAT, None, None),))
    assert await names(database, (CHAT, HANA)) == [NameOnRecord(CHAT, HANA, None)]


async def test_names_lie_sealed(database: Database) -> None:
    await keep(database, HANAKO, chats=(GROUP,))
    async with database.read() as session:
        name = (await session.scalars(select(KnownName))).one().name
        chat = (await session.scalars(select(ChatFact))).one().name
    assert name is not None
    assert chat is not None
    assert "花子".encode() not in name
    assert "つどい".encode() not in chat


async def test_a_name_under_an_unknown_key_counts_as_unknown(database: Database) -> None:
    async with database.write() as session:
        await NameRepository(session, Vault(bytes(32))).keep([HANAKO], [], NOW)
    assert await names(database, (CHAT, HANA)) == [NameOnRecord(CHAT, HANA, None)]


async def test_nothing_from_line_is_used_after_a_day(database: Database) -> None:
    await keep(database, HANAKO, chats=(GROUP,))
    assert await names(database, (CHAT, HANA), after=KEPT_FOR - SECOND) == [HANAKO]
    assert await names(database, (CHAT, HANA), after=KEPT_FOR) == []
    async with database.read() as session:
        repository = unit_of_work(session).names
        assert await repository.chats([CHAT], NOW + KEPT_FOR - SECOND) == [GROUP]
        assert await repository.chats([CHAT], NOW + KEPT_FOR) == []


async def test_everything_from_line_is_erased_after_a_day(database: Database) -> None:
    await keep(database, HANAKO, chats=(GROUP,))
    for after, left in ((KEPT_FOR - SECOND, 1), (KEPT_FOR, 0)):
        async with database.write() as session:
            await unit_of_work(session).names.forget_old(NOW + after)
            for table in (KnownName, ChatFact):
                assert (await session.scalars(select(func.count()).select_from(table))).one() == left


async def test_a_chat_is_forgotten_with_everybody_in_it_and_no_other(database: Database) -> None:
    await keep(database, HANAKO, NameOnRecord(OTHER_CHAT, HANA, "Hana"), chats=(GROUP,))
    async with database.write() as session:
        await unit_of_work(session).names.forget_chat(CHAT)
        assert await unit_of_work(session).names.chats([CHAT], NOW) == []
    assert await names(database, (CHAT, HANA), (OTHER_CHAT, HANA)) == [NameOnRecord(OTHER_CHAT, HANA, "Hana")]
