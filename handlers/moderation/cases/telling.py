"""The word to the person: whispered, watched until it has arrived, and called off again."""

from datetime import datetime, timedelta

from bot.answers import Answer, Answers, Post, Whisper, reply
from bot.context import Context
from bot.errors import Refusal
from bot.events import TimedEvent
from bot.people import whispered
from bot.routing import Router
from handlers.moderation.cases import telling_texts as texts
from handlers.moderation.cases.case_texts import reword_button
from handlers.moderation.cases.desk import require_may_judge, subject_of, to_keeper, write_log
from handlers.moderation.cases.drafting import forget_to_ask
from handlers.moderation.cases.guards import needs_confirm
from handlers.moderation.cases.presenting import newest_words, rule_text
from handlers.moderation.cases.reaching import Reach, key_of, note_arrival, reach_of
from handlers.moderation.cases.refusals import require
from handlers.moderation.cases.settings import WARNING_DAYS
from handlers.moderation.cases.states import Step
from storage.models import Case
from storage.models.cases import CaseKind, CaseState

TOLD_LASTS = timedelta(days=6)
"""A day less than the outbox keeps its records, so that how it ended can still be read there."""
FIRST_LOOK = timedelta(days=1)
_A_LITTLE_LATER = timedelta(hours=1)
DELIVERY = "cases.delivery"
PAUSE_OVER = "cases.pause_over"

router = Router("cases")


async def tell(ctx: Context, case: Case, *, is_sure: bool) -> Answers:
    """Put the word to the person on its way; a host hears of it only after one more question."""
    reach = (await reach_of(ctx, case)).reach
    require(Step.TELL, case, ctx.now, is_on_its_way=reach is not Reach.MISSED)
    subject = await subject_of(ctx, case)
    if subject is None or subject.user_id is None:
        raise Refusal(texts.cannot_be_reached(case.number))
    await require_may_judge(ctx, subject)
    if not (await newest_words(ctx, case))[0]:
        raise Refusal(texts.nothing_seen_yet(), [reword_button(case.number)])
    if case.told_at is not None and case.ends_at is not None and case.ends_at <= ctx.now:
        raise Refusal(texts.pause_is_past())
    if needs_confirm(subject) and not is_sure:
        return reply(texts.really_tell_a_host(case.number))
    await ctx.store.cases.tell(case, ctx.now)
    await forget_to_ask(ctx, case)
    await write_log(ctx, "case.told", case)
    return [reply(texts.on_its_way(case)), await _word(ctx, case, subject.user_id)]


async def post_neutral_line(ctx: Context, case: Case) -> Answers:
    """Say in the group, to nobody by name, that I may have something in private; once a day at most."""
    if ctx.main_chat is None:
        raise Refusal(texts.no_group_now())
    key = f"case-line:{ctx.community.number}:{ctx.now:%Y%m%d}"
    await write_log(ctx, "case.line", case)
    return [
        reply(texts.line_will_be_posted()),
        Post(ctx.main_chat, lambda: [texts.neutral_line(ctx)], lasts=FIRST_LOOK, dedupe_key=key),
    ]


@router.timed(DELIVERY)
async def look_whether_it_arrived(ctx: Context, event: TimedEvent) -> Answers:
    """Tell the hosts after a day, and at the end, whether the word has reached the person."""
    case = await case_of(ctx, event)
    if case is None or case.state is CaseState.VOIDED or case.told_at is None:
        return None
    was_known = case.delivered_at is not None
    arrivals = await note_arrival(ctx, case)
    number, timezone, delivered_at = case.number, ctx.community.timezone, case.delivered_at
    if delivered_at is not None:
        if was_known:
            return arrivals
        return [*await to_keeper(ctx, case, lambda: [texts.has_arrived(number, delivered_at, timezone)]), *arrivals]
    if (await reach_of(ctx, case)).reach is Reach.UNDER_WAY:
        await _put(ctx, case, event.source.chat_id, DELIVERY, case.told_at + TOLD_LASTS + _A_LITTLE_LATER)
        return await to_keeper(ctx, case, lambda: [texts.not_reached_yet(number)])
    return await to_keeper(ctx, case, lambda: [texts.never_reached(number)])


@router.timed(PAUSE_OVER)
async def end_pause(ctx: Context, event: TimedEvent) -> Answers:
    """End a pause with a word to the person and to the host; where the asking never arrived, to the host alone."""
    case = await case_of(ctx, event)
    if case is None or case.state is not CaseState.OPEN or case.ends_at is None or case.ends_at > ctx.now:
        return None
    arrivals = await note_arrival(ctx, case)
    await ctx.store.cases.close(case, ctx.now)
    number, has_arrived = case.number, case.delivered_at is not None
    subject = await subject_of(ctx, case)
    told = whispered(subject, lambda: [texts.your_pause_is_over()]) if subject is not None and has_arrived else []
    kept = await to_keeper(ctx, case, lambda: [texts.pause_is_over(number, has_arrived=has_arrived)])
    return [*arrivals, *told, *kept]


async def case_of(ctx: Context, event: TimedEvent) -> Case | None:
    """Find the case that timed work is about."""
    number = event.data.get("case")
    return await ctx.store.cases.get(number) if ctx.home is not None and isinstance(number, int) else None


async def _word(ctx: Context, case: Case, user_id: str) -> Answer:
    seen, asked = await newest_words(ctx, case)
    rule = await rule_text(ctx, case)
    days = await WARNING_DAYS.read(ctx.store.settings)
    timezone = ctx.community.timezone
    lasts = TOLD_LASTS
    await _watch(ctx, case, user_id)
    if case.kind is CaseKind.COOLDOWN and case.ends_at is not None:
        lasts = min(TOLD_LASTS, case.ends_at - ctx.now)
    return Whisper(
        user_id,
        lambda: [texts.word_to_person(case, rule=rule, seen=seen, asked=asked, days=days, timezone=timezone)],
        lasts=lasts,
        priority=2,
        dedupe_key=key_of(case),
    )


async def _watch(ctx: Context, case: Case, user_id: str) -> None:
    """Put down when to look whether the word has arrived, and when a pause is over."""
    if ctx.user_id is not None:
        await _put(ctx, case, ctx.user_id, DELIVERY, ctx.now + FIRST_LOOK)
    if case.kind is CaseKind.COOLDOWN and case.ends_at is not None:
        await _put(ctx, case, user_id, PAUSE_OVER, case.ends_at)


async def _put(ctx: Context, case: Case, chat_id: str, kind: str, due_at: datetime) -> None:
    await ctx.unit.timed.put(
        chat_id,
        kind,
        due_at,
        subject=f"{case.community_id}:{case.number}",
        community_id=case.community_id,
        data={"case": case.number},
    )
