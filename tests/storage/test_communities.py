"""Communities and the chats they are attached to."""

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.models import Attachment, Community
from storage.models.communities import ClaimState, Preset, Purpose
from storage.models.members import MemberStatus, Role
from tests.factories import CHAT, HANA, KEN, NOW, OTHER_CHAT, SECOND, community, unit_of_work


async def test_a_new_community_belongs_to_nobody_yet_and_to_its_chat(database: Database) -> None:
    async with database.write() as session:
        home = await community(session)
        attachment = await unit_of_work(session).communities.attachment_of_chat(CHAT)
        assert await unit_of_work(session).communities.chat_of(home.number) == CHAT
    assert (home.claim_state, home.is_claimed, home.preset) == (ClaimState.UNCLAIMED, False, Preset.SUPPORT)
    assert attachment is not None
    assert (attachment.community_id, attachment.purpose) == (home.number, Purpose.MAIN)


@pytest.mark.parametrize("state", [ClaimState.ANNOUNCED, ClaimState.DISPUTED, ClaimState.CONFIRMED])
def test_a_community_counts_as_claimed_whatever_was_objected(state: ClaimState) -> None:
    assert Community(language="ja", timezone="Asia/Tokyo", created_at=NOW, claim_state=state).is_claimed


def test_a_community_has_no_number_before_it_is_stored() -> None:
    with pytest.raises(LookupError):
        _ = Community(language="ja", timezone="Asia/Tokyo", created_at=NOW).number


async def test_a_chat_belongs_to_one_community_at_a_time(database: Database) -> None:
    async with database.write() as session:
        await community(session)
    with pytest.raises(IntegrityError):
        async with database.write() as session:
            await community(session)


async def test_a_chat_can_be_attached_anew_after_it_was_detached(database: Database) -> None:
    async with database.write() as session:
        communities = unit_of_work(session).communities
        first = await community(session)
        await communities.detach(CHAT, NOW)
        assert await communities.attachment_of_chat(CHAT) is None
        assert await communities.chat_of(first.number) is None
        second = await community(session)
        attachment = await communities.attachment_of_chat(CHAT)
    assert attachment is not None
    assert attachment.community_id == second.number


async def test_the_newest_chat_of_a_purpose_is_found(database: Database) -> None:
    async with database.write() as session:
        communities = unit_of_work(session).communities
        home = await community(session)
        for chat_id, purpose, seconds in (("C-room", Purpose.HOSTS, 0), (OTHER_CHAT, Purpose.MAIN, 1)):
            attached_at = NOW + seconds * SECOND
            session.add(Attachment(community_id=home.number, chat_id=chat_id, purpose=purpose, attached_at=attached_at))
        await session.flush()
        assert await communities.chat_of(home.number) == OTHER_CHAT
        assert await communities.chat_of(home.number, Purpose.HOSTS) == "C-room"
        await communities.detach(OTHER_CHAT, NOW)
        assert await communities.chat_of(home.number) == CHAT


async def test_a_person_is_shown_the_communities_they_belong_to_and_no_other(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        homes = [await community(session, f"C{number}") for number in range(5)]
        for home in homes[:4]:
            await unit.of(home).members.remember(HANA, NOW)
        await unit.of(homes[4]).members.remember(KEN, NOW)
        (await unit.of(homes[1]).members.remember(HANA, NOW)).status = MemberStatus.REMOVED
        (await unit.of(homes[2]).members.remember(HANA, NOW)).status = MemberStatus.AWAY
        homes[3].left_at = NOW
        await session.flush()
        assert await unit.communities.of_person(HANA) == [homes[0], homes[2]]
        assert await unit.communities.of_person("U-stranger") == []


async def test_a_community_that_is_not_there_is_not_found(database: Database) -> None:
    async with database.write() as session:
        communities = unit_of_work(session).communities
        assert await communities.get(99) is None
        assert await communities.lock(99) is None
        assert await communities.chat_of(99) is None


async def test_whoever_locks_a_community_sees_what_was_changed_before(postgresql: Database) -> None:
    async with postgresql.write() as session:
        number = (await community(session)).number
    locking = asyncio.Event()

    async def read_version() -> int:
        async with postgresql.write() as session:
            communities = unit_of_work(session).communities
            seen_before = await communities.get(number)
            locking.set()
            home = await communities.lock(number)
            assert home is not None
            assert home is seen_before
            return home.rules_version

    async with postgresql.write() as session:
        home = await unit_of_work(session).communities.lock(number)
        assert home is not None
        reading = asyncio.create_task(read_version())
        await locking.wait()
        home.rules_version = 5
    assert await reading == 5


async def test_a_chat_is_attached_for_a_purpose_and_again_after_it_was_detached(database: Database) -> None:
    async with database.write() as session:
        communities = unit_of_work(session).communities
        ours, theirs = await community(session), await community(session, OTHER_CHAT)
        await communities.attach(OTHER_CHAT, ours.number, Purpose.HOSTS, NOW)
        attachment = await communities.attachment_of_chat(OTHER_CHAT)
        assert attachment is not None
        assert (attachment.community_id, attachment.purpose) == (ours.number, Purpose.HOSTS)
        assert await communities.chat_of(theirs.number) is None
        await communities.detach(OTHER_CHAT, NOW)
        assert await communities.chat_of(ours.number, Purpose.HOSTS) is None
        await communities.attach(OTHER_CHAT, ours.number, Purpose.HOSTS, NOW + SECOND)
        assert await communities.chat_of(ours.number, Purpose.HOSTS) == OTHER_CHAT


async def test_the_communities_somebody_owns_or_ever_was_in_are_found(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        owned, joined, left = [await community(session, f"C{number}") for number in range(3)]
        (await unit.of(owned).members.remember(HANA, NOW)).role = Role.OWNER
        await unit.of(joined).members.remember(HANA, NOW)
        (await unit.of(left).members.remember(HANA, NOW)).status = MemberStatus.LEFT
        await session.flush()
        assert [each.number for each in await unit.communities.owned_by(HANA)] == [owned.number]
        assert [each.number for each in await unit.communities.ever_of_person(HANA)] == [
            owned.number,
            joined.number,
            left.number,
        ]
        assert await unit.communities.ever_of_person(KEN) == []
        owned.left_at = NOW
        await session.flush()
        assert await unit.communities.owned_by(HANA) == []
