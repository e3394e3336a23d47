"""How a group gets its owner: codes, wrong guesses, and objections."""

import secrets
import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.models import ClaimCode, ClaimGuesses, ClaimObjection
from storage.vault import Vault

CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What a code is made of: without 0, O, 1 and I, which people confuse when they copy by hand."""
CODE_LENGTH = 8
CODE_LASTS = timedelta(minutes=15)
OPERATORS_CODE_LASTS = timedelta(hours=24)

MOST_WRONG_GUESSES = 5
LOCKED_FOR = timedelta(minutes=15)


class ClaimRepository:
    """Claims of every community: a code is made before anybody knows in which group it will be typed."""

    def __init__(self, session: AsyncSession, vault: Vault) -> None:
        """Work inside this transaction, with the vault that makes codes recognisable without keeping them."""
        self._session = session
        self._vault = vault

    async def make_code(self, user_id: str | None, now: datetime, lifetime: timedelta = CODE_LASTS) -> str:
        """Make a code bound to one person, in place of their earlier unused one, or bound to nobody.

        Only the hash is kept, and only until the code has expired.
        """
        await self._session.execute(delete(ClaimCode).where(col(ClaimCode.expires_at) <= now))
        if user_id is not None:
            await self._session.execute(
                delete(ClaimCode).where(col(ClaimCode.user_id) == user_id, col(ClaimCode.used_at).is_(None))
            )
        code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
        self._session.add(ClaimCode(code_hash=self._hash(code), user_id=user_id, expires_at=now + lifetime))
        await self._session.flush()
        return code

    async def make_operators_code(self, now: datetime) -> str:
        """Make a code of the operator's: for 24 hours, bound to nobody, and confirming at once."""
        return await self.make_code(None, now, OPERATORS_CODE_LASTS)

    async def find_code(self, typed: str, user_id: str, now: datetime) -> ClaimCode | None:
        """Find the code a person typed, if they may use it now, and hold it so that nobody else uses it meanwhile."""
        code = await self._session.get(
            ClaimCode, self._hash(as_written(typed)), with_for_update=True, populate_existing=True
        )
        if code is None or code.used_at is not None or code.expires_at <= now:
            return None
        return code if code.user_id in {None, user_id} else None

    async def use_code(self, code: ClaimCode, user_id: str, now: datetime) -> None:
        """Use a code up, and forget the wrong guesses of the person it made owner."""
        code.used_at = now
        await self._session.execute(delete(ClaimGuesses).where(col(ClaimGuesses.user_id) == user_id))
        await self._session.flush()

    async def is_locked(self, user_id: str, now: datetime) -> bool:
        """Say whether a person has guessed wrong too often to try again now."""
        guesses = await self._session.get(ClaimGuesses, user_id)
        return guesses is not None and guesses.locked_until is not None and now < guesses.locked_until

    async def count_wrong_guess(self, user_id: str, now: datetime) -> None:
        """Count a wrong code; the fifth locks the person for 15 minutes, after which the count begins anew."""
        guesses = await self._session.get(ClaimGuesses, user_id, with_for_update=True)
        if guesses is None:
            guesses = ClaimGuesses(user_id=user_id)
            self._session.add(guesses)
        guesses.wrong += 1
        if guesses.wrong >= MOST_WRONG_GUESSES:
            guesses.wrong = 0
            guesses.locked_until = now + LOCKED_FOR
        await self._session.flush()

    async def object_to(self, community_id: int, member_number: int, now: datetime) -> bool:
        """Write down a member's objection to the owner; False when they have objected already."""
        if await self._session.get(ClaimObjection, (community_id, member_number)) is not None:
            return False
        self._session.add(ClaimObjection(community_id=community_id, member_number=member_number, objected_at=now))
        await self._session.flush()
        return True

    async def objectors(self, community_id: int) -> list[int]:
        """List the numbers of the members who object, in order."""
        rows = await self._session.scalars(
            select(col(ClaimObjection.member_number))
            .where(col(ClaimObjection.community_id) == community_id)
            .order_by(col(ClaimObjection.member_number))
        )
        return list(rows)

    async def forget_objection(self, community_id: int, member_number: int) -> None:
        """Erase one member's objection; what it has set going goes on."""
        await self._session.execute(
            delete(ClaimObjection).where(
                col(ClaimObjection.community_id) == community_id, col(ClaimObjection.member_number) == member_number
            )
        )

    async def has_on_record(self, user_id: str) -> bool:
        """Say whether a code of a person's or their wrong guesses are kept."""
        code = await self._session.scalar(
            select(col(ClaimCode.code_hash)).where(col(ClaimCode.user_id) == user_id).limit(1)
        )
        return code is not None or await self._session.get(ClaimGuesses, user_id) is not None

    async def forget_person(self, user_id: str, now: datetime) -> None:
        """Erase a person's codes and wrong guesses; a lock in force stays, so that nobody can wash it off."""
        await self._session.execute(delete(ClaimCode).where(col(ClaimCode.user_id) == user_id))
        if not await self.is_locked(user_id, now):
            await self._session.execute(delete(ClaimGuesses).where(col(ClaimGuesses.user_id) == user_id))

    async def forget_objections(self, community_id: int) -> None:
        """Erase the objections, once it is settled who the owner is."""
        await self._session.execute(delete(ClaimObjection).where(col(ClaimObjection.community_id) == community_id))

    def _hash(self, code: str) -> str:
        return self._vault.fingerprint("claim", code)


def as_written(typed: str) -> str:
    """Give a typed code as it was made, whatever its width and case, without spaces and hyphens."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", typed).upper() if letter.isalnum())
