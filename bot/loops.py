"""Runs a piece of work again and again: at once when woken, else after a while; an error never ends the loop."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.errors import TryLater
from bot.log import get_logger

_AFTER_AN_ERROR_SECONDS = 1.0

log = get_logger(__name__)


async def keep_working(
    name: str,
    work: Callable[[], Awaitable[int]],
    *,
    every: float,
    wake: asyncio.Event | None = None,
    next_due: Callable[[], float | None] = lambda: None,
) -> None:
    """Do the work until cancelled; after a round that found nothing, rest `every` seconds, until woken or until due.

    `next_due` gives the seconds until the next work that is known already, or None.
    """
    wake = wake or asyncio.Event()
    while True:
        wake.clear()
        try:
            done = await work()
        except TryLater:
            await asyncio.sleep(_AFTER_AN_ERROR_SECONDS)
            continue
        except Exception as error:
            log.error("a loop stumbled", loop=name, error=error)
            await asyncio.sleep(_AFTER_AN_ERROR_SECONDS)
            continue
        if done:
            continue
        due = next_due()
        rest = every if due is None else max(0.0, min(every, due))
        try:
            async with asyncio.timeout(rest):
                await wake.wait()
        except TimeoutError:
            pass
