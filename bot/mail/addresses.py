"""Reads mail addresses that people type, and masks them for showing. Pure.

What may stand in an address is kept narrow on purpose: ASCII, one `@`, a domain with a dot. The two dots in a row and
the dot before the `@` that Japanese phone companies once gave out are let through, and quoted for the way.
"""

import re
import unicodedata
from dataclasses import dataclass
from email.utils import parseaddr

LONGEST_ADDRESS = 254
"""RFC 5321, 4.5.3.1.3: a path has 256 characters, two of them the angle brackets."""
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_ENCODED_WORD = "=?"
"""How an encoded word begins (RFC 2047): in a header it would be read as another address, or as none."""
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[A-Za-z](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who mail is from: an address, and a name in front of it or none."""

    name: str
    address: str


class NotASender(ValueError):
    """A text that is neither `name <address>` nor a bare address; says what one looks like."""

    def __init__(self) -> None:
        """Say what is wanted."""
        super().__init__("it must be a mail address such as tsudoi@example.org or Tsudoi <tsudoi@example.org>")


def read_address(typed: str) -> str | None:
    """Give the address somebody typed, full-width letters folded and the domain in lower case; None for none."""
    text = unicodedata.normalize("NFKC", typed).strip().removeprefix("mailto:").strip("<>")
    local, _at, domain = text.rpartition("@")
    if (
        len(text) > LONGEST_ADDRESS
        or _ENCODED_WORD in local
        or not _LOCAL.fullmatch(local)
        or not _DOMAIN.fullmatch(domain)
    ):
        return None
    return f"{local}@{domain.lower()}"


def read_sender(written: str) -> Sender:
    """Read `name <address>` or a bare address; raises NotASender."""
    name, found = parseaddr(written)
    address = read_address(found)
    if address is None or not written.isprintable():
        raise NotASender
    return Sender(name, address)


def masked(address: str) -> str:
    """Show an address to its owner without showing it to whoever looks over their shoulder."""
    local, _at, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"


def quoted(address: str) -> str:
    """Give the form of an address that mail servers understand, whatever dots it has (RFC 5321, 4.1.2)."""
    local, _at, domain = address.rpartition("@")
    has_odd_dots = local.startswith(".") or local.endswith(".") or ".." in local
    return f'"{local}"@{domain}' if has_odd_dots else address
