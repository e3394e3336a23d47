"""What happens in a round of kind questions as time passes: words on their way, one reminder, and the end.

Everything is keyed by the round's number and looks at how things stand when it falls due. So a server that was down
for days, or an event that comes twice, asks nobody twice and reminds nobody after the end.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.answers import Answer, Answers, Compose, Post, ToHosts, Whisper
from bot.context import Context
from bot.events import TimedEvent
from bot.messages import MAX_MENTIONS
from bot.times import Duration
from handlers.rotation import checking_in_texts as texts
from handlers.rotation.asked import word_key
from handlers.rotation.mentioning import MENTION, Named, group_key, is_on_its_way, may_name_more
from handlers.rotation.turnover_routes import router
from storage.models import CheckIn, Member
from storage.models.outbox import ItemState

ASK = "rotation.checkin_ask"
REMINDER = "rotation.checkin_reminder"
OVER = "rotation.checkin_over"
PORTION = 25
"""As many private words as one short transaction puts on its way."""
BETWEEN_PORTIONS = timedelta(minutes=1)
_UNREAD = frozenset({ItemState.WAITING, ItemState.EXPIRED, ItemState.FAILED})


async def begin_timers(ctx: Context, chat_id: str, round_: CheckIn) -> None:
    """Put down all that a round does; the first words go at once."""
    await _put(ctx, chat_id, ASK, ctx.now, round_)
    await _put(ctx, chat_id, MENTION, ctx.now, round_)
    await _put(ctx, chat_id, REMINDER, _half_way(round_), round_)
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
        await _put(ctx, ctx.chat_id, ASK, ctx.now + BETWEEN_PORTIONS, round_, {"again": again})
    if again:
        people = [member for member in people if not await _waits_for_reader(ctx, round_, member)]
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
    tomorrow = Duration(days=1).add_to(ctx.now, ctx.zone)
    last = Named.read(event.data)
    if not await may_name_more(ctx, round_, last):
        await _put(ctx, chat_id, MENTION, tomorrow, round_, last.written())
        return None
    people = await ctx.store.check_ins.unmentioned(round_.number, MAX_MENTIONS)
    if not people:
        return None
    await ctx.store.check_ins.mark_mentioned([member.number for member in people], ctx.now)
    named = Named(last.place + 1, ctx.now)
    await _put(ctx, chat_id, MENTION, tomorrow, round_, named.written())
    keys = [(f"p{place}", member.user_id) for place, member in enumerate(people) if member.user_id is not None]
    return Post(
        chat_id,
        lambda: [texts.group_mention(keys), texts.group_card(ctx)],
        lasts=round_.ends_at - ctx.now,
        dedupe_key=group_key(ctx.community.number, round_.number, str(named.place)),
    )


@router.timed(REMINDER)
async def remind(ctx: Context, event: TimedEvent) -> Answers:
    """Ask those who have not answered once more, in private, and the group with a card that names nobody.

    Where the first word still waits to be read, there is nothing to be reminded of: that one is enough. After a
    standstill the first words may not all be on their way yet; then the reminder waits for them.
    """
    round_ = await _running(ctx, event)
    if round_ is None or ctx.main_chat is None:
        return None
    if await ctx.unit.timed.find(ctx.chat_id, ASK, event.subject) is not None:
        await _put(ctx, ctx.chat_id, REMINDER, ctx.now + BETWEEN_PORTIONS, round_)
        return None
    if not await ctx.store.check_ins.unanswered(round_.number):
        return None
    await ctx.store.check_ins.tell_again(round_.number)
    await _put(ctx, ctx.chat_id, ASK, ctx.now, round_, {"again": True})
    if await _group_has_words_to_come(ctx, round_):
        return None
    return _posted(ctx, ctx.main_chat, round_, lambda: [texts.group_card(ctx, again=True)], "again")


@router.timed(OVER)
async def end_round(ctx: Context, event: TimedEvent) -> Answers:
    """End the round and tell the hosts how it went; nothing is done to anybody."""
    round_ = await _of(ctx, event)
    if round_ is None or round_.closed_at is not None:
        return None
    await ctx.store.check_ins.close(round_, ctx.now)
    unanswered = [member.number for member in await ctx.store.check_ins.unanswered(round_.number)]
    unread = [number for number in unanswered if await _was_never_read(ctx, round_, number)]
    await ctx.store.check_ins.mark_told(unanswered, ctx.now)
    await ctx.store.check_ins.mark_untold(unread)
    was_shown = not await _group_never_saw_it(ctx, round_)
    return ToHosts(
        lambda: [texts.round_is_over(round_, len(unanswered), len(unread), was_shown=was_shown)],
        dedupe_key=f"{OVER}:{ctx.community.number}:{round_.number}",
    )


def _half_way(round_: CheckIn) -> datetime:
    return round_.started_at + (round_.ends_at - round_.started_at) / 2


async def _of(ctx: Context, event: TimedEvent) -> CheckIn | None:
    number = event.data.get("check_in")
    if ctx.home is None or not isinstance(number, int):
        return None
    return await ctx.home.check_ins.get(number)


async def _running(ctx: Context, event: TimedEvent) -> CheckIn | None:
    """Find the round an event is about, unless it is over: after a long standstill nobody is asked any more."""
    round_ = await _of(ctx, event)
    return round_ if round_ is not None and round_.is_running(ctx.now) else None


async def _was_never_read(ctx: Context, round_: CheckIn, number: int) -> bool:
    """Say whether the first word found no reader; one whose record is gone by now was read long ago."""
    word = await ctx.unit.outbox.by_key(word_key(ctx.community.number, round_.number, number, again=False))
    return word is not None and word.state in _UNREAD


async def _group_never_saw_it(ctx: Context, round_: CheckIn) -> bool:
    """Say whether the first word to the group was never said; one whose record is gone by now was said long ago."""
    first = str(Named().place + 1) if round_.by_mention else "card"
    word = await ctx.unit.outbox.by_key(group_key(ctx.community.number, round_.number, first))
    return word is not None and word.state in _UNREAD


async def _waits_for_reader(ctx: Context, round_: CheckIn, member: Member) -> bool:
    first = word_key(ctx.community.number, round_.number, member.number, again=False)
    return await is_on_its_way(ctx.unit, first)


async def _group_has_words_to_come(ctx: Context, round_: CheckIn) -> bool:
    """Say whether the group's first card is still to be said, or people are still being named."""
    if round_.by_mention and ctx.main_chat is not None:
        return await ctx.unit.timed.find(ctx.main_chat, MENTION, str(round_.number)) is not None
    return await is_on_its_way(ctx.unit, group_key(ctx.community.number, round_.number, "card"))


async def _put(
    ctx: Context, chat_id: str, kind: str, due_at: datetime, round_: CheckIn, more: Mapping[str, object] | None = None
) -> None:
    await ctx.unit.timed.put(
        chat_id,
        kind,
        due_at,
        subject=str(round_.number),
        community_id=ctx.community.number,
        data={"check_in": round_.number, **(more or {})},
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
            dedupe_key=group_key(ctx.community.number, round_.number, which),
        )
    ]
