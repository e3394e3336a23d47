"""What happens in a round of kind questions as time passes: words on their way, one reminder, and the end.

Everything is keyed by the round's number and looks at how things stand when it falls due. So a server that was down
for days, or an event that comes twice, asks nobody twice and reminds nobody after the end.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.answers import Answer, Answers, Compose, Post, ToHosts, Whisper
from bot.context import Context
from bot.events import TimedEvent
from bot.messages import MAX_MENTIONS
from bot.times import Duration
from handlers.rotation import checking_in_texts as texts
from handlers.rotation.asked import word_key
from handlers.rotation.turnover_routes import router
from storage.models import CheckIn, Member

ASK = "rotation.checkin_ask"
MENTION = "rotation.checkin_mention"
REMINDER = "rotation.checkin_reminder"
OVER = "rotation.checkin_over"
PORTION = 25
"""As many private words as one short transaction puts on its way."""
BETWEEN_PORTIONS = timedelta(minutes=1)


async def begin_timers(ctx: Context, chat_id: str, round_: CheckIn, *, half_time: timedelta) -> None:
    """Put down all that a round does; the first words go at once."""
    await _put(ctx, chat_id, ASK, ctx.now, round_)
    await _put(ctx, chat_id, MENTION, ctx.now, round_)
    await _put(ctx, chat_id, REMINDER, ctx.now + half_time, round_)
    await _put(ctx, chat_id, OVER, round_.ends_at, round_)


@router.timed(ASK)
async def ask_some(ctx: Context, event: TimedEvent) -> Answers:
    """Put the next private words on their way, and come back for the others."""
    round_ = await _running(ctx, event)
    if round_ is None:
        return None
    again = event.data.get("again") is True
    people = await ctx.store.check_ins.untold(round_.number, PORTION)
    await ctx.store.check_ins.mark_told([member.number for member in people], ctx.now)
    if len(people) == PORTION:
        await _put(ctx, ctx.chat_id, ASK, ctx.now + BETWEEN_PORTIONS, round_, again=again)
    if again:
        for member in people:  # whoever has not read the first word yet is asked once, not twice
            first = word_key(ctx.community.number, round_.number, member.number, again=False)
            await ctx.unit.outbox.withdraw(first, ctx.now)
    return [whisper for member in people for whisper in _asked_in_private(ctx, round_, member, again=again)]


@router.timed(MENTION)
async def show_group(ctx: Context, event: TimedEvent) -> Answers:
    """Show the group a card that names nobody; or, where the hosts chose so, name at most twenty a day."""
    round_ = await _running(ctx, event)
    if round_ is None or ctx.main_chat is None:
        return None
    chat_id = ctx.main_chat
    if not round_.by_mention:
        return _posted(ctx, chat_id, round_, lambda: [texts.group_card(ctx)], "card")
    people = await ctx.store.check_ins.unmentioned(round_.number, MAX_MENTIONS)
    if not people:
        return None
    await ctx.store.check_ins.mark_mentioned([member.number for member in people], ctx.now)
    tomorrow = Duration(days=1).add_to(ctx.now, ZoneInfo(ctx.community.timezone))
    await _put(ctx, chat_id, MENTION, tomorrow, round_)
    keys = [(f"p{place}", member.user_id) for place, member in enumerate(people) if member.user_id is not None]
    return Post(
        chat_id,
        lambda: [texts.group_mention(keys), texts.group_card(ctx)],
        lasts=round_.ends_at - ctx.now,
        dedupe_key=f"{MENTION}:{event.key}",
    )


@router.timed(REMINDER)
async def remind(ctx: Context, event: TimedEvent) -> Answers:
    """Ask those who have not answered once more, in private, and the group with a card that names nobody."""
    round_ = await _running(ctx, event)
    if round_ is None or ctx.main_chat is None:
        return None
    if not await ctx.store.check_ins.unanswered(round_.number):
        return None
    await ctx.store.check_ins.tell_again(round_.number)
    await _put(ctx, ctx.chat_id, ASK, ctx.now, round_, again=True)
    return _posted(ctx, ctx.main_chat, round_, lambda: [texts.group_card(ctx, again=True)], "again")


@router.timed(OVER)
async def end_round(ctx: Context, event: TimedEvent) -> Answers:
    """End the round and tell the hosts how it went; nothing is done to anybody."""
    round_ = await _of(ctx, event)
    if round_ is None or round_.closed_at is not None:
        return None
    await ctx.store.check_ins.close(round_, ctx.now)
    unanswered = len(await ctx.store.check_ins.unanswered(round_.number))
    return ToHosts(
        lambda: [texts.round_is_over(round_, unanswered)],
        dedupe_key=f"{OVER}:{ctx.community.number}:{round_.number}",
    )


async def _of(ctx: Context, event: TimedEvent) -> CheckIn | None:
    number = event.data.get("check_in")
    if ctx.home is None or not isinstance(number, int):
        return None
    return await ctx.home.check_ins.get(number)


async def _running(ctx: Context, event: TimedEvent) -> CheckIn | None:
    """Find the round an event is about, unless it is over: after a long standstill nobody is asked any more."""
    round_ = await _of(ctx, event)
    is_running = round_ is not None and round_.closed_at is None and round_.ends_at > ctx.now
    return round_ if is_running else None


async def _put(
    ctx: Context, chat_id: str, kind: str, due_at: datetime, round_: CheckIn, *, again: bool = False
) -> None:
    await ctx.unit.timed.put(
        chat_id,
        kind,
        due_at,
        subject=str(round_.number),
        community_id=ctx.community.number,
        data={"check_in": round_.number, "again": again},
    )


def _asked_in_private(ctx: Context, round_: CheckIn, member: Member, *, again: bool) -> list[Whisper]:
    user_id = member.user_id
    if user_id is None:
        return []
    return [
        Whisper(
            user_id,
            lambda: texts.question(ctx, user_id, again=again),
            lasts=round_.ends_at - ctx.now,
            dedupe_key=word_key(ctx.community.number, round_.number, member.number, again=again),
        )
    ]


def _posted(ctx: Context, chat_id: str, round_: CheckIn, compose: Compose, which: str) -> list[Answer]:
    return [
        Post(
            chat_id,
            compose,
            lasts=round_.ends_at - ctx.now,
            dedupe_key=f"{MENTION}:{ctx.community.number}:{round_.number}:{which}",
        )
    ]
