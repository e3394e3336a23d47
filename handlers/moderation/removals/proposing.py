"""A host thinks that somebody should leave: it is written down and thought over before anybody is told."""

from datetime import datetime, timedelta

from bot.answers import Answers, reply
from bot.commands import Command, targets
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.messages import utf16_units
from bot.people import member_meant, names_to_pick_from
from bot.routing import Router
from bot.times import ImpossibleTime, read_duration
from handlers.moderation.cases.subjects import said_in_private
from handlers.moderation.hosts import host_of
from handlers.moderation.removals import proposal_texts as texts
from handlers.moderation.removals.asking import RESTS_AT_MOST, add_words_to, ask_again_at, require_may_propose
from handlers.moderation.removals.telling import namesakes
from handlers.moderation.removals.texts import named
from storage.models import Member, Removal
from storage.models.cases import CaseKind, CaseState
from storage.models.members import Role
from storage.models.removals import RemovalState
from storage.repositories.cases import NewCase

MOST_REASON = 500
"""UTF-16 units."""
SHORTEST_BLOCK, LONGEST_BLOCK = timedelta(days=1), timedelta(days=5 * 366)

router = Router("removals")


@router.command(
    "remove",
    "退会の相談",
    who=Role.HOST,
    about_person=True,
    unrecorded=True,
    needs=names_to_pick_from,
    help=lambda: _("Propose to the other hosts that somebody leaves"),
    example=texts.example,
)
@said_in_private
async def propose_removal(ctx: Context, command: Command) -> Answers:
    """Write down that somebody should leave, and let the host think it over."""
    host_of(ctx)
    member = await member_meant(ctx, command)
    await require_may_propose(ctx, member, blocks=False)
    reason = _reason(targets(command).remaining_text, texts.example())
    return await _think_over(ctx, member, reason, blocks=False, until=None)


@router.command(
    "ban",
    "再入会おことわり",
    who=Role.HOST,
    about_person=True,
    unrecorded=True,
    needs=names_to_pick_from,
    help=lambda: _("Propose that somebody leaves and does not come back"),
    example=texts.ban_example,
)
@said_in_private
async def propose_ban(ctx: Context, command: Command) -> Answers:
    """Write down that somebody should not come back, and leave first if they are here."""
    host_of(ctx)
    member = await member_meant(ctx, command)
    await require_may_propose(ctx, member, blocks=True)
    until, rest = _until(ctx, targets(command).remaining_text)
    return await _think_over(ctx, member, _reason(rest, texts.ban_example()), blocks=True, until=until)


async def _think_over(ctx: Context, member: Member, reason: str, *, blocks: bool, until: datetime | None) -> Answers:
    host = host_of(ctx)
    other = await ctx.store.removals.open_about(member)
    if other is not None:
        return await add_words_to(ctx, other, reason)
    case = await ctx.store.cases.open(
        NewCase(
            kind=CaseKind.REENTRY_BLOCK if blocks else CaseKind.REMOVAL,
            opened_by=host.number,
            subject_number=member.number,
            reason=reason,
            severity=3,
            state=CaseState.RESTING,
            ends_at=until,
        ),
        ctx.now,
    )
    removal = await ctx.store.removals.add(
        Removal(
            community_id=ctx.community.number,
            number=case.number,
            state=RemovalState.RESTING,
            subject_number=member.number,
            subject_key=None if member.user_id is None else ctx.store.removals.key_of(member.user_id),
            about_host=member.is_present and member.role.includes(Role.HOST),
            is_block=blocks,
            block_until=until,
            opened_by=host.number,
            opened_at=ctx.now,
        )
    )
    await ask_again_at(ctx, removal, host, ctx.now + RESTS_AT_MOST)
    who = named(ctx, member, member.number)
    return reply(texts.thinking_card(ctx, removal, who, [reason], same_name=await namesakes(ctx, member)))


def _reason(typed: str, how: str) -> str:
    reason = typed.strip()
    if not reason:
        raise Refusal(texts.say_why(how))
    if (units := utf16_units(reason)) > MOST_REASON:
        raise Refusal(texts.reason_is_too_long(units, MOST_REASON))
    return reason


def _until(ctx: Context, typed: str) -> tuple[datetime | None, str]:
    """Read how long a block is to last, and what follows; without a time it has no end."""
    try:
        found = read_duration(typed)
    except ImpossibleTime:
        raise Refusal(texts.block_out_of_bounds()) from None
    if found is None:
        return None, typed
    duration, rest = found
    if not duration.is_within(SHORTEST_BLOCK, LONGEST_BLOCK):
        raise Refusal(texts.block_out_of_bounds())
    return duration.add_to(ctx.now, ctx.zone), rest
