"""One community's help lines, as its hosts want them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Community, ContactList
from storage.vault import SealBroken, Vault

_SEAL = "contacts"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactOnRecord:
    """One entry: `standard` names one that comes along; otherwise the hosts' own name, number or address, and hours."""

    standard: str = ""
    name: str = ""
    reach: str = ""
    hours: str = ""


class ContactRepository:
    """The list of help lines of one community, under seal, since a host may have put their own number there."""

    def __init__(self, session: AsyncSession, community: Community, vault: Vault) -> None:
        """Work inside this transaction, for this community alone, with the vault that seals the list."""
        self._session = session
        self._community = community
        self._vault = vault

    async def entries(self) -> list[ContactOnRecord] | None:
        """Give the hosts' own list; None while it is the one that comes along, or where it cannot be unsealed."""
        row = await self._row()
        try:
            text = None if row is None or row.entries is None else self._vault.open_text(_SEAL, row.entries)
        except SealBroken:
            return None
        return None if text is None else [ContactOnRecord(**entry) for entry in json.loads(text)]

    async def checked_at(self) -> datetime | None:
        """Give when a host last said that the list holds."""
        row = await self._row()
        return None if row is None else row.checked_at

    async def keep(self, entries: Sequence[ContactOnRecord]) -> None:
        """Keep a list of the hosts' own in place of the one before."""
        row = await self._row_to_change()
        row.entries = self._vault.seal_text(_SEAL, json.dumps([asdict(entry) for entry in entries]))

    async def reset(self) -> None:
        """Go back to the list that comes along, which nobody has checked yet."""
        row = await self._row_to_change()
        row.entries = row.checked_at = None

    async def note_checked(self, now: datetime) -> None:
        """Remember that a host says the list holds."""
        row = await self._row_to_change()
        row.checked_at = now

    async def _row(self) -> ContactList | None:
        return await self._session.get(ContactList, self._community.id)

    async def _row_to_change(self) -> ContactList:
        row = await self._row()
        if row is None:
            row = ContactList(community_id=self._community.number)
            self._session.add(row)
            await self._session.flush()
        return row
