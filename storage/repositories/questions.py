"""The questions of one community that may still be answered, with their askers under seal."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.models import Community, Question
from storage.vault import SealBroken, Vault

KEPT_FOR = timedelta(days=14)
"""How long an answer can find its way back to whoever asked."""
_SEAL = "question"


class QuestionRepository:
    """Open questions by number. Nobody sees whose they are; an answer alone finds the way."""

    def __init__(self, session: AsyncSession, community: Community, vault: Vault) -> None:
        """Work inside this transaction, for this community alone, with the vault that seals the askers."""
        self._session = session
        self._community = community
        self._vault = vault

    async def keep(self, number: int, user_id: str, now: datetime, message_id: str | None = None) -> None:
        """Remember whose question this is and which message it came in, until it is answered or too old."""
        self._session.add(
            Question(
                community_id=self._community.number,
                number=number,
                asker=self._vault.seal_text(_SEAL, user_id),
                asked_at=now,
                message_id=message_id,
            )
        )
        await self._session.flush()

    async def asker_of(self, number: int, now: datetime) -> str | None:
        """Give the LINE user id of who asked; None for a question that is answered, too old, or never was."""
        question = await self._session.get(Question, (self._community.id, number))
        if question is None or question.asked_at <= now - KEPT_FOR:
            return None
        return self._opened(question)

    async def numbers_of(self, user_id: str) -> list[int]:
        """List the numbers of one person's open questions, in order."""
        return [question.number for question in await self._all() if self._opened(question) == user_id]

    async def forget(self, number: int) -> None:
        """Erase whose question it was."""
        await self._session.execute(
            delete(Question).where(col(Question.community_id) == self._community.id, col(Question.number) == number)
        )

    async def _all(self) -> list[Question]:
        rows = await self._session.scalars(
            select(Question).where(col(Question.community_id) == self._community.id).order_by(col(Question.number))
        )
        return list(rows)

    def _opened(self, question: Question) -> str | None:
        try:
            return self._vault.open_text(_SEAL, question.asker)
        except SealBroken:
            return None


async def forget_taken_back(session: AsyncSession, message_id: str) -> list[tuple[int, int]]:
    """Erase whose the questions of a message were, and give each one's community and number."""
    rows = await session.execute(
        delete(Question)
        .where(col(Question.message_id) == message_id)
        .returning(col(Question.community_id), col(Question.number))
    )
    return [(community, number) for community, number in rows]


async def forget_old_questions(session: AsyncSession, now: datetime) -> None:
    """Erase whose a question was, fourteen days after it was asked, in every community."""
    await session.execute(delete(Question).where(col(Question.asked_at) <= now - KEPT_FOR))
