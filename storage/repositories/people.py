"""LINE users as the account knows them, and what LINE told about names and counts within the last day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.models import ChatFact, KnownName, Person
from storage.vault import SealBroken, Vault

KEPT_FOR = timedelta(hours=24)
"""How long names and counts from LINE may be kept (LINE User Data Policy, 3.2.8)."""


class PersonRepository:
    """LINE users who have met the bot."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside this transaction."""
        self._session = session
        self._met: list[Person] = []  # a session forgets whom nobody holds, and would ask again three times an event

    async def get(self, user_id: str) -> Person | None:
        """Find a person; None for somebody never met."""
        person = await self._session.get(Person, user_id)
        if person is not None:
            self._met.append(person)
        return person

    async def language_of(self, user_id: str | None) -> str | None:
        """Give the language somebody has chosen for themselves; None where they have not, or nobody is known."""
        person = None if user_id is None else await self.get(user_id)
        return None if person is None else person.language

    async def remember(self, user_id: str) -> Person:
        """Find a person, or begin to know them."""
        person = await self.get(user_id)
        if person is None:
            person = Person(user_id=user_id)
            self._session.add(person)
            await self._session.flush()
        return person

    async def forget(self, user_id: str) -> None:
        """Erase what is known of a person as a LINE user."""
        await self._session.execute(delete(Person).where(col(Person.user_id) == user_id))


@dataclass(frozen=True, slots=True)
class NameOnRecord:
    """A display name as LINE gave it; `name` is None for somebody LINE no longer shows in that chat."""

    chat_id: str
    user_id: str
    name: str | None


@dataclass(frozen=True, slots=True)
class ChatOnRecord:
    """A group's name and member count as LINE gave them; either may be unknown."""

    chat_id: str
    name: str | None
    member_count: int | None


class NameRepository:
    """Names and counts from LINE, at most a day old, the names sealed."""

    def __init__(self, session: AsyncSession, vault: Vault) -> None:
        """Work inside this transaction, with the vault that seals names."""
        self._session = session
        self._vault = vault

    async def names(self, wanted: Collection[tuple[str, str]], now: datetime) -> list[NameOnRecord]:
        """Find the names still fresh among the wanted pairs of chat and user."""
        if not wanted:
            return []
        rows = await self._session.scalars(
            select(KnownName).where(
                tuple_(col(KnownName.chat_id), col(KnownName.user_id)).in_(list(wanted)),
                col(KnownName.fetched_at) > now - KEPT_FOR,
            )
        )
        return [NameOnRecord(row.chat_id, row.user_id, self._opened(row.name)) for row in rows]

    async def of_chat(self, chat_id: str, now: datetime) -> list[NameOnRecord]:
        """Find all names still fresh that a chat shows."""
        rows = await self._session.scalars(
            select(KnownName).where(col(KnownName.chat_id) == chat_id, col(KnownName.fetched_at) > now - KEPT_FOR)
        )
        return [NameOnRecord(row.chat_id, row.user_id, self._opened(row.name)) for row in rows]

    async def chats(self, wanted: Collection[str], now: datetime) -> list[ChatOnRecord]:
        """Find what is freshly known of these chats."""
        if not wanted:
            return []
        rows = await self._session.scalars(
            select(ChatFact).where(col(ChatFact.chat_id).in_(list(wanted)), col(ChatFact.fetched_at) > now - KEPT_FOR)
        )
        return [ChatOnRecord(row.chat_id, self._opened(row.name), row.member_count) for row in rows]

    async def keep(self, names: Iterable[NameOnRecord], chats: Iterable[ChatOnRecord], now: datetime) -> None:
        """Keep what LINE just told, for a day."""
        for name in names:
            await self._session.merge(
                KnownName(chat_id=name.chat_id, user_id=name.user_id, name=self._sealed(name.name), fetched_at=now)
            )
        for chat in chats:
            await self._session.merge(
                ChatFact(
                    chat_id=chat.chat_id,
                    name=self._sealed(chat.name),
                    member_count=chat.member_count,
                    fetched_at=now,
                )
            )

    async def forget_chat(self, chat_id: str) -> None:
        """Forget what LINE told about a chat and the people in it."""
        await self._session.execute(delete(KnownName).where(col(KnownName.chat_id) == chat_id))
        await self._session.execute(delete(ChatFact).where(col(ChatFact.chat_id) == chat_id))

    async def forget_person(self, user_id: str) -> None:
        """Forget under which names LINE shows a person."""
        await self._session.execute(delete(KnownName).where(col(KnownName.user_id) == user_id))

    async def forget_old(self, now: datetime) -> None:
        """Erase everything from LINE that has been kept for a day."""
        for table in (KnownName, ChatFact):
            await self._session.execute(delete(table).where(col(table.fetched_at) <= now - KEPT_FOR))

    def _sealed(self, name: str | None) -> bytes | None:
        return None if name is None else self._vault.seal_text("name", name)

    def _opened(self, sealed: bytes | None) -> str | None:
        try:
            return None if sealed is None else self._vault.open_text("name", sealed)
        except SealBroken:
            return None
