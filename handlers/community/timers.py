"""The two timers of a claim: how long a group may stay unclaimed, and how long members may object.

Both count the time in which the bot is in the group, and begin anew when it is back there.
"""

from datetime import timedelta

from bot.context import Context
from storage.models.communities import ClaimState

UNCLAIMED = "community.unclaimed"
UNCLAIMED_LASTS = timedelta(days=7)

OBJECTION_OVER = "community.objection_over"
OBJECTION_LASTS = timedelta(hours=24)

BACK = "community.back"
"""Put down when the bot goes; like all work of the community it rests until the bot is back, however that shows."""


async def start_unclaimed(ctx: Context, chat_id: str) -> None:
    """Let the group be left in seven days unless somebody claims it."""
    await ctx.unit.timed.put(chat_id, UNCLAIMED, ctx.now + UNCLAIMED_LASTS, community_id=ctx.community.number)


async def start_objection(ctx: Context, chat_id: str) -> None:
    """Let the claim be confirmed in 24 hours unless somebody objects."""
    await ctx.unit.timed.put(chat_id, OBJECTION_OVER, ctx.now + OBJECTION_LASTS, community_id=ctx.community.number)


async def begin_anew_once_back(ctx: Context, chat_id: str) -> None:
    """Stop both timers of a group that the bot has left, until it is back."""
    await stop(ctx, chat_id)
    await ctx.unit.timed.put(chat_id, BACK, ctx.now, community_id=ctx.community.number)


async def begin_anew(ctx: Context, chat_id: str) -> None:
    """Begin the timer that the claim of the group is waiting for, if any."""
    match ctx.community.claim_state:
        case ClaimState.UNCLAIMED:
            await start_unclaimed(ctx, chat_id)
        case ClaimState.ANNOUNCED:
            await start_objection(ctx, chat_id)


async def stop(ctx: Context, chat_id: str) -> None:
    """Stop both timers of a group."""
    await ctx.unit.timed.drop(chat_id, UNCLAIMED)
    await ctx.unit.timed.drop(chat_id, OBJECTION_OVER)
