"""The help lines of one community: kept whole, sealed, and put back."""

from sqlmodel import select

from storage.database import Database
from storage.models import ContactList
from storage.repositories.contacts import ContactOnRecord
from tests.factories import NOW, OTHER_CHAT, community, unit_of_work

OWN = ContactOnRecord(name="市の相談室", reach="03-1234-5678", hours="平日")
POLICE = ContactOnRecord(standard="police")


async def test_a_list_is_kept_in_order_for_its_own_community(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        here, there = unit.of(await community(session)), unit.of(await community(session, OTHER_CHAT))
        assert await here.contacts.entries() is None
        await here.contacts.keep([POLICE, OWN])
        assert await here.contacts.entries() == [POLICE, OWN]
        assert await there.contacts.entries() is None
        await here.contacts.keep([])
        assert await here.contacts.entries() == []


async def test_putting_it_back_forgets_the_check_too(database: Database) -> None:
    async with database.write() as session:
        contacts = unit_of_work(session).of(await community(session)).contacts
        await contacts.note_checked(NOW)
        assert await contacts.checked_at() == NOW
        await contacts.keep([OWN])
        assert await contacts.checked_at() == NOW
        await contacts.reset()
        assert (await contacts.entries(), await contacts.checked_at()) == (None, None)


async def test_the_list_lies_sealed(database: Database) -> None:
    async with database.write() as session:
        await unit_of_work(session).of(await community(session)).contacts.keep([OWN])
    async with database.read() as session:
        row = (await session.scalars(select(ContactList))).one()
        assert row.entries is not None
        assert b"03-1234" not in row.entries
