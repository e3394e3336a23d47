"""The newcomers of one community who are still to be greeted."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.models import Arrival, Community

FORGOTTEN_AFTER = timedelta(hours=1)
"""Whoever waited longer, say because the bot was out of the group meanwhile, is no part of a new wave."""


class ArrivalRepository:
    """The wave of newcomers that is gathering. Callers hold the community's lock."""

    def __init__(self, session: AsyncSession, community: Community) -> None:
        """Work inside this transaction, for this community alone."""
        self._session = session
        self._community = community

    async def add(self, user_ids: Iterable[str], unidentified: int, now: datetime) -> datetime:
        """Let people join the wave, each id once, and give the moment at which the wave began."""
        await self._forget_before(now - FORGOTTEN_AFTER)
        waiting = await self.waiting()
        known = {arrival.user_id for arrival in waiting}
        newcomers: list[str | None] = [user_id for user_id in dict.fromkeys(user_ids) if user_id not in known]
        newcomers += [None] * unidentified
        last_number = waiting[-1].number if waiting else 0
        for number, user_id in enumerate(newcomers, start=last_number + 1):
            self._session.add(
                Arrival(community_id=self._community.number, number=number, user_id=user_id, arrived_at=now)
            )
        await self._session.flush()
        return waiting[0].arrived_at if waiting else now

    async def waiting(self) -> list[Arrival]:
        """List those who wait to be greeted, in the order they came."""
        rows = await self._session.scalars(
            select(Arrival).where(col(Arrival.community_id) == self._community.id).order_by(col(Arrival.number))
        )
        return list(rows)

    async def forget_person(self, user_id: str) -> None:
        """Leave a person out of the wave."""
        await self._session.execute(
            delete(Arrival).where(col(Arrival.community_id) == self._community.id, col(Arrival.user_id) == user_id)
        )

    async def clear(self) -> None:
        """Forget the wave once it was greeted, or when there is nothing to greet."""
        await self._session.execute(delete(Arrival).where(col(Arrival.community_id) == self._community.id))

    async def _forget_before(self, moment: datetime) -> None:
        await self._session.execute(
            delete(Arrival).where(col(Arrival.community_id) == self._community.id, col(Arrival.arrived_at) < moment)
        )
