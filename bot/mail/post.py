"""What a mail is, who takes it, and what may go wrong on its way; knows nothing of any mail server.

MailRefused       the server will never take it for this address
MailUnavailable   the server is away, busy or asks for patience; `maybe_done` says that it may have taken it
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail to one person. `key` names it for good: tried again, it has the same Message-ID.

    `stop_url` is where one tap stops further mails; without it the mail names none.
    """

    to: str
    subject: str
    text: str
    key: str
    sent_at: datetime
    stop_url: str | None = None


class MailError(Exception):
    """A mail that was not surely taken; the text never names the address."""


class MailRefused(MailError):
    """The server will never take this mail for this address."""


class MailUnavailable(MailError):
    """The mail was not taken now; `maybe_done` where nobody knows whether it was."""

    def __init__(self, reason: str, *, maybe_done: bool = False) -> None:
        """Take the reason in a few words, and whether the server may have taken the mail."""
        super().__init__(reason)
        self.reason = reason
        self.maybe_done = maybe_done


class MailApi(Protocol):
    """Somebody who takes mail."""

    async def send(self, mail: Mail) -> None:
        """Hand over one mail; raises MailRefused or MailUnavailable."""

    async def check(self) -> None:
        """Look whether the server answers and accepts the login; raises MailUnavailable."""
