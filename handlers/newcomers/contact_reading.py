"""Reads a help line as a host types it: a name, then a number or address, then perhaps hours. Pure."""

import re
import unicodedata
from enum import Enum

from bot.names import safe_name
from storage.repositories.contacts import ContactOnRecord

LONGEST_NAME = 40
LONGEST_HOURS = 40
LONGEST_LINK = 300
"""Characters."""

_PHONE = re.compile(r"(?=(?:.*\d){3})[#*+]?[\d(][\d()\-]{1,18}")
_LINK = re.compile(rf"https://[!-~]{{4,{LONGEST_LINK}}}")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−ー", "-"))


class ContactTrouble(Enum):
    """Why something is no help line."""

    NO_REACH = "neither a number nor an https address"
    NO_NAME = "no name before the number"
    TOO_LONG = "a name or hours too long"


class NotAContact(ValueError):
    """What was typed is no help line; `trouble` says why, and the text stands nowhere in it."""

    def __init__(self, trouble: ContactTrouble) -> None:
        """Take the reason."""
        super().__init__(trouble.value)
        self.trouble = trouble


def read_contact(text: str) -> ContactOnRecord:
    """Read `name number hours`; the number may be full-width, and the name may have several words."""
    words = text.split()
    for place, word in enumerate(words):
        reach = _reach(word)
        if reach is None:
            continue
        name, hours = " ".join(words[:place]).rstrip(":：、,"), " ".join(words[place + 1 :])
        if (shown := safe_name(name)) is None:
            raise NotAContact(ContactTrouble.NO_NAME)
        if len(name) > LONGEST_NAME or len(hours) > LONGEST_HOURS:
            raise NotAContact(ContactTrouble.TOO_LONG)
        return ContactOnRecord(name=shown, reach=reach, hours=safe_name(hours) or "")
    raise NotAContact(ContactTrouble.NO_REACH)


def _reach(word: str) -> str | None:
    folded = unicodedata.normalize("NFKC", word)
    if _LINK.fullmatch(folded):
        return folded
    phone = folded.translate(_DASHES)
    return phone if _PHONE.fullmatch(phone) else None
