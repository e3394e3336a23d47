"""One community's rosters as they were: who was there before many left, sealed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, func, select

from storage.columns import from_milliseconds, to_milliseconds
from storage.models import Community, Member, Roster
from storage.models.members import MemberStatus
from storage.models.rosters import RosterCause
from storage.vault import SealBroken, Vault

KEPT_FOR = timedelta(days=30)
"""How long the roster of an alarm is kept."""
HOSTS_HEAR_FOR = timedelta(days=1)
"""How long after the beginning of a wave its hosts are alarmed who are out of the group themselves."""
_KEPT_WITHOUT_ALARM = timedelta(hours=1)
_PURPOSE = "roster"


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One person of a roster: the number, the name where it was known at that moment, and whether they were a host."""

    number: int
    name: str | None
    is_host: bool = False


class RosterRepository:
    """The rosters of one community."""

    def __init__(self, session: AsyncSession, community: Community, vault: Vault) -> None:
        """Work inside this transaction, for this community alone, with the vault that seals names."""
        self._session = session
        self._community = community
        self._vault = vault

    async def keep(self, cause: RosterCause, people: Sequence[RosterLine], now: datetime) -> Roster:
        """Keep who is there now; the caller holds the community's lock."""
        last = await self._session.scalar(
            select(func.max(Roster.number)).where(col(Roster.community_id) == self._community.id)
        )
        roster = Roster(
            community_id=self._community.number,
            number=(last or 0) + 1,
            cause=cause,
            made_at=now,
            people=self._sealed(people),
        )
        self._session.add(roster)
        await self._session.flush()
        return roster

    async def newest_of_leavings(self, since: datetime) -> Roster | None:
        """Find the newest roster made because somebody left, if it was made at or after a moment."""
        rows = await self._session.scalars(
            select(Roster)
            .where(
                col(Roster.community_id) == self._community.id,
                col(Roster.cause) == RosterCause.LEAVINGS,
                col(Roster.made_at) >= since,
            )
            .order_by(col(Roster.number).desc())
            .limit(1)
        )
        return rows.one_or_none()

    async def newest_alarmed(self) -> Roster | None:
        """Find the roster of the newest alarm."""
        rows = await self._session.scalars(
            select(Roster)
            .where(col(Roster.community_id) == self._community.id, col(Roster.alarmed_at).is_not(None))
            .order_by(col(Roster.alarmed_at).desc(), col(Roster.number).desc())
            .limit(1)
        )
        return rows.one_or_none()

    async def alarmed_since(self, moment: datetime) -> list[Roster]:
        """List the rosters of the alarms from a moment on, oldest first."""
        rows = await self._session.scalars(
            select(Roster)
            .where(col(Roster.community_id) == self._community.id, col(Roster.alarmed_at) >= moment)
            .order_by(col(Roster.alarmed_at), col(Roster.number))
        )
        return list(rows)

    async def lost_hosts(self, now: datetime) -> list[Member]:
        """List who was a host when a roster of the last day was made and has left since, not by the hosts' decision."""
        rosters = [roster for roster in await self._all() if roster.made_at > now - HOSTS_HEAR_FOR]
        hosts = {line.number for roster in rosters for line in self.people_of(roster) if line.is_host}
        rows = await self._session.scalars(
            select(Member)
            .where(
                col(Member.community_id) == self._community.id,
                col(Member.number).in_(hosts),
                col(Member.status) == MemberStatus.LEFT,
            )
            .order_by(col(Member.number))
        )
        return list(rows)

    async def note_leavings(self, roster: Roster, moments: Iterable[datetime]) -> None:
        """Write down when people left."""
        roster.leavings = json.dumps(sorted(to_milliseconds(moment) for moment in moments))
        await self._session.flush()

    async def alarm(self, roster: Roster, now: datetime) -> None:
        """Write down that the hosts were told, from which moment on the roster is kept for thirty days."""
        roster.alarmed_at = now
        await self._session.flush()

    async def count_of(self, member_number: int) -> int:
        """Count the rosters that a member stands in."""
        return sum(any(line.number == member_number for line in self.people_of(roster)) for roster in await self._all())

    async def forget_member(self, member_number: int) -> None:
        """Strike a member out of every roster."""
        for roster in await self._all():
            people = self.people_of(roster)
            if any(line.number == member_number for line in people):
                roster.people = self._sealed([line for line in people if line.number != member_number])
        await self._session.flush()

    def people_of(self, roster: Roster) -> list[RosterLine]:
        """Open who was there, by number."""
        try:
            opened = "[]" if roster.people is None else self._vault.open_text(_PURPOSE, roster.people)
        except SealBroken:
            return []
        return [RosterLine(*line) for line in json.loads(opened)]

    async def _all(self) -> list[Roster]:
        rows = await self._session.scalars(select(Roster).where(col(Roster.community_id) == self._community.id))
        return list(rows)

    def _sealed(self, people: Sequence[RosterLine]) -> bytes:
        return self._vault.seal_text(_PURPOSE, json.dumps([astuple(line) for line in people]))


def leavings_of(roster: Roster) -> list[datetime]:
    """Give the moments at which people left, oldest first."""
    return [from_milliseconds(moment) for moment in json.loads(roster.leavings)]


async def forget_old_rosters(session: AsyncSession, now: datetime) -> None:
    """Delete rosters without an alarm after an hour, those of an alarm after thirty days."""
    await session.execute(
        delete(Roster).where(
            or_(
                col(Roster.alarmed_at) <= now - KEPT_FOR,
                col(Roster.alarmed_at).is_(None) & (col(Roster.made_at) <= now - _KEPT_WITHOUT_ALARM),
            )
        )
    )
