"""Removals, blocks and rosters in SQL: who is recognised, for how long, and what an erasure leaves."""

from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from storage.database import Database
from storage.models import Removal, Roster
from storage.models.members import MemberStatus
from storage.models.removals import RemovalState
from storage.models.rosters import RosterCause
from storage.repositories.moving import CODE_LASTS
from storage.repositories.removals import KEY_KEPT_FOR, RemovalRepository, StayingBlock, erase_removal_keys
from storage.repositories.rosters import HOSTS_HEAR_FOR, KEPT_FOR, RosterLine, forget_old_rosters, leavings_of
from storage.unit_of_work import CommunityStore
from storage.vault import Vault
from tests.factories import CHAT, HANA, KEN, NOW, OTHER_CHAT, SECOND, VAULT, community, unit_of_work

NEW_VAULT = Vault(bytes(reversed(range(32))), bytes(range(32)))
"""The vault after the data key was changed."""


async def store(session: AsyncSession) -> CommunityStore:
    home = await unit_of_work(session).communities.lock(1)
    return unit_of_work(session).of(home or await community(session))


async def a_removal(of: CommunityStore, number: int, state: RemovalState, **more: Any) -> Removal:
    member = await of.members.remember(HANA, NOW)
    return await of.removals.add(
        Removal(
            community_id=1,
            number=number,
            state=state,
            subject_number=member.number,
            subject_key=of.removals.key_of(HANA),
            opened_by=9,
            opened_at=NOW,
            **more,
        )
    )


async def test_lines_word_finds_the_removal_that_may_be_closed(database: Database) -> None:
    async with database.write() as session:
        here = await store(session)
        await a_removal(here, 5, RemovalState.REJECTED)
        await a_removal(here, 6, RemovalState.UNDERWAY)
        await a_removal(here, 7, RemovalState.RESTING)
        found = await here.removals.newest_of_person(HANA)
        assert found is not None
        assert found.number == 6
        assert await here.removals.newest_of_person(KEN) is None
        assert [each.number for each in await here.removals.open_ones()] == [6]


async def test_a_block_recognises_the_account_after_an_erasure_until_its_end(database: Database) -> None:
    async with database.write() as session:
        here = await store(session)
        member = await here.members.remember(HANA, NOW)
        await here.removals.block(5, member, NOW + timedelta(days=30), NOW)
        assert await here.removals.staying_blocks(member, NOW) == [StayingBlock(NOW + timedelta(days=30))]
        await here.removals.forget_member(member, NOW)
        await here.members.erase(member)
        again = await here.members.remember(HANA, NOW)
        assert again.number == 2
        assert [block.number for block in await here.removals.blocks_of(again)] == [5]
        assert await here.removals.blocks_of(await here.members.remember(KEN, NOW)) == []
        await erase_removal_keys(session, NOW + timedelta(days=31))
    async with database.write() as session:
        here = await store(session)
        again = await here.members.remember(HANA, NOW)
        assert await here.removals.blocks_of(again) == []
        assert await here.removals.blocks_in_force(NOW + timedelta(days=31)) == []


async def test_a_block_without_an_end_lasts_until_it_is_lifted(database: Database) -> None:
    async with database.write() as session:
        here = await store(session)
        member = await here.members.remember(HANA, NOW)
        block = await here.removals.block(5, member, None, NOW)
        await erase_removal_keys(session, NOW + timedelta(days=5_000))
        await session.refresh(block)
        assert block.person_key is not None
        await here.removals.lift(block, NOW)
        lifted = await here.removals.get_block(5)
        assert lifted is not None
        assert (lifted.person_key, lifted.is_in_force(NOW)) == (None, False)
        assert await here.removals.blocks_of(member) == []


async def test_a_block_is_known_after_a_change_of_the_data_key_and_in_its_own_community_only(
    database: Database,
) -> None:
    async with database.write() as session:
        here = await store(session)
        member = await here.members.remember(HANA, NOW)
        await here.removals.block(5, member, None, NOW)
        member.number = 99  # the number of somebody else, so that only the account can be recognised
        session.expunge(member)
        rekeyed = RemovalRepository(session, here.community, NEW_VAULT)
        other = RemovalRepository(session, await community(session, OTHER_CHAT), VAULT)
        assert [block.number for block in await rekeyed.blocks_of(member)] == [5]
        assert rekeyed.key_of(HANA) != here.removals.key_of(HANA) != other.key_of(HANA)
        assert await other.blocks_of(member) == []


async def test_what_is_over_is_recognised_for_a_week_and_not_after_an_erasure(database: Database) -> None:
    async with database.write() as session:
        here = await store(session)
        await a_removal(here, 5, RemovalState.LAPSED, closed_at=NOW)
        await a_removal(here, 6, RemovalState.LAPSED, closed_at=NOW - KEY_KEPT_FOR)
        await erase_removal_keys(session, NOW)
    async with database.write() as session:
        here = await store(session)
        kept = {row.number: row.subject_key is not None for row in await session.scalars(select(Removal))}
        assert kept == {5: True, 6: False}
        await here.removals.forget_member(await here.members.remember(HANA, NOW), NOW)
    async with database.read() as session:
        assert [row.subject_key for row in await session.scalars(select(Removal))] == [None, None]


async def test_the_end_that_keeps_somebody_out_is_found(database: Database) -> None:
    async with database.write() as session:
        here = await store(session)
        await a_removal(here, 5, RemovalState.DONE)
        await a_removal(here, 6, RemovalState.LEFT)
        await a_removal(here, 7, RemovalState.LEFT, is_block=True)
        found = await here.removals.newest_done(1)
        assert found is not None
        assert found.number == 5
        await a_removal(here, 8, RemovalState.LEFT, is_block=True, approved_at=NOW)
        newest = await here.removals.newest_done(1)
        assert newest is not None
        assert newest.number == 8


async def test_a_roster_lies_sealed_and_forgets_whoever_asks(database: Database) -> None:
    people = [RosterLine(1, "花子", is_host=True), RosterLine(2, None)]
    async with database.write() as session:
        here = await store(session)
        roster = await here.rosters.keep(RosterCause.LEAVINGS, people, NOW)
        await here.rosters.note_leavings(roster, [NOW + SECOND, NOW])
        assert roster.people is not None
        assert "花子".encode() not in roster.people
        assert here.rosters.people_of(roster) == people
        assert leavings_of(roster) == [NOW, NOW + SECOND]
        assert (await here.rosters.count_of(1), await here.rosters.count_of(3)) == (1, 0)
        await here.rosters.forget_member(1)
        assert here.rosters.people_of(roster) == people[1:]


async def test_hosts_of_a_roster_are_lost_for_a_day_unless_they_were_removed_or_are_back(database: Database) -> None:
    statuses = [MemberStatus.LEFT, MemberStatus.LEFT, MemberStatus.REMOVED, MemberStatus.ACTIVE]
    async with database.write() as session:
        here = await store(session)
        members = [await here.members.remember(f"U{number}", NOW) for number in range(4)]
        for member, status in zip(members, statuses, strict=True):
            member.status = status
        people = [RosterLine(each.number, None, is_host=each is not members[1]) for each in members]
        await here.rosters.keep(RosterCause.LEAVINGS, people, NOW)
        assert await here.rosters.lost_hosts(NOW + HOSTS_HEAR_FOR - SECOND) == [members[0]]
        assert await here.rosters.lost_hosts(NOW + HOSTS_HEAR_FOR) == []


async def test_rosters_without_an_alarm_go_within_the_hour_the_others_after_a_month(database: Database) -> None:
    async with database.write() as session:
        here = await store(session)
        await here.rosters.keep(RosterCause.LEAVINGS, [], NOW)
        alarmed = await here.rosters.keep(RosterCause.BOT_LEFT, [], NOW)
        await here.rosters.alarm(alarmed, NOW)
        newest = await here.rosters.newest_of_leavings(NOW)
        assert newest is not None
        assert newest.number == 1
        await forget_old_rosters(session, NOW + timedelta(hours=1))
    async with database.write() as session:
        assert [row.number for row in await session.scalars(select(Roster))] == [2]
        await forget_old_rosters(session, NOW + KEPT_FOR)
        assert list(await session.scalars(select(Roster))) == []


async def test_a_moving_code_is_one_persons_for_a_quarter_of_an_hour(database: Database) -> None:
    async with database.write() as session:
        await community(session)
        moving = unit_of_work(session).moving
        former = await moving.make_code(HANA, 1, NOW)
        code = await moving.make_code(HANA, 1, NOW)
        assert await moving.find_code(former, HANA, NOW) is None
        assert await moving.find_code(code, KEN, NOW) is None
        assert await moving.find_code(code, HANA, NOW + CODE_LASTS) is None
        found = await moving.find_code(f" {code.lower()} ", HANA, NOW)
        assert found is not None
        await moving.use_code(found)
        assert await moving.find_code(code, HANA, NOW) is None
        await moving.make_code(HANA, 1, NOW)
        assert await moving.has_on_record(HANA)
        await moving.forget_person(HANA)
        assert not await moving.has_on_record(HANA)


async def test_work_moves_along_to_another_chat(database: Database) -> None:
    async with database.write() as session:
        timed = unit_of_work(session).timed
        await timed.put(CHAT, "kind", NOW, subject="5")
        await timed.put(OTHER_CHAT, "kind", NOW + SECOND, subject="5")
        await timed.move_chat(CHAT, OTHER_CHAT)
        moved = await timed.find(OTHER_CHAT, "kind", "5")
        assert moved is not None
        assert moved.due_at == NOW
        assert await timed.find(CHAT, "kind", "5") is None


async def test_hosts_are_found_also_where_the_bot_is_out(database: Database) -> None:
    async with database.write() as session:
        here = await store(session)
        here.community.left_at = NOW
        owner = await here.members.remember(HANA, NOW)
        await here.members.make_owner(owner)
        await here.members.remember(KEN, NOW)
        communities = unit_of_work(session).communities
        assert [each.number for each in await communities.led_by(HANA)] == [1]
        assert await communities.led_by(KEN) == []
        assert await communities.owned_by(HANA) == []
