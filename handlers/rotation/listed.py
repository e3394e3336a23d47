"""Whom LINE's list no longer shows, of those the bot counts as members. Pure judgement."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from bot.line_api import Extent, MemberList
from storage.models import Member


def no_longer_listed(
    people: MemberList, present: Iterable[Member], *, asked_at: datetime, asker: int | None
) -> list[Member]:
    """List the present members who are missing from a whole list; from a part of one nobody can be told to be missing.

    Left out are members LINE does not name, whoever came or was met after `asked_at`, since the list may be older than
    their coming, and the `asker`, who is a host at work and not somebody to be lost by a mistake of LINE's.
    """
    if people.extent is not Extent.WHOLE:
        return []
    listed = frozenset(people.user_ids)
    return [
        member
        for member in present
        if member.user_id is not None
        and member.user_id not in listed
        and member.number != asker
        and max(member.first_seen_at, member.joined_at or member.first_seen_at) <= asked_at
    ]


def fingerprint(members: Sequence[Member]) -> str:
    """Stand for some members in a button, so that its tap confirms exactly those."""
    numbers: Collection[int] = sorted(member.number for member in members)
    return hashlib.sha256(",".join(map(str, numbers)).encode()).hexdigest()[:16]
