"""A real mail server in the test's own loop, with the letters it has taken and what may go wrong in it."""

import asyncio
import email
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

SENDER = "tsudoi@mail.example"


@dataclass(slots=True)
class PostOffice:
    """The letters taken, and the next things to go wrong: replies to a recipient or a content, lost answers."""

    url: str = ""
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refuse_recipient: list[str] = field(default_factory=list)
    refuse_content: list[str] = field(default_factory=list)
    lose_answers: int = 0
    never_answers: bool = False

    def to(self, address: str) -> list[EmailMessage]:
        """The letters that went to an address, oldest first."""
        return [mail for mail, recipient in zip(self.mails, self.recipients, strict=True) if recipient == address]

    def code(self, address: str) -> str:
        """The number in the newest letter to an address."""
        return next(line for line in text_of(self.to(address)[-1]).splitlines() if line.isdigit())

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient."""
        if self.never_answers:
            await asyncio.Event().wait()
        if self.refuse_recipient:
            return self.refuse_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - likewise
        """Take a letter, or say why not."""
        if self.refuse_content:
            return self.refuse_content.pop(0)
        assert isinstance(envelope.content, bytes)
        letter = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        self.mails.append(letter)
        self.recipients.append(envelope.rcpt_tos[0])
        if self.lose_answers:
            self.lose_answers -= 1
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return "250 OK"


def text_of(mail: EmailMessage) -> str:
    """What a letter says."""
    text: str = mail.get_content()
    return text


@asynccontextmanager
async def open_post_office(*, password: str | None = None) -> AsyncIterator[PostOffice]:
    """Open a mail server on a port of its own; with a password it refuses every other login."""
    office = PostOffice()
    options: dict[str, Any] = {"enable_SMTPUTF8": False, "loop": asyncio.get_running_loop()}
    if password is not None:

        def authenticate(_server: SMTP, _session: Session, _envelope: Envelope, _kind: str, login: Any) -> AuthResult:
            is_right = isinstance(login, LoginPassword) and login.password == password.encode()
            return AuthResult(success=is_right, handled=False)

        options |= {"authenticator": authenticate, "auth_require_tls": False}
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(office, **options), "127.0.0.1", 0)
    office.url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield office
    finally:
        server.close()
        await server.wait_closed()
