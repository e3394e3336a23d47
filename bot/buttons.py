"""The one codec for buttons: what a tap means, with a MAC, so that nothing can be forged, moved or kept too long.

The data of a button reads `1.<action>.<community>.<chat>.<subject>.<object>.<expiry>.<mac>`: the chat and the person
it is meant for stand there as short keyed tags, the expiry as minutes since 1970, numbers in base 36. LINE allows
300 characters of data.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.messages import MAX_DATA

BUTTON_LASTS = timedelta(days=30)
_VERSION = "1"
_SEPARATOR = "."
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_PLAIN = re.compile(r"[A-Za-z0-9_:-]*")
_TAG_LENGTH = 8
_MAC_BYTES = 12
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NotOurButton(Exception):
    """Data that this program did not make, or that was changed on the way."""


class TappedLate(Exception):
    """The button has expired."""


class TappedElsewhere(Exception):
    """The button belongs to another chat."""


class TappedByAnother(Exception):
    """The button was meant for somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPress:
    """What a button means: an action on an object of a community. `object` is an id or number, never a text."""

    action: str
    community_id: int | None = None
    object: str = ""


class ButtonCodec:
    """Writes and reads button data under one key."""

    def __init__(self, key: bytes) -> None:
        """Take the 32-byte key that signs buttons."""
        self._key = key

    def write(
        self,
        press: ButtonPress,
        *,
        expires_at: datetime,
        chat_id: str | None = None,
        for_user: str | None = None,
    ) -> str:
        """Give the data of a button, usable in one chat and by one person if these are named.

        Raises ValueError for an action or object that is not plain ASCII letters, digits, `_`, `:` and `-`, and for
        data over LINE's limit.
        """
        parts = [
            _VERSION,
            press.action.replace(".", ":"),
            _in_base_36(press.community_id or 0),
            self._tag(chat_id),
            self._tag(for_user),
            press.object,
            _in_base_36(int((expires_at - _EPOCH).total_seconds() // 60)),
        ]
        if not all(_PLAIN.fullmatch(part) for part in parts):
            raise ValueError("a button's action and object are plain ASCII words")
        data = _SEPARATOR.join(parts)
        data = f"{data}{_SEPARATOR}{self._mac(data)}"
        if len(data) > MAX_DATA:
            raise ValueError(f"button data of {len(data)} characters")
        return data

    def read(self, data: str, *, now: datetime, chat_id: str, user_id: str | None) -> ButtonPress:
        """Give what a tapped button means.

        A tap without a user id passes as far as the person is concerned; whoever handles it decides what it may do.
        Raises NotOurButton, TappedLate, TappedElsewhere or TappedByAnother.
        """
        unsigned, _, mac = data.rpartition(_SEPARATOR)
        parts = unsigned.split(_SEPARATOR)
        if len(parts) != 7 or not hmac.compare_digest(mac.encode(errors="replace"), self._mac(unsigned).encode()):
            raise NotOurButton
        _, action, community, chat_tag, user_tag, subject, expiry = parts
        if now > _EPOCH + timedelta(minutes=int(expiry, 36) + 1):
            raise TappedLate
        if chat_tag and chat_tag != self._tag(chat_id):
            raise TappedElsewhere
        if user_tag and user_id is not None and user_tag != self._tag(user_id):
            raise TappedByAnother
        return ButtonPress(action=action.replace(":", "."), community_id=int(community, 36) or None, object=subject)

    def _tag(self, identifier: str | None) -> str:
        return "" if identifier is None else self._signature("tag:" + identifier, 6)[:_TAG_LENGTH]

    def _mac(self, data: str) -> str:
        return self._signature("data:" + data, _MAC_BYTES)

    def _signature(self, text: str, size: int) -> str:
        digest = hmac.new(self._key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:size]).decode()


def _in_base_36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"
