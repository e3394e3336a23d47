"""What a round through the outbox finds: words past their time, free tokens, lost processes, groups to be left.

A round is made every second, mostly to find nothing; so what it asks is built once (see `storage.tables`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Select, and_, bindparam, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.columns import Moment
from storage.models import InboxEvent, OutboxItem
from storage.models.inbox import EventState
from storage.models.outbox import Delivery, ItemState
from storage.repositories.inbox import TOKEN_USABLE_FOR
from storage.repositories.outbox import LEASE, WITHOUT_TOKEN, Item, OutboxRepository
from storage.tables import table_of

_CHATS_AT_ONCE = 100
_ORPHANS_AT_ONCE = 200
_GROUPS_AT_ONCE = 20
_NOW = bindparam("now", type_=Moment())
_ITEM = table_of(OutboxItem).c
_EVENT = table_of(InboxEvent).c
_EXPIRE = (
    update(table_of(OutboxItem))
    .where(_ITEM.state == ItemState.WAITING, _ITEM.best_before <= _NOW)
    .values(state=ItemState.EXPIRED, finished_at=_NOW, objects=None)
)
_TOKEN_IS_FREE = (
    exists()
    .where(
        _EVENT.chat_id == _ITEM.chat_id,
        _EVENT.reply_token.is_not(None),
        _EVENT.token_spent.is_(False),
        _EVENT.received_at > bindparam("usable_from", type_=Moment()),
        _EVENT.state != EventState.WAITING,
    )
    .correlate(table_of(OutboxItem))
)
_CHATS_WITH_RIDERS = (
    select(_ITEM.chat_id)
    .where(
        _ITEM.state == ItemState.WAITING,
        *(_ITEM.delivery != delivery for delivery in WITHOUT_TOKEN),
        _ITEM.not_before <= _NOW,
        _ITEM.best_before > _NOW,
        _TOKEN_IS_FREE,
    )
    .group_by(_ITEM.chat_id)
    .limit(_CHATS_AT_ONCE)
)
_ORPHANS = (
    select(_ITEM.id)
    .where(
        _ITEM.state == ItemState.SENDING,
        _ITEM.token_event_id.is_not(None),
        or_(bindparam("whatever_lease", type_=Boolean()), _ITEM.lease_until <= _NOW),
    )
    .order_by(_ITEM.token_event_id, _ITEM.position, _ITEM.id)
    .limit(_ORPHANS_AT_ONCE)
    .with_for_update(skip_locked=True)
)
_OTHER = table_of(OutboxItem).alias()
_LEAVINGS = (
    select(_ITEM.id)
    .where(
        _ITEM.delivery == Delivery.LEAVE,
        or_(
            _ITEM.state == ItemState.WAITING,
            and_(_ITEM.state == ItemState.SENDING, _ITEM.lease_until <= _NOW),
        ),
        _ITEM.not_before <= _NOW,
        _ITEM.chat_id.not_in(
            select(_OTHER.c.chat_id).where(_OTHER.c.state == ItemState.SENDING, _OTHER.c.delivery != Delivery.LEAVE)
        ),
    )
    .limit(_GROUPS_AT_ONCE)
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True, slots=True)
class Orphans:
    """Items whose process was lost after it bound them, with the event whose token they are bound to."""

    token_event_id: int
    chat_id: str
    items: tuple[Item, ...] = field(default=())


class OutboxRounds:
    """The rounds through the outbox of every community."""

    def __init__(self, session: AsyncSession, outbox: OutboxRepository) -> None:
        """Work inside this transaction, beside the outbox."""
        self._session = session
        self._outbox = outbox

    async def expire(self, now: datetime) -> None:
        """Give up waiting items past their best-before, and erase what they would have said."""
        await self._session.execute(_EXPIRE, {"now": now})

    async def chats_with_riders(self, now: datetime) -> list[str]:
        """List chats in which something may be said now and a reply token is free for it."""
        rows = await self._session.execute(_CHATS_WITH_RIDERS, {"now": now, "usable_from": now - TOKEN_USABLE_FOR})
        return list(rows.scalars())

    async def orphans(self, now: datetime, *, whatever_lease: bool = False) -> list[Orphans]:
        """Take over bound items whose process was lost; groups to be left, pushes and mails have no token of their own.

        `whatever_lease` takes all bound items: right at the start of the only process there is.
        """
        batches: dict[tuple[int, str], list[Item]] = {}
        for row in await self._found(_ORPHANS, {"now": now, "whatever_lease": whatever_lease}):
            item = self._outbox.opened(row)
            if item is None:
                row.state, row.error, row.lease_until = ItemState.FAILED, "sealed with an unknown key", None
            else:
                batches.setdefault((row.token_event_id or 0, row.chat_id), []).append(item)
        for items in batches.values():
            await self._outbox.change(items, lease_until=now + LEASE, unsure=True)
        return [Orphans(event_id, chat_id, tuple(items)) for (event_id, chat_id), items in batches.items()]

    async def leavings(self, now: datetime) -> list[Item]:
        """Take over the groups to be left in which nothing is on the wire any more."""
        rows = await self._found(_LEAVINGS, {"now": now})
        items = [item for row in rows if (item := self._outbox.opened(row)) is not None]
        await self._outbox.change(items, state=ItemState.SENDING, lease_until=now + LEASE)
        return items

    async def _found(self, statement: Select[Any], parameters: dict[str, object]) -> Sequence[OutboxItem]:
        """Lock what a statement names, and read it in the order in which it is to be said."""
        ids = list((await self._session.execute(statement, parameters)).scalars())
        if not ids:
            return []
        rows = await self._session.scalars(
            select(OutboxItem)
            .where(col(OutboxItem.id).in_(ids))
            .order_by(col(OutboxItem.token_event_id), col(OutboxItem.position), col(OutboxItem.id))
        )
        return rows.all()
