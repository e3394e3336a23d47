"""Words about an application wait for their readers, perhaps for days; what is overtaken meanwhile goes unread.

The key of each such word begins with the application it is about, in one way for the person and in another for the
hosts. So nobody who was let in after all reads first that they were declined, and no host is asked what another has
decided.
"""

from datetime import timedelta

from bot.answers import WORD_LASTS, Compose, ToHosts, Whisper
from bot.context import Context
from storage.columns import to_milliseconds
from storage.models import Application, Pass
from storage.models.door import PassState
from storage.models.outbox import ItemState

_PRIORITY = 2
_LONGEST_END = 40
_NOT_ARRIVED = frozenset({ItemState.WAITING, ItemState.EXPIRED, ItemState.FAILED})


def tell_applicant(
    ctx: Context, about: Application | Pass, compose: Compose, *, lasts: timedelta = WORD_LASTS, key: str = ""
) -> Whisper:
    """Make a word to the person; `key` is one that is looked up later."""
    return Whisper(
        about.user_id, compose, lasts=lasts, priority=_PRIORITY, dedupe_key=key or f"{to_applicant(about)}{_event(ctx)}"
    )


def tell_hosts(
    ctx: Context, about: Application | Pass, compose: Compose, *, lasts: timedelta = WORD_LASTS, once: str = ""
) -> ToHosts:
    """Make a word to the hosts; the same `once` is not said a second time."""
    return ToHosts(compose, lasts=lasts, dedupe_key=f"{to_hosts(about)}{once or _event(ctx)}")


async def overtake(ctx: Context, about: Application | Pass) -> None:
    """Take back what still waits to be read about an application, because something newer is said or all is over."""
    await ctx.unit.outbox.call_off(to_applicant(about), ctx.now)
    await ctx.unit.outbox.call_off(to_hosts(about), ctx.now)


def link_key(held: Pass) -> str:
    """Name the word that brings the link."""
    moment = 0 if held.handed_at is None else to_milliseconds(held.handed_at)
    return f"{to_applicant(held)}link:{moment}"


async def is_link_waiting(ctx: Context, held: Pass) -> bool:
    """Say whether the link was handed over and has surely not arrived yet."""
    if held.state is not PassState.HANDED:
        return False
    word = await ctx.unit.outbox.by_key(link_key(held))
    return word is not None and word.state in _NOT_ARRIVED


def to_applicant(about: Application | Pass) -> str:
    """Give how the keys of all words to the person begin."""
    return f"door.applicant:{about.community_id}:{about.number}:"


def to_hosts(about: Application | Pass) -> str:
    """Give how the keys of all words to the hosts begin."""
    return f"door.hosts:{about.community_id}:{about.number}:"


def _event(ctx: Context) -> str:
    return ctx.event.key[-_LONGEST_END:]
