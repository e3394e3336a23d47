"""The members of one community."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.columns import EPOCH
from storage.models import Community, Member
from storage.models.members import GONE, MemberRow, MemberStatus, Role, StatusReason

ROW = tuple(getattr(Member, name) for name in MemberRow._fields)
"""The columns of a `MemberRow`, in its order."""
_BY_USERS = select(Member).where(
    col(Member.community_id) == bindparam("community"), col(Member.user_id).in_(bindparam("users", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Listed:
    """What became of the people whom LINE lists: who was not known, who is back, who had been removed before."""

    new: Sequence[Member]
    returned: Sequence[Member]
    removed: Sequence[Member]


class MemberRepository:
    """The members of one community, found by number or by LINE user id."""

    def __init__(self, session: AsyncSession, community: Community) -> None:
        """Work inside this transaction, for this community alone."""
        self._session = session
        self._community = community

    async def by_number(self, number: int) -> Member | None:
        """Find a member by number, gone ones included."""
        return await self._session.get(Member, (self._community.id, number))

    async def by_user(self, user_id: str) -> Member | None:
        """Find a member by LINE user id, gone ones included."""
        return (await self.by_users([user_id])).get(user_id)

    async def by_users(self, user_ids: Collection[str]) -> dict[str, Member]:
        """Find the members among some LINE user ids, keyed by the id."""
        if not user_ids:
            return {}
        wanted = {"community": self._community.id, "users": list(user_ids)}
        rows = await self._session.scalars(_BY_USERS, wanted)
        return {member.user_id: member for member in rows if member.user_id is not None}

    async def rows(self, numbers: Collection[int]) -> list[MemberRow]:
        """List the members with some numbers, by number, gone ones included, as values.

        By their numbers and not through a table that names them: PostgreSQL, not knowing yet how many people a new
        rota has, would compare each of its people with each member.
        """
        if not numbers:
            return []
        rows = await self._session.execute(
            select(*ROW)
            .where(col(Member.community_id) == self._community.id, col(Member.number).in_(numbers))
            .order_by(col(Member.number))
        )
        return [MemberRow._make(row) for row in rows]

    async def remember(
        self, user_id: str, now: datetime, *, seen_at: datetime | None = None, joined_at: datetime | None = None
    ) -> Member:
        """Find the member with this user id, or give a number to a new one; somebody who had left is back.

        `seen_at` is when the sign of life happened at LINE: one from before the leaving that only came late brings
        nobody back. A removed person stays marked so: their return is for the hosts to judge.
        """
        seen_at = joined_at or seen_at or now
        member = await self.by_user(user_id)
        if member is None:
            member = Member(
                community_id=self._community.number,
                number=self.next_number(),
                user_id=user_id,
                first_seen_at=now,
            )
            self._session.add(member)
        _bring_back(member, seen_at)
        if joined_at is not None:
            member.joined_at = max(joined_at, member.joined_at or joined_at)
        await self._session.flush()
        return member

    async def remember_listed(self, user_ids: Sequence[str], now: datetime, *, listed_at: datetime) -> Listed:
        """Remember everybody whom LINE lists in the group: new ones get a number, and somebody who had left is back.

        Nobody gets a sign of life by being listed. Whoever left after `listed_at` is not back, since the list may be
        older; a removed person stays marked so.
        """
        known = await self.by_users(user_ids)
        new = [
            Member(community_id=self._community.number, number=self.next_number(), user_id=user_id, first_seen_at=now)
            for user_id in dict.fromkeys(user_ids)
            if user_id not in known
        ]
        self._session.add_all(new)
        returned = [member for member in known.values() if _bring_back(member, listed_at)]
        await self._session.flush()
        removed = [
            member
            for member in known.values()
            if member.status is MemberStatus.REMOVED and _is_since(listed_at, member)
        ]
        return Listed(new, returned, removed)

    def next_number(self) -> int:
        """Draw the next member number; the caller holds the community's lock."""
        self._community.last_member_number += 1
        return self._community.last_member_number

    async def present(self) -> list[Member]:
        """List the members who belong now, by number."""
        rows = await self._session.scalars(
            self._all().where(col(Member.status).not_in(GONE)).order_by(col(Member.number))
        )
        return list(rows)

    async def with_roles(self, *roles: Role) -> list[Member]:
        """List the members who hold one of these roles and belong now, by number."""
        rows = await self._session.scalars(
            self._all().where(col(Member.role).in_(roles), col(Member.status).not_in(GONE)).order_by(col(Member.number))
        )
        return list(rows)

    async def owner(self) -> Member | None:
        """Find the owner, if there is one."""
        owners = await self.with_roles(Role.OWNER)
        return owners[0] if owners else None

    async def hosts(self) -> list[Member]:
        """List the owner and the hosts who belong now, by number."""
        return await self.with_roles(Role.OWNER, Role.HOST)

    async def make_owner(self, member: Member, *, former_becomes: Role = Role.HOST) -> list[Member]:
        """Make a member the owner, and give back who was it before.

        A former owner who is still here gets the role named; one who is gone returns, if ever, as a plain member.
        """
        former = [
            owner
            for owner in await self._session.scalars(self._all().where(col(Member.role) == Role.OWNER))
            if owner.number != member.number
        ]
        for owner in former:
            owner.role = former_becomes if owner.is_present else Role.MEMBER
        member.role = Role.OWNER
        await self._session.flush()
        return former

    async def erase(self, member: Member) -> None:
        """Erase all that is known of a member but the number, so that nobody else ever gets it.

        The row is made anew, so that nothing of the old one can remain; the first day known reads 1970.
        """
        number = member.number
        await self._session.delete(member)
        await self._session.flush()
        self._session.add(
            Member(community_id=self._community.number, number=number, status=MemberStatus.LEFT, first_seen_at=EPOCH)
        )
        await self._session.flush()

    async def left_since(self, moment: datetime) -> list[Member]:
        """List who has left after a moment and has not come back, by number."""
        rows = await self._session.scalars(
            self._all().where(col(Member.status).in_(GONE), col(Member.left_at) > moment).order_by(col(Member.number))
        )
        return list(rows)

    async def count_present(self) -> int:
        """Count the known members who belong now."""
        return (
            await self._session.scalars(
                select(func.count())
                .select_from(Member)
                .where(col(Member.community_id) == self._community.id, col(Member.status).not_in(GONE))
            )
        ).one()

    def _all(self) -> SelectOfScalar[Member]:
        return select(Member).where(col(Member.community_id) == self._community.id)


def _bring_back(member: Member, seen_at: datetime) -> bool:
    """Let somebody belong again who had left before they were seen; says whether that was so."""
    if member.status is not MemberStatus.LEFT or not _is_since(seen_at, member):
        return False
    member.become(MemberStatus.ACTIVE, StatusReason.HEARD, seen_at)
    member.left_at = None
    member.away_until = None
    return True


def _is_since(seen_at: datetime, member: Member) -> bool:
    """Say whether somebody was seen after they had left."""
    return member.left_at is None or seen_at > member.left_at
