"""Turns work that has fallen due into events of the inbox, each once, whatever the number of processes."""

import json
from datetime import datetime

from bot.clock import Clock
from bot.payloads import TIMED_KEY_PREFIX, TIMED_TYPE, source_of, timed_payload
from storage.columns import to_milliseconds
from storage.database import Database
from storage.models import TimedWork
from storage.repositories.inbox import Incoming
from storage.unit_of_work import UnitOfWork
from storage.vault import Vault


class Scheduler:
    """Moves due rows into the inbox; the event's key `timed:<row>:<due>` makes each happen once."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        """Take the parts it needs."""
        self._database = database
        self._vault = vault
        self._clock = clock

    async def work(self) -> int:
        """Move what is due, and say how much that was."""
        now = self._clock.now()
        async with self._database.read() as session:
            next_due = await UnitOfWork(session, self._vault, now).timed.next_due()
        if next_due is None or next_due > now:
            return 0
        async with self._database.write() as session:
            unit = UnitOfWork(session, self._vault, now)
            due = await unit.timed.take_due(now)
            await unit.inbox.put([_event(work, now) for work in due])
        return len(due)

    async def next_due(self) -> datetime | None:
        """Give the moment the next work is due."""
        now = self._clock.now()
        async with self._database.read() as session:
            return await UnitOfWork(session, self._vault, now).timed.next_due()


def _event(work: TimedWork, now: datetime) -> Incoming:
    payload = timed_payload(
        kind=work.kind,
        subject=work.subject,
        community_id=work.community_id,
        due=work.due_at,
        data=json.loads(work.data),
    )
    payload["source"] = source_of(work.chat_id)
    return Incoming(
        event_key=f"{TIMED_KEY_PREFIX}{work.id}:{to_milliseconds(work.due_at)}",
        chat_id=work.chat_id,
        kind=TIMED_TYPE,
        acting=True,
        occurred_at=work.due_at,
        received_at=now,
        payload=json.dumps(payload).encode(),
    )
