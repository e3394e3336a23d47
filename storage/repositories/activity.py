"""Signs of life of one community, written set by set: whose a message was, and how many there were in a week."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.models import Community, Member, MessageMark, WeeklyCount
from storage.models.members import GONE
from storage.tables import table_of
from storage.upsert import BuiltOnce, Insert, insert_once

MARKS_KEPT_FOR = timedelta(days=7)
WEEKS_KEPT = 13
_MARK = table_of(MessageMark).c
_MEMBER = table_of(Member).c
_OVERTAKEN = select(_MARK.message_id).where(
    _MARK.community_id == bindparam("community"),
    _MARK.message_id.in_(bindparam("messages", expanding=True)),
    or_(_MARK.taken_back, _MARK.edited_at.is_not(None)),
)
_SEEN = (
    update(table_of(Member))
    .where(
        _MEMBER.community_id == bindparam("community"),
        _MEMBER.number.in_(bindparam("numbers", expanding=True)),
        or_(_MEMBER.last_seen_on.is_(None), _MEMBER.last_seen_on < bindparam("day")),
    )
    .values(last_seen_on=bindparam("day"))
)


def _keep_what_is_known(insert: Insert) -> Insert:
    return insert.on_conflict_do_update(
        index_elements=["community_id", "message_id"], set_={"member_number": insert.excluded.member_number}
    )


def _add_up(insert: Insert) -> Insert:
    so_far = table_of(WeeklyCount).c.messages
    return insert.on_conflict_do_update(
        index_elements=["community_id", "member_number", "week"],
        set_={"messages": so_far + insert.excluded.messages},
    )


_PUT_MARKS = BuiltOnce(MessageMark, _keep_what_is_known)
_ADD_TO_WEEK = BuiltOnce(WeeklyCount, _add_up)


@dataclass(frozen=True, slots=True)
class Mark:
    """A message to be remembered by its id: whose it was and when."""

    message_id: str
    member_number: int | None
    occurred_at: datetime


class ActivityRepository:
    """Signs of life of one community, without a word of what was said."""

    def __init__(self, session: AsyncSession, community: Community) -> None:
        """Work inside this transaction, for this community alone."""
        self._session = session
        self._community = community

    async def mark(self, marks: Sequence[Mark]) -> None:
        """Remember whose messages were; one that was taken back or edited before it came keeps that word."""
        if not marks:
            return
        await self._session.execute(
            _PUT_MARKS.for_session(self._session),
            [
                {
                    "community_id": self._community.number,
                    "message_id": mark.message_id,
                    "member_number": mark.member_number,
                    "occurred_at": mark.occurred_at,
                    "taken_back": False,
                }
                for mark in marks
            ],
        )

    async def overtaken(self, message_ids: Sequence[str]) -> set[str]:
        """Find the messages among these whose edit or take-back came before they did."""
        if not message_ids:
            return set()
        wanted = {"community": self._community.id, "messages": list(message_ids)}
        rows = await self._session.execute(_OVERTAKEN, wanted)
        return set(rows.scalars())

    async def mark_edited(self, message_id: str, at: datetime) -> bool:
        """Remember the newest edit of a message; False when a newer one or a take-back is known already."""
        mark = await self._find_or_begin(message_id, at)
        if mark.taken_back or (mark.edited_at is not None and mark.edited_at >= at):
            return False
        mark.edited_at = at
        return True

    async def mark_taken_back(self, message_id: str, at: datetime) -> None:
        """Remember that a message was taken back, also when that comes first."""
        mark = await self._find_or_begin(message_id, at)
        mark.taken_back = True

    async def author_of(self, message_id: str) -> Member | None:
        """Find whose message it was; None for one not remembered, of nobody known, or the bot's own."""
        mark = await self._session.get(MessageMark, (self._community.id, message_id))
        if mark is None or mark.member_number is None:
            return None
        return await self._session.get(Member, (self._community.id, mark.member_number))

    async def mark_of(self, message_id: str) -> MessageMark | None:
        """Find what is remembered of a message."""
        return await self._session.get(MessageMark, (self._community.id, message_id))

    async def authors_of(self, message_ids: Collection[str]) -> dict[str, int]:
        """Find the numbers of those who sent these messages, by message; what is not remembered is left out."""
        if not message_ids:
            return {}
        rows = await self._session.execute(
            select(col(MessageMark.message_id), col(MessageMark.member_number)).where(
                col(MessageMark.community_id) == self._community.id,
                col(MessageMark.message_id).in_(list(message_ids)),
                col(MessageMark.member_number).is_not(None),
            )
        )
        return {message_id: number for message_id, number in rows if number is not None}

    async def is_taken_back(self, message_id: str) -> bool:
        """Say whether a message was taken back, as far as it is remembered."""
        mark = await self._session.get(MessageMark, (self._community.id, message_id), populate_existing=True)
        return mark is not None and mark.taken_back

    async def speakers_since(self, since: datetime, most: int, *, without: int | None = None) -> list[Member]:
        """List those who spoke after a moment and still belong, the newest speaker first; `without` leaves one out."""
        heard = (
            select(col(MessageMark.member_number), func.max(col(MessageMark.occurred_at)).label("last"))
            .where(
                col(MessageMark.community_id) == self._community.id,
                col(MessageMark.member_number).is_not(None),
                col(MessageMark.occurred_at) > since,
            )
            .group_by(col(MessageMark.member_number))
            .subquery()
        )
        rows = await self._session.scalars(
            select(Member)
            .join(heard, heard.c.member_number == col(Member.number))
            .where(
                col(Member.community_id) == self._community.id,
                col(Member.status).not_in(GONE),
                *([] if without is None else [col(Member.number) != without]),
            )
            .order_by(heard.c.last.desc(), col(Member.number))
            .limit(most)
        )
        return list(rows)

    async def newest_messages_of(self, numbers: Sequence[int], since: datetime, *, most_each: int) -> list[Mark]:
        """List the newest messages of some members after a moment that were not taken back, the newest first."""
        if not numbers:
            return []
        place = func.row_number().over(
            partition_by=col(MessageMark.member_number),
            order_by=(col(MessageMark.occurred_at).desc(), col(MessageMark.message_id)),
        )
        ranked = (
            select(
                col(MessageMark.message_id),
                col(MessageMark.member_number),
                col(MessageMark.occurred_at),
                place.label("place"),
            )
            .where(
                col(MessageMark.community_id) == self._community.id,
                col(MessageMark.member_number).in_(list(numbers)),
                col(MessageMark.occurred_at) > since,
                col(MessageMark.taken_back).is_(False),
            )
            .subquery()
        )
        rows = await self._session.execute(
            select(ranked.c.message_id, ranked.c.member_number, ranked.c.occurred_at)
            .where(ranked.c.place <= most_each)
            .order_by(ranked.c.occurred_at.desc())
        )
        return [Mark(message_id, number, at) for message_id, number, at in rows]

    async def count_week(self, messages: Mapping[int, int], week: date) -> None:
        """Add messages of members, keyed by number, to the week that begins on this Monday."""
        if not messages:
            return
        await self._session.execute(
            _ADD_TO_WEEK.for_session(self._session),
            [
                {"community_id": self._community.number, "member_number": number, "week": week, "messages": count}
                for number, count in sorted(messages.items())
            ],
        )

    async def seen(self, numbers: Sequence[int], on: date) -> None:
        """Move the last sign of life of members to a date, unless it is there already."""
        if not numbers:
            return
        await self._session.execute(_SEEN, {"community": self._community.id, "numbers": list(numbers), "day": on})

    async def count_of(self, member_number: int) -> int:
        """Count the messages a member has sent in all the weeks that are kept."""
        total = await self._session.scalar(
            select(func.sum(col(WeeklyCount.messages))).where(
                col(WeeklyCount.community_id) == self._community.id, col(WeeklyCount.member_number) == member_number
            )
        )
        return int(total or 0)

    async def count_marks_of(self, member_number: int) -> int:
        """Count the messages that are remembered as a member's."""
        total = await self._session.scalar(
            select(func.count()).select_from(MessageMark).where(*self._marks(member_number))
        )
        return int(total or 0)

    async def forget_member(self, member_number: int) -> None:
        """Erase a member's weekly counts, and whose the remembered messages were."""
        await self._session.execute(
            delete(WeeklyCount).where(
                col(WeeklyCount.community_id) == self._community.id, col(WeeklyCount.member_number) == member_number
            )
        )
        await self._session.execute(update(MessageMark).where(*self._marks(member_number)).values(member_number=None))

    def _marks(self, member_number: int) -> tuple[ColumnElement[bool], ...]:
        return (
            col(MessageMark.community_id) == self._community.id,
            col(MessageMark.member_number) == member_number,
        )

    async def _find_or_begin(self, message_id: str, at: datetime) -> MessageMark:
        key = (self._community.id, message_id)
        mark = await self._session.get(MessageMark, key)
        if mark is None:
            await self._session.execute(
                insert_once(self._session, MessageMark),
                [
                    {
                        "community_id": self._community.number,
                        "message_id": message_id,
                        "occurred_at": at,
                        "taken_back": False,
                    }
                ],
            )
            mark = await self._session.get_one(MessageMark, key)
        return mark


async def forget_old_activity(session: AsyncSession, now: datetime) -> None:
    """Erase message marks after seven days and weekly counts after thirteen weeks, in every community."""
    await session.execute(delete(MessageMark).where(col(MessageMark.occurred_at) <= now - MARKS_KEPT_FOR))
    oldest = now.date() - timedelta(weeks=WEEKS_KEPT)
    await session.execute(delete(WeeklyCount).where(col(WeeklyCount.week) < oldest))
