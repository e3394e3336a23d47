"""One neutral notice of a pause for everybody, and one when it is over; nobody is named and nothing is judged."""

from datetime import timedelta

from bot.answers import Answers, Post, reply
from bot.commands import Command, fold
from bot.context import Context
from bot.errors import Refusal
from bot.events import TimedEvent
from bot.i18n import _
from bot.routing import Router
from bot.times import Duration, ImpossibleTime, read_duration
from handlers.moderation.cases import calm_texts as texts
from storage.models.communities import Purpose
from storage.models.members import Role
from storage.models.outbox import ItemState

CALM_OVER = "cases.calm_over"
SHORTEST_CALM, LONGEST_CALM = timedelta(minutes=5), timedelta(hours=24)
_USUAL = Duration(seconds=1800)
_END_LASTS = timedelta(hours=1)
_ENDS = {"off", "end", "終わり", "おわり", "解除"}

router = Router("cases")


@router.command(
    "calm",
    "ひと休み",
    who=Role.HOST,
    help=lambda: _("Ask everybody in the group for a short pause, without naming anybody"),
    example=lambda: _("/calm 30m"),
)
async def calm(ctx: Context, command: Command) -> Answers:
    """Post the notice, and put down its end; asked again while it lasts, only the end moves."""
    chat_id = ctx.main_chat
    if chat_id is None or (not ctx.in_private and ctx.purpose is not Purpose.MAIN):
        raise Refusal(texts.only_in_the_group())
    running = await ctx.unit.timed.find(chat_id, CALM_OVER)
    if fold(command.rest) in _ENDS:
        return await _end_now(ctx, chat_id, is_running=running is not None)
    duration = _duration(command.rest)
    ends_at = duration.add_to(ctx.now, ctx.zone)
    key = f"calm:{ctx.community.number}:{int(ctx.now.timestamp() * 1000)}"
    await ctx.unit.timed.put(
        chat_id,
        CALM_OVER,
        ends_at,
        community_id=ctx.community.number,
        data={"key": key if ctx.in_private and running is None else ""},
    )
    await ctx.store.log.write("calm.began", ctx.now, actor=ctx.speaker_number)
    timezone = ctx.community.timezone
    if not ctx.in_private:
        return reply(texts.notice(ends_at, timezone))
    return [
        reply(texts.notice_will_be_posted(ends_at, timezone)),
        Post(chat_id, lambda: [texts.notice(ends_at, timezone)], lasts=ends_at - ctx.now, priority=1, dedupe_key=key),
    ]


@router.timed(CALM_OVER)
async def end_calm(ctx: Context, event: TimedEvent) -> Answers:
    """Say that the pause is over, where the group was ever asked for it and still wonders."""
    lasts = event.occurred_at + _END_LASTS - ctx.now
    if ctx.home is None or ctx.main_chat is None or lasts <= timedelta(0):
        return None
    if not await _was_said(ctx, str(event.data.get("key") or "")):
        return None
    return Post(ctx.main_chat, lambda: [texts.over()], lasts=lasts)


async def _end_now(ctx: Context, chat_id: str, *, is_running: bool) -> Answers:
    if not is_running:
        raise Refusal(texts.no_pause_now())
    await ctx.unit.timed.drop(chat_id, CALM_OVER)
    await ctx.store.log.write("calm.ended", ctx.now, actor=ctx.speaker_number)
    if not ctx.in_private:
        return reply(texts.over())
    return [reply(texts.end_will_be_posted()), Post(chat_id, lambda: [texts.over()], lasts=_END_LASTS)]


async def _was_said(ctx: Context, key: str) -> bool:
    """Say whether the notice asked for in private was ever said; without a key it was said in the group itself."""
    item = await ctx.unit.outbox.by_key(key) if key else None
    return not key or (item is not None and item.state is ItemState.RIDDEN)


def _duration(typed: str) -> Duration:
    if not typed:
        return _USUAL
    try:
        found = read_duration(typed)
    except ImpossibleTime:
        found = None
    if found is None or not found[0].is_within(SHORTEST_CALM, LONGEST_CALM):
        raise Refusal(texts.how_long())
    return found[0]
