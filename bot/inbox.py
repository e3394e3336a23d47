"""The loop that hands lanes with waiting events to the dispatcher."""

import asyncio

from bot.dispatcher import Dispatcher
from bot.errors import TryLater
from bot.log import get_logger, tag
from bot.services import Services
from storage.unit_of_work import UnitOfWork

PAUSE_SECONDS = 0.05
"""How long nothing has to come in before ordinary talk is handled: acknowledging LINE goes first."""
TALK_WAITS_SECONDS = 2.0
"""How long ordinary talk waits for such a pause at most; one long run costs a fraction of many short ones."""

log = get_logger(__name__)


class Inbox:
    """Looks for lanes with work, and has them handled, one after the other.

    On SQLite there is one such worker; on PostgreSQL several, in several processes, which pass over each other's lanes.
    """

    def __init__(self, services: Services, dispatcher: Dispatcher) -> None:
        """Take the parts it needs."""
        self._services = services
        self._dispatcher = dispatcher
        self._heard_at = self._talk_since = float("-inf")
        self._talk_is_due = True
        self._timer: asyncio.TimerHandle | None = None
        self.wake = asyncio.Event()

    def hear(self, *, acting: bool) -> None:
        """Note that events were stored: at once where somebody may wait for an answer, else for the next pause."""
        self._heard_at = self._services.clock.monotonic()
        if acting:
            self.wake.set()
        if self._timer is None:
            self._talk_since = self._heard_at
            self._look_later()

    async def take_turn(self) -> int:
        """Handle what may be answered, and ordinary talk too when its time has come.

        Where nothing came in for a while, there may still be talk that another process stored and did not handle.
        """
        talk_too = self._talk_is_due or self._services.clock.monotonic() - self._heard_at >= TALK_WAITS_SECONDS
        self._talk_is_due = False
        return await self._handle_lanes(acting_only=not talk_too, may_break_off=True)

    async def work(self) -> int:
        """Handle every lane that has work now, and say how many events that were.

        Raises what was in the way of some lane, such as TryLater from the database, after the others were handled.
        """
        return await self._handle_lanes(acting_only=False, may_break_off=False)

    async def _handle_lanes(self, *, acting_only: bool, may_break_off: bool) -> int:
        now = self._services.clock.now()
        async with self._services.database.read() as session:
            inbox = UnitOfWork(session, self._services.vault, now).inbox
            lanes = await inbox.lanes_with_work(now, acting_only=acting_only)
        handled = 0
        trouble: Exception | None = None
        for number, chat_id in enumerate(lanes):
            if may_break_off and number and self.wake.is_set():
                self._talk_is_due |= not acting_only  # somebody may be waiting for an answer: begin again with them
                break
            try:
                handled += await self._dispatcher.handle_lane(chat_id)
            except TryLater as error:
                log.warning("a lane has to wait", reason=str(error))
                trouble = error
            except Exception as error:
                log.error("a lane is stuck", chat=tag(chat_id), error=error)
                trouble = error
            # whatever it was, the other lanes need not wait with it
        if trouble is not None:
            raise trouble
        return handled

    def _look_later(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(PAUSE_SECONDS, self._look_for_a_pause)

    def _look_for_a_pause(self) -> None:
        now = self._services.clock.monotonic()
        if now - self._heard_at < PAUSE_SECONDS and now - self._talk_since < TALK_WAITS_SECONDS:
            self._look_later()
            return
        self._timer = None
        self._talk_is_due = True
        self.wake.set()
