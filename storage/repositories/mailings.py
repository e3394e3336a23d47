"""Words that go by mail after a while: taken up one process at a time, given up rather than mailed twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.columns import to_milliseconds
from storage.models import OutboxItem
from storage.models.outbox import Channel, Delivery, Fallback, ItemState
from storage.repositories.outbox import Item, OutboxRepository

LEASE = timedelta(minutes=2)
"""How long a word belongs to the process that mails it; longer than the longest talk with a mail server."""
_TAKEN_AT_ONCE = 4
"""All of them are sent at once, so that each is over within the lease."""
_UNDER_WAY = (col(OutboxItem.state) == ItemState.SENDING, col(OutboxItem.channel) == Channel.MAIL)
"""What a process that was away for too long no longer finds: its word was given up meanwhile."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """A word taken up to be mailed, and the community it comes from."""

    item: Item
    community_id: int
    queued_at: datetime

    @property
    def key(self) -> str:
        """Name the word for good, also where numbers are given once more after an older database was put back."""
        return f"word:{self.item.id}:{to_milliseconds(self.queued_at)}"

    @property
    def user_id(self) -> str:
        """Give whom it is for."""
        return self.item.chat_id


class MailingRepository:
    """The words of every community that may go by mail."""

    def __init__(self, session: AsyncSession, outbox: OutboxRepository) -> None:
        """Work inside this transaction, beside the outbox."""
        self._session = session
        self._outbox = outbox

    async def take(self, now: datetime, limit: int = _TAKEN_AT_ONCE) -> list[Mailing]:
        """Take up the words that have waited long enough for a token, unless they are to be pushed."""
        rows = await self._session.scalars(
            select(OutboxItem)
            .where(
                col(OutboxItem.mail_at) <= now,
                col(OutboxItem.state) == ItemState.WAITING,
                col(OutboxItem.fallback) == Fallback.MAIL,
                col(OutboxItem.not_before) <= now,
                col(OutboxItem.best_before) > now,
            )
            .order_by(col(OutboxItem.mail_at), col(OutboxItem.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        taken: list[Mailing] = []
        for row in rows:
            item = self._outbox.opened(row)
            if item is None:
                row.state, row.error = ItemState.FAILED, "sealed with an unknown key"
                continue
            row.state, row.channel, row.lease_until = ItemState.SENDING, Channel.MAIL, now + LEASE
            taken.append(Mailing(item, row.community_id or 0, row.created_at))
        await self._session.flush()
        return taken

    async def give_up_lost(self, now: datetime) -> None:
        """Record of words whose process was lost while it mailed them that nobody knows whether they went."""
        await self._session.execute(
            update(OutboxItem)
            .where(
                col(OutboxItem.mail_at).is_not(None),
                col(OutboxItem.state) == ItemState.SENDING,
                col(OutboxItem.channel) == Channel.MAIL,
                col(OutboxItem.lease_until) <= now,
            )
            .values(**_finished(ItemState.UNCONFIRMED, now, "the process was lost"))
            .execution_options(synchronize_session=False)
        )

    async def mailed(self, item: Item, now: datetime) -> None:
        """Record that a mail server took a word, and erase what it said."""
        await self._change(item, **_finished(ItemState.MAILED, now, None))

    async def unconfirmed(self, item: Item, now: datetime) -> None:
        """Record that nobody knows whether the mail went; it is not sent again."""
        await self._change(
            item, *_UNDER_WAY, **_finished(ItemState.UNCONFIRMED, now, "the mail server's answer was lost")
        )

    async def later(self, item: Item, mail_at: datetime, error: str) -> None:
        """Let a word that was certainly not mailed wait again, for a token or for the next try."""
        values = {"mail_at": mail_at, "tries": col(OutboxItem.tries) + 1}
        await self._change(item, *_UNDER_WAY, **_waiting(error), **values)

    async def not_by_mail(self, item: Item, error: str, now: datetime) -> None:
        """Let a word wait for a token alone, because it cannot go by mail; what goes only so has failed."""
        if item.delivery is Delivery.MAIL:
            await self._change(item, *_UNDER_WAY, **_finished(ItemState.FAILED, now, error))
        else:
            await self._change(item, *_UNDER_WAY, **_waiting(error), mail_at=None, fallback=Fallback.EXPIRE)

    async def next_due(self, now: datetime) -> datetime | None:
        """Give the moment the next word goes by mail that is not due yet."""
        return (
            await self._session.execute(
                select(func.min(col(OutboxItem.mail_at))).where(
                    col(OutboxItem.mail_at) > now,
                    col(OutboxItem.state) == ItemState.WAITING,
                )
            )
        ).scalar_one()

    async def _change(self, item: Item, *conditions: ColumnElement[bool], **values: Any) -> None:
        await self._session.execute(
            update(OutboxItem)
            .where(col(OutboxItem.id) == item.id, *conditions)
            .values(**values)
            .execution_options(synchronize_session=False)
        )


def _waiting(error: str) -> dict[str, Any]:
    return {"state": ItemState.WAITING, "channel": None, "lease_until": None, "error": error[:200]}


def _finished(state: ItemState, now: datetime, error: str | None) -> dict[str, Any]:
    return {"state": state, "finished_at": now, "objects": None, "lease_until": None, "error": error}
