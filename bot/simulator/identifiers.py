"""Names LINE gives to things: user, group and message ids, tokens, event ids, request ids."""

import secrets
import uuid

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FIRST_MESSAGE_ID = 500_000_000_000_000_000


def new_id(letter: str) -> str:
    """Make an id such as `U0123…`: a letter (U user, C group, R room) and 32 hexadecimal digits."""
    return letter + secrets.token_hex(16)


def message_id(number: int) -> str:
    """Return the id of the n-th message: decimal digits, beyond what a JavaScript number can hold, as LINE's are."""
    return str(_FIRST_MESSAGE_ID + number)


def new_token() -> str:
    """Make a reply token or an access token."""
    return secrets.token_hex(16)


def new_quote_token() -> str:
    """Make a quote token."""
    return secrets.token_urlsafe(48)


def new_event_id(at_milliseconds: int) -> str:
    """Make a ULID: 48 bits of time and 80 random bits in Crockford's base 32."""
    number = (at_milliseconds << 80) | secrets.randbits(80)
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


def new_request_id() -> str:
    """Make the value of `X-Line-Request-Id`."""
    return str(uuid.uuid4())
