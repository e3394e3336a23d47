"""Hands mail to a server: one connection a mail, ten seconds for each step, and no address in any log or error.

Whether a failed mail may have been taken all the same is known by where it failed: before its content was handed over
surely not; while the answer to the content was awaited nobody knows.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from hashlib import sha256

import aiosmtplib

from bot.mail.addresses import Sender, quoted
from bot.mail.post import Mail, MailRefused, MailUnavailable
from bot.mail.smtp_url import Encryption, MailServer

TIMEOUT_SECONDS = 10.0
_BEFORE_CONTENT_SECONDS = 20.0
"""For all steps of a login together, and again for the addresses: a slow server has then surely not taken the mail."""
_NEVER = 500
"""Replies from here on are for good (RFC 5321, 4.2.1); below, the same may work later."""
_POLICY = SMTP_POLICY.clone(cte_type="7bit")
"""Japanese goes as base64 or quoted-printable, which every server on the way can carry."""
_LONGEST_LINE = 998
"""RFC 5322, 2.1.1. Headers may use it all: folded at 78, a long address in one would come out as an encoded word."""


class Smtp:
    """The mail server of the operator."""

    def __init__(
        self,
        server: MailServer,
        sender: Sender,
        *,
        timeout_seconds: float = TIMEOUT_SECONDS,
        before_content_seconds: float = _BEFORE_CONTENT_SECONDS,
    ) -> None:
        """Take the server, who the mail is from, and the time limits."""
        self._server = server
        self._sender = sender
        self._timeout_seconds = timeout_seconds
        self._before_content_seconds = before_content_seconds

    async def send(self, mail: Mail) -> None:
        """Hand over one mail; raises MailRefused or MailUnavailable."""
        content = as_sent(mail, self._sender)
        client = await self._connect()
        try:
            async with _patience(self._before_content_seconds):
                await _address(client, quoted(self._sender.address), quoted(mail.to))
            await _hand_over(client, content)
            await _say_good_bye(client)
        finally:
            client.close()

    async def check(self) -> None:
        """Look whether the server answers and accepts the login; raises MailUnavailable."""
        client = await self._connect()
        await _say_good_bye(client)
        client.close()

    async def _connect(self) -> aiosmtplib.SMTP:
        server = self._server
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.encryption is Encryption.FROM_THE_START,
            start_tls=server.encryption is Encryption.STARTTLS,
            timeout=self._timeout_seconds,
        )
        try:
            async with _patience(self._before_content_seconds):
                await client.connect()
        except aiosmtplib.SMTPAuthenticationError as error:
            raise MailUnavailable(f"the mail server does not accept the login ({error.code})") from None
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise MailUnavailable(f"the mail server cannot be reached ({type(error).__name__})") from None
        return client


@asynccontextmanager
async def _patience(seconds: float) -> AsyncIterator[None]:
    """Give up on a server that is slow in every step, long before anybody takes up its mail once more."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise MailUnavailable("the mail server is too slow") from None


async def _address(client: aiosmtplib.SMTP, sender: str, recipient: str) -> None:
    """Say from whom and to whom."""
    try:
        await client.mail(sender)
        await client.rcpt(recipient)
    except aiosmtplib.SMTPRecipientRefused as error:
        raise _refusal(error.code, "recipient") from None
    except aiosmtplib.SMTPSenderRefused as error:
        raise MailUnavailable(f"the mail server does not accept MAIL_FROM ({error.code})") from None
    except (aiosmtplib.SMTPException, OSError) as error:
        raise MailUnavailable(f"the mail server went away ({type(error).__name__})") from None


async def _hand_over(client: aiosmtplib.SMTP, content: bytes) -> None:
    try:
        await client.data(content)
    except aiosmtplib.SMTPResponseException as error:
        raise _refusal(error.code, "content") from None
    except (aiosmtplib.SMTPException, OSError) as error:
        raise MailUnavailable(f"no answer to a mail ({type(error).__name__})", maybe_done=True) from None


def _refusal(code: int, what: str) -> MailRefused | MailUnavailable:
    reason = f"the mail server does not take the {what} ({code})"
    return MailRefused(reason) if code >= _NEVER else MailUnavailable(reason)


async def _say_good_bye(client: aiosmtplib.SMTP) -> None:
    """Be polite to a server that was; whatever went wrong before ends without, so that nobody waits for it."""
    with suppress(aiosmtplib.SMTPException, OSError):
        await client.quit()


def as_sent(mail: Mail, sender: Sender) -> bytes:
    """Write a mail as it travels; ValueError for a line end in a header, which would be a header of somebody else's."""
    domain = sender.address.rpartition("@")[2]
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(display_name=sender.name, addr_spec=quoted(sender.address))
    message["To"] = quoted(mail.to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.sent_at)
    message["Message-ID"] = f"<{sha256(mail.key.encode()).hexdigest()[:32]}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.stop_url is not None:
        message["List-Unsubscribe"] = f"<{mail.stop_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    return message.as_bytes(policy=_POLICY.clone(max_line_length=_LONGEST_LINE))
