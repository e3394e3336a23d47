"""Sends the mails with a number that prove an address.

the server takes it           its number waits to be typed
the server never takes it     given up, and the person is told in private
the server is away or busy    again after a pause, as long as the number is worth something; then given up
this process killed           whoever finds the mail once its lease has ended; the number is the same
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.answers import Whisper
from bot.delivery import Batch, Mailroom, Origin
from bot.i18n import speaking
from bot.log import get_logger
from bot.mail import words
from bot.mail.composing import mail_of_code
from bot.mail.post import MailApi, MailError, MailRefused
from bot.retry import next_patient_try
from bot.services import Services
from storage.repositories.mail_codes import Letter
from storage.unit_of_work import UnitOfWork

log = get_logger(__name__)


class CodeMails:
    """The sending of numbers by one process."""

    def __init__(self, services: Services, hand_over: Callable[[Sequence[Batch]], None]) -> None:
        """Take the parts it needs, and where words to people go once they are committed."""
        self._services = services
        self._hand_over = hand_over

    async def work(self) -> int:
        """Send what is due, a round's worth; say how many mails were tried."""
        post = self._services.mail
        if post is None:
            return 0
        now = self._services.clock.now()
        async with self._services.database.write() as session:
            letters = await UnitOfWork(session, self._services.vault, now).mail_codes.take(now)
        if letters:
            await self._record(letters, await asyncio.gather(*(self._send(post, letter) for letter in letters)))
        return len(letters)

    async def next_not_before(self) -> datetime | None:
        """Give the moment at which the next mail is due that is not due yet."""
        if self._services.mail is None:
            return None
        now = self._services.clock.now()
        async with self._services.database.read() as session:
            return await UnitOfWork(session, self._services.vault, now).mail_codes.next_not_before(now)

    async def _send(self, post: MailApi, letter: Letter) -> MailError | None:
        with speaking(letter.language):
            mail = mail_of_code(letter, self._services.clock.now())
        try:
            await post.send(mail)
        except MailError as error:
            log.warning("a number could not be sent by mail", reason=str(error), tries=letter.tries + 1)
            return error
        return None

    async def _record(self, letters: Sequence[Letter], errors: Sequence[MailError | None]) -> None:
        now = self._services.clock.now()
        batches: list[Batch] = []
        async with self._services.database.write() as session:
            unit = UnitOfWork(session, self._services.vault, now)
            for letter, error in zip(letters, errors, strict=True):
                again_at = now + next_patient_try(letter.tries)
                if error is None:
                    await unit.mail_codes.sent(letter)
                elif not isinstance(error, MailRefused) and again_at < letter.expires_at:
                    await unit.mail_codes.later(letter, again_at)
                elif await unit.mail_codes.failed(letter):
                    batches += await self._tell(unit, letter, is_refused=isinstance(error, MailRefused))
        self._hand_over(batches)

    async def _tell(self, unit: UnitOfWork, letter: Letter, *, is_refused: bool) -> list[Batch]:
        """Tell a person in private that no number will come."""
        community = await unit.communities.get(letter.community_id)
        member = None if community is None else await unit.of(community).members.by_number(letter.member)
        if member is None or member.user_id is None:
            return []
        origin = Origin(member.user_id, None, community, self._services.options.default_language)
        word = Whisper(member.user_id, lambda: [words.no_number_comes(letter.address, is_refused=is_refused)])
        return await Mailroom(unit, origin).send(word)
