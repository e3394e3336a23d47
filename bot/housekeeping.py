"""Erases what has been kept long enough: reply tokens, names, ids, marks, counts, records of what was said."""

from datetime import datetime, timedelta

from bot.clock import Clock
from storage.database import Database
from storage.repositories.activity import forget_old_activity
from storage.repositories.advisers import forget_old_advisers
from storage.repositories.cases import erase_old_marks
from storage.repositories.door import erase_old_applications
from storage.repositories.duty import forget_old_turns
from storage.repositories.filters import forget_old_findings
from storage.repositories.forms import forget_old_forms
from storage.repositories.mail import forget_leavers_addresses
from storage.repositories.mail_codes import forget_old_mail_codes
from storage.repositories.questions import forget_old_questions
from storage.repositories.removals import erase_removal_keys
from storage.repositories.reports import erase_old_reports
from storage.repositories.rosters import forget_old_rosters
from storage.repositories.strangers import forget_strangers
from storage.repositories.turnover import forget_old_turnover
from storage.unit_of_work import UnitOfWork
from storage.vault import Vault


class Housekeeping:
    """Erases on time, in short transactions: what must go soonest never waits for the rest."""

    ROUND_SECONDS = 10.0
    _DEEP_EVERY = timedelta(minutes=10)

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        """Take the parts it needs."""
        self._database = database
        self._vault = vault
        self._clock = clock
        self._deep_at = clock.now()

    async def work(self) -> int:
        """Erase tokens a minute old and names a day old; from time to time everything else past its time too."""
        now = self._clock.now()
        is_deep = now >= self._deep_at
        async with self._database.write() as session:
            unit = UnitOfWork(session, self._vault, now)
            await unit.inbox.erase_tokens(now)
            await unit.names.forget_old(now)
        if is_deep:
            await self._erase_deeply(now)
            self._deep_at = now + self._DEEP_EVERY
        return 0

    async def _erase_deeply(self, now: datetime) -> None:
        async with self._database.write() as session:
            unit = UnitOfWork(session, self._vault, now)
            await unit.inbox.erase_old(now)
            await unit.mailings.give_up_lost(now)  # the sender of mail does so too, where there still is one
            await unit.outbox.erase_old(now)
            await unit.pushes.forget_old(now)
            await unit.menus.forget_old(now)
            await forget_strangers(session, now)
            await forget_old_activity(session, now)
            await forget_old_forms(session, now)
            await forget_old_turns(session, now)
            await erase_old_reports(session, now)
            await erase_removal_keys(session, now)
            await forget_old_rosters(session, now)
            await forget_old_questions(session, now)
            await forget_old_turnover(session, now)
            await forget_old_findings(session, now)
            await erase_old_marks(session, now)
            await forget_old_advisers(session, now)
            await erase_old_applications(session, now)
            await forget_old_mail_codes(session, now)
            await forget_leavers_addresses(session, now)
