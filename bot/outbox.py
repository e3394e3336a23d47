"""Carries bound words to LINE: one call a batch, the result in the database, and nothing said twice.

What becomes of a batch:

    LINE took it                    sent, ridden or whispered
    token used or too old           never sent before: the words wait for another token; perhaps sent: unconfirmed
    another 400                     the culprit is failed by name, the rest goes again with the same token
    LINE away, busy or broken       the same token again after a pause, for as long as it lives
    this process killed             whoever finds the batch tries its token once more
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.delivery import Batch, bind
from bot.isolation import Letter, after_refusal
from bot.line_api import LineError, LineRefused, LineUnavailable
from bot.log import get_logger
from bot.retry import next_call_try
from bot.services import Services
from storage.repositories.inbox import TOKEN_KEPT_FOR
from storage.repositories.outbox import Item
from storage.repositories.rounds import Orphans
from storage.unit_of_work import UnitOfWork

_CALLS_AT_ONCE = 32
_RECORD_AGAIN_SECONDS = 1.0

log = get_logger(__name__)


@dataclass(slots=True)
class LineHealth:
    """What the last calls to LINE were like: the error since which none has succeeded, if any."""

    last_error: str | None = None
    last_error_at: datetime | None = None

    def went_well(self) -> None:
        """Forget the error: LINE answers."""
        self.last_error = None
        self.last_error_at = None

    def went_wrong(self, error: LineError, now: datetime) -> None:
        """Remember an error until the next call that goes well."""
        self.last_error = str(error)[:120]
        self.last_error_at = now


@dataclass(slots=True)
class _Pending:
    """A batch on its way, with how often it was tried and when it is due again."""

    batch: Batch
    tries: int = 0
    unsure: bool = False
    due: float = 0.0

    @property
    def chat_id(self) -> str:
        """The chat it is for."""
        return self.batch.items[0].chat_id


@dataclass(slots=True)
class _Result:
    """What one call taught about each of its items, to be recorded together with others."""

    arrived: list[Item] = field(default_factory=list)
    failed: list[tuple[Item, str]] = field(default_factory=list)
    released: list[Item] = field(default_factory=list)
    alone: list[Item] = field(default_factory=list)
    unconfirmed: list[Item] = field(default_factory=list)
    again: list[Item] = field(default_factory=list)
    unsure: bool = False
    left: list[Item] = field(default_factory=list)
    note: str | None = None


class Outbox:
    """The sender of one process: `hand_over` takes batches that are committed, `work` begins to send what is due."""

    def __init__(self, services: Services) -> None:
        """Take the parts it needs."""
        self._services = services
        self._pending: list[_Pending] = []
        self.health = LineHealth()
        self.wake = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._on_the_wire: dict[str, _Pending] = {}
        self._results: list[_Result] = []
        self._recording: asyncio.Task[None] | None = None

    def hand_over(self, batches: Iterable[Batch]) -> None:
        """Take batches that were just bound and committed, and send them soon."""
        for batch in batches:
            self._pending.append(_Pending(batch))
            self.wake.set()

    async def recover(self, *, only_process: bool) -> None:
        """Take over what a lost process had bound; at the start of the only process, whatever its lease says."""
        now = self._services.clock.now()
        async with self._services.database.write() as session:
            unit = UnitOfWork(session, self._services.vault, now)
            for orphans in await unit.rounds.orphans(now, whatever_lease=only_process):
                await self._adopt(unit, orphans)

    async def look_around(self) -> None:
        """Bind what waits where a token is free, adopt what was lost, leave groups, give up what is too late."""
        now = self._services.clock.now()
        async with self._services.database.write() as session:
            unit = UnitOfWork(session, self._services.vault, now)
            await unit.rounds.expire(now)
            bound = [await bind(unit, chat_id) for chat_id in await unit.rounds.chats_with_riders(now)]
            for orphans in await unit.rounds.orphans(now):
                await self._adopt(unit, orphans)
            leavings = await unit.rounds.leavings(now)
        self.hand_over(batch for batch in bound if batch is not None)
        for item in leavings:
            await self._record(await self._leave(item))

    def work(self) -> int:
        """Put on the wire what is due, one call a chat at a time so that its words keep their order; say how many."""
        now = self._services.clock.monotonic()
        begun: list[_Pending] = []
        for each in self._pending:
            if self._is_full:
                break
            if each.due <= now and each.chat_id not in self._on_the_wire:
                begun.append(each)
                self._begin(each)
        self._pending = [each for each in self._pending if not any(each is other for other in begun)]
        return len(begun)

    async def arrive(self) -> None:
        """Wait until everything on the wire has arrived or failed, and is recorded."""
        while self._under_way:
            await asyncio.gather(*self._under_way)

    def next_due(self) -> float | None:
        """Give the moment, on the monotonic clock, at which the next batch is due; None when nothing can be begun."""
        if self._is_full:
            return None  # the end of any call wakes the sender
        return min((each.due for each in self._pending if each.chat_id not in self._on_the_wire), default=None)

    async def next_not_before(self) -> datetime | None:
        """Give the moment at which the next word may be said that may not be said yet."""
        now = self._services.clock.now()
        async with self._services.database.read() as session:
            return await UnitOfWork(session, self._services.vault, now).outbox.next_not_before(now)

    @property
    def _is_full(self) -> bool:
        return len(self._on_the_wire) >= _CALLS_AT_ONCE

    async def _adopt(self, unit: UnitOfWork, orphans: Orphans) -> None:
        ours = (*self._pending, *self._on_the_wire.values())
        if any(each.batch.token.event_id == orphans.token_event_id for each in ours):
            return  # no orphans: this process, or the recording of what LINE answered, took longer than the lease
        token = await unit.inbox.token_of(orphans.token_event_id)
        if token is None:
            surely_not_sent = [item for item in orphans.items if item.repeatable]
            await unit.outbox.release(surely_not_sent)
            await unit.outbox.unconfirmed([item for item in orphans.items if not item.repeatable], unit.now)
            return
        self._pending.append(_Pending(Batch(token, orphans.items), unsure=True))
        self.wake.set()

    def _begin(self, pending: _Pending) -> None:
        self._on_the_wire[pending.chat_id] = pending
        task = asyncio.create_task(self._carry(pending))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _carry(self, pending: _Pending) -> None:
        try:
            await self._record(await self._send(pending))
        finally:
            del self._on_the_wire[pending.chat_id]
            self.wake.set()

    async def _send(self, pending: _Pending) -> _Result:
        """Say one batch; on a refusal, find the culprit and go on without it as long as something is left."""
        result = _Result()
        letter: Letter | None = Letter.of(pending.batch.items)
        while letter is not None and letter.parts:
            try:
                await self._services.line.reply(pending.batch.token.token, letter.objects)
            except LineRefused as refusal:
                if refusal.is_invalid_token:
                    self._token_is_dead(pending, letter, result)
                    return result
                self.health.went_wrong(refusal, self._services.clock.now())
                log.warning("LINE refused a message", status=refusal.status, parts=len(letter.parts))
                verdict = after_refusal(letter, refusal)
                result.failed += [(item, str(refusal)) for item in verdict.failed]
                result.alone += verdict.alone
                result.note = "said without mentions" if verdict.letter and verdict.letter.without_mentions else None
                letter = verdict.letter
            except LineUnavailable as error:
                self.health.went_wrong(error, self._services.clock.now())
                self._later(pending, letter, error, result)
                return result
            else:
                self.health.went_well()
                result.arrived += letter.items
                return result
        return result

    def _token_is_dead(self, pending: _Pending, letter: Letter, result: _Result) -> None:
        """Sort the items of a dead token: unsaid words wait again, doubtful ones only if they may be repeated."""
        self.health.went_well()
        for item in letter.items:
            doubtful = (pending.unsure or item.unsure) and not item.repeatable
            (result.unconfirmed if doubtful else result.released).append(item)

    def _later(self, pending: _Pending, letter: Letter, error: LineUnavailable, result: _Result) -> None:
        """Try the same token again while it lives; after that the words wait for another one."""
        log.warning("LINE is not available", reason=error.reason, tries=pending.tries + 1)
        unsure = pending.unsure or error.maybe_done
        age = self._services.clock.now() - pending.batch.token.received_at
        pause = next_call_try(pending.tries)
        if age + pause < TOKEN_KEPT_FOR:
            batch = replace(pending.batch, items=tuple(letter.items))
            due = self._services.clock.monotonic() + pause.total_seconds()
            self._pending.append(_Pending(batch, pending.tries + 1, unsure, due))
            result.again += letter.items
            result.unsure = unsure
            return
        for item in letter.items:
            (result.unconfirmed if unsure and not item.repeatable else result.released).append(item)

    async def _leave(self, item: Item) -> _Result:
        try:
            await self._services.line.leave(item.chat_id)
        except LineUnavailable as error:
            self.health.went_wrong(error, self._services.clock.now())
            return _Result(left=[item], note=error.reason)
        except LineRefused as refusal:
            return _Result(failed=[(item, str(refusal))])
        self.health.went_well()
        return _Result(arrived=[item])

    async def _record(self, result: _Result) -> None:
        """Record a result; results that come while a record is being written share the next one."""
        self._results.append(result)
        if self._recording is None or self._recording.done():
            self._recording = asyncio.create_task(self._record_all())
        await self._recording

    async def _record_all(self) -> None:
        while self._results:
            results, self._results = self._results, []
            try:
                await self._write(results)
            except Exception as error:
                log.error("results could not be recorded", results=len(results), error=error)
                self._results = results + self._results
                await asyncio.sleep(_RECORD_AGAIN_SECONDS)

    async def _write(self, results: Sequence[_Result]) -> None:
        now = self._services.clock.now()
        async with self._services.database.write() as session:
            outbox = UnitOfWork(session, self._services.vault, now).outbox
            for result in results:
                await outbox.arrived(result.arrived, now, result.note)
                await outbox.release(result.released)
                await outbox.release(result.alone, alone=True, error="refused in company")
                await outbox.unconfirmed(result.unconfirmed, now)
                await outbox.extend_lease(result.again, now, unsure=result.unsure)
                for item, error in result.failed:
                    await outbox.failed([item], error, now)
                for item in result.left:
                    await outbox.postpone([item], now + next_call_try(item.tries), result.note or "")
