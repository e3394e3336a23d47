"""The passes of one community: what somebody who was accepted holds until they are in."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.models import Application, Community, Pass
from storage.models.door import OPEN_PASSES

_MOMENT = timedelta(milliseconds=1)


class PassRepository:
    """The passes of one community."""

    def __init__(self, session: AsyncSession, community: Community) -> None:
        """Work inside this transaction, for this community alone."""
        self._session = session
        self._community = community

    async def add(self, application: Application, now: datetime) -> Pass:
        """Put somebody who was accepted at the end of the waiting list, also somebody whose pass has lapsed.

        The end is the end also where a clock was set back, or two are accepted in one moment.
        """
        others = await self.open()
        former = await self.get(application.number)
        if former is not None:
            await self._session.delete(former)
            await self._session.flush()
        held = Pass(
            community_id=application.community_id,
            number=application.number,
            user_id=application.user_id,
            rules_version=application.rules_version,
            agreed_at=application.made_at,
            queued_at=max(now, *(held.queued_at + _MOMENT for held in others)) if others else now,
        )
        self._session.add(held)
        await self._session.flush()
        return held

    async def get(self, number: int) -> Pass | None:
        """Find the pass that belongs to an application."""
        return await self._session.get(Pass, (self._community.id, number))

    async def open(self) -> list[Pass]:
        """List the passes of everybody who has not come in yet and still may, in the order of the waiting list."""
        rows = await self._session.scalars(
            select(Pass)
            .where(col(Pass.community_id) == self._community.id, col(Pass.state).in_(OPEN_PASSES))
            .order_by(col(Pass.queued_at), col(Pass.number))
        )
        return list(rows)

    async def open_of(self, user_id: str) -> Pass | None:
        """Find a person's pass, if they have not come in yet and still may."""
        return next((held for held in await self.open() if held.user_id == user_id), None)

    async def has_had_link(self, user_id: str) -> bool:
        """Say whether a person was given the link, as far as that is still on record."""
        handed = select(col(Pass.number)).where(
            col(Pass.community_id) == self._community.id, col(Pass.user_id) == user_id, col(Pass.handed_at).is_not(None)
        )
        return (await self._session.scalars(handed)).first() is not None
