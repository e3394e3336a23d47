"""Who comes and goes in one community: months in numbers, who might be asked, and who would like to leave."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.models import (
    CheckIn,
    CheckInQuestion,
    Community,
    Exemption,
    FirstWords,
    LeavingWish,
    Member,
    MonthlyTurnover,
    Person,
    WeeklyCount,
)
from storage.models.members import GONE, AnyMember, MemberRow, MemberStatus
from storage.repositories.members import ROW
from storage.upsert import insert_into, insert_once

MONTHS_KEPT = 13
WISHES_KEPT_FOR = timedelta(days=30)
FIRST_WORDS_KEPT_FOR = timedelta(days=30)
QUESTIONS_KEPT_FOR = timedelta(days=180)
_LONGEST_MONTH = timedelta(days=31)
_AboutMember = type[CheckInQuestion] | type[Exemption] | type[LeavingWish] | type[FirstWords]
_ABOUT_A_MEMBER: tuple[_AboutMember, ...] = (CheckInQuestion, Exemption, LeavingWish, FirstWords)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """A present member, with what tells whether and how they might be asked.

    `asked_at` is when they were asked and did not answer; `is_friend` whether the bot can be read by them in private.
    """

    member: AnyMember
    is_friend: bool
    is_exempt: bool
    wants_to_leave: bool
    asked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAbout:
    """What is kept about a member here; each part may be absent."""

    asked_at: datetime | None = None
    is_exempt: bool = False
    wished_at: datetime | None = None
    first_words_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """How many of the members known by then were heard in some weeks."""

    heard: int
    known: int


class TurnoverRepository:
    """The comings and goings of one community."""

    def __init__(self, session: AsyncSession, community: Community) -> None:
        """Work inside this transaction, for this community alone."""
        self._session = session
        self._community = community

    async def count(self, month: date, **more: int) -> None:
        """Add to the numbers of the month that begins on this day, such as `came=2`."""
        statement = insert_into(self._session, MonthlyTurnover)
        kept = dict.fromkeys(("came", "went", "first_words", "answered", "answer_minutes"), 0)
        await self._session.execute(
            statement.values(
                community_id=self._community.number, month=month, **{**kept, **more}
            ).on_conflict_do_update(
                index_elements=["community_id", "month"],
                set_={name: getattr(MonthlyTurnover, name) + count for name, count in more.items()},
            )
        )

    async def month(self, month: date) -> MonthlyTurnover:
        """Give the numbers of the month that begins on this day; zeros where nothing was counted."""
        found = await self._session.get(MonthlyTurnover, (self._community.id, month), populate_existing=True)
        return found or MonthlyTurnover(community_id=self._community.number, month=month)

    async def count_heard(self, weeks: Collection[date], known_before: datetime) -> Heard:
        """Count the members present now and known before a moment, and those of them heard in the weeks."""
        known = (
            col(Member.community_id) == self._community.id,
            col(Member.status).not_in(GONE),
            col(Member.first_seen_at) < known_before,
        )
        heard = (
            select(func.count(func.distinct(col(WeeklyCount.member_number))))
            .select_from(WeeklyCount)
            .join(
                Member,
                and_(
                    col(Member.community_id) == col(WeeklyCount.community_id),
                    col(Member.number) == col(WeeklyCount.member_number),
                ),
            )
            .where(*known, col(WeeklyCount.week).in_(list(weeks)))
        )
        total = select(func.count()).select_from(Member).where(*known)
        return Heard(int(await self._session.scalar(heard) or 0), int(await self._session.scalar(total) or 0))

    async def count_seen_since(self, day: date) -> int:
        """Count the members present now whose last sign of life was on this day or after it."""
        statement = (
            select(func.count())
            .select_from(Member)
            .where(
                col(Member.community_id) == self._community.id,
                col(Member.status).not_in(GONE),
                col(Member.last_seen_on) >= day,
            )
        )
        return int(await self._session.scalar(statement) or 0)

    async def count_by_status(self) -> dict[MemberStatus, int]:
        """Count the members of each status, those who are gone included."""
        rows = await self._session.execute(
            select(col(Member.status), func.count())
            .where(col(Member.community_id) == self._community.id)
            .group_by(col(Member.status))
        )
        return {status: int(count) for status, count in rows}

    async def with_status(self, status: MemberStatus) -> list[Member]:
        """List the members of a status, by number."""
        rows = await self._session.scalars(
            select(Member)
            .where(col(Member.community_id) == self._community.id, col(Member.status) == status)
            .order_by(col(Member.number))
        )
        return list(rows)

    async def roster(self, silent_since: date | None = None) -> list[RosterEntry]:
        """List the present members with what tells whether they might be asked, by number, as values of one query.

        With a day only those without a sign of life after it, so that the lively are not loaded.
        """
        last = col(Member.last_seen_on)
        silent = [] if silent_since is None else [or_(last.is_(None), last <= silent_since)]
        rows = await self._session.execute(
            select(
                *ROW,
                col(Person.is_friend),
                col(Exemption.since),
                col(LeavingWish.wished_at),
                col(CheckInQuestion.asked_at),
            )
            .outerjoin(Person, col(Person.user_id) == col(Member.user_id))
            .outerjoin(Exemption, _of_member(Exemption))
            .outerjoin(LeavingWish, _of_member(LeavingWish))
            .outerjoin(CheckInQuestion, _of_member(CheckInQuestion))
            .where(
                col(Member.community_id) == self._community.id,
                col(Member.status).not_in(GONE),
                *silent,
            )
            .order_by(col(Member.number))
        )
        return [
            RosterEntry(
                member=MemberRow._make(member),
                is_friend=bool(is_friend),
                is_exempt=exempt is not None,
                wants_to_leave=wished is not None,
                asked_at=asked,
            )
            for *member, is_friend, exempt, wished, asked in rows
        ]

    async def exempt(self, number: int, now: datetime) -> bool:
        """Let a member never be asked, or be asked again where that stood; say which it is now."""
        exemption = await self._session.get(Exemption, (self._community.id, number))
        if exemption is None:
            self._session.add(Exemption(community_id=self._community.number, member_number=number, since=now))
        else:
            await self._session.delete(exemption)
        await self._session.flush()
        return exemption is None

    async def exempted(self) -> list[Member]:
        """List the present members who are never asked, by number."""
        rows = await self._session.scalars(
            select(Member)
            .join(Exemption, _of_member(Exemption))
            .where(col(Member.community_id) == self._community.id, col(Member.status).not_in(GONE))
            .order_by(col(Member.number))
        )
        return list(rows)

    async def is_exempt(self, number: int) -> bool:
        """Say whether a member is never asked."""
        return await self._session.get(Exemption, (self._community.id, number)) is not None

    async def wish_of(self, number: int) -> LeavingWish | None:
        """Find a member's wish to leave."""
        return await self._session.get(LeavingWish, (self._community.id, number))

    async def wish_to_leave(self, number: int, now: datetime, *, check_in: int | None = None) -> LeavingWish:
        """Write down that a member would like to leave, perhaps in answer to a round; an earlier wish counts."""
        await self._session.execute(
            insert_once(self._session, LeavingWish).values(
                community_id=self._community.number, member_number=number, wished_at=now
            )
        )
        wish = await self._session.get_one(LeavingWish, (self._community.id, number))
        wish.check_in = wish.check_in if check_in is None else check_in
        return wish

    async def would_leave(self) -> set[int]:
        """Give the numbers of all who have said that they would like to leave."""
        rows = await self._session.scalars(
            select(col(LeavingWish.member_number)).where(col(LeavingWish.community_id) == self._community.id)
        )
        return set(rows)

    async def forget_wish(self, number: int) -> None:
        """Erase a member's wish to leave, because they stay, or have come back."""
        await self._session.execute(delete(LeavingWish).where(*self._about(LeavingWish, number)))

    async def forget_member(self, number: int) -> None:
        """Erase what was asked of a member, whether they may be, what they wish, and when they first spoke."""
        for table in _ABOUT_A_MEMBER:
            await self._session.execute(delete(table).where(*self._about(table, number)))

    async def keeps_about(self, number: int) -> KeptAbout:
        """Give what is kept about one member, for their own eyes."""
        key = (self._community.id, number)
        question = await self._session.get(CheckInQuestion, key)
        wish = await self.wish_of(number)
        first = await self._session.get(FirstWords, key)
        return KeptAbout(
            asked_at=None if question is None else question.asked_at,
            is_exempt=await self.is_exempt(number),
            wished_at=None if wish is None else wish.wished_at,
            first_words_at=None if first is None else first.said_at,
        )

    def _about(self, table: _AboutMember, number: int) -> tuple[ColumnElement[bool], ...]:
        return (col(table.community_id) == self._community.id, col(table.member_number) == number)


def _of_member(table: _AboutMember) -> ColumnElement[bool]:
    return and_(col(table.community_id) == col(Member.community_id), col(table.member_number) == col(Member.number))


async def forget_old_turnover(session: AsyncSession, now: datetime) -> None:
    """Erase months after thirteen, and what is kept about single members after its time, in every community."""
    oldest = (now - MONTHS_KEPT * _LONGEST_MONTH).date()
    await session.execute(delete(MonthlyTurnover).where(col(MonthlyTurnover.month) < oldest))
    await session.execute(delete(CheckIn).where(col(CheckIn.started_at) <= now - MONTHS_KEPT * _LONGEST_MONTH))
    await session.execute(delete(LeavingWish).where(col(LeavingWish.wished_at) <= now - WISHES_KEPT_FOR))
    await session.execute(delete(FirstWords).where(col(FirstWords.said_at) <= now - FIRST_WORDS_KEPT_FOR))
    await session.execute(delete(CheckInQuestion).where(col(CheckInQuestion.asked_at) <= now - QUESTIONS_KEPT_FOR))
