"""Seats of people who left unmet: LINE's count falls at once, and the seat rests for a week all the same.

Nobody's id is kept for it, only how many seats rest until when. Whoever comes back within the week takes another seat.
"""

import json
from datetime import datetime

from bot.context import Context
from handlers.door.settings import NO_LIMIT, SEATS
from handlers.door.waiting import RESTS_AFTER_LEAVING

SEAT_RESTED = "door.seat_rested"


async def let_seats_rest(ctx: Context, count: int, left_at: datetime, event_key: str) -> None:
    """Keep the seats of so many unknown people for a week; nothing to keep where there is no limit."""
    if ctx.main_chat is None or not count or await SEATS.read(ctx.store.settings) == NO_LIMIT:
        return
    await ctx.unit.timed.put(
        ctx.main_chat,
        SEAT_RESTED,
        left_at + RESTS_AFTER_LEAVING,
        subject=event_key[-64:],
        community_id=ctx.community.number,
        data={"seats": count},
    )


async def resting_seats_of_unknown(ctx: Context) -> int:
    """Count the seats that people left lately whom the bot had never met."""
    if ctx.main_chat is None:
        return 0
    resting = await ctx.unit.timed.of_kind(ctx.main_chat, SEAT_RESTED, after=ctx.now)
    found = [json.loads(work.data).get("seats") for work in resting]
    return sum(seats for seats in found if isinstance(seats, int))
