"""The bot comes into a group, and goes: the first words there, and seven days for somebody to claim it."""

from bot.answers import Answers, LeaveChat, Post, reply
from bot.context import Context
from bot.events import BotJoined, BotLeft, TimedEvent
from bot.filters import in_group
from bot.routing import Router
from handlers.community import arrival_texts as texts
from handlers.community import timers
from handlers.community.homes import found_home, rest_in_chat
from handlers.community.rooms import close_room
from handlers.moderation.removals.alarms import alarm_own_leave
from storage.models.communities import Purpose

router = Router("community")


@router.on(BotJoined, in_group, needs_home=False, before_claim=True)
async def greet_group(ctx: Context, _event: BotJoined) -> Answers:
    """Say who has come; a group that is known already goes on where it stopped."""
    if ctx.home is not None:
        return await _resume(ctx)
    await found_home(ctx)
    await timers.start_unclaimed(ctx, ctx.chat_id)
    return reply(texts.first_words(), texts.first_card(ctx))


@router.on(BotLeft, in_group, before_claim=True)
async def note_own_leave(ctx: Context, _event: BotLeft) -> Answers:
    """Let all work rest for a group the bot is no longer in; it goes on in that group, or in another one.

    The hosts are alarmed. A hosts' room that was left is one no more, so that words to the hosts reach each of them.
    """
    if ctx.purpose is Purpose.HOSTS:
        await close_room(ctx, ctx.chat_id)
        return None
    alarm = await alarm_own_leave(ctx)
    await rest_in_chat(ctx, ctx.chat_id)
    return alarm


@router.timed(timers.UNCLAIMED, before_claim=True)
async def leave_unclaimed(ctx: Context, _event: TimedEvent) -> Answers:
    """Leave a group that nobody has claimed in seven days."""
    chat_id = ctx.main_chat
    if ctx.home is None or chat_id is None or ctx.community.is_claimed or ctx.community.left_at is not None:
        return None
    await rest_in_chat(ctx, chat_id)
    return [Post(chat_id, lambda: [texts.farewell_unclaimed()], lasts=texts.FAREWELL_LASTS), LeaveChat(chat_id)]


@router.timed(timers.BACK, before_claim=True)
async def let_timers_begin_anew(ctx: Context, _event: TimedEvent) -> Answers:
    """Begin the timers of a claim anew once the bot is back, also where LINE's word of the invitation was lost."""
    if ctx.main_chat is not None:
        await timers.begin_anew(ctx, ctx.main_chat)
    return None


async def _resume(ctx: Context) -> Answers:
    if ctx.purpose is Purpose.HOSTS:
        return reply(texts.back_again())
    ctx.community.left_at = None
    return reply(texts.back_again(), *([] if ctx.community.is_claimed else [texts.first_card(ctx)]))
