"""The two timers of a claim: how long a group may stay unclaimed, and how long members may object."""

from datetime import timedelta

from bot.context import Context

UNCLAIMED = "community.unclaimed"
UNCLAIMED_LASTS = timedelta(days=7)

OBJECTION_OVER = "community.objection_over"
OBJECTION_LASTS = timedelta(hours=24)


async def start_unclaimed(ctx: Context, chat_id: str) -> None:
    """Let the group be left in seven days unless somebody claims it."""
    await ctx.unit.timed.put(chat_id, UNCLAIMED, ctx.now + UNCLAIMED_LASTS, community_id=ctx.community.number)


async def start_objection(ctx: Context, chat_id: str) -> None:
    """Let the claim be confirmed in 24 hours unless somebody objects."""
    await ctx.unit.timed.put(chat_id, OBJECTION_OVER, ctx.now + OBJECTION_LASTS, community_id=ctx.community.number)


async def stop(ctx: Context, chat_id: str) -> None:
    """Stop both timers of a group."""
    await ctx.unit.timed.drop(chat_id, UNCLAIMED)
    await ctx.unit.timed.drop(chat_id, OBJECTION_OVER)
