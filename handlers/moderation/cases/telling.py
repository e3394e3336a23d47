"""The word to the person: whispered or mailed, watched until it has arrived, and called off again."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.answers import Answer, Answers, Compose, Post, ToHosts, Whisper, reply
from bot.context import Context
from bot.errors import Refusal
from bot.events import TimedEvent
from bot.facts import NOTHING, Wanted
from bot.people import whispered
from bot.pricing import PushReach, price_wanted, push_reach, waiting_word
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
MAIL_AFTER = timedelta(days=1)
_MAIL_TAKES = timedelta(hours=1)
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
    address = await ctx.unit.mail.address_of(case.community_id, subject.user_id)
    by_mail = None if address is None else address.at_once
    word = await _word(ctx, case, subject.user_id, has_address=address is not None)
    return [reply(texts.on_its_way(case, mailed_at_once=by_mail)), word]


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


async def _price(ctx: Context, event: TimedEvent) -> Wanted:
    case = await case_of(ctx, event)
    return NOTHING if case is None or case.told_at is None else await price_wanted(ctx, key_of(case))


@router.timed(DELIVERY, needs=_price)
async def look_whether_it_arrived(ctx: Context, event: TimedEvent) -> Answers:
    """Tell the hosts after a day, and at the end, whether the word has reached the person."""
    case = await case_of(ctx, event)
    if case is None or case.state is CaseState.VOIDED or case.told_at is None:
        return None
    was_known = case.delivered_at is not None
    arrivals = await note_arrival(ctx, case)
    if case.delivered_at is not None:
        return arrivals if was_known else [*await tell_that_it_arrived(ctx, case, case.delivered_at), *arrivals]
    found, number = await reach_of(ctx, case), case.number
    if found.reach is Reach.UNDER_WAY:
        await _put(ctx, case, event.source.chat_id, DELIVERY, case.told_at + TOLD_LASTS + _A_LITTLE_LATER)
        reach = await _push_reach(ctx, case)
        return await _notice(ctx, case, "yet", lambda: [texts.not_reached_yet(number, reach)])
    if found.is_unsure:
        return await _notice(ctx, case, "unsure", lambda: [texts.perhaps_reached(number)])
    return await _notice(ctx, case, "never", lambda: [texts.never_reached(number)])


async def tell_that_it_arrived(ctx: Context, case: Case, at: datetime) -> list[Answer]:
    """Tell the hosts that the word has reached the person."""
    number, timezone = case.number, ctx.community.timezone
    return await _notice(ctx, case, "arrived", lambda: [texts.has_arrived(number, at, timezone)])


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


async def _notice(ctx: Context, case: Case, stage: str, compose: Compose) -> list[Answer]:
    """Tell whoever looks after a case how far its word has come, in place of what they have not read of that yet."""
    beginning = f"{key_of(case)}:notice:"
    await ctx.unit.outbox.call_off(beginning, ctx.now)
    answers = await to_keeper(ctx, case, compose)
    return [
        replace(answer, dedupe_key=f"{beginning}{stage}:{place}") if isinstance(answer, Whisper | ToHosts) else answer
        for place, answer in enumerate(answers)
    ]


async def _push_reach(ctx: Context, case: Case) -> PushReach | None:
    """Say whether a push would reach the person; None where none can be offered now."""
    item = await waiting_word(ctx, key_of(case))
    if item is None:
        return None
    return push_reach(await ctx.unit.people.get(item.chat_id), has_profile=ctx.facts.profiles.get(item.chat_id))


async def _word(ctx: Context, case: Case, user_id: str, *, has_address: bool) -> Answer:
    seen, asked = await newest_words(ctx, case)
    rule = await rule_text(ctx, case)
    days = await WARNING_DAYS.read(ctx.store.settings)
    timezone = ctx.community.timezone
    lasts = TOLD_LASTS
    await _watch(ctx, case, user_id, has_address=has_address)
    if case.kind is CaseKind.COOLDOWN and case.ends_at is not None:
        lasts = min(TOLD_LASTS, case.ends_at - ctx.now)
    return Whisper(
        user_id,
        lambda: [texts.word_to_person(case, rule=rule, seen=seen, asked=asked, days=days, timezone=timezone)],
        lasts=lasts,
        priority=2,
        dedupe_key=key_of(case),
        mail_after=min(MAIL_AFTER, lasts / 2),
    )


async def _watch(ctx: Context, case: Case, user_id: str, *, has_address: bool) -> None:
    """Put down when to look whether the word has arrived, not before a mail would have, and when a pause is over."""
    if ctx.user_id is not None:
        first_look = FIRST_LOOK + (_MAIL_TAKES if has_address else timedelta(0))
        await _put(ctx, case, ctx.user_id, DELIVERY, ctx.now + first_look)
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
