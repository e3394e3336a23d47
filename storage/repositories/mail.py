"""The mail addresses that members have confirmed: sealed, named to nobody but them, and erased at a word."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.columns import to_milliseconds
from storage.models import MailAddress, Member
from storage.models.members import GONE
from storage.vault import SealBroken, Vault

KEPT_AFTER_LEAVING = timedelta(days=7)
"""How long the address of somebody who has left is kept in case they come back; only an alarm goes there."""
_SEAL = "mail address"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedAddress:
    """Where a member wants mail; `at_once` without waiting a day for them to look into LINE."""

    community_id: int
    member: int
    address: str
    confirmed_at: datetime
    at_once: bool

    @property
    def name(self) -> str:
        """Name this confirmation of this member's, without the address: what a link that stops mail carries."""
        return f"{self.community_id}.{self.member}.{to_milliseconds(self.confirmed_at)}"


class MailRepository:
    """The addresses of every community; what is done for one of them is done under its lock."""

    def __init__(self, session: AsyncSession, vault: Vault) -> None:
        """Work inside this transaction, with the vault that seals addresses."""
        self._session = session
        self._vault = vault

    async def address_of(
        self, community_id: int, user_id: str, *, also_of_leavers: bool = False
    ) -> ConfirmedAddress | None:
        """Give where a person wants mail from a community; None unless they confirmed it and belong there now.

        Of leavers it is given for words that are meant for them although they have left.
        """
        kept = (
            select(MailAddress)
            .join(Member, _whose())
            .where(col(MailAddress.community_id) == community_id, col(Member.user_id) == user_id)
        )
        row = await self._session.scalar(kept if also_of_leavers else kept.where(col(Member.status).not_in(GONE)))
        return None if row is None else self._opened(row)

    async def of_member(self, community_id: int, member: int) -> ConfirmedAddress | None:
        """Give the address kept for a member, whether they belong now or not."""
        row = await self._row(community_id, member)
        return None if row is None else self._opened(row)

    async def confirm(self, community_id: int, member: int, address: str, now: datetime) -> None:
        """Keep an address whose owner has proved it, in place of the one before.

        Proved once more, the same address is the same confirmation, so that the links in older mails still stop it.
        """
        row = await self._row(community_id, member)
        before = None if row is None else self._opened(row)
        if before is not None and before.address == address:
            return
        sealed = self._vault.seal_text(_SEAL, address)
        if row is None:
            row = MailAddress(community_id=community_id, member=member, address=sealed, confirmed_at=now)
            self._session.add(row)
        row.address, row.confirmed_at = sealed, now
        await self._session.flush()

    async def choose_at_once(self, community_id: int, member: int, *, at_once: bool) -> bool:
        """Have mail sent at once, or only when LINE has not been looked into; False where there is no address."""
        row = await self._row(community_id, member)
        if row is not None:
            row.at_once = at_once
            await self._session.flush()
        return row is not None

    async def forget(self, community_id: int, member: int) -> bool:
        """Erase a member's address; False where there was none."""
        row = await self._row(community_id, member)
        if row is not None:
            await self._session.delete(row)
            await self._session.flush()
        return row is not None

    async def forget_person(self, user_id: str) -> bool:
        """Erase a person's address in every community; False where there was none."""
        erased = [await self._erase(row) for row in await self._rows_of(user_id)]
        return any(erased)

    async def forget_named(self, name: str) -> bool:
        """Erase the address of a `ConfirmedAddress.name`, unless a later confirmation has taken its place.

        The same address of the same person goes in every community, because no mail says which of them it is from.
        """
        community_id, number, milliseconds = map(int, name.split("."))
        row = await self._row(community_id, number)
        if row is None or to_milliseconds(row.confirmed_at) != milliseconds:
            return False
        erased = await self._erase(row)
        for other in await self._same_elsewhere(row):
            await self._erase(other)
        return erased

    async def _same_elsewhere(self, row: MailAddress) -> list[MailAddress]:
        """List where else the same person has given the same address."""
        member, named = await self._session.get(Member, (row.community_id, row.member)), self._opened(row)
        if member is None or member.user_id is None or named is None:
            return []
        others = [each for each in await self._rows_of(member.user_id) if each.community_id != row.community_id]
        return [each for each in others if (found := self._opened(each)) and found.address == named.address]

    async def _rows_of(self, user_id: str) -> list[MailAddress]:
        return list(
            await self._session.scalars(
                select(MailAddress).join(Member, _whose()).where(col(Member.user_id) == user_id)
            )
        )

    async def _erase(self, row: MailAddress) -> bool:
        """Erase an address, unless another one was confirmed in its place since it was read."""
        erased = await self._session.execute(
            delete(MailAddress).where(
                col(MailAddress.community_id) == row.community_id,
                col(MailAddress.member) == row.member,
                col(MailAddress.confirmed_at) == row.confirmed_at,
            )
        )
        return bool(erased.rowcount)  # type: ignore[attr-defined]  # a DELETE gives a CursorResult

    async def _row(self, community_id: int, member: int) -> MailAddress | None:
        return await self._session.get(MailAddress, (community_id, member))

    def _opened(self, row: MailAddress) -> ConfirmedAddress | None:
        try:
            address = self._vault.open_text(_SEAL, row.address)
        except SealBroken:
            return None
        return ConfirmedAddress(
            community_id=row.community_id,
            member=row.member,
            address=address,
            confirmed_at=row.confirmed_at,
            at_once=row.at_once,
        )


async def forget_leavers_addresses(session: AsyncSession, now: datetime) -> None:
    """Erase the addresses of people who left a week ago, in every community."""
    is_long_gone = exists().where(
        _whose(),
        col(Member.status).in_(GONE),
        or_(col(Member.left_at).is_(None), col(Member.left_at) <= now - KEPT_AFTER_LEAVING),
    )
    await session.execute(delete(MailAddress).where(is_long_gone).execution_options(synchronize_session=False))


def _whose() -> ColumnElement[bool]:
    return (col(Member.community_id) == col(MailAddress.community_id)) & (col(Member.number) == col(MailAddress.member))
