"""The loop that hands lanes with waiting events to the dispatcher."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from bot.dispatcher import MOST_ROUNDS, Dispatcher
from bot.errors import TryLater
from bot.log import get_logger, tag
from bot.services import Services
from storage.repositories.inbox import LANES_A_LOOK
from storage.unit_of_work import UnitOfWork

PAUSE_SECONDS = 0.05
"""How long nothing has to come in before ordinary talk is handled: acknowledging LINE goes first."""
TALK_WAITS_SECONDS = 2.0
"""How long ordinary talk waits for such a pause at most; one long run costs a fraction of many short ones."""

log = get_logger(__name__)


class Inbox:
    """Looks for lanes with work, and has them handled.

    On SQLite one after the other; on PostgreSQL by several hands at once, so that one which waits for LINE or for the
    database keeps no other chat waiting. Hands of several processes pass over each other's lanes.
    """

    def __init__(self, services: Services, dispatcher: Dispatcher, *, hands: int = 1) -> None:
        """Take the parts it needs, and how many lanes may be in hand at once."""
        self._services = services
        self._dispatcher = dispatcher
        self._hands = hands
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        # The lanes that wait for a hand, longest first, and whether there is something to answer in them.
        self._waiting: dict[str, bool] = {}
        self._is_more_to_see = False
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
        """Handle what may be answered, and ordinary talk too when its time has come; say how many events that were.

        Where nothing came in for a while, there may still be talk that another process stored and did not handle. What
        is in hand when this returns is not counted.
        """
        talk_too = self._talk_is_due or self._services.clock.monotonic() - self._heard_at >= TALK_WAITS_SECONDS
        self._talk_is_due = False
        if self._hands == 1:
            lanes = await self._lanes_with_work(acting_only=not talk_too)
            return await self._handle_lanes(lanes, acting_only=not talk_too, may_break_off=True)
        acting = await self._lanes_with_work(acting_only=True)
        talk = await self._lanes_with_work(acting_only=False) if talk_too else []
        self._waiting |= dict.fromkeys(acting, True)
        for chat_id in talk:
            self._waiting.setdefault(chat_id, False)
        self._is_more_to_see = LANES_A_LOOK in {len(acting), len(talk)}
        self._talk_is_due |= len(talk) == LANES_A_LOOK
        self._hand_out()
        return 0

    async def work(self) -> int:
        """Handle every lane that has work now, and say how many events that were.

        Raises what was in the way of some lane, such as TryLater from the database, after the others were handled.
        """
        lanes = await self._lanes_with_work(acting_only=False)
        return await self._handle_lanes(lanes, acting_only=False, may_break_off=False)

    async def stop(self) -> None:
        """Give up what is in hand; it is rolled back, and found again."""
        self._waiting.clear()
        tasks = list(self._in_hand.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _lanes_with_work(self, *, acting_only: bool) -> list[str]:
        now = self._services.clock.now()
        async with self._services.database.read() as session:
            inbox = UnitOfWork(session, self._services.vault, now).inbox
            return await inbox.lanes_with_work(now, acting_only=acting_only)

    def _hand_out(self) -> None:
        """Take lanes in hand as long as a hand is free; half of the hands are kept for those with something to answer.

        What is left has its turn as soon as a hand is free; also a lane that is in hand, for that may have had its last
        look when this came in. Each has one turn for each time it was seen, so a lane that another process holds is
        not asked for again and again.
        """
        for chat_id in sorted(self._waiting, key=lambda chat_id: not self._waiting[chat_id]):
            hands = self._hands if self._waiting[chat_id] else self._hands // 2
            if chat_id not in self._in_hand and len(self._in_hand) < hands:
                del self._waiting[chat_id]
                self._in_hand[chat_id] = asyncio.create_task(self._handle_in_hand(chat_id))

    async def _handle_in_hand(self, chat_id: str) -> None:
        try:
            with suppress(Exception):  # it is logged, and the lane is found again
                handled = await self._handle_lanes([chat_id], acting_only=False, may_break_off=False)
                if handled >= MOST_ROUNDS:  # there may be more in it
                    self._is_more_to_see = self._talk_is_due = True
        finally:
            del self._in_hand[chat_id]
            self._hand_out()
            if self._is_more_to_see and not self._waiting:
                self.wake.set()

    async def _handle_lanes(self, lanes: Sequence[str], *, acting_only: bool, may_break_off: bool) -> int:
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
