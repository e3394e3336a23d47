"""How far the word to a person has come: learned from the outbox, written down once, told to the hosts.

Only a word that reached the person counts: with a reply token, by mail, or pushed to somebody who is surely a friend.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from bot.answers import Answer
from bot.context import Context
from bot.messages import Text
from handlers.moderation.cases import telling_texts as texts
from handlers.moderation.cases.counting import counting, crossed
from handlers.moderation.cases.desk import label_of, subject_of, to_hosts
from handlers.moderation.cases.settings import LIMIT, WARNING_DAYS
from storage.models import Case
from storage.models.cases import CaseKind, CaseState
from storage.models.outbox import ItemState

_ARRIVED = {ItemState.SENT, ItemState.RIDDEN, ItemState.WHISPERED, ItemState.MAILED, ItemState.PUSHED}
_UNDER_WAY = {ItemState.WAITING, ItemState.SENDING}


class Reach(Enum):
    """How far a word has come."""

    REACHED = "reached"
    UNDER_WAY = "under way"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Found:
    """How far a word has come, and since when, where it has arrived; `is_unsure` where nobody knows whether it has."""

    reach: Reach
    at: datetime | None = None
    is_unsure: bool = False


def key_of(case: Case) -> str:
    """Give the dedupe key of the word about a case; told again, it is another word."""
    told_at = case.told_at or case.opened_at
    return f"case:{case.community_id}:{case.number}:{int(told_at.timestamp())}"


async def reach_of(ctx: Context, case: Case) -> Found:
    """Say how far the word has come; an unconfirmed one counts as missed, because nobody knows."""
    if case.delivered_at is not None:
        return Found(Reach.REACHED, case.delivered_at)
    item = None if case.told_at is None else await ctx.unit.outbox.by_key(key_of(case))
    if item is None:
        return Found(Reach.MISSED)
    if item.state in _ARRIVED:
        return Found(Reach.REACHED, item.finished_at or ctx.now)
    if item.state in _UNDER_WAY:
        return Found(Reach.UNDER_WAY)
    return Found(Reach.MISSED, is_unsure=item.state is ItemState.UNCONFIRMED)


async def note_arrival(ctx: Context, case: Case) -> list[Answer]:
    """Write down that the word has arrived, if it has, and tell the hosts what counts where a mark was reached."""
    if case.state is CaseState.VOIDED or case.told_at is None or case.delivered_at is not None:
        return []
    found = await reach_of(ctx, case)
    return [] if found.at is None else await arrived(ctx, case, found.at)


async def arrived(ctx: Context, case: Case, at: datetime) -> list[Answer]:
    """Let a case count from the moment its word arrived."""
    subject = await subject_of(ctx, case)
    if subject is None:
        return []
    before = await ctx.store.cases.counting_sum(subject, ctx.now)
    days = await WARNING_DAYS.read(ctx.store.settings)
    await ctx.store.cases.deliver(case, at, at + timedelta(days=days) if case.kind is CaseKind.WARNING else None)
    counted = counting(await ctx.store.cases.of_member(subject), ctx.now)
    total = sum(each.severity for each in counted)
    mark = crossed(before, total, await LIMIT.read(ctx.store.settings))
    if mark is None:
        return []
    who, timezone = await label_of(ctx, case), ctx.community.timezone
    return await to_hosts(
        ctx, case, lambda: [Text(texts.facts_at_limit(subject.number, who, total, mark, counted, timezone))]
    )
