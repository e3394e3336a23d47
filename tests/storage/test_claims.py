"""Claim codes, wrong guesses and objections, on every engine."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func
from sqlmodel import select

from storage.database import Database
from storage.models import ClaimCode
from storage.repositories.claims import (
    CODE_ALPHABET,
    CODE_LASTS,
    CODE_LENGTH,
    LOCKED_FOR,
    MOST_WRONG_GUESSES,
    OPERATORS_CODE_LASTS,
    ClaimRepository,
)
from storage.repositories.communities import CommunityRepository
from storage.vault import Vault

NOW = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HANA = "U" + "a" * 32
KEN = "U" + "b" * 32
VAULT = Vault(bytes(range(32)))


async def made(database: Database, user_id: str | None = HANA, at: datetime = NOW) -> str:
    async with database.write() as session:
        return await ClaimRepository(session, VAULT).make_code(user_id, at)


async def works(database: Database, typed: str, user_id: str = HANA, at: datetime = NOW) -> bool:
    async with database.write() as session:
        return await ClaimRepository(session, VAULT).find_code(typed, user_id, at) is not None


async def test_a_code_can_be_copied_by_hand(database: Database) -> None:
    code = await made(database)
    assert len(code) == CODE_LENGTH
    assert set(code) <= set(CODE_ALPHABET)
    assert not set("01OI") & set(CODE_ALPHABET)


async def test_a_code_is_kept_only_as_a_hash(database: Database) -> None:
    code = await made(database)
    async with database.read() as session:
        (stored,) = (await session.scalars(select(ClaimCode))).all()
    assert code not in stored.code_hash
    assert stored.code_hash == VAULT.fingerprint("claim", code)


@pytest.mark.parametrize("between", ["", " ", "-", "\u3000", "\u200b"])
async def test_case_spaces_and_hyphens_of_a_typed_code_do_not_matter(database: Database, between: str) -> None:
    code = await made(database)
    assert await works(database, f" {code[:4]}{between}{code[4:]}".lower())


async def test_a_full_width_code_works(database: Database) -> None:
    code = await made(database)
    assert await works(database, "".join(chr(ord(letter) + 0xFEE0) for letter in code))


async def test_a_code_works_for_its_person_only(database: Database) -> None:
    code = await made(database)
    assert await works(database, code, HANA)
    assert not await works(database, code, KEN)


async def test_a_code_expires(database: Database) -> None:
    code = await made(database)
    assert await works(database, code, at=NOW + CODE_LASTS - SECOND)
    assert not await works(database, code, at=NOW + CODE_LASTS)


async def test_a_code_works_once(database: Database) -> None:
    code = await made(database)
    async with database.write() as session:
        claims = ClaimRepository(session, VAULT)
        found = await claims.find_code(code, HANA, NOW)
        assert found is not None
        await claims.use_code(found, HANA, NOW)
    assert not await works(database, code)


async def test_a_new_code_replaces_the_persons_unused_one_and_nobody_elses(database: Database) -> None:
    first, kens = await made(database), await made(database, KEN)
    second = await made(database)
    assert not await works(database, first)
    assert await works(database, second)
    assert await works(database, kens, KEN)


async def test_an_operators_code_works_for_anybody_for_a_day(database: Database) -> None:
    async with database.write() as session:
        code = await ClaimRepository(session, VAULT).make_operators_code(NOW)
    assert await works(database, code, KEN, NOW + OPERATORS_CODE_LASTS - SECOND)
    assert not await works(database, code, KEN, NOW + OPERATORS_CODE_LASTS)


async def test_expired_codes_are_erased_when_another_is_made(database: Database) -> None:
    await made(database)
    await made(database, KEN, NOW + CODE_LASTS)
    async with database.read() as session:
        assert (await session.scalars(select(func.count()).select_from(ClaimCode))).one() == 1


async def guess_wrong(database: Database, times: int, at: datetime = NOW) -> None:
    for _guess in range(times):
        async with database.write() as session:
            await ClaimRepository(session, VAULT).count_wrong_guess(HANA, at)


async def is_locked(database: Database, user_id: str = HANA, at: datetime = NOW) -> bool:
    async with database.read() as session:
        return await ClaimRepository(session, VAULT).is_locked(user_id, at)


async def test_five_wrong_guesses_lock_the_guesser_and_nobody_else(database: Database) -> None:
    await guess_wrong(database, MOST_WRONG_GUESSES - 1)
    assert not await is_locked(database)
    await guess_wrong(database, 1)
    assert await is_locked(database)
    assert not await is_locked(database, KEN)


async def test_a_lock_ends_and_the_count_begins_anew(database: Database) -> None:
    await guess_wrong(database, MOST_WRONG_GUESSES)
    later = NOW + LOCKED_FOR
    assert await is_locked(database, at=later - SECOND)
    assert not await is_locked(database, at=later)
    await guess_wrong(database, 1, later)
    assert not await is_locked(database, at=later)


async def test_a_right_code_forgets_the_wrong_guesses(database: Database) -> None:
    await guess_wrong(database, MOST_WRONG_GUESSES - 1)
    code = await made(database)
    async with database.write() as session:
        claims = ClaimRepository(session, VAULT)
        found = await claims.find_code(code, HANA, NOW)
        assert found is not None
        await claims.use_code(found, HANA, NOW)
    await guess_wrong(database, 1)
    assert not await is_locked(database)


async def test_an_objection_counts_once_a_member_until_it_is_settled(database: Database) -> None:
    async with database.write() as session:
        communities = CommunityRepository(session)
        one = await communities.found("C1", language="ja", timezone="Asia/Tokyo", admitted=True, now=NOW)
        other = await communities.found("C2", language="ja", timezone="Asia/Tokyo", admitted=True, now=NOW)
        claims = ClaimRepository(session, VAULT)
        assert await claims.object_to(one.number, 7, NOW)
        assert await claims.object_to(one.number, 3, NOW)
        assert not await claims.object_to(one.number, 7, NOW)
        assert await claims.object_to(other.number, 7, NOW)
        assert await claims.objectors(one.number) == [3, 7]
        await claims.forget_objections(one.number)
        assert await claims.objectors(one.number) == []
        assert await claims.objectors(other.number) == [7]
