"""The loop that hands lanes with waiting events to the dispatcher."""

import asyncio

from bot.dispatcher import Dispatcher
from bot.errors import TryLater
from bot.log import get_logger
from bot.services import Services
from storage.unit_of_work import UnitOfWork

log = get_logger(__name__)


class Inbox:
    """Looks for lanes with work, and has them handled, one after the other.

    On SQLite there is one such worker; on PostgreSQL several, in several processes, which pass over each other's lanes.
    """

    def __init__(self, services: Services, dispatcher: Dispatcher) -> None:
        """Take the parts it needs."""
        self._services = services
        self._dispatcher = dispatcher
        self.wake = asyncio.Event()

    async def work(self) -> int:
        """Handle every lane that has work now, and say how many events that were.

        Raises TryLater when the database is in the way.
        """
        now = self._services.clock.now()
        async with self._services.database.read() as session:
            lanes = await UnitOfWork(session, self._services.vault, now).inbox.lanes_with_work(now)
        handled = 0
        trouble: TryLater | None = None
        for chat_id in lanes:
            try:
                handled += await self._dispatcher.handle_lane(chat_id)
            except TryLater as error:
                log.warning("a lane has to wait", reason=str(error))
                trouble = error  # the other lanes need not wait with it
        if trouble is not None:
            raise trouble
        return handled
