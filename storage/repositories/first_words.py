"""Newcomers' first words in one community: which message they were, and when somebody first turned to them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.models import Community, FirstWords
from storage.upsert import insert_once


@dataclass(frozen=True, slots=True)
class FirstMessage:
    """A member's first message."""

    member_number: int
    message_id: str
    said_at: datetime


class FirstWordsRepository:
    """The first words of one community's newcomers, kept for a month."""

    def __init__(self, session: AsyncSession, community: Community) -> None:
        """Work inside this transaction, for this community alone."""
        self._session = session
        self._community = community

    async def known_of(self, numbers: Collection[int]) -> set[int]:
        """Find the members among these who have spoken already."""
        if not numbers:
            return set()
        rows = await self._session.scalars(
            select(col(FirstWords.member_number)).where(
                col(FirstWords.community_id) == self._community.id, col(FirstWords.member_number).in_(list(numbers))
            )
        )
        return set(rows)

    async def note(self, messages: Sequence[FirstMessage]) -> None:
        """Remember first messages, unless the member had one before."""
        if not messages:
            return
        await self._session.execute(
            insert_once(self._session, FirstWords),
            [
                {
                    "community_id": self._community.number,
                    "member_number": message.member_number,
                    "message_id": message.message_id,
                    "said_at": message.said_at,
                }
                for message in messages
            ],
        )

    async def waiting(self) -> list[FirstWords]:
        """List the first words nobody has turned to yet; there are never more than newcomers of the last weeks."""
        rows = await self._session.scalars(
            select(FirstWords).where(
                col(FirstWords.community_id) == self._community.id,
                col(FirstWords.answered_at).is_(None),
                col(FirstWords.message_id).is_not(None),
            )
        )
        return list(rows)

    async def of(self, member_number: int) -> FirstWords | None:
        """Find a member's first words."""
        return await self._session.get(FirstWords, (self._community.id, member_number), populate_existing=True)

    async def find_answer(self, words: FirstWords, at: datetime) -> None:
        """Write down when somebody turned to them, and forget which message it was."""
        words.answered_at = at
        words.message_id = None
        await self._session.flush()

    async def forget(self, words: FirstWords) -> None:
        """Forget first words that were taken back: the next ones count."""
        await self._session.delete(words)
        await self._session.flush()
