"""Which word of a round names people in the group, at most one on its way, and without whoever has answered since.

A quiet group gives no reply token for days. So the next twenty are named only on a day after the one on which the group
could read the last ones; what would be said next stands in the timed work of the round.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.context import Context
from storage.columns import from_milliseconds, to_milliseconds
from storage.models import CheckIn
from storage.models.outbox import ItemState
from storage.unit_of_work import CommunityStore, UnitOfWork

MENTION = "rotation.checkin_mention"
_ON_ITS_WAY = frozenset({ItemState.WAITING, ItemState.SENDING})


@dataclass(frozen=True, slots=True)
class Named:
    """The last word of a round that named people: its place among them, and when it was put on its way."""

    place: int = 0
    at: datetime | None = None

    @classmethod
    def read(cls, data: Mapping[str, object]) -> "Named":
        """Read it from timed work."""
        place, at = data.get("place"), data.get("named_at")
        return cls(place if isinstance(place, int) else 0, from_milliseconds(at) if isinstance(at, int) else None)

    def written(self) -> dict[str, object]:
        """Write it for timed work."""
        return {"place": self.place, "named_at": None if self.at is None else to_milliseconds(self.at)}


def group_key(community_id: int, check_in: int, which: str) -> str:
    """Name a word of a round to the group: `card`, `again`, or the place of one that names people."""
    return f"{MENTION}:{community_id}:{check_in}:{which}"


async def is_on_its_way(unit: UnitOfWork, dedupe_key: str) -> bool:
    """Say whether a word was not said yet and still may be."""
    word = await unit.outbox.by_key(dedupe_key)
    return word is not None and word.state in _ON_ITS_WAY


async def may_name_more(ctx: Context, round_: CheckIn, last: Named) -> bool:
    """Say whether the group could read the last names on an earlier day than today."""
    if last.at is None:
        return True
    word = await ctx.unit.outbox.by_key(group_key(ctx.community.number, round_.number, str(last.place)))
    if word is None or word.finished_at is None:
        return word is None
    return word.finished_at.astimezone(ctx.zone).date() < ctx.today


async def write_names_anew(unit: UnitOfWork, store: CommunityStore, check_in: int, now: datetime) -> None:
    """Where a word that names people still waits, let it be written once more, without who is not asked any more."""
    community = store.community.number
    chat_id = await unit.communities.chat_of(community)
    work = None if chat_id is None else await unit.timed.find(chat_id, MENTION, str(check_in))
    if chat_id is None or work is None:
        return
    last = Named.read(json.loads(work.data))
    key = group_key(community, check_in, str(last.place))
    word = await unit.outbox.by_key(key)
    if last.at is None or word is None or word.state is not ItemState.WAITING:
        return
    await unit.outbox.withdraw(key, now)
    await store.check_ins.unmark_mentioned(check_in, last.at)
    data = {"check_in": check_in, **Named(last.place).written()}
    await unit.timed.put(chat_id, MENTION, now, subject=str(check_in), community_id=community, data=data)
