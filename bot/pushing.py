"""Pushes the words that hosts agreed to pay for: one call a word, each with a retry key of its own, none billed twice.

What becomes of a push:

    LINE took it, now or before    pushed; unconfirmed where the person may be no friend, whom LINE shows nothing
    LINE broken, answer lost       the same key again after a pause, for almost a day; then unconfirmed
    LINE busy or not reached       the same, but a reply token that comes meanwhile is taken
    no billed message left         the word waits for a token again, costs nothing, and the host who agreed is told
    refused                        failed, costs nothing, and the host who agreed is told
    this process killed            whoever finds the word tries the same key again
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from bot import push_words as words
from bot.answers import Compose, Whisper
from bot.delivery import Batch, Mailroom, Origin
from bot.isolation import Letter
from bot.line_api import LineError, LineRefused, LineUnavailable
from bot.log import get_logger
from bot.messages import Text
from bot.outbox import LineHealth
from bot.retry import next_patient_try
from bot.services import Services
from storage.repositories.pushes import Push
from storage.unit_of_work import UnitOfWork

KEY_USABLE_FOR = timedelta(hours=23)
"""How long after its first try a push is repeated. LINE knows its key for 24 hours and would then push it once more."""

log = get_logger(__name__)


class _End(Enum):
    """What a try taught."""

    TAKEN = "taken"
    LATER = "later"
    TOO_LATE = "too late"
    NO_QUOTA = "no quota"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class _Result:
    """How a try ended; `unsure` when LINE may have taken the word, in this try or an earlier one."""

    push: Push
    end: _End
    note: str = ""
    unsure: bool = False


class Pushing:
    """The pushes of one process; several may work side by side."""

    def __init__(self, services: Services, health: LineHealth, hand_over: Callable[[Sequence[Batch]], None]) -> None:
        """Take the parts it needs, where LINE's health is noted, and where bound words to hosts go."""
        self._services = services
        self._health = health
        self._hand_over = hand_over

    async def work(self) -> int:
        """Push what is due, a round's worth; say how many were tried."""
        now = self._services.clock.now()
        async with self._services.database.write() as session:
            due = await UnitOfWork(session, self._services.vault, now).pushes.take(now)
        if due:
            results = await asyncio.gather(*(self._try(push, now) for push in due))
            self._hand_over([batch for result in results for batch in await self._record(result)])
        return len(due)

    async def next_not_before(self) -> datetime | None:
        """Give the moment at which the next push is due that is not due yet."""
        now = self._services.clock.now()
        async with self._services.database.read() as session:
            return await UnitOfWork(session, self._services.vault, now).pushes.next_due(now)

    async def _try(self, push: Push, now: datetime) -> _Result:
        if push.best_before <= now or now - push.first_tried_at >= KEY_USABLE_FOR:
            return _Result(push, _End.TOO_LATE, "not taken in time", unsure=push.unsure)
        try:
            letter = Letter((push.item,), without_mentions=True)  # LINE: nobody can be mentioned in a private chat
            await self._services.line.push(push.user_id, letter.objects, push.retry_key)
        except LineRefused as refusal:
            log.warning("LINE refused a push", status=refusal.status)
            return _Result(push, _End.NO_QUOTA if refusal.is_over_quota else _End.REFUSED, str(refusal))
        except LineError as error:
            self._health.went_wrong(error, self._services.clock.now())
            maybe_done = isinstance(error, LineUnavailable) and error.maybe_done
            return _Result(push, _End.LATER, str(error), unsure=push.unsure or maybe_done)
        self._health.went_well()
        return _Result(push, _End.TAKEN)

    async def _record(self, result: _Result) -> list[Batch]:
        """Write down how a try ended, and put the word to the host on its way, in one transaction."""
        now, push = self._services.clock.now(), result.push
        async with self._services.database.write() as session:
            unit = UnitOfWork(session, self._services.vault, now)
            match result.end:
                case _End.TAKEN:
                    person = await unit.people.get(push.user_id)
                    is_friend = person is not None and person.is_friend
                    await unit.pushes.arrived(push, now, is_surely_read=is_friend)
                case _End.LATER:
                    due_at = now + next_patient_try(push.tries)
                    await unit.pushes.later(push, due_at, result.note, unsure=result.unsure)
                case _End.TOO_LATE if result.unsure:
                    await unit.pushes.unconfirmed(push, now)
                    return await self._tell(unit, push, lambda: [Text(words.nobody_knows())])
                case _End.TOO_LATE:
                    await unit.pushes.wait_again(push, result.note)
                    return await self._tell(unit, push, lambda: [Text(words.line_was_away())])
                case _End.NO_QUOTA:
                    await unit.pushes.wait_again(push, result.note)
                    return await self._tell(unit, push, lambda: [Text(words.no_quota_left())])
                case _End.REFUSED:
                    await unit.pushes.failed(push, result.note, now)
                    return await self._tell(unit, push, lambda: [Text(words.line_refused())])
        return []

    async def _tell(self, unit: UnitOfWork, push: Push, compose: Compose) -> list[Batch]:
        """Tell the host who agreed, with whichever token they give next."""
        community = await unit.communities.get(push.community_id)
        if community is None:
            return []
        host = await unit.of(community).members.by_number(push.agreed_by)
        if host is None or host.user_id is None:
            return []
        origin = Origin(host.user_id, None, community, self._services.options.default_language)
        return await Mailroom(unit, origin).send(Whisper(host.user_id, compose, priority=2))
