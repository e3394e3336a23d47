"""A community's life in a chat: its beginning, and its end when the bot goes."""

from bot.context import Context
from handlers.community import timers
from storage.models import Community
from storage.models.communities import Purpose
from storage.unit_of_work import CommunityStore


async def act_on(ctx: Context, community: Community) -> CommunityStore:
    """Let the event act on a community that the caller has locked or just founded."""
    ctx.home = ctx.unit.of(community)
    ctx.main_chat = await ctx.unit.communities.chat_of(community.number, Purpose.MAIN)
    return ctx.home


async def found_home(ctx: Context) -> CommunityStore:
    """Begin a community for the event's chat."""
    community = await ctx.unit.communities.found(
        ctx.chat_id,
        language=ctx.options.default_language,
        timezone=ctx.options.default_timezone,
        admitted=not ctx.options.admission_by_code,
        now=ctx.now,
    )
    return await act_on(ctx, community)


async def rest_in_chat(ctx: Context, chat_id: str) -> None:
    """Let the community rest in its chat: its records stay, and what is put down for it waits until the bot is back."""
    await _fall_silent(ctx, chat_id)
    await timers.begin_anew_once_back(ctx, chat_id)
    ctx.community.left_at = ctx.now


async def end_in_chat(ctx: Context, chat_id: str) -> None:
    """End a community that nobody has claimed, because its chat becomes that of another one."""
    await forget_chat(ctx, chat_id)
    ctx.community.left_at = ctx.now


async def forget_chat(ctx: Context, chat_id: str) -> None:
    """Forget what LINE told about a chat, and all that was to be done or said there."""
    await _fall_silent(ctx, chat_id)
    await ctx.unit.timed.drop_chat(chat_id)


async def _fall_silent(ctx: Context, chat_id: str) -> None:
    await ctx.unit.outbox.give_up_chat(chat_id, ctx.now)
    await ctx.unit.names.forget_chat(chat_id)
