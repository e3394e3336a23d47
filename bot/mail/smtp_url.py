"""Reads where the mail server is from the one setting SMTP_URL. Pure.

smtp://user:password@host:587      encrypted with STARTTLS, or not at all towards this machine itself
smtps://user:password@host:465     encrypted from the first byte
smtp://host:25?tls=none            not encrypted, for a server in one's own network
"""

from dataclasses import dataclass
from enum import Enum
from urllib.parse import parse_qs, unquote, urlsplit

_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


class Encryption(Enum):
    """How the way to the server is kept private."""

    NONE = "none"
    STARTTLS = "starttls"
    FROM_THE_START = "tls"


_DEFAULT_PORTS = {Encryption.NONE: 25, Encryption.STARTTLS: 587, Encryption.FROM_THE_START: 465}


class NotAMailServer(ValueError):
    """A text that is no address of a mail server; says what one looks like, and nothing of what was given."""

    def __init__(self) -> None:
        """Say what is wanted."""
        super().__init__("it must be like smtp://user:password@host:587 or smtps://user:password@host")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed over, and how."""

    host: str
    port: int
    encryption: Encryption
    user: str | None = None
    password: str | None = None


def read_smtp_url(url: str) -> MailServer:
    """Read the setting; NotAMailServer for anything else."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        query = parse_qs(parts.query, strict_parsing=bool(parts.query))
    except ValueError:
        raise NotAMailServer from None
    is_plain = query == {"tls": ["none"]}
    has_more = parts.path not in {"", "/"} or parts.fragment or (query and not is_plain)
    if (
        parts.scheme not in {"smtp", "smtps"}
        or not host
        or has_more
        or (parts.username is None) != (parts.password is None)
    ):
        raise NotAMailServer
    encryption = _encryption(parts.scheme, host, is_plain=is_plain)
    return MailServer(
        host=host,
        port=port or _DEFAULT_PORTS[encryption],
        encryption=encryption,
        user=None if parts.username is None else unquote(parts.username),
        password=None if parts.password is None else unquote(parts.password),
    )


def _encryption(scheme: str, host: str, *, is_plain: bool) -> Encryption:
    if scheme == "smtps":
        if is_plain:
            raise NotAMailServer
        return Encryption.FROM_THE_START
    return Encryption.NONE if is_plain or host in _LOCAL_HOSTS else Encryption.STARTTLS
