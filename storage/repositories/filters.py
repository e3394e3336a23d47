"""What the filters of one community have noticed, written set by set and counted by week."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, delete, insert, or_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, func, select

from storage.models import Community, FilterFinding
from storage.models.filters import FilterKind

MESSAGE_IDS_KEPT_FOR = timedelta(days=7)
"""As long as it is known whose a message was."""
AUTHORS_KEPT_FOR = timedelta(days=30)
FINDINGS_KEPT_FOR = timedelta(weeks=13)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFinding:
    """A finding as a filter gives it; the fields are those of `FilterFinding`."""

    filter: FilterKind
    is_on: bool
    message_id: str | None
    member_number: int | None
    at: datetime
    week: date
    entry: int | None = None
    sort: str = ""
    links_from: str = ""
    limit_messages: int | None = None
    limit_seconds: int | None = None
    counted: int = 1
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WeekCount:
    """How often one filter noticed something in the week that begins on a Monday."""

    week: date
    filter: FilterKind
    is_on: bool
    findings: int


class FilterRepository:
    """The findings of one community; none of them holds a text."""

    def __init__(self, session: AsyncSession, community: Community) -> None:
        """Work inside this transaction, for this community alone."""
        self._session = session
        self._community = community

    async def add(self, new: Sequence[NewFinding]) -> list[int]:
        """Write findings down in one statement, and give their numbers; the caller holds the community's lock."""
        first = self._community.last_entry_number + 1
        numbers = list(range(first, first + len(new)))
        if not new:
            return numbers
        self._community.last_entry_number = numbers[-1]
        await self._session.execute(
            insert(FilterFinding),
            [
                {
                    "community_id": self._community.number,
                    "number": number,
                    "filter": each.filter,
                    "is_on": each.is_on,
                    "entry": each.entry,
                    "sort": each.sort,
                    "links_from": each.links_from,
                    "limit_messages": each.limit_messages,
                    "limit_seconds": each.limit_seconds,
                    "counted": each.counted,
                    "message_id": each.message_id,
                    "member_number": each.member_number,
                    "at": each.at,
                    "week": each.week,
                    "told_at": each.told_at,
                }
                for number, each in zip(numbers, new, strict=True)
            ],
        )
        return numbers

    async def get(self, number: int) -> FilterFinding | None:
        """Find a finding by its number."""
        return await self._session.get(FilterFinding, (self._community.id, number))

    async def newest(self) -> FilterFinding | None:
        """Find the newest finding."""
        return (
            await self._session.scalars(
                select(FilterFinding)
                .where(col(FilterFinding.community_id) == self._community.id)
                .order_by(col(FilterFinding.number).desc())
                .limit(1)
            )
        ).one_or_none()

    async def around(
        self, member_numbers: Collection[int | None], message_ids: Collection[str], since: datetime
    ) -> list[FilterFinding]:
        """List what is known already of some messages, and of their authors since a moment; None is whom LINE hides."""
        authors = [number for number in member_numbers if number is not None]
        is_theirs: ColumnElement[bool] = col(FilterFinding.member_number).in_(authors)
        if len(authors) < len(member_numbers):
            is_theirs = or_(is_theirs, col(FilterFinding.member_number).is_(None))
        rows = await self._session.scalars(
            select(FilterFinding)
            .where(
                col(FilterFinding.community_id) == self._community.id,
                or_(
                    is_theirs & (col(FilterFinding.at) >= since),
                    col(FilterFinding.message_id).in_(list(message_ids)),
                ),
            )
            .order_by(col(FilterFinding.number))
        )
        return list(rows)

    async def count_by_week(self, since: date) -> list[WeekCount]:
        """Count findings by week and filter, from the week that begins on a Monday on; newest first."""
        rows = await self._session.execute(
            select(col(FilterFinding.week), col(FilterFinding.filter), col(FilterFinding.is_on), func.count())
            .where(col(FilterFinding.community_id) == self._community.id, col(FilterFinding.week) >= since)
            .group_by(col(FilterFinding.week), col(FilterFinding.filter), col(FilterFinding.is_on))
            .order_by(col(FilterFinding.week).desc())
        )
        return [WeekCount(week, kind, is_on, count) for week, kind, is_on, count in rows]

    async def count_of(self, member_number: int) -> int:
        """Count the findings about one member's messages."""
        total = await self._session.scalar(
            select(func.count())
            .select_from(FilterFinding)
            .where(
                col(FilterFinding.community_id) == self._community.id,
                col(FilterFinding.member_number) == member_number,
            )
        )
        return int(total or 0)

    async def forget_member(self, member_number: int) -> None:
        """Erase whose messages the findings were about; they still count for their week."""
        await self._session.execute(
            update(FilterFinding)
            .where(
                col(FilterFinding.community_id) == self._community.id,
                col(FilterFinding.member_number) == member_number,
            )
            .values(member_number=None, message_id=None)
        )


async def forget_old_findings(session: AsyncSession, now: datetime) -> None:
    """Erase message ids after a week, authors after a month, and findings after 13 weeks, in every community."""
    await session.execute(delete(FilterFinding).where(col(FilterFinding.at) <= now - FINDINGS_KEPT_FOR))
    await session.execute(
        update(FilterFinding)
        .where(col(FilterFinding.at) <= now - MESSAGE_IDS_KEPT_FOR, col(FilterFinding.message_id).is_not(None))
        .values(message_id=None)
    )
    await session.execute(
        update(FilterFinding)
        .where(col(FilterFinding.at) <= now - AUTHORS_KEPT_FOR, col(FilterFinding.member_number).is_not(None))
        .values(member_number=None)
    )
