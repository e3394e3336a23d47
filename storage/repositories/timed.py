"""Work due at a moment, put down and taken up."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, delete, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.models import Community, TimedWork


class TimedRepository:
    """Timed work of every community; one row per chat, kind and subject.

    Work of a community rests while the bot is out of its group, whatever chat it is for, until the bot is back.
    """

    def __init__(self, session: AsyncSession) -> None:
        """Work inside this transaction."""
        self._session = session

    async def find(self, chat_id: str, kind: str, subject: str = "") -> TimedWork | None:
        """Find what is put down for this chat, kind and subject."""
        return (
            await self._session.scalars(
                select(TimedWork).where(
                    col(TimedWork.chat_id) == chat_id,
                    col(TimedWork.kind) == kind,
                    col(TimedWork.subject) == subject,
                )
            )
        ).one_or_none()

    async def of_kind(self, chat_id: str, kind: str, *, after: datetime) -> list[TimedWork]:
        """List what is put down for this chat and kind and falls due after a moment, the earliest first."""
        rows = await self._session.scalars(
            select(TimedWork)
            .where(col(TimedWork.chat_id) == chat_id, col(TimedWork.kind) == kind, col(TimedWork.due_at) > after)
            .order_by(col(TimedWork.due_at), col(TimedWork.id))
        )
        return list(rows)

    async def put(
        self,
        chat_id: str,
        kind: str,
        due_at: datetime,
        *,
        subject: str = "",
        community_id: int | None = None,
        data: Mapping[str, object] | None = None,
    ) -> None:
        """Put work down for a moment, in place of what stood there for the same chat, kind and subject.

        `data` is ids and numbers only, never what people wrote.
        """
        await self.put_each(chat_id, {kind: due_at}, subject=subject, community_id=community_id, data=data)

    async def put_each(
        self,
        chat_id: str,
        due: Mapping[str, datetime],
        *,
        subject: str = "",
        community_id: int | None = None,
        data: Mapping[str, object] | None = None,
    ) -> None:
        """Put work of several kinds down for one subject, each kind with the moment it is due, as `put` does."""
        rows = await self._session.scalars(
            select(TimedWork).where(
                col(TimedWork.chat_id) == chat_id,
                col(TimedWork.kind).in_(due),
                col(TimedWork.subject) == subject,
            )
        )
        known = {work.kind: work for work in rows}
        for kind, due_at in due.items():
            work = known.get(kind)
            if work is None:
                work = TimedWork(chat_id=chat_id, kind=kind, subject=subject, due_at=due_at)
                self._session.add(work)
            work.due_at = due_at
            work.community_id = community_id
            work.data = json.dumps(data or {})
        await self._session.flush()

    async def drop(self, chat_id: str, kind: str, subject: str = "") -> None:
        """Take work away before it is due; nothing happens when there is none."""
        await self._session.execute(
            delete(TimedWork).where(
                col(TimedWork.chat_id) == chat_id,
                col(TimedWork.kind) == kind,
                col(TimedWork.subject) == subject,
            )
        )

    async def move_chat(self, chat_id: str, new_chat_id: str) -> None:
        """Let all work of a chat happen for another one, in place of what stood there."""
        await self.drop_chat(new_chat_id)
        await self._session.execute(
            update(TimedWork).where(col(TimedWork.chat_id) == chat_id).values(chat_id=new_chat_id)
        )

    async def drop_chat(self, chat_id: str) -> None:
        """Take away all work of a chat, because nothing is to be done there any more."""
        await self._session.execute(delete(TimedWork).where(col(TimedWork.chat_id) == chat_id))

    async def take_due(self, now: datetime, limit: int = 100) -> list[TimedWork]:
        """Take what has fallen due out of the table, oldest first, skipping rows another replica is taking."""
        rows = await self._session.scalars(
            select(TimedWork)
            .where(col(TimedWork.due_at) <= now, ~_rests())
            .order_by(col(TimedWork.due_at), col(TimedWork.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        due = list(rows)
        if not due:
            return []
        await self._session.execute(delete(TimedWork).where(col(TimedWork.id).in_([work.id for work in due])))
        return due

    async def next_due(self) -> datetime | None:
        """Give the moment the next work is due; None when nothing is put down but what rests."""
        return (
            await self._session.scalars(
                select(col(TimedWork.due_at)).where(~_rests()).order_by(col(TimedWork.due_at)).limit(1)
            )
        ).one_or_none()


def _rests() -> ColumnElement[bool]:
    """Say of work whether the bot is out of the group of the community it is about."""
    return (
        select(col(Community.id))
        .where(col(Community.id) == col(TimedWork.community_id), col(Community.left_at).is_not(None))
        .exists()
    )
