"""What the bot's database says in the end, read as an auditor would."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from handlers.welcome.arriving import WAVE
from storage.database import Database
from storage.models import Arrival, InboxEvent, Member, OutboxItem, Rule, RulesVersion, WeeklyCount
from storage.models.inbox import EventState
from storage.models.outbox import Delivery, ItemState


class Records:
    """The tables of one database, opened for reading beside the bot."""

    def __init__(self, session: AsyncSession) -> None:
        """Read inside this transaction."""
        self._session = session

    async def events(self) -> list[InboxEvent]:
        """List all events, oldest first."""
        return list(await self._session.scalars(select(InboxEvent).order_by(col(InboxEvent.id))))

    async def waiting_events(self) -> int:
        """Count the events that are not handled yet."""
        waiting = select(func.count()).select_from(InboxEvent).where(col(InboxEvent.state) == EventState.WAITING)
        return (await self._session.execute(waiting)).scalar_one()

    async def items(self, *states: ItemState) -> list[OutboxItem]:
        """List words on their way or at their end, by how far they have come; oldest first."""
        rows = await self._session.scalars(
            select(OutboxItem).where(col(OutboxItem.state).in_(states)).order_by(col(OutboxItem.id))
        )
        return list(rows)

    async def answers_under_way(self) -> int:
        """Count the answers and group words that may still be said."""
        return sum(
            item.state is ItemState.SENDING or item.delivery in {Delivery.REPLY, Delivery.RIDE}
            for item in await self.items(ItemState.WAITING, ItemState.SENDING)
        )

    async def message_counts(self) -> Counter[str]:
        """Give how many messages were counted by person, over all weeks."""
        rows = await self._session.execute(
            select(col(Member.user_id), func.sum(col(WeeklyCount.messages)))
            .join(
                WeeklyCount,
                (col(WeeklyCount.community_id) == col(Member.community_id))
                & (col(WeeklyCount.member_number) == col(Member.number)),
            )
            .group_by(col(Member.user_id))
        )
        return Counter({str(user_id): int(count) for user_id, count in rows})

    async def newcomers_waiting(self) -> int:
        """Count the people who have come in and are not greeted yet."""
        return (await self._session.execute(select(func.count()).select_from(Arrival))).scalar_one()

    async def greetings(self) -> int:
        """Count the greetings that were ever put in the outbox, one for each wave of newcomers."""
        greetings = select(func.count()).where(col(OutboxItem.dedupe_key).startswith(WAVE))
        return (await self._session.execute(greetings)).scalar_one()

    async def versions(self) -> list[int]:
        """List the versions of the rules on record."""
        return list(await self._session.scalars(select(col(RulesVersion.version)).order_by(col(RulesVersion.version))))

    async def first_rules(self) -> list[str]:
        """List how rule 1 read in each version."""
        return list(
            await self._session.scalars(
                select(col(Rule.text)).where(col(Rule.position) == 1).order_by(col(Rule.version))
            )
        )


@asynccontextmanager
async def opened(database: Database) -> AsyncIterator[Records]:
    """Read the database as it is at this moment."""
    async with database.read() as session:
        yield Records(session)
