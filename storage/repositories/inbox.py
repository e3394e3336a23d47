"""Events that came in: stored once, handed out a lane at a time, finished in the handler's own transaction."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, Select, bindparam, cast, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.columns import EPOCH
from storage.models import InboxEvent, Lane
from storage.models.inbox import EventState
from storage.tables import table_of
from storage.upsert import insert_once
from storage.vault import SealBroken, Vault
from storage.wakeup import notify

KEPT_FOR = timedelta(days=7)
"""How long an event's id is kept for deduplication, and a failed event's payload at most."""
TOKEN_KEPT_FOR = timedelta(seconds=60)
"""How long a reply token is kept (LINE: use within one minute of receiving the webhook)."""
TOKEN_USABLE_FOR = timedelta(seconds=50)
"""Up to what age a token is still picked for a new word, leaving time for the call itself."""
LANES_A_LOOK = 50
_EVENTS_LOOKED_AT = 500
_LANES_WORTH_A_LOOK = 8
"""With fewer lanes among so many events, some chat is flooded, and others may wait behind it unseen."""
_OVERTAKEN = "overtaken"
NOBODYS = ""
"""What stands in the place of a private chat whose person is forgotten."""
_EVENT = table_of(InboxEvent).c
_LANE = table_of(Lane).c


def _choose_lanes(*, acting_only: bool, behind_others: bool = False) -> Select[str, int]:
    head = (
        select(_EVENT.chat_id, cast(_EVENT.acting, Integer).label("acting"), _EVENT.id)
        .where(
            _EVENT.state == EventState.WAITING,
            *((_EVENT.acting,) if acting_only else ()),
            *((_EVENT.chat_id.not_in(bindparam("others", expanding=True)),) if behind_others else ()),
            _EVENT.chat_id.not_in(select(_LANE.chat_id).where(_LANE.blocked_until > bindparam("now"))),
        )
        .order_by(_EVENT.acting.desc(), _EVENT.id)
        .limit(_EVENTS_LOOKED_AT)
        .subquery()
    )
    return (
        select(head.c.chat_id, func.count())
        .group_by(head.c.chat_id)
        .order_by(func.max(head.c.acting).desc(), func.min(head.c.id))
        .limit(bindparam("most"))
    )


_LANES_WITH_WORK = _choose_lanes(acting_only=False), _choose_lanes(acting_only=False, behind_others=True)
_LANES_TO_ACT_IN = _choose_lanes(acting_only=True), _choose_lanes(acting_only=True, behind_others=True)
_LOCK_LANE = (
    select(_LANE.chat_id)
    .where(_LANE.chat_id == bindparam("chat"), _LANE.blocked_until <= bindparam("now"))
    .with_for_update(skip_locked=True)
)
_WAITING = (
    select(
        _EVENT.id,
        _EVENT.event_key,
        _EVENT.acting,
        _EVENT.received_at,
        _EVENT.tries,
        _EVENT.payload,
        _EVENT.reply_token.is_not(None),
    )
    .where(_EVENT.chat_id == bindparam("chat"), _EVENT.state == EventState.WAITING)
    .order_by(_EVENT.occurred_at, _EVENT.id)
    .limit(bindparam("most"))
)
_FINISH = (
    update(table_of(InboxEvent))
    .where(_EVENT.id.in_(bindparam("ids", expanding=True)))
    .values(state=bindparam("new_state"), outcome=bindparam("how"), finished_at=bindparam("now"), payload=None)
)
_SPEND_TOKEN = (
    update(table_of(InboxEvent))
    .where(_EVENT.id == bindparam("event"), _EVENT.token_spent.is_(False), _EVENT.reply_token.is_not(None))
    .values(token_spent=True)
    .returning(_EVENT.reply_token, _EVENT.received_at)
)
_NEWEST_FREE_TOKEN = (
    select(_EVENT.id)
    .where(
        _EVENT.chat_id == bindparam("chat"),
        _EVENT.reply_token.is_not(None),
        _EVENT.token_spent.is_(False),
        _EVENT.received_at > bindparam("oldest"),
        _EVENT.state != EventState.WAITING,
    )
    .order_by(_EVENT.received_at.desc(), _EVENT.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """An event as it came through the door: what the table needs to know, and the payload as JSON bytes."""

    event_key: str
    chat_id: str
    kind: str
    acting: bool
    occurred_at: datetime
    received_at: datetime
    payload: bytes
    message_id: str | None = None
    reply_token: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """A waiting event, opened; `payload` is None when no known key opens it."""

    id: int
    event_key: str
    chat_id: str
    acting: bool
    received_at: datetime
    tries: int
    payload: bytes | None
    has_token: bool


@dataclass(frozen=True, slots=True)
class ReplyToken:
    """A reply token and the event it came with; its age counts from the receipt."""

    event_id: int
    token: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class InboxSummary:
    """How many events wait, since when the oldest has waited, and how many are dead."""

    waiting: int
    oldest_waiting: datetime | None
    dead: int


class InboxRepository:
    """The inbox and its lanes."""

    def __init__(self, session: AsyncSession, vault: Vault) -> None:
        """Work inside this transaction, with the vault that seals payloads and tokens."""
        self._session = session
        self._vault = vault

    async def put(self, incoming: Sequence[Incoming]) -> None:
        """Store events that are not known yet; one already known by its key is left as it is.

        Rows go in sorted, so that two commits at the same moment never wait for each other crosswise.
        """
        if not incoming:
            return
        chats = sorted({event.chat_id for event in incoming})
        await self._session.execute(
            insert_once(self._session, Lane), [{"chat_id": chat_id, "blocked_until": EPOCH} for chat_id in chats]
        )
        rows = [row_of(event, self._vault) for event in sorted(incoming, key=lambda event: event.event_key)]
        await self._session.execute(insert_once(self._session, InboxEvent), rows)
        await notify(self._session)

    async def lanes_with_work(
        self, now: datetime, limit: int = LANES_A_LOOK, *, acting_only: bool = False
    ) -> list[str]:
        """List chats that have events waiting and are not held back, those with something to answer first.

        `acting_only` leaves out chats in which nothing but ordinary talk waits. One look reads the next few hundred
        events only; where a few chats have them all, one looks behind them, so that no flood hides who else waits.
        """
        first, behind = _LANES_TO_ACT_IN if acting_only else _LANES_WITH_WORK
        rows = (await self._session.execute(first, {"now": now, "most": limit})).all()
        lanes = [chat_id for chat_id, _events in rows]
        enough = min(limit, _LANES_WORTH_A_LOOK)
        while len(lanes) < enough and sum(events for _chat_id, events in rows) == _EVENTS_LOOKED_AT:
            wanted = {"now": now, "most": limit - len(lanes), "others": lanes}
            rows = (await self._session.execute(behind, wanted)).all()
            lanes += [chat_id for chat_id, _events in rows]
        return lanes

    async def lock_lane(self, chat_id: str, now: datetime) -> bool:
        """Hold a chat's lane until the transaction ends; False when another worker holds it or it is held back.

        A lane that was erased while it had nothing to do is made again.
        """
        wanted = {"chat": chat_id, "now": now}
        if (await self._session.execute(_LOCK_LANE, wanted)).first() is not None:
            return True
        await self._session.execute(insert_once(self._session, Lane), [{"chat_id": chat_id, "blocked_until": EPOCH}])
        return (await self._session.execute(_LOCK_LANE, wanted)).first() is not None

    async def waiting(self, chat_id: str, limit: int) -> list[StoredEvent]:
        """Read the next events of a chat in the order in which they happened at LINE.

        The order is LINE's timestamp and never the row number: rows become visible in another order than they are
        numbered.
        """
        rows = await self._session.execute(_WAITING, {"chat": chat_id, "most": limit})
        return [self._stored(chat_id, row) for row in rows]

    async def finish(self, ids: Iterable[int], state: EventState, outcome: str, now: datetime) -> None:
        """Record how events went and erase what they said; their reply tokens stay for riders until too old."""
        await self._session.execute(_FINISH, {"ids": list(ids), "new_state": state, "how": outcome[:80], "now": now})

    async def try_again(self, event: StoredEvent, *, error: str, blocked_until: datetime) -> bool:
        """Count a failed try and hold the lane back until the next one; False when another worker was quicker."""
        if not await self._still_as_read(event, tries=event.tries + 1, outcome=error[:80]):
            return False
        await self._session.execute(
            update(Lane).where(col(Lane.chat_id) == event.chat_id).values(blocked_until=blocked_until)
        )
        return True

    async def bury(self, event: StoredEvent, *, error: str, now: datetime) -> bool:
        """Give an event up: dead and visible, its payload kept sealed for at most seven days.

        False when another worker was quicker, and nothing is changed then.
        """
        return await self._still_as_read(
            event, state=EventState.DEAD, tries=event.tries + 1, outcome=error[:80], finished_at=now
        )

    async def erase_message(self, chat_id: str, message_id: str, now: datetime) -> list[int]:
        """Erase a message that its author took back, wherever its text still waits or lies dead; give what that was."""
        erased = await self._session.execute(
            update(InboxEvent)
            .where(
                col(InboxEvent.message_id) == message_id,
                col(InboxEvent.chat_id) == chat_id,
                col(InboxEvent.payload).is_not(None),
            )
            .values(state=EventState.IGNORED, outcome="taken back", finished_at=now, payload=None)
            .returning(col(InboxEvent.id))
        )
        return [number for number in erased.scalars() if number is not None]

    async def note_overtaken(self, chat_id: str, message_id: str, now: datetime) -> None:
        """Remember that a message was edited or taken back, should it still come; seven days, like every event."""
        row = {
            "event_key": _key_of_overtaken(chat_id, message_id),
            "chat_id": chat_id,
            "kind": _OVERTAKEN,
            "acting": False,
            "occurred_at": now,
            "received_at": now,
            "state": EventState.IGNORED,
            "tries": 0,
            "token_spent": False,
            "finished_at": now,
        }
        await self._session.execute(insert_once(self._session, InboxEvent), [row])

    async def is_overtaken(self, chat_id: str, message_id: str) -> bool:
        """Say whether the edit or take-back of a message came before it."""
        wanted = select(_EVENT.id).where(_EVENT.event_key == _key_of_overtaken(chat_id, message_id))
        return await self._session.scalar(wanted) is not None

    async def spend_token(self, event_id: int) -> ReplyToken | None:
        """Take an event's reply token for good; None when it has none or it is taken."""
        return self._token(event_id, (await self._session.execute(_SPEND_TOKEN, {"event": event_id})).first())

    async def newest_free_token(self, chat_id: str, now: datetime) -> int | None:
        """Find the event whose reply token is the newest one still usable in a chat.

        The token of an event that still waits is left to that event's own answer.
        """
        wanted = {"chat": chat_id, "oldest": now - TOKEN_USABLE_FOR}
        return (await self._session.execute(_NEWEST_FREE_TOKEN, wanted)).scalar_one_or_none()

    async def token_of(self, event_id: int) -> ReplyToken | None:
        """Give the reply token of an event as it stands, spent or not; None once it is erased."""
        wanted = select(_EVENT.reply_token, _EVENT.received_at).where(_EVENT.id == event_id)
        return self._token(event_id, (await self._session.execute(wanted)).first())

    async def erase_tokens(self, now: datetime) -> None:
        """Erase reply tokens after a minute."""
        await self._session.execute(
            update(InboxEvent)
            .where(
                col(InboxEvent.reply_token).is_not(None),
                col(InboxEvent.received_at) <= now - TOKEN_KEPT_FOR,
            )
            .values(reply_token=None)
        )

    async def erase_old(self, now: datetime) -> None:
        """Erase events after seven days, whatever they were; a payload that failed goes with them.

        Rows are numbered as they come in, so those before the first younger one are old: an index over the receipt
        would cost every webhook a tenth of its time.
        """
        first_kept = select(_EVENT.id).where(_EVENT.received_at > now - KEPT_FOR).order_by(_EVENT.id).limit(1)
        kept_from = await self._session.scalar(first_kept)
        await self._session.execute(
            delete(InboxEvent).where(
                col(InboxEvent.received_at) <= now - KEPT_FOR,
                col(InboxEvent.state) != EventState.WAITING,
                *(() if kept_from is None else (col(InboxEvent.id) < kept_from,)),
            )
        )

    async def forget_chat(self, chat_id: str, event_key: str) -> None:
        """Erase whose events these were, and what they said if they failed; `event_key` is the one in hand.

        Events that still wait are left alone: they came afterwards.
        """
        is_over = or_(col(InboxEvent.state) != EventState.WAITING, col(InboxEvent.event_key) == event_key)
        await self._session.execute(
            update(InboxEvent)
            .where(col(InboxEvent.chat_id) == chat_id, is_over)
            .values(chat_id=NOBODYS, message_id=None, payload=None)
        )

    async def summary(self) -> InboxSummary:
        """Count what waits and what is dead."""
        waiting, oldest = (
            await self._session.execute(
                select(func.count(), func.min(col(InboxEvent.received_at))).where(
                    col(InboxEvent.state) == EventState.WAITING
                )
            )
        ).one()
        dead = (
            await self._session.execute(
                select(func.count()).select_from(InboxEvent).where(col(InboxEvent.state) == EventState.DEAD)
            )
        ).scalar_one()
        return InboxSummary(waiting, oldest, dead)

    async def dead(self, limit: int = 50) -> list[InboxEvent]:
        """List dead events, newest first."""
        rows = await self._session.scalars(
            select(InboxEvent)
            .where(col(InboxEvent.state) == EventState.DEAD)
            .order_by(col(InboxEvent.id).desc())
            .limit(limit)
        )
        return list(rows)

    async def revive(self, event_id: int) -> bool:
        """Let a dead event whose payload is still there wait again; False when there is no such event."""
        row = (
            await self._session.execute(
                update(InboxEvent)
                .where(
                    col(InboxEvent.id) == event_id,
                    col(InboxEvent.state) == EventState.DEAD,
                    col(InboxEvent.payload).is_not(None),
                )
                .values(state=EventState.WAITING, tries=0, finished_at=None)
                .returning(col(InboxEvent.id))
            )
        ).first()
        return row is not None

    async def _still_as_read(self, event: StoredEvent, **values: object) -> bool:
        """Change an event only if nobody has handled or tried it since it was read."""
        changed = await self._session.execute(
            update(InboxEvent)
            .where(
                col(InboxEvent.id) == event.id,
                col(InboxEvent.state) == EventState.WAITING,
                col(InboxEvent.tries) == event.tries,
            )
            .values(**values)
            .returning(col(InboxEvent.id))
        )
        return changed.first() is not None

    def _stored(self, chat_id: str, row: Any) -> StoredEvent:
        number, event_key, acting, received_at, tries, payload, has_token = row
        return StoredEvent(
            id=number,
            event_key=event_key,
            chat_id=chat_id,
            acting=acting,
            received_at=received_at,
            tries=tries,
            payload=self._opened(payload),
            has_token=has_token,
        )

    def _token(self, event_id: int, row: Any) -> ReplyToken | None:
        token = None if row is None else self._opened(row.reply_token)
        return None if token is None else ReplyToken(event_id, token.decode(), row.received_at)

    def _opened(self, sealed: bytes | None) -> bytes | None:
        try:
            return None if sealed is None else self._vault.open("inbox", sealed)
        except SealBroken:
            return None


def _key_of_overtaken(chat_id: str, message_id: str) -> str:
    return f"{_OVERTAKEN}:{hashlib.sha256(f'{chat_id}:{message_id}'.encode()).hexdigest()[:40]}"


def row_of(event: Incoming, vault: Vault) -> dict[str, Any]:
    """Give the row of a new event, its payload and reply token sealed."""
    token = event.reply_token
    return {
        "event_key": event.event_key,
        "chat_id": event.chat_id,
        "kind": event.kind,
        "message_id": event.message_id,
        "acting": event.acting,
        "occurred_at": event.occurred_at,
        "received_at": event.received_at,
        "state": EventState.WAITING,
        "tries": 0,
        "payload": vault.seal("inbox", event.payload),
        "reply_token": None if token is None else vault.seal("inbox", token.encode()),
        "token_spent": False,
    }
