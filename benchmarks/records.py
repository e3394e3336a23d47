"""Looks into Tsudoi's database from outside, and prepares it through Tsudoi's own repositories."""

import asyncio
import base64
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update
from sqlmodel import col

from benchmarks.crowd import add_crowd, pattern
from benchmarks.traffic import Group, large_group
from storage import migrating
from storage.database import Database
from storage.models import InboxEvent, Member, WeeklyCount
from storage.models.communities import ClaimState
from storage.models.inbox import EventState
from storage.unit_of_work import UnitOfWork
from storage.vault import Vault

DATA_KEY = base64.b64encode(bytes(range(32))).decode()
_RULES = ("互いの話を外へ持ち出さない", "助言は求められたときだけ", "宣伝と勧誘はしない")
_LOOK_EVERY_SECONDS = 0.01
_SILENT_FOR = timedelta(days=100)


class EventsMissing(Exception):
    """Not every event that was acknowledged was handled and counted."""


class Records:
    """One database of Tsudoi's."""

    def __init__(self, url: str) -> None:
        """Take where it is."""
        self.url = url
        self._database = Database(url, pool_size=1)

    async def prepare(self, groups: list[Group]) -> None:
        """Bring it to the newest schema and put the groups there: claimed, confirmed, with rules and known people."""
        await migrating.upgrade(self._database)
        now = datetime.now(UTC)
        async with self._database.write() as session:
            unit = UnitOfWork(session, Vault(base64.b64decode(DATA_KEY)), now)
            for group in groups:
                await _found(unit, group)

    async def crowd(self, copies: int) -> None:
        """Add a community of 500 people who have all gone quiet, and so many silent communities."""
        now = datetime.now(UTC)
        async with self._database.write() as session:
            unit = UnitOfWork(session, Vault(base64.b64decode(DATA_KEY)), now)
            large_id = await _found(unit, large_group())
            long_ago = {"first_seen_at": now - _SILENT_FOR, "last_seen_on": (now - _SILENT_FOR).date()}
            await session.execute(update(Member).where(col(Member.community_id) == large_id).values(**long_ago))
            pattern_id = await _found(unit, pattern())
        await add_crowd(self._database, pattern_id, copies)

    async def counted(self) -> int:
        """Say how many messages are counted as somebody's activity."""
        async with self._database.read() as session:
            return (await session.scalar(select(func.sum(col(WeeklyCount.messages))))) or 0

    async def waiting(self) -> int:
        """Say how many events are stored and not handled yet."""
        return await self._events_in(EventState.WAITING)

    async def until_done(self) -> None:
        """Wait until no event waits; EventsMissing when one has failed."""
        while await self.waiting():  # noqa: ASYNC110 - another process works on it, and sets no event of ours
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        dead = await self._events_in(EventState.DEAD)
        if dead:
            raise EventsMissing(f"{dead} events are dead")

    async def close(self) -> None:
        """Give the connection back."""
        await self._database.close()

    async def _events_in(self, state: EventState) -> int:
        async with self._database.read() as session:
            found = await session.scalar(
                select(func.count()).select_from(InboxEvent).where(col(InboxEvent.state) == state)
            )
            return found or 0


async def _found(unit: UnitOfWork, group: Group) -> int:
    community = await unit.communities.found(
        group.chat_id, language="ja", timezone="Asia/Tokyo", admitted=True, now=unit.now
    )
    community.claim_state = ClaimState.CONFIRMED
    community.claimed_at = unit.now
    store = unit.of(community)
    people = [await store.members.remember(user_id, unit.now) for user_id in group.user_ids]
    await store.members.make_owner(people[0])
    await store.rules.replace(_RULES, by=people[0].number, now=unit.now)
    return community.number
