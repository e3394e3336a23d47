"""Handles one chat's events: lock, facts, handler, answers, all of one event in one transaction; the error boundary.

A lane's next events are either a run of ordinary talk, handled together, or one event that may act, handled alone.

    refusal                 the person is told in one line; the event is done
    LINE or database away   nothing is counted; the same again after a pause
    our bug                 a run is repeated event by event, one event without observers; only then does a try count,
                            and after the fourth the event is dead, visible, and the hosts hear an apology
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from structlog.contextvars import bound_contextvars

from bot import refusals
from bot.acting import Press, Silence, choose_call, read_press
from bot.answers import Answer, ToHosts, reply
from bot.attempts import Attempt, FactsMissing, HandlerRefused, RunFailed
from bot.buttons import ButtonPress
from bot.calling import call_handler, facts_on_record
from bot.context import Context
from bot.delivery import Batch, Mailroom, Origin, as_list
from bot.errors import Refusal, TryLater
from bot.events import Event, MessageSent, MessageUnsent
from bot.facts import Facts
from bot.fetching import fetch
from bot.i18n import speaking
from bot.log import get_logger, tag, where_it_failed
from bot.messages import Text
from bot.payloads import translate
from bot.retry import next_event_try
from bot.richmenu.choosing import overdue_menu
from bot.routing import Run
from bot.scope import Place, build_context, find_place
from bot.services import Services
from bot.talk import handle_talk, note_message, observe
from storage.database import is_database_trouble
from storage.models.communities import Purpose
from storage.models.inbox import EventState
from storage.repositories.inbox import TOKEN_USABLE_FOR, StoredEvent
from storage.unit_of_work import UnitOfWork

MOST_ROUNDS = 20
"""How often a lane is looked at in one go, so that one chat does not keep the others waiting."""
_APOLOGY_LASTS = timedelta(days=1)
_UNSEND = b'"unsend"'

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Handled:
    """How many events a round handled, and whether nothing waited behind them."""

    events: int
    was_last: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an event went: what the record says, and what is to be said."""

    name: str
    state: EventState
    answers: Sequence[Answer] = ()


class Dispatcher:
    """Handles the events of one lane at a time; several of them may work side by side, also in several processes."""

    def __init__(self, services: Services, hand_over: Callable[[Sequence[Batch]], None]) -> None:
        """Take the parts it needs, and where batches go once they are committed."""
        self._services = services
        self._hand_over = hand_over

    async def handle_lane(self, chat_id: str) -> int:
        """Handle what waits in a lane, for a fair number of rounds, and say how many events that were.

        Raises TryLater when the database is in the way; nothing is counted then.
        """
        handled = 0
        for _round in range(MOST_ROUNDS):
            try:
                count = await self._handle_next(chat_id, Attempt())
            except Exception as error:
                if is_database_trouble(error):
                    raise TryLater(type(error).__name__) from error
                raise
            handled += count.events
            if count.events == 0 or (count.was_last and self._services.database.is_sqlite):
                break  # on PostgreSQL a worker who passed this lane over meanwhile counts on another look
            await asyncio.sleep(0)  # on SQLite a run never waits for anything: let webhooks in between two
        return handled

    async def _handle_next(self, chat_id: str, attempt: Attempt) -> Handled:
        while True:
            try:
                return await self._try(chat_id, attempt)
            except FactsMissing as missing:
                facts = await fetch(self._services.line, missing.search)
                attempt = replace(attempt, facts={**attempt.facts, missing.stored.id: facts})
            except HandlerRefused as refused:
                attempt = replace(attempt, refusals={**attempt.refusals, refused.stored.id: refused.answer})
            except RunFailed as failed:
                log.error("handling failed", events=len(failed.run), error=failed.error)
                if len(failed.run) > 1:
                    return await self._one_by_one(chat_id, len(failed.run))
                if not attempt.with_observers:
                    await self._count_try(failed.run[0], failed.error)
                    return Handled(1)
                attempt = replace(attempt, with_observers=False)

    async def _one_by_one(self, chat_id: str, events: int) -> Handled:
        handled = 0
        for _event in range(events):
            handled += (await self._handle_next(chat_id, Attempt(most_events=1))).events
        return Handled(handled)

    async def _try(self, chat_id: str, attempt: Attempt) -> Handled:
        now = self._services.clock.now()
        async with self._services.database.write() as session:
            unit = UnitOfWork(session, self._services.vault, now)
            if not await unit.inbox.lock_lane(chat_id, now):
                return Handled(0)
            waiting = await unit.inbox.waiting(chat_id, attempt.most_events)
            run = _next_run(waiting)
            if not run:
                return Handled(0)
            try:
                taken_back = await _erase_taken_back(unit, waiting)
                left = [each for each in run if each.id not in taken_back]
                batches = await self._handle(unit, left, attempt) if left else []
            except (FactsMissing, HandlerRefused, TryLater):
                raise
            except Exception as error:
                if is_database_trouble(error):
                    raise
                raise RunFailed(run, error) from error
        self._hand_over(batches)
        return Handled(len(run), was_last=len(run) == len(waiting) < attempt.most_events)

    async def _handle(self, unit: UnitOfWork, run: Sequence[StoredEvent], attempt: Attempt) -> list[Batch]:
        if run[0].payload is None:
            await unit.inbox.bury(run[0], error="sealed with an unknown key", now=unit.now)
            return []
        if not run[0].acting:
            return await handle_talk(self._services, unit, run, with_observers=attempt.with_observers)
        with bound_contextvars(about=tag(run[0].event_key), chat=tag(run[0].chat_id)):
            return await self._act(unit, run[0], attempt)

    async def _act(self, unit: UnitOfWork, stored: StoredEvent, attempt: Attempt) -> list[Batch]:
        event = _opened(stored)
        if event.standby:
            await unit.inbox.finish([stored.id], EventState.IGNORED, "standby", unit.now)
            return []
        press = read_press(self._services.button_codec, event, unit.now)
        pressed = press if isinstance(press, ButtonPress) else None
        place = await find_place(unit, event, pressed, self._services.routes)
        ctx = await build_context(self._services, unit, event, place, attempt.facts.get(stored.id, Facts()))
        with speaking(ctx.language):
            outcome = await self._outcome(ctx, place, press, stored, attempt)
            answers = [*outcome.answers, *await overdue_menu(ctx)]
            batches = await Mailroom(unit, self._origin(ctx, stored)).send(answers)
        await unit.names.keep(ctx.facts.new_names, ctx.facts.new_chats, unit.now)
        await unit.inbox.finish([stored.id], outcome.state, outcome.name, unit.now)
        log.info("handled", outcome=outcome.name, kind=type(event).__name__)
        return batches

    async def _outcome(
        self, ctx: Context, place: Place, press: Press, stored: StoredEvent, attempt: Attempt
    ) -> Outcome:
        observed = await self._observe(ctx, attempt)
        if observed is None:
            return Outcome("overtaken by its edit or take-back", EventState.IGNORED)
        try:
            call = choose_call(self._services.routes, ctx, place, press)
        except Refusal as refusal:
            return Outcome("refused", EventState.DONE, [*observed, reply(Text(refusal.line, refusal.quick_replies))])
        if isinstance(call, Silence):
            return Outcome(call.outcome, EventState.IGNORED, [*observed, *as_list(call.answers)])
        if call.route.wants_facts and stored.id not in {*attempt.facts, *attempt.refusals}:
            ctx.facts = await facts_on_record(ctx, call, stored)
        name, told = await call_handler(ctx, call, stored, attempt)
        return Outcome(name, EventState.DONE, [*observed, *told])

    async def _observe(self, ctx: Context, attempt: Attempt) -> list[Answer] | None:
        """Let observers see a command too; None when the message was edited or taken back before it came."""
        event = ctx.event
        if not isinstance(event, MessageSent):
            return []
        is_counted = ctx.home is not None and ctx.purpose is Purpose.MAIN and ctx.community.is_claimed
        if not is_counted or not event.source.is_group:
            return None if await _is_overtaken(ctx.unit, event) else []
        if not await note_message(ctx.store, event, ctx.speaker):
            return None
        if not attempt.with_observers:
            return []
        speakers = {} if ctx.speaker is None or ctx.user_id is None else {ctx.user_id: ctx.speaker}
        return await observe(self._services.routes, Run(ctx.unit, ctx.store, [event], speakers, ctx.now))

    async def _count_try(self, stored: StoredEvent, error: Exception) -> None:
        now = self._services.clock.now()
        reason = where_it_failed(error)
        pause = next_event_try(stored.tries)
        async with self._services.database.write() as session:
            unit = UnitOfWork(session, self._services.vault, now)
            if pause is not None:
                await unit.inbox.try_again(stored, error=reason, blocked_until=now + pause)
                return
            if not await unit.inbox.bury(stored, error=reason, now=now):
                return
        log.error("event is dead", number=stored.id, error=error)
        await self._apologise(stored)

    async def _apologise(self, stored: StoredEvent) -> None:
        """Tell the hosts, once an hour at most, that something asked of the bot could not be done."""
        now = self._services.clock.now()
        try:
            async with self._services.database.write() as session:
                unit = UnitOfWork(session, self._services.vault, now)
                place = await find_place(unit, _opened(stored), None, self._services.routes)
                if place.community_id is None:
                    return
                community = await unit.communities.get(place.community_id)
                origin = Origin(stored.chat_id, None, community, self._services.options.default_language)
                word = ToHosts(
                    lambda: [Text(refusals.something_failed(stored.id))],
                    lasts=_APOLOGY_LASTS,
                    dedupe_key=f"apology:{place.community_id}:{now:%Y%m%d%H}",
                )
                batches = await Mailroom(unit, origin).send(word)
        except Exception as error:
            log.error("the apology could not be queued", error=error)
            return
        self._hand_over(batches)

    def _origin(self, ctx: Context, stored: StoredEvent) -> Origin:
        is_usable = stored.has_token and stored.received_at > ctx.now - TOKEN_USABLE_FOR
        return Origin(
            stored.chat_id,
            stored.id if is_usable else None,
            None if ctx.home is None else ctx.community,
            self._services.options.default_language,
        )


def _next_run(waiting: Sequence[StoredEvent]) -> list[StoredEvent]:
    """Take one acting event, or all ordinary ones before the next acting event."""
    run: list[StoredEvent] = []
    for stored in waiting:
        stands_alone = stored.acting or stored.payload is None
        if stands_alone and run:
            break
        run.append(stored)
        if stands_alone:
            break
    return run


async def _erase_taken_back(unit: UnitOfWork, waiting: Sequence[StoredEvent]) -> set[int]:
    """Erase what was taken back before it was handled, so that no take-back queues behind its own message."""
    erased: set[int] = set()
    for stored in waiting:
        event = _opened(stored) if stored.payload is not None and _UNSEND in stored.payload else None
        if isinstance(event, MessageUnsent):
            erased.update(await unit.inbox.erase_message(stored.chat_id, event.message_id, unit.now))
    return erased


async def _is_overtaken(unit: UnitOfWork, message: MessageSent) -> bool:
    """Tell whether a message's edit or take-back came before it, where no community marks its messages."""
    if message.message_id is None:
        return False
    return await unit.inbox.is_overtaken(message.source.chat_id, message.message_id)


def _opened(stored: StoredEvent) -> Event:
    return translate(json.loads(stored.payload or b"{}"), key=stored.event_key, received_at=stored.received_at)
