"""Codes with which an owner moves a community into another LINE group."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.models import MovingCode
from storage.repositories.claims import CODE_ALPHABET, CODE_LENGTH, as_written
from storage.vault import Vault

CODE_LASTS = timedelta(minutes=15)


class MovingRepository:
    """Moving codes of every community: nobody knows beforehand in which group one will be typed."""

    def __init__(self, session: AsyncSession, vault: Vault) -> None:
        """Work inside this transaction, with the vault that makes codes recognisable without keeping them."""
        self._session = session
        self._vault = vault

    async def make_code(self, user_id: str, community_id: int, now: datetime) -> str:
        """Make a code for a community, bound to one person, in place of their earlier one; only its hash is kept."""
        await self._session.execute(
            delete(MovingCode).where((col(MovingCode.expires_at) <= now) | (col(MovingCode.user_id) == user_id))
        )
        code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
        self._session.add(
            MovingCode(
                code_hash=self._hash(code), community_id=community_id, user_id=user_id, expires_at=now + CODE_LASTS
            )
        )
        await self._session.flush()
        return code

    async def find_code(self, typed: str, user_id: str, now: datetime) -> MovingCode | None:
        """Find the code a person typed, if it is theirs and still good, and hold it against use by another event."""
        code = await self._session.get(
            MovingCode, self._hash(as_written(typed)), with_for_update=True, populate_existing=True
        )
        return code if code is not None and code.user_id == user_id and code.expires_at > now else None

    async def use_code(self, code: MovingCode) -> None:
        """Use a code up."""
        await self._session.delete(code)
        await self._session.flush()

    async def has_on_record(self, user_id: str) -> bool:
        """Say whether a code of a person's is kept."""
        found = await self._session.scalar(
            select(col(MovingCode.code_hash)).where(col(MovingCode.user_id) == user_id).limit(1)
        )
        return found is not None

    async def forget_person(self, user_id: str) -> None:
        """Erase a person's code."""
        await self._session.execute(delete(MovingCode).where(col(MovingCode.user_id) == user_id))

    def _hash(self, code: str) -> str:
        return self._vault.fingerprint("moving", code)
