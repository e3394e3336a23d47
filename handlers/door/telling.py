"""Words about an application wait for their readers, perhaps for days; what is overtaken meanwhile goes unread.

The key of each such word begins with the application it is about, in one way for the person and in another for the
hosts. So nobody who was let in after all reads first that they were declined, and no host is asked what another has
decided.
"""

from datetime import timedelta

from bot.answers import WORD_LASTS, Compose, ToHosts, Whisper
from bot.context import Context
from storage.models import Application, Pass

_PRIORITY = 2
_LONGEST_END = 40


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


def to_applicant(about: Application | Pass) -> str:
    """Give how the keys of all words to the person begin."""
    return f"door.applicant:{about.community_id}:{about.number}:"


def to_hosts(about: Application | Pass) -> str:
    """Give how the keys of all words to the hosts begin."""
    return f"door.hosts:{about.community_id}:{about.number}:"


def _event(ctx: Context) -> str:
    return ctx.event.key[-_LONGEST_END:]
