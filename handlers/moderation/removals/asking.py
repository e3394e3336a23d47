"""From one host's thought to the other hosts: who may propose what, who is asked, when the host is asked again."""

from datetime import datetime, timedelta

from bot.answers import Answer, Answers, reply
from bot.context import Context
from bot.errors import Refusal
from bot.messages import Card
from handlers.moderation.cases.guards import Verdict, judge
from handlers.moderation.hosts import host_of
from handlers.moderation.removals import proposal_texts as texts
from handlers.moderation.removals import states
from handlers.moderation.removals.keeping import circle_of, course_of, is_here, write_log
from handlers.moderation.removals.telling import question_key, to_numbers, words_in
from handlers.moderation.removals.texts import cannot_be, named, not_yours_to_judge, without_account
from storage.models import Member, Removal
from storage.models.cases import EntryKind

RESTS_AT_MOST = timedelta(days=7)
REST_OVER = "removals.rest_over"


async def ask_deciders(ctx: Context, removal: Removal) -> list[Answer]:
    """Ask every host who may decide."""
    circle = await circle_of(ctx, removal)
    subject = await ctx.store.members.by_number(removal.subject_number)
    opener = await ctx.store.members.by_number(removal.opened_by)
    who = named(ctx, subject, removal.subject_number)
    proposer = named(ctx, opener, removal.opened_by)
    words = await words_in(ctx, removal.number)

    def card(host: Member) -> Card:
        return texts.decision_card(ctx, removal, who, proposer, words, host)

    return await to_numbers(ctx, circle.deciders, card, key=question_key(ctx, removal))


async def add_words_to(ctx: Context, removal: Removal, words: str) -> Answers:
    """Add a second host's words to the proposal there is; whoever made it is told that there is one."""
    host = host_of(ctx)
    if removal.opened_by == host.number or not course_of(removal).is_undecided:
        raise Refusal(cannot_be(states.Why.SETTLED if removal.opened_by != host.number else states.Why.OWN))
    case = await ctx.store.cases.get(removal.number)
    if case is not None:
        await ctx.store.cases.add(case, EntryKind.ADDITION, words, author=host.number, now=ctx.now)
    subject = await ctx.store.members.by_number(removal.subject_number)
    opener = await ctx.store.members.by_number(removal.opened_by)
    await write_log(ctx, "case.added", removal, by=host.number)
    card = texts.decision_card(
        ctx,
        removal,
        named(ctx, subject, removal.subject_number),
        named(ctx, opener, removal.opened_by),
        await words_in(ctx, removal.number),
        host,
    )
    return reply(texts.added_to(removal.number), card)


async def require_may_propose(ctx: Context, member: Member, *, blocks: bool) -> None:
    """Refuse what the host who speaks cannot propose about a member."""
    verdict = judge(host_of(ctx), member, await ctx.store.cases.related_to(member.number))
    if verdict is Verdict.GONE and (blocks or is_here(member)):
        verdict = Verdict.FINE
    if verdict is not Verdict.FINE:
        raise Refusal(not_yours_to_judge(verdict))
    if member.user_id is None:
        raise Refusal(without_account())
    standing = [block for block in await ctx.store.removals.blocks_of(member) if block.is_in_force(ctx.now)]
    if blocks and standing and not is_here(member):
        raise Refusal(texts.blocked_already(standing[-1].number))


async def ask_again_at(ctx: Context, removal: Removal, host: Member, due_at: datetime) -> None:
    """Put down when a host is asked again about a proposal that rests."""
    if host.user_id is not None:
        await ctx.unit.timed.put(
            host.user_id,
            REST_OVER,
            due_at,
            subject=f"{ctx.community.number}:{removal.number}",
            community_id=ctx.community.number,
            data={"removal": removal.number},
        )
