"""A message of the group that somebody quoted, carried into the private chat as a short reference. Pure.

The reference is the message's id in other digits. It stands in a link that everybody in the group can open, so it says
nothing of whose message it is; only somebody who belongs to the group is told that, in private.
"""

import re

from bot.commands import fold

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST_DIGITS = 14
_REFERENCE = re.compile(rf"m-([0-9a-z]{{1,{_MOST_DIGITS}}})(?![0-9a-z])")
_MESSAGE_ID = re.compile(r"[1-9][0-9]{0,20}")


def reference_to(message_id: str) -> str | None:
    """Give the reference to a message; None for an id that is no plain number, as all of LINE's are."""
    if not _MESSAGE_ID.fullmatch(message_id):
        return None
    left, digits = int(message_id), ""
    while left:
        left, digit = divmod(left, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return f"m-{digits}"


def read_reference(typed: str) -> tuple[str | None, str]:
    """Read the id of the message from the reference at the beginning of a text, and what follows; None without one."""
    first, *rest = typed.strip().split(maxsplit=1)[:2] if typed.strip() else [""]
    found = _REFERENCE.fullmatch(fold(first))
    if found is None:
        return None, typed
    return str(int(found[1], len(_DIGITS))), rest[0] if rest else ""
