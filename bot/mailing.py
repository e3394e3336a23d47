"""Mails the words that have waited long enough for their reader, and those that are to go by mail too.

What becomes of a mailing:

    the server took it            mailed
    no address, or never taken    the word waits for a reply token alone; what was for the mail alone has failed
    the server away or busy       again after a pause; a reply token that comes meanwhile is taken
    its answer lost               unconfirmed: mail knows no retry key, so it is not said again
    this process killed           unconfirmed, two minutes later
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.i18n import speaking
from bot.log import get_logger
from bot.mail.composing import mail_of_words
from bot.mail.post import Mail, MailApi, MailRefused, MailUnavailable
from bot.messages import LineObject, without_mentions
from bot.retry import next_patient_try
from bot.services import Services
from storage.models import Community
from storage.models.outbox import Delivery
from storage.repositories.mail import ConfirmedAddress
from storage.repositories.mailings import Mailing
from storage.repositories.outbox import Item
from storage.unit_of_work import UnitOfWork

_LONGEST_TALK_SECONDS = 90.0
"""For one mail in all, more than its steps together may take; well within the lease of its word."""

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Result:
    """How a try ended; without an error the server has taken the mail."""

    item: Item
    error: str | None = None
    is_final: bool = True
    unsure: bool = False


class WordsByMail:
    """The mailing of words in one process; several may work side by side. Without a mail server it does nothing."""

    def __init__(self, services: Services) -> None:
        """Take the parts it needs."""
        self._services = services

    async def work(self) -> int:
        """Mail what is due, a round's worth; say how many were tried."""
        post = self._services.mail
        if post is None:
            return 0
        now = self._services.clock.now()
        async with self._services.database.write() as session:
            unit = UnitOfWork(session, self._services.vault, now)
            await unit.mailings.give_up_lost(now)
            due = [(each.item, await self._letter(unit, each)) for each in await unit.mailings.take(now)]
        if due:
            await self._record(await asyncio.gather(*(_try(post, item, mail) for item, mail in due)))
        return len(due)

    async def next_not_before(self) -> datetime | None:
        """Give the moment at which the next word goes by mail that does not yet."""
        if self._services.mail is None:
            return None
        now = self._services.clock.now()
        async with self._services.database.read() as session:
            return await UnitOfWork(session, self._services.vault, now).mailings.next_due(now)

    async def _letter(self, unit: UnitOfWork, mailing: Mailing) -> Mail | None:
        """Write the mail in its reader's language; None for somebody without an address, or who may not read it now."""
        is_for_hosts = mailing.item.delivery is Delivery.MAIL
        address = await unit.mail.address_of(mailing.community_id, mailing.user_id, also_of_leavers=is_for_hosts)
        community = await unit.communities.get(mailing.community_id)
        if address is None or (is_for_hosts and not await _is_alarmed(unit, community, address)):
            return None
        default = self._services.options.default_language if community is None else community.language
        with speaking(await unit.people.language_of(mailing.user_id) or default):
            said = _plain(mailing.item)
            return mail_of_words(said, address, key=mailing.key, services=self._services, now=unit.now)

    async def _record(self, results: list[_Result]) -> None:
        now = self._services.clock.now()
        async with self._services.database.write() as session:
            mailings = UnitOfWork(session, self._services.vault, now).mailings
            for result in results:
                if result.error is None:
                    await mailings.mailed(result.item, now)
                elif result.unsure:
                    await mailings.unconfirmed(result.item, now)
                elif result.is_final:
                    await mailings.not_by_mail(result.item, result.error, now)
                else:
                    await mailings.later(result.item, now + next_patient_try(result.item.tries), result.error)


async def _try(post: MailApi, item: Item, mail: Mail | None) -> _Result:
    if mail is None:
        return _Result(item, "no address for mail")
    try:
        async with asyncio.timeout(_LONGEST_TALK_SECONDS):
            await post.send(mail)
    except MailRefused:
        log.warning("a mail was refused")
        return _Result(item, "the mail was refused")
    except MailUnavailable as error:
        log.warning("mail is not available", reason=error.reason, maybe_done=error.maybe_done)
        return _Result(item, error.reason, is_final=False, unsure=error.maybe_done)
    except TimeoutError:
        return _Result(item, "the mail server took too long", is_final=False, unsure=True)
    return _Result(item)


async def _is_alarmed(unit: UnitOfWork, community: Community | None, address: ConfirmedAddress) -> bool:
    """Say whether somebody may still read words to the hosts: a host, or who was one when a wave of leavings began.

    No other words go by mail alone.
    """
    if community is None:
        return False
    store = unit.of(community)
    readers = [*await store.members.hosts(), *await store.rosters.lost_hosts(unit.now)]
    return address.member in {reader.number for reader in readers}


def _plain(item: Item) -> list[LineObject]:
    return [each.object if each.plain is None else without_mentions(each.object, each.plain) for each in item.objects]
