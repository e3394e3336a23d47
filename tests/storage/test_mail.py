"""Mail addresses and the numbers that prove them: sealed, counted, sent by one process, and erased on time."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from storage.database import Database
from storage.models import Community, MailAddress, MailCode
from storage.models.members import MemberStatus
from storage.repositories.mail import KEPT_AFTER_LEAVING, forget_leavers_addresses
from storage.repositories.mail_codes import CODE_LASTS, COUNTED_FOR, LEASE, AskedLately, Guess, forget_old_mail_codes
from tests.factories import CHAT, HANA, KEN, NOW, OTHER_CHAT, SECOND, community, unit_of_work

ADDRESS = "hana@home.example"


async def member_of(session: AsyncSession, chat_id: str = CHAT, user_id: str = HANA) -> tuple[Community, int]:
    """A stored community with one member, and that member's number."""
    stored = await community(session, chat_id)
    member = await unit_of_work(session).of(stored).members.remember(user_id, NOW)
    return stored, member.number


async def test_address_and_letter_lie_sealed(database: Database) -> None:
    async with database.write() as session:
        home, number = await member_of(session)
        unit = unit_of_work(session)
        await unit.mail.confirm(home.number, number, ADDRESS, NOW)
        await unit.mail_codes.ask(home.number, number, ADDRESS, "ja", NOW)
        letter = await unit.mail_codes.open_letter(home.number, number, NOW)
    async with database.read() as session:
        kept = (await session.scalars(select(MailAddress))).one()
        code = (await session.scalars(select(MailCode))).one()
    assert letter is not None
    assert (letter.address, len(letter.code), letter.language) == (ADDRESS, 6, "ja")
    assert code.letter is not None
    for sealed in (kept.address, code.letter, str(code.address_mark).encode()):
        assert b"home.example" not in sealed
        assert letter.code.encode() not in sealed


async def test_a_letter_goes_to_one_process_until_its_lease_ends(database: Database) -> None:
    async with database.write() as session:
        home, number = await member_of(session)
        await unit_of_work(session).mail_codes.ask(home.number, number, ADDRESS, "ja", NOW)
    async with database.write() as session:
        codes = unit_of_work(session).mail_codes
        assert len(await codes.take(NOW)) == 1
        assert await codes.take(NOW) == []
        assert await codes.next_not_before(NOW) == NOW + LEASE
        (letter,) = await codes.take(NOW + LEASE)
        await codes.sent(letter)
        assert await codes.take(NOW + 2 * LEASE) == []
        assert await codes.open_letter(home.number, number, NOW + 2 * LEASE) is not None


async def test_two_processes_at_once_take_different_letters(postgresql: Database) -> None:
    async with postgresql.write() as session:
        home, number = await member_of(session)
        await unit_of_work(session).mail_codes.ask(home.number, number, ADDRESS, "ja", NOW)
    async with postgresql.write() as one, postgresql.write() as other:
        assert len(await unit_of_work(one).mail_codes.take(NOW)) == 1
        assert await unit_of_work(other).mail_codes.take(NOW) == []


async def test_what_became_of_a_letter_that_was_given_up_meanwhile_changes_nothing(database: Database) -> None:
    async with database.write() as session:
        home, number = await member_of(session)
        codes = unit_of_work(session).mail_codes
        await codes.ask(home.number, number, ADDRESS, "ja", NOW)
        (letter,) = await codes.take(NOW)
        await codes.give_up(home.number, number)
        assert not await codes.failed(letter)
        await codes.later(letter, NOW)
        assert await codes.take(NOW + LEASE) == []


async def test_mails_are_counted_by_person_community_and_address_even_after_an_erasure(database: Database) -> None:
    async def counted(session: AsyncSession, home: Community, user_id: str, now: datetime = NOW) -> AskedLately:
        return await unit_of_work(session).mail_codes.asked_lately(home.number, user_id, ADDRESS.upper(), now)

    async with database.write() as session:
        here, number_here = await member_of(session)
        there, number_there = await member_of(session, OTHER_CHAT)
        codes = unit_of_work(session).mail_codes
        await codes.ask(here.number, number_here, ADDRESS, "ja", NOW)
        await codes.ask(there.number, number_there, ADDRESS, "ja", NOW)
        assert await counted(session, here, HANA) == AskedLately(2, 1, 2)
        assert await counted(session, here, KEN) == AskedLately(0, 1, 2)
        assert await counted(session, here, HANA, NOW + timedelta(hours=1)) == AskedLately(0, 1, 2)
        await codes.forget_member(here.number, number_here)
        assert await counted(session, here, HANA) == AskedLately(1, 1, 1)
        assert await codes.open_letter(here.number, number_here, NOW) is None
        assert await codes.count_of(here.number, number_here) == 0


async def test_words_go_after_a_quarter_of_an_hour_and_the_count_after_a_day(database: Database) -> None:
    async with database.write() as session:
        home, number = await member_of(session)
        codes = unit_of_work(session).mail_codes
        await codes.ask(home.number, number, ADDRESS, "ja", NOW)
        letter = await codes.open_letter(home.number, number, NOW + CODE_LASTS - SECOND)
        assert letter is not None
        late = await codes.guess(home.number, number, letter.code, NOW + CODE_LASTS)
        assert late == (Guess.NONE_OPEN, None)
        assert await codes.take(NOW + CODE_LASTS) == []
    for now, left in ((NOW + CODE_LASTS - SECOND, [True]), (NOW + CODE_LASTS, [False]), (NOW + COUNTED_FOR, [])):
        async with database.write() as session:
            await forget_old_mail_codes(session, now)
        async with database.read() as session:
            assert [row.letter is not None for row in await session.scalars(select(MailCode))] == left


async def test_addresses_of_leavers_go_after_a_week_and_reach_nobody_before(database: Database) -> None:
    async with database.write() as session:
        home, number = await member_of(session)
        unit = unit_of_work(session)
        await unit.mail.confirm(home.number, number, ADDRESS, NOW)
        member = await unit.of(home).members.by_number(number)
        assert member is not None
        assert await unit.mail.address_of(home.number, HANA) is not None
        member.status, member.left_at = MemberStatus.LEFT, NOW
        await session.flush()
        assert await unit.mail.address_of(home.number, HANA) is None
        await forget_leavers_addresses(session, NOW + KEPT_AFTER_LEAVING - SECOND)
        assert await unit.mail.of_member(home.number, number) is not None
        await forget_leavers_addresses(session, NOW + KEPT_AFTER_LEAVING)
    async with database.read() as session:
        assert list(await session.scalars(select(MailAddress))) == []


async def test_a_name_names_one_confirmation_only(database: Database) -> None:
    async with database.write() as session:
        home, number = await member_of(session)
        mail = unit_of_work(session).mail
        await mail.confirm(home.number, number, ADDRESS, NOW)
        first = await mail.of_member(home.number, number)
        await mail.confirm(home.number, number, "new@home.example", NOW + SECOND)
        second = await mail.of_member(home.number, number)
        assert first is not None
        assert second is not None
        assert not await mail.forget_named(first.name)
        assert await mail.forget_named(second.name)
        assert not await mail.forget_named(second.name)


async def test_an_older_link_stops_the_same_address_proved_again(database: Database) -> None:
    async with database.write() as session:
        home, number = await member_of(session)
        mail = unit_of_work(session).mail
        await mail.confirm(home.number, number, ADDRESS, NOW)
        first = await mail.of_member(home.number, number)
        await mail.confirm(home.number, number, ADDRESS, NOW + SECOND)
        assert first is not None
        assert await mail.forget_named(first.name)
        assert await mail.of_member(home.number, number) is None


async def test_a_link_stops_the_address_in_every_group_of_its_person_and_no_other(database: Database) -> None:
    async with database.write() as session:
        here, mine = await member_of(session)
        there, mine_there = await member_of(session, OTHER_CHAT)
        theirs = (await unit_of_work(session).of(here).members.remember(KEN, NOW)).number
        mail = unit_of_work(session).mail
        for community_id, number in ((here.number, mine), (there.number, mine_there), (here.number, theirs)):
            await mail.confirm(community_id, number, ADDRESS, NOW)
        named = await mail.of_member(here.number, mine)
        assert named is not None
        assert await mail.forget_named(named.name)
        assert await mail.of_member(there.number, mine_there) is None
        assert await mail.of_member(here.number, theirs) is not None
        await mail.confirm(there.number, mine_there, "other@home.example", NOW)
        await mail.confirm(here.number, mine, ADDRESS, NOW + SECOND)
        newest = await mail.of_member(here.number, mine)
        assert newest is not None
        assert await mail.forget_named(newest.name)
        assert await mail.of_member(there.number, mine_there) is not None
        assert await mail.forget_person(HANA)
        assert not await mail.forget_person(HANA)


async def test_a_stop_does_not_erase_an_address_that_is_confirmed_at_that_moment(postgresql: Database) -> None:
    async with postgresql.write() as session:
        home, number = await member_of(session)
        await unit_of_work(session).mail.confirm(home.number, number, ADDRESS, NOW)
        old = await unit_of_work(session).mail.of_member(home.number, number)
    assert old is not None
    async with postgresql.write() as stopping:
        mail = unit_of_work(stopping).mail
        assert await mail.of_member(home.number, number) is not None
        async with postgresql.write() as confirming:
            await unit_of_work(confirming).mail.confirm(home.number, number, "new@home.example", NOW + SECOND)
        assert not await mail.forget_named(old.name)
    async with postgresql.read() as session:
        assert await unit_of_work(session).mail.of_member(home.number, number) is not None
