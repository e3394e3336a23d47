"""Judges one message by what the hosts have chosen: pure, without memory; what it says is in the finding."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.events import Media, MessageEdited, MessageSent, Sticker, Text
from handlers.moderation.filters.flood import FloodLimit
from handlers.moderation.filters.folding import fold
from handlers.moderation.filters.links import LinksFrom, LinkSort, find_link
from handlers.moderation.filters.settings import Filters
from storage.models import Member
from storage.models.filters import FilterKind
from storage.models.members import Role

NEWCOMER_FOR = timedelta(days=7)
PAUSE_BETWEEN_BURSTS = timedelta(minutes=10)
LONGEST_BURST = timedelta(hours=1)

Message = MessageSent | MessageEdited


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """What a filter noticed in a message: by which measure, and how much of it."""

    kind: FilterKind
    message: Message
    member: Member | None
    counted: int = 1
    limit: FloodLimit | None = None
    entry: int | None = None
    sort: LinkSort | None = None
    links_from: LinksFrom | None = None
    """Whose ordinary links were being noticed, where it is one."""

    @property
    def member_number(self) -> int | None:
        """Give whose message it was; None where LINE does not tell."""
        return None if self.member is None else self.member.number


def is_exempt(member: Member | None) -> bool:
    """Say whether somebody's messages are not judged: helpers and hosts keep the talk going themselves."""
    return member is not None and member.role.includes(Role.HELPER)


def is_newcomer(member: Member | None, at: datetime) -> bool:
    """Say whether somebody has come within the last seven days; whoever was there before the bot has not."""
    return member is not None and member.joined_at is not None and at - member.joined_at < NEWCOMER_FOR


def text_of(message: Message) -> str:
    """Give what a message says; empty for pictures and the like."""
    if isinstance(message, MessageEdited):
        return message.text.text
    return message.content.text if isinstance(message.content, Text | Sticker) else ""


def key_of(message: MessageSent) -> str:
    """Give what makes a message one, however often it comes: pictures sent in one go are one."""
    content = message.content
    if isinstance(content, Media) and content.set_id is not None:
        return content.set_id
    return message.message_id or message.key


def judge_text(message: Message, member: Member | None, filters: Filters) -> Iterator[Noticed]:
    """Look for the hosts' words and for links."""
    text = text_of(message)
    if not text:
        return
    if filters.words.entries and not filters.is_off(FilterKind.WORDS):
        entry = filters.words.find(fold(text))
        if entry is not None:
            yield Noticed(kind=FilterKind.WORDS, message=message, member=member, entry=entry.number)
    if not filters.is_off(FilterKind.LINKS):
        link = find_link(text, filters.words.hosts)
        if link is not None and _is_noticed(link.sort, member, message.occurred_at, filters.links_from):
            yield Noticed(
                kind=FilterKind.LINKS,
                message=message,
                member=member,
                sort=link.sort,
                links_from=filters.links_from if link.sort is LinkSort.LINK else None,
            )


def _is_noticed(sort: LinkSort, member: Member | None, at: datetime, links_from: LinksFrom) -> bool:
    if sort is not LinkSort.LINK or links_from is LinksFrom.EVERYBODY:
        return True
    return links_from is LinksFrom.NEWCOMERS and is_newcomer(member, at)


def begins_burst(earlier: Iterable[tuple[datetime, bool]], at: datetime) -> bool:
    """Say whether something noticed is to be told, or belongs to what was told already.

    `earlier` is what was noticed of the same person: when, and whether it was told. One burst goes on as long as there
    is no pause of ten minutes, and for an hour at most.
    """
    told, newest = math.inf, math.inf
    for moment, was_told in earlier:
        apart = abs(at - moment).total_seconds()
        newest = min(newest, apart)
        if was_told:
            told = min(told, apart)
    return newest >= PAUSE_BETWEEN_BURSTS.total_seconds() or told >= LONGEST_BURST.total_seconds()
