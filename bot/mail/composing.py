"""Writes whole mails, in the language of the moment.

Subjects and senders say nothing of any group: a mail shows on lock screens and on shared computers. The words stand in
the body, and below them how to answer and how to stop.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.i18n import _
from bot.mail.post import Mail
from bot.mail.rendering import plain_text
from bot.mail.stopping import stop_url
from bot.messages import LineObject
from bot.services import Services
from storage.repositories.mail import ConfirmedAddress
from storage.repositories.mail_codes import CODE_LASTS, Letter

_RULE = "--------"


def mail_of_words(
    objects: Sequence[LineObject], to: ConfirmedAddress, *, key: str, services: Services, now: datetime
) -> Mail:
    """Make the mail that says what message objects say; where they hold mentions, give their plain forms instead."""
    stop = stop_url(services.vault, services.public_url, to)
    return Mail(
        to=to.address,
        subject=_("You have a message"),
        text="\n\n".join(
            [
                plain_text(objects) or _("Something waits for you in our private chat."),
                _RULE,
                _how_to_answer(services.account.private_chat_link("")),
                _how_to_stop(stop),
            ]
        ),
        key=key,
        sent_at=now,
        stop_url=stop,
    )


def mail_of_code(letter: Letter, now: datetime) -> Mail:
    """Make the mail with the number that proves an address."""
    return Mail(
        to=letter.address,
        subject=_("Your number"),
        text="\n\n".join(
            [
                _(
                    "This address was given to Tsudoi, an assistant on LINE. To confirm it, type this number in the "
                    "private chat there:"
                ),
                letter.code,
                _(
                    "The number is good for %(minutes)d minutes from when it was asked for.",
                    minutes=CODE_LASTS.total_seconds() // 60,
                ),
                _("If that was not you, there is nothing to do: without the number, no more mail comes here."),
            ]
        ),
        key=f"code:{letter.id}:{letter.code}",
        sent_at=now,
    )


def _how_to_answer(link: str) -> str:
    return "\n".join([_("This address reads no mail. To answer, open our private chat on LINE:"), link])


def _how_to_stop(url: str | None) -> str:
    why = _("You get this because you confirmed this address in that chat.")
    if url is None:
        return "\n".join([why, _("To stop these mails, type “/mail stop” there.")])
    return "\n".join([why, _("To stop these mails:"), url])
