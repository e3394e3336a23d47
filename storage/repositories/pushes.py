"""Words that hosts agreed to have pushed: taken up one process at a time, paid for in a month, never sent twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.models import OutboxItem, PushMonth, PushOrder
from storage.models.outbox import Channel, Delivery, Fallback, ItemState
from storage.repositories.outbox import LEASE, Item, OutboxRepository
from storage.tables import table_of
from storage.upsert import insert_into

MONTHS_KEPT_FOR = timedelta(days=400)
_TAKEN_AT_ONCE = 10
"""All of them are called at once, so that a call ends within the lease."""
_ORDER = table_of(PushOrder).c
_DUE = (
    select(_ORDER.item_id)
    .where(_ORDER.due_at <= bindparam("now"))
    .order_by(_ORDER.agreed_at, _ORDER.item_id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
"""Asked every second, mostly to find nothing, and so built once (see `storage.tables`)."""
_UNDER_WAY = (col(OutboxItem.state) == ItemState.SENDING, col(OutboxItem.channel) == Channel.PUSH)
"""What is no longer found of a word that was called off or erased while it was pushed."""
_PERHAPS_NO_FRIEND = "pushed, perhaps to nobody: no friend of the account for sure"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPush:
    """What a host agreed to: which word, at which price, paid by which month, and the key that goes with every try."""

    item_id: int
    community_id: int
    month: date
    cost: int
    agreed_by: int
    retry_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """A word taken up to be pushed; `unsure` when an earlier try may have reached LINE.

    Until `leased_until` it belongs to whoever took it up; what they learn later counts only where LINE took it.
    """

    item: Item
    community_id: int
    month: date
    cost: int
    agreed_by: int
    retry_key: str
    first_tried_at: datetime
    best_before: datetime
    leased_until: datetime
    tries: int
    unsure: bool

    @property
    def user_id(self) -> str:
        """Give whom it is for."""
        return self.item.chat_id


class PushRepository:
    """The pushes of every community."""

    def __init__(self, session: AsyncSession, outbox: OutboxRepository) -> None:
        """Work inside this transaction, beside the outbox."""
        self._session = session
        self._outbox = outbox

    async def may_be_pushed(self, item_id: int, community_id: int, now: datetime) -> OutboxItem | None:
        """Find a word of a community to a person that still waits and that nobody has agreed to push yet."""
        found = await self._session.get(OutboxItem, item_id, populate_existing=True)
        return None if found is None or not _is_open(found, community_id, now) else found

    async def agree(self, push: NewPush, now: datetime) -> bool:
        """Let a word be pushed, and count its price; False when it has gone another way meanwhile."""
        agreed = await self._session.execute(
            update(OutboxItem)
            .where(
                col(OutboxItem.id) == push.item_id,
                col(OutboxItem.state) == ItemState.WAITING,
                col(OutboxItem.fallback) != Fallback.PUSH,
                col(OutboxItem.best_before) > now,
            )
            .values(fallback=Fallback.PUSH, cost=push.cost)
            .returning(col(OutboxItem.id))
            .execution_options(synchronize_session=False)
        )
        if agreed.scalar_one_or_none() is None:
            return False
        self._session.add(
            PushOrder(
                item_id=push.item_id,
                community_id=push.community_id,
                month=push.month,
                cost=push.cost,
                agreed_by=push.agreed_by,
                agreed_at=now,
                retry_key=push.retry_key,
                due_at=now,
            )
        )
        await self._session.flush()
        await self._count(push.community_id, push.month, push.cost)
        return True

    async def used(self, community_id: int, month: date) -> int:
        """Count the billed messages of a community in the month that begins on this day."""
        found = await self._session.get(PushMonth, (community_id, month), populate_existing=True)
        return 0 if found is None else found.messages

    async def take(self, now: datetime, limit: int = _TAKEN_AT_ONCE) -> list[Push]:
        """Take up the words whose push is due; what surely went another way, or not at all, is not paid for.

        One whose process was lost, or whose answer was, is `unsure`.
        """
        found = list((await self._session.execute(_DUE, {"now": now, "most": limit})).scalars())
        if not found:
            return []
        rows = await self._session.execute(
            select(PushOrder, OutboxItem)
            .outerjoin(OutboxItem, col(OutboxItem.id) == col(PushOrder.item_id))
            .where(col(PushOrder.item_id).in_(found))
            .order_by(col(PushOrder.agreed_at), col(PushOrder.item_id))
        )
        due = [(order, item) for order, item in rows]
        for order, item in [(order, item) for order, item in due if item is None or _is_over(item)]:
            if not _is_perhaps_billed(order, item):
                await self._count(order.community_id, order.month, -order.cost)
            await self._session.delete(order)
        free = await self._lock([item for _order, item in due if item is not None])
        return [
            taken
            for order, item in due
            if item is not None and item.id in free and (taken := await self._take(order, free[item.id], now))
        ]

    async def arrived(self, push: Push, now: datetime, *, is_surely_read: bool) -> None:
        """Record that LINE took a push; whether it shows it to anybody is known of friends alone."""
        await self._end(push, whatever_lease=True)
        state = ItemState.PUSHED if is_surely_read else ItemState.UNCONFIRMED
        await self._finish(push, state, now, None if is_surely_read else _PERHAPS_NO_FRIEND)

    async def unconfirmed(self, push: Push, now: datetime) -> None:
        """Record that nobody knows whether LINE took a push; it stays counted."""
        if await self._end(push):
            await self._finish(push, ItemState.UNCONFIRMED, now, "the answer of LINE was lost")

    async def failed(self, push: Push, error: str, now: datetime) -> None:
        """Record that LINE will never take a push, which then costs nothing."""
        if await self._end(push):
            await self._count(push.community_id, push.month, -push.cost)
            await self._finish(push, ItemState.FAILED, now, error)

    async def wait_again(self, push: Push, error: str) -> None:
        """Let a word that was certainly not pushed wait for a token as before; it costs nothing."""
        if not await self._end(push):
            return
        await self._count(push.community_id, push.month, -push.cost)
        has_mail = col(OutboxItem.mail_at).is_not(None)
        values = {"state": ItemState.WAITING, "channel": None, "cost": None, "unsure": False, "error": error[:200]}
        for fallback, condition in ((Fallback.MAIL, has_mail), (Fallback.EXPIRE, ~has_mail)):
            await self._change(push, *_UNDER_WAY, condition, fallback=fallback, **values)

    async def later(self, push: Push, due_at: datetime, error: str, *, unsure: bool) -> None:
        """Try again at a moment; a word that was certainly not pushed may go with a token until then."""
        postponed = await self._session.execute(
            update(PushOrder)
            .where(_own_order_of(push))
            .values(due_at=due_at, tries=col(PushOrder.tries) + 1)
            .returning(col(PushOrder.item_id))
            .execution_options(synchronize_session=False)
        )
        if postponed.scalar_one_or_none() is None:
            return
        if unsure:
            await self._change(push, unsure=True, error=error[:200])
        else:
            await self._change(push, *_UNDER_WAY, state=ItemState.WAITING, channel=None, error=error[:200])

    async def next_due(self, now: datetime) -> datetime | None:
        """Give the moment the next push is due that is not due yet."""
        return (
            await self._session.execute(select(func.min(col(PushOrder.due_at))).where(col(PushOrder.due_at) > now))
        ).scalar_one()

    async def forget_old(self, now: datetime) -> None:
        """Erase the numbers of months that are over for more than a year."""
        await self._session.execute(delete(PushMonth).where(col(PushMonth.month) < (now - MONTHS_KEPT_FOR).date()))

    async def _lock(self, items: Sequence[OutboxItem]) -> dict[int | None, OutboxItem]:
        """Lock those of the items that nobody else is binding to a token at this moment, as they are now."""
        if not items:
            return {}
        rows = await self._session.scalars(
            select(OutboxItem)
            .where(
                col(OutboxItem.id).in_([item.id for item in items]),
                or_(col(OutboxItem.state) == ItemState.WAITING, and_(*_UNDER_WAY)),
            )
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )
        return {row.id: row for row in rows}

    async def _take(self, order: PushOrder, row: OutboxItem, now: datetime) -> Push | None:
        """Commit to a try before LINE is called."""
        if row.state is ItemState.WAITING and row.best_before <= now:
            return None
        item = self._outbox.opened(row)
        if item is None:
            row.state, row.error = ItemState.FAILED, "sealed with an unknown key"
            return None
        row.unsure = row.state is ItemState.SENDING
        row.state, row.channel = ItemState.SENDING, Channel.PUSH
        order.first_tried_at = order.first_tried_at or now
        order.due_at = now + LEASE
        await self._session.flush()
        return Push(
            item=item,
            community_id=order.community_id,
            month=order.month,
            cost=order.cost,
            agreed_by=order.agreed_by,
            retry_key=order.retry_key,
            first_tried_at=order.first_tried_at,
            best_before=row.best_before,
            leased_until=order.due_at,
            tries=order.tries,
            unsure=row.unsure,
        )

    async def _end(self, push: Push, *, whatever_lease: bool = False) -> bool:
        """Take a push out of what is to be done; False where somebody else has it, or has ended it."""
        ended = await self._session.execute(
            delete(PushOrder)
            .where(_order_of(push) if whatever_lease else _own_order_of(push))
            .returning(col(PushOrder.item_id))
            .execution_options(synchronize_session=False)
        )
        return ended.scalar_one_or_none() is not None

    async def _finish(self, push: Push, state: ItemState, now: datetime, error: str | None) -> None:
        await self._change(
            push, state=state, finished_at=now, objects=None, error=None if error is None else error[:200]
        )

    async def _count(self, community_id: int, month: date, more: int) -> None:
        """Add to a month's number."""
        await self._session.execute(
            insert_into(self._session, PushMonth)
            .values(community_id=community_id, month=month, messages=more)
            .on_conflict_do_update(
                index_elements=["community_id", "month"], set_={"messages": col(PushMonth.messages) + more}
            )
        )

    async def _change(self, push: Push, *conditions: ColumnElement[bool], **values: Any) -> None:
        await self._session.execute(
            update(OutboxItem)
            .where(col(OutboxItem.id) == push.item.id, *conditions)
            .values(**values)
            .execution_options(synchronize_session=False)
        )


def _order_of(push: Push) -> ColumnElement[bool]:
    return col(PushOrder.item_id) == push.item.id


def _own_order_of(push: Push) -> ColumnElement[bool]:
    """Choose the order of a push, as long as it belongs to whoever took it up."""
    return and_(_order_of(push), col(PushOrder.due_at) == push.leased_until)


def _is_open(item: OutboxItem, community_id: int, now: datetime) -> bool:
    return (
        item.community_id == community_id
        and item.delivery is Delivery.WHISPER
        and item.state is ItemState.WAITING
        and item.fallback is not Fallback.PUSH
        and item.best_before > now
    )


def _is_over(item: OutboxItem) -> bool:
    return item.state not in {ItemState.WAITING, ItemState.SENDING}


def _is_perhaps_billed(order: PushOrder, item: OutboxItem | None) -> bool:
    """Say whether LINE may have taken the push of a word that is over; of an erased one only that it was tried."""
    return order.first_tried_at is not None if item is None else item.unsure
