"""Strangers before the doors of all communities: which door a code opens, and where somebody has applied."""

from sqlalchemy import delete, exists, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, func, select

from storage.models import Application, Community, Door, Pass
from storage.models.door import OPEN_APPLICATIONS, OPEN_PASSES


class DoorstepRepository:
    """Strangers before the doors of all communities."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside this transaction."""
        self._session = session

    async def community_with(self, code: str) -> Community | None:
        """Find the community whose door has a code."""
        return (
            await self._session.scalars(
                select(Community).join(Door, col(Door.community_id) == col(Community.id)).where(col(Door.code) == code)
            )
        ).one_or_none()

    async def ever_applied_to(self, user_id: str) -> list[int]:
        """List the communities that have an application of a person on record, by number."""
        rows = await self._session.scalars(
            select(col(Application.community_id))
            .where(col(Application.user_id) == user_id)
            .distinct()
            .order_by(col(Application.community_id))
        )
        return list(rows)

    async def applied_to(self, user_id: str) -> list[int]:
        """List the communities that have an open application or a pass of a person, by number."""
        applied = select(col(Application.community_id)).where(
            col(Application.user_id) == user_id, col(Application.state).in_(OPEN_APPLICATIONS)
        )
        passed = select(col(Pass.community_id)).where(col(Pass.user_id) == user_id, col(Pass.state).in_(OPEN_PASSES))
        rows = await self._session.scalars(
            select(col(Community.id))
            .where(or_(col(Community.id).in_(applied), col(Community.id).in_(passed)))
            .order_by(col(Community.id))
        )
        return [number for number in rows if number is not None]

    async def count_of(self, user_id: str) -> int:
        """Count all that is on record of a person's applications."""
        total = await self._session.scalar(
            select(func.count()).select_from(Application).where(col(Application.user_id) == user_id)
        )
        passes = await self._session.scalar(select(func.count()).select_from(Pass).where(col(Pass.user_id) == user_id))
        return max(int(total or 0), int(passes or 0))

    async def withdraw(self, user_id: str, community: int) -> None:
        """Erase a person's open application at one door, and one that led to a pass still open.

        The lock is the caller's.
        """
        passed = exists().where(
            col(Pass.community_id) == col(Application.community_id),
            col(Pass.number) == col(Application.number),
            col(Pass.state).in_(OPEN_PASSES),
        )
        await self._session.execute(
            delete(Application).where(
                col(Application.user_id) == user_id,
                col(Application.community_id) == community,
                or_(col(Application.state).in_(OPEN_APPLICATIONS), passed),
            )
        )
        await self._session.execute(
            delete(Pass).where(
                col(Pass.user_id) == user_id,
                col(Pass.community_id) == community,
                col(Pass.state).in_(OPEN_PASSES),
            )
        )

    async def forget_person(self, user_id: str) -> None:
        """Erase a person's applications and passes."""
        for table in (Application, Pass):
            await self._session.execute(delete(table).where(col(table.user_id) == user_id))
