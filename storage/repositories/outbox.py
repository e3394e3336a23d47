"""Words on their way: queued with the state they follow from, bound to a token before LINE is called."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.models import OutboxItem
from storage.models.outbox import Delivery, Fallback, ItemState
from storage.tables import table_of
from storage.upsert import insert_once
from storage.vault import SealBroken, Vault

MOST_OBJECTS = 5
"""How many message objects one request carries (LINE)."""
LEASE = timedelta(seconds=15)
"""How long a bound item belongs to the process that bound it; longer than the longest call."""
KEPT_FOR = timedelta(days=7)
_LOOKED_AT = 25
_FINAL = (
    ItemState.SENT,
    ItemState.RIDDEN,
    ItemState.WHISPERED,
    ItemState.MAILED,
    ItemState.PUSHED,
    ItemState.EXPIRED,
    ItemState.FAILED,
    ItemState.UNCONFIRMED,
)
WITHOUT_TOKEN = (Delivery.LEAVE, Delivery.MAIL)
_IS_SAID_ELSEWHERE = and_(col(OutboxItem.state) == ItemState.SENDING, col(OutboxItem.channel).is_not(None))
"""Under way as a push or by mail: tried again for hours, perhaps, and so taken back like a word that waits."""
_MAY_BE_TAKEN_BACK = or_(col(OutboxItem.state) == ItemState.WAITING, _IS_SAID_ELSEWHERE)
_ITEM = table_of(OutboxItem).c
_READY = (
    _ITEM.chat_id == bindparam("chat"),
    _ITEM.state == ItemState.WAITING,
    _ITEM.delivery.not_in(WITHOUT_TOKEN),
    _ITEM.not_before <= bindparam("now"),
    _ITEM.best_before > bindparam("now"),
)
_CHOOSE = (
    select(
        _ITEM.id,
        _ITEM.delivery,
        _ITEM.chat_id,
        _ITEM.objects,
        _ITEM.repeatable,
        _ITEM.unsure,
        _ITEM.alone,
        _ITEM.tries,
        _ITEM.priority,
    )
    .where(*_READY)
    .order_by(_ITEM.id.not_in(bindparam("first", expanding=True)), _ITEM.priority, _ITEM.id)
    .limit(_LOOKED_AT)
    .with_for_update(skip_locked=True)
)
_COUNT_READY = select(func.count()).select_from(table_of(OutboxItem)).where(*_READY)
_BIND = (
    update(table_of(OutboxItem))
    .where(_ITEM.id.in_(bindparam("ids", expanding=True)))
    .values(state=ItemState.SENDING, token_event_id=bindparam("token_of"), lease_until=bindparam("until"))
)
_QUEUE = insert(table_of(OutboxItem)).returning(_ITEM.id)
_ARRIVED = {
    Delivery.REPLY: ItemState.SENT,
    Delivery.RIDE: ItemState.RIDDEN,
    Delivery.WHISPER: ItemState.WHISPERED,
    Delivery.LEAVE: ItemState.SENT,
}


@dataclass(frozen=True, slots=True)
class QueuedObject:
    """A LINE message object, and what it says without naming anybody, where it names somebody."""

    object: dict[str, Any]
    plain: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """A word to be queued."""

    delivery: Delivery
    chat_id: str
    objects: Sequence[QueuedObject]
    best_before: datetime
    not_before: datetime
    community_id: int | None = None
    priority: int = 5
    dedupe_key: str | None = None
    repeatable: bool = False
    mail_at: datetime | None = None
    """From when on it goes by mail, if it still waits and there is an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A queued word, opened."""

    id: int
    delivery: Delivery
    chat_id: str
    objects: tuple[QueuedObject, ...]
    priority: int = 5
    repeatable: bool = False
    unsure: bool = False
    alone: bool = False
    tries: int = 0


def travelling_together(waiting: Sequence[Item], room: int = MOST_OBJECTS) -> list[Item]:
    """Choose the first items that fit into the room together, whole; one marked `alone` has no company."""
    chosen: list[Item] = []
    for item in waiting:
        if len(item.objects) <= room and not (chosen and (item.alone or chosen[0].alone)):
            chosen.append(item)
            room -= len(item.objects)
    return chosen


class OutboxRepository:
    """The outbox of every community."""

    def __init__(self, session: AsyncSession, vault: Vault) -> None:
        """Work inside this transaction, with the vault that seals what is said."""
        self._session = session
        self._vault = vault

    async def queue(self, items: Sequence[NewItem], now: datetime) -> list[int]:
        """Put words in the queue; one whose dedupe key is known already is passed over."""
        numbers: list[int | None] = []
        for position, item in enumerate(items):
            row = self._row(item, position, now)
            statement = insert_once(self._session, OutboxItem).returning(_ITEM.id) if item.dedupe_key else _QUEUE
            inserted = await self._session.execute(statement, row)
            numbers.extend(inserted.scalars())
        return [number for number in numbers if number is not None]

    async def ready(
        self, chat_id: str, now: datetime, *, first: Sequence[int] = (), room: int = MOST_OBJECTS
    ) -> list[Item]:
        """Choose what travels together next in a chat: `first` in their order, then riders by priority.

        As many whole items as the room of so many message objects holds. An item marked `alone` has no company.
        """
        return travelling_together(await self.waiting_in(chat_id, now, first=first), room)

    async def waiting_in(self, chat_id: str, now: datetime, *, first: Sequence[int] = ()) -> list[Item]:
        """List what may be said in a chat now, as far as one looks at once: `first`, then riders by priority."""
        rows = await self._session.execute(_CHOOSE, {"chat": chat_id, "now": now, "first": list(first)})
        waiting = sorted(rows, key=lambda row: (row.id not in first, row.priority, row.id or 0))
        return [item for row in waiting if (item := self.opened(row)) is not None]

    async def count_ready(self, chat_id: str, now: datetime) -> int:
        """Count what may be said in a chat now, whether or not it fits into one request."""
        return (await self._session.execute(_COUNT_READY, {"chat": chat_id, "now": now})).scalar_one()

    async def bind(self, items: Sequence[Item], token_event_id: int, now: datetime) -> None:
        """Bind items to one token: from the commit on they may be on the wire."""
        await self._session.execute(
            _BIND, {"ids": [item.id for item in items], "token_of": token_event_id, "until": now + LEASE}
        )

    async def extend_lease(self, items: Iterable[Item], now: datetime, *, unsure: bool) -> None:
        """Keep items bound while their token is tried again; `unsure` when LINE may already have said them."""
        values: dict[str, Any] = {"lease_until": now + LEASE, "tries": col(OutboxItem.tries) + 1}
        if unsure:
            values["unsure"] = True
        await self.change(items, **values)

    async def arrived(self, items: Iterable[Item], now: datetime, note: str | None = None) -> None:
        """Record that LINE took the items, and erase what they said."""
        for delivery, state in _ARRIVED.items():
            await self._finish([item for item in items if item.delivery is delivery], state, now, note)

    async def failed(self, items: Iterable[Item], error: str, now: datetime) -> None:
        """Record that LINE will never take the items."""
        await self._finish(items, ItemState.FAILED, now, error)

    async def unconfirmed(self, items: Iterable[Item], now: datetime) -> None:
        """Record that nobody knows whether LINE said the items; they are not said again."""
        await self._finish(items, ItemState.UNCONFIRMED, now, "the answer of LINE was lost")

    async def release(self, items: Iterable[Item], *, alone: bool = False, error: str | None = None) -> None:
        """Let items that were certainly not said wait for another token."""
        values: dict[str, Any] = {
            "state": ItemState.WAITING,
            "token_event_id": None,
            "lease_until": None,
            "unsure": False,
            "tries": col(OutboxItem.tries) + 1,
            "error": error,
        }
        if alone:
            values["alone"] = True
        await self.change(items, **values)

    async def postpone(self, items: Iterable[Item], until: datetime, error: str) -> None:
        """Let items wait until a moment after LINE could not be reached."""
        values = {"state": ItemState.WAITING, "not_before": until, "lease_until": None, "error": error[:200]}
        await self.change(items, tries=col(OutboxItem.tries) + 1, **values)

    async def withdraw(self, dedupe_key: str, now: datetime) -> None:
        """Take back a word that still waits, because what it asks is settled; nothing happens where it has gone."""
        is_meant = and_(_MAY_BE_TAKEN_BACK, col(OutboxItem.dedupe_key) == dedupe_key)
        await self._give_up(is_meant, "settled before it was said", now)

    async def give_up_chat(self, chat_id: str, now: datetime) -> None:
        """Give up everything that waits for a chat the bot is no longer in."""
        is_meant = and_(col(OutboxItem.state) == ItemState.WAITING, col(OutboxItem.chat_id) == chat_id)
        await self._give_up(is_meant, "the bot left the chat", now)

    async def redirect(self, chat_id: str, new_chat_id: str, delivery: Delivery) -> None:
        """Let the words that wait to ride in one chat wait in another one, to travel there in its own way."""
        await self._session.execute(
            update(OutboxItem)
            .where(
                col(OutboxItem.state) == ItemState.WAITING,
                col(OutboxItem.chat_id) == chat_id,
                col(OutboxItem.delivery) == Delivery.RIDE,
            )
            .values(chat_id=new_chat_id, delivery=delivery)
            .execution_options(synchronize_session=False)
        )

    async def by_key(self, dedupe_key: str) -> OutboxItem | None:
        """Find a word by its dedupe key, to learn how far it has come; None a week after it was queued."""
        return (
            await self._session.scalars(select(OutboxItem).where(col(OutboxItem.dedupe_key) == dedupe_key))
        ).one_or_none()

    async def call_off(self, beginning: str, now: datetime) -> None:
        """Give up the words that still wait under keys with this beginning, and erase what they would have said."""
        is_meant = and_(_MAY_BE_TAKEN_BACK, col(OutboxItem.dedupe_key).startswith(beginning, autoescape=True))
        await self._give_up(is_meant, "called off", now)

    async def count_waiting_for(self, chat_id: str) -> int:
        """Count the words that wait for a chat."""
        return (
            await self._session.execute(
                select(func.count())
                .select_from(OutboxItem)
                .where(col(OutboxItem.state) == ItemState.WAITING, col(OutboxItem.chat_id) == chat_id)
            )
        ).scalar_one()

    async def forget_person(self, user_id: str) -> None:
        """Delete every word to a person and its record, but for what a reply token carries at this moment."""
        await self._session.execute(
            delete(OutboxItem)
            .where(
                col(OutboxItem.chat_id) == user_id,
                or_(col(OutboxItem.state) != ItemState.SENDING, _IS_SAID_ELSEWHERE),
            )
            .execution_options(synchronize_session=False)
        )

    async def erase_old(self, now: datetime) -> None:
        """Delete the record of items that are final and were queued a week ago."""
        await self._session.execute(
            delete(OutboxItem).where(col(OutboxItem.state).in_(_FINAL), col(OutboxItem.created_at) <= now - KEPT_FOR)
        )

    async def count_waiting(self, community_id: int) -> int:
        """Count the words of a community that still wait or are on the wire."""
        return (
            await self._session.execute(
                select(func.count())
                .select_from(OutboxItem)
                .where(
                    col(OutboxItem.community_id) == community_id,
                    col(OutboxItem.state).in_((ItemState.WAITING, ItemState.SENDING)),
                )
            )
        ).scalar_one()

    async def summary(self) -> dict[str, int]:
        """Count all items by state."""
        rows = await self._session.execute(select(col(OutboxItem.state), func.count()).group_by(col(OutboxItem.state)))
        return {state.value: count for state, count in rows}

    async def next_not_before(self, now: datetime) -> datetime | None:
        """Give the moment the next item becomes ready that is not ready yet."""
        return (
            await self._session.execute(
                select(func.min(col(OutboxItem.not_before))).where(
                    col(OutboxItem.state) == ItemState.WAITING, col(OutboxItem.not_before) > now
                )
            )
        ).scalar_one()

    def _row(self, item: NewItem, position: int, now: datetime) -> dict[str, Any]:
        said = json.dumps([{"object": each.object, "plain": each.plain} for each in item.objects])
        return {
            "community_id": item.community_id,
            "delivery": item.delivery,
            "chat_id": item.chat_id,
            "state": ItemState.WAITING,
            "priority": item.priority,
            "not_before": item.not_before,
            "best_before": item.best_before,
            "dedupe_key": item.dedupe_key,
            "fallback": Fallback.EXPIRE if item.mail_at is None else Fallback.MAIL,
            "mail_at": item.mail_at,
            "repeatable": item.repeatable,
            "objects": self._vault.seal("outbox", said.encode()),
            "object_count": len(item.objects),
            "position": position,
            "unsure": False,
            "alone": False,
            "tries": 0,
            "created_at": now,
        }

    def opened(self, row: OutboxItem | Row[*tuple[Any, ...]]) -> Item | None:
        """Open a stored word; None for one that is erased or sealed with an unknown key."""
        if row.objects is None or row.id is None:
            return None
        try:
            said = json.loads(self._vault.open("outbox", row.objects))
        except SealBroken:
            return None
        return Item(
            id=row.id,
            delivery=row.delivery,
            chat_id=row.chat_id,
            objects=tuple(QueuedObject(each["object"], each["plain"]) for each in said),
            priority=row.priority,
            repeatable=row.repeatable,
            unsure=row.unsure,
            alone=row.alone,
            tries=row.tries,
        )

    async def _give_up(self, is_meant: ColumnElement[bool], error: str, now: datetime) -> None:
        await self._session.execute(
            update(OutboxItem)
            .where(is_meant)
            .values(state=ItemState.EXPIRED, finished_at=now, objects=None, error=error)
            .execution_options(synchronize_session=False)
        )

    async def _finish(self, items: Iterable[Item], state: ItemState, now: datetime, error: str | None) -> None:
        await self.change(
            items,
            state=state,
            finished_at=now,
            objects=None,
            lease_until=None,
            error=None if error is None else error[:200],
        )

    async def change(self, items: Iterable[Item], **values: Any) -> None:
        """Write the same values into the rows of items."""
        numbers = [item.id for item in items]
        if numbers:
            await self._session.execute(
                update(OutboxItem)
                .where(col(OutboxItem.id).in_(numbers))
                .values(**values)
                .execution_options(synchronize_session=False)
            )
