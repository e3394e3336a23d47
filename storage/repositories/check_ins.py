"""Rounds of kind questions in one community: whom they go to, who has answered, and the answers as counts."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.models import CheckIn, CheckInQuestion, Community, Member
from storage.models.members import MemberStatus, StatusReason
from storage.upsert import insert_into


class CheckInAnswer(StrEnum):
    """What somebody can answer; each is a column of the round."""

    HERE = "here"
    LISTENING = "listening"
    RESTING = "resting"
    LEAVING = "leaving"


class CheckInRepository:
    """The rounds of one community. Whoever begins or ends one holds the community's lock."""

    def __init__(self, session: AsyncSession, community: Community) -> None:
        """Work inside this transaction, for this community alone."""
        self._session = session
        self._community = community

    async def begin(
        self, numbers: Sequence[int], *, by: int | None, ends_at: datetime, by_mention: bool, now: datetime
    ) -> CheckIn:
        """Begin a round: its people are marked as asked; whoever was asked before is asked anew."""
        self._community.last_entry_number += 1
        round_ = CheckIn(
            community_id=self._community.number,
            number=self._community.last_entry_number,
            started_by=by,
            started_at=now,
            ends_at=ends_at,
            by_mention=by_mention,
            asked=len(numbers),
        )
        self._session.add(round_)
        await self._session.flush()
        await self._session.execute(
            update(Member)
            .where(col(Member.community_id) == self._community.id, col(Member.number).in_(numbers))
            .values(status=MemberStatus.ASKED, status_since=now, status_reason=StatusReason.CHECK_IN)
            .execution_options(synchronize_session="fetch")
        )
        await self._put_questions(numbers, round_.number, now)
        return round_

    async def get(self, number: int) -> CheckIn | None:
        """Find a round by its number."""
        return await self._session.get(CheckIn, (self._community.id, number), populate_existing=True)

    async def newest(self) -> CheckIn | None:
        """Find the round begun last."""
        return (
            await self._session.scalars(
                select(CheckIn)
                .where(col(CheckIn.community_id) == self._community.id)
                .order_by(col(CheckIn.number).desc())
                .limit(1)
                .execution_options(populate_existing=True)
            )
        ).one_or_none()

    async def untold(self, round_number: int, limit: int | None = None) -> list[Member]:
        """List those whose private word is not on its way yet; in a round that is over, those it never reached."""
        return await self._waiting_for(round_number, col(CheckInQuestion.told_at).is_(None), limit=limit)

    async def unmentioned(self, round_number: int, limit: int) -> list[Member]:
        """List those the group has not been shown yet."""
        return await self._waiting_for(round_number, col(CheckInQuestion.mentioned_at).is_(None), limit=limit)

    async def unanswered(self, round_number: int) -> list[Member]:
        """List those who have not answered and still belong."""
        return await self._waiting_for(round_number)

    async def mark_told(self, numbers: Collection[int], now: datetime) -> None:
        """Write down that private words are on their way."""
        await self._change(numbers, told_at=now)

    async def mark_mentioned(self, numbers: Collection[int], now: datetime) -> None:
        """Write down that the group was shown whom it is about."""
        await self._change(numbers, mentioned_at=now)

    async def mark_untold(self, numbers: Collection[int]) -> None:
        """Write down that private words never reached their readers."""
        await self._change(numbers, told_at=None)

    async def unmark_mentioned(self, round_number: int, at: datetime) -> None:
        """Let those be shown to the group anew whom it was to be shown at a moment, because it was not."""
        await self._session.execute(
            update(CheckInQuestion)
            .where(
                self._here(),
                col(CheckInQuestion.check_in) == round_number,
                col(CheckInQuestion.mentioned_at) == at,
            )
            .values(mentioned_at=None)
            .execution_options(synchronize_session=False)
        )

    async def tell_again(self, round_number: int) -> None:
        """Let all who have not answered be told once more."""
        await self._session.execute(
            update(CheckInQuestion)
            .where(self._here(), col(CheckInQuestion.check_in) == round_number)
            .values(told_at=None)
            .execution_options(synchronize_session=False)
        )

    async def question_of(self, number: int) -> CheckInQuestion | None:
        """Find what a member was asked and has not answered."""
        return await self._session.get(CheckInQuestion, (self._community.id, number), populate_existing=True)

    async def answer(self, numbers: Collection[int], answer: CheckInAnswer, now: datetime) -> dict[int, int]:
        """Take an answer or a sign of life of some members, and give those who were asked with their round.

        They are active again; whoever answers that they rest or only read changes that afterwards.
        """
        answered = await self.stop_asking(numbers, now)
        for round_number, count in Counter(answered.values()).items():
            column = getattr(CheckIn, answer.value)
            await self._session.execute(
                update(CheckIn)
                .where(col(CheckIn.community_id) == self._community.id, col(CheckIn.number) == round_number)
                .values({answer.value: column + count})
                .execution_options(synchronize_session=False)
            )
        return answered

    async def stop_asking(self, numbers: Collection[int], now: datetime) -> dict[int, int]:
        """Regard some members as not asked any more, without an answer, and give who was asked with their round.

        Set-based, and harmless beside another transaction that changes the same member: only the status ASKED gives
        way.
        """
        if not numbers:
            return {}
        rows = await self._session.execute(
            delete(CheckInQuestion)
            .where(self._here(), col(CheckInQuestion.member_number).in_(list(numbers)))
            .returning(col(CheckInQuestion.member_number), col(CheckInQuestion.check_in))
            .execution_options(synchronize_session=False)
        )
        asked = {int(number): int(round_number) for number, round_number in rows}
        await self._session.execute(
            update(Member)
            .where(
                col(Member.community_id) == self._community.id,
                col(Member.number).in_(list(numbers)),
                col(Member.status) == MemberStatus.ASKED,
            )
            .values(status=MemberStatus.ACTIVE, status_since=now, status_reason=StatusReason.CHECK_IN)
        )
        return asked

    async def answer_otherwise(self, round_number: int, before: CheckInAnswer, now: CheckInAnswer) -> None:
        """Count one answer to a round as another one, because somebody has changed their mind."""
        counted, instead = getattr(CheckIn, before.value), getattr(CheckIn, now.value)
        await self._session.execute(
            update(CheckIn)
            .where(col(CheckIn.community_id) == self._community.id, col(CheckIn.number) == round_number, counted > 0)
            .values({before.value: counted - 1, now.value: instead + 1})
            .execution_options(synchronize_session=False)
        )

    async def close(self, round_: CheckIn, now: datetime) -> None:
        """End a round; whoever has not answered stays marked as asked, until a sign of life."""
        round_.closed_at = now
        await self._session.flush()

    async def _put_questions(self, numbers: Sequence[int], round_number: int, now: datetime) -> None:
        if not numbers:
            return
        fresh = {"check_in": round_number, "asked_at": now, "told_at": None, "mentioned_at": None}
        await self._session.execute(
            insert_into(self._session, CheckInQuestion).on_conflict_do_update(
                index_elements=["community_id", "member_number"], set_=fresh
            ),
            [{"community_id": self._community.number, "member_number": number, **fresh} for number in numbers],
        )

    async def _waiting_for(
        self, round_number: int, *more: ColumnElement[bool], limit: int | None = None
    ) -> list[Member]:
        rows = await self._session.scalars(
            select(Member)
            .join(
                CheckInQuestion,
                and_(
                    col(CheckInQuestion.community_id) == col(Member.community_id),
                    col(CheckInQuestion.member_number) == col(Member.number),
                ),
            )
            .where(
                self._here(),
                col(CheckInQuestion.check_in) == round_number,
                col(Member.status) == MemberStatus.ASKED,
                *more,
            )
            .order_by(col(Member.number))
            .limit(limit)
        )
        return list(rows)

    async def _change(self, numbers: Collection[int], **values: datetime | None) -> None:
        await self._session.execute(
            update(CheckInQuestion)
            .where(self._here(), col(CheckInQuestion.member_number).in_(list(numbers)))
            .values(**values)
            .execution_options(synchronize_session=False)
        )

    def _here(self) -> ColumnElement[bool]:
        return col(CheckInQuestion.community_id) == self._community.id
