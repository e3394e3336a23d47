"""People who had to leave come back: noticed by their LINE account, told to the hosts alone, and for them to judge."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from bot.answers import Answer, Answers, ToHosts, reply
from bot.commands import Command, fold
from bot.context import Context
from bot.errors import Refusal
from bot.events import Event
from bot.facts import NOTHING, Wanted
from bot.i18n import _
from bot.people import member_meant, names_to_pick_from
from bot.routing import Router, Run, Where
from handlers.moderation.cases.guards import Verdict, judge
from handlers.moderation.hosts import host_of
from handlers.moderation.removals import reentry_texts as texts
from handlers.moderation.removals.keeping import is_here
from handlers.moderation.removals.telling import to_host
from handlers.moderation.removals.texts import no_such_number, not_yours_to_judge
from storage.models import Member, ReentryBlock
from storage.models.members import MemberStatus, Role, StatusReason

_UNDER_WAY = timedelta(minutes=5)

router = Router("removals")


async def notice_reentry(ctx: Context, user_ids: Collection[str]) -> list[Answer]:
    """Tell the hosts of those among the newly come who had to leave, and mark them, so that nobody greets them.

    A block is known by a keyed hash of the account, also after an erasure; whose block has ended comes in like anybody.
    """
    answers: list[Answer] = []
    for member in (await ctx.store.members.by_users(user_ids)).values():
        blocks = await ctx.store.removals.blocks_of(member)
        standing = [block for block in blocks if block.is_in_force(ctx.now)]
        if standing:
            await _recognise(ctx, member, standing)
            answers.append(_word(member.number, standing[-1].number, is_blocked=True))
        elif member.status is MemberStatus.REMOVED and blocks:
            _let_in(ctx, member)
        elif member.status is MemberStatus.REMOVED:
            removal = await ctx.store.removals.newest_done(member.number)
            answers.append(_word(member.number, None if removal is None else removal.number, is_blocked=False))
    return answers


@router.observe
async def notice_unseen_return(run: Run) -> Answers:
    """Tell the hosts of somebody who had to leave and talks again, where the word of their coming back was lost."""
    heard = {event.source.user_id for event in run.events}
    back = [
        member
        for user_id, member in run.members.items()
        if user_id in heard and member.status is MemberStatus.REMOVED and not is_here(member)
    ]
    answers: list[Answer] = []
    for member in back:
        if any(_is_from_after(event, member) for event in run.events):
            removal = await run.store.removals.newest_done(member.number)
            number = None if removal is None else removal.number
            key = f"reentry:{member.community_id}:{member.number}:{member.left_at}"
            answers.append(replace(_word(member.number, number, is_blocked=False), dedupe_key=key))
    return answers


async def want_person(ctx: Context, command: Command) -> Wanted:
    """Want the names of whoever may be meant, unless a case's number says it."""
    is_list_or_number = not command.rest or _case_number(command) is not None
    return NOTHING if is_list_or_number else await names_to_pick_from(ctx, command)


@router.command(
    "unban",
    "解除",
    where=Where.PRIVATE,
    who=Role.HOST,
    unrecorded=True,
    needs=want_person,
    help=lambda: _("Let somebody come back, or see who is not to"),
    example=lambda: _("/unban #12"),
)
async def unban(ctx: Context, command: Command) -> Answers:
    """Lift what keeps somebody out; without a name or number, list the blocks."""
    host = host_of(ctx)
    if not command.rest:
        return reply(texts.blocks(await ctx.store.removals.blocks_in_force(ctx.now), ctx.community.timezone))
    member = await _person_meant(ctx, command)
    related = await ctx.store.cases.related_to(member.number)
    verdict = judge(host, member, related)
    if verdict in {Verdict.ONESELF, Verdict.RELATED}:
        raise Refusal(not_yours_to_judge(verdict))
    standing = [block for block in await ctx.store.removals.blocks_of(member) if block.is_in_force(ctx.now)]
    if not standing and member.status is not MemberStatus.REMOVED:
        raise Refusal(texts.nothing_to_lift())
    for block in standing:
        await _lift(ctx, block)
    if member.status is MemberStatus.REMOVED:
        _let_in(ctx, member)
    await ctx.store.log.write("block.lifted", ctx.now, actor=host.number, about=f"#{member.number}")
    number = member.number
    others = [other for other in await ctx.store.members.hosts() if other.number not in {host.number, number}]
    told = [word for other in others for word in to_host(other, lambda _reader: texts.was_lifted(number, host.number))]
    return [reply(texts.lifted(number)), *told]


@router.command(
    "bans",
    "再入会おことわり 一覧",
    where=Where.PRIVATE,
    who=Role.HOST,
    unrecorded=True,
    takes_arguments=False,
    help=lambda: _("See who is not to come back, and until when"),
)
async def show_blocks(ctx: Context, _command: Command) -> Answers:
    """List who is not to come back."""
    host_of(ctx)
    return reply(texts.blocks(await ctx.store.removals.blocks_in_force(ctx.now), ctx.community.timezone))


async def _person_meant(ctx: Context, command: Command) -> Member:
    number = _case_number(command)
    if number is None:
        return await member_meant(ctx, command)
    block = await ctx.store.removals.get_block(number)
    removal = await ctx.store.removals.get(number)
    about = block.subject_number if block is not None else removal.subject_number if removal is not None else None
    member = None if about is None else await ctx.store.members.by_number(about)
    if member is None:
        raise Refusal(no_such_number(number))
    return member


def _case_number(command: Command) -> int | None:
    """Read a bare number, which is that of a case; members are named with a #."""
    bare = fold(command.rest).strip().removesuffix("番")
    return int(bare) if bare.isascii() and bare.isdecimal() and len(bare) <= 9 else None


async def _recognise(ctx: Context, member: Member, standing: list[ReentryBlock]) -> None:
    """Mark somebody who is not to come back, and let the block know their present number."""
    member.become(MemberStatus.REMOVED, StatusReason.HOSTS, ctx.now)
    for block in standing:
        block.subject_number = member.number
        block.person_key = None if member.user_id is None else ctx.store.removals.key_of(member.user_id)


async def _lift(ctx: Context, block: ReentryBlock) -> None:
    await ctx.store.removals.lift(block, ctx.now)
    case = await ctx.store.cases.get(block.number)
    if case is not None and case.is_open:
        await ctx.store.cases.close(case, ctx.now)


def _is_from_after(event: Event, member: Member) -> bool:
    """Say whether a message was written after the member had left; what was under way then says nothing."""
    is_theirs = event.source.user_id == member.user_id
    return is_theirs and member.left_at is not None and event.occurred_at > member.left_at + _UNDER_WAY


def _let_in(ctx: Context, member: Member) -> None:
    """End the mark of a removal: somebody in the group belongs to it again, somebody outside has simply left."""
    if is_here(member):
        member.become(MemberStatus.ACTIVE, StatusReason.HOSTS, ctx.now)
        member.left_at = None
    else:
        member.become(MemberStatus.LEFT, StatusReason.HOSTS, ctx.now)


def _word(member: int, case: int | None, *, is_blocked: bool) -> ToHosts:
    return ToHosts(lambda: [texts.is_back(member, case, is_blocked=is_blocked)], priority=1)
