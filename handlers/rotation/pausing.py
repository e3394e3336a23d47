"""People rest for a while, come back, or only read; nobody in the group is told who does what.

Resting is known as the status AWAY, with or without an end; only reading as LISTENING. Both belong to the community.
"""

from datetime import datetime, timedelta

from bot.answers import Answer, Answers, Compose, Reply, Whisper, reply
from bot.commands import Command, fold
from bot.context import Context
from bot.errors import Refusal
from bot.events import TimedEvent
from bot.i18n import _
from bot.times import ImpossibleTime, read_duration
from handlers.rotation import pausing_texts as texts
from handlers.rotation.asked import take_answer
from handlers.rotation.handlers import router
from handlers.rotation.returning import answer_otherwise, ask_the_group_left, ask_to_return, stay_after_all
from storage.models import Member
from storage.models.members import MemberStatus, Role, StatusReason
from storage.repositories.check_ins import CheckInAnswer

SHORTEST_REST = timedelta(hours=1)
LONGEST_REST = timedelta(days=365)
AWAY_OVER = "rotation.away_over"
_WISHES_TO_RETURN = ("return", "come back", "戻りたい")
"""Said by somebody who takes part here, these can only be about another group, which they have left."""


@router.command(
    "away",
    "お休み",
    help=lambda: _("Take a rest; nobody asks where you are meanwhile"),
    example=lambda: _("/away 2w"),
)
async def go_away(ctx: Context, command: Command) -> Answers:
    """Let a member rest, until a moment or until they say that they are back."""
    member = _present_speaker(ctx)
    return await begin_rest(ctx, member, _end_of_rest(ctx, command.rest))


async def begin_rest(ctx: Context, member: Member, until: datetime | None) -> Answers:
    """Let a member rest until a moment, or without an end, and confirm it."""
    stays = await answer_otherwise(ctx, member, CheckInAnswer.RESTING)
    await take_answer(ctx, member, CheckInAnswer.RESTING)
    member.become(MemberStatus.AWAY, StatusReason.OWN_WORD, ctx.now)
    member.away_until = until
    await _forget_end(ctx, member)
    if until is not None and member.user_id is not None:
        await ctx.unit.timed.put(
            member.user_id,
            AWAY_OVER,
            until,
            subject=str(ctx.community.number),
            community_id=ctx.community.number,
            data={"member": member.number},
        )
    timezone, deputies = ctx.community.timezone, await _deputies(ctx, member)
    return [*stays, *told_alone(ctx, lambda: [texts.rest_well(until, timezone, deputies)])]


@router.command(
    "back",
    "戻りました",
    "I am back",
    *_WISHES_TO_RETURN,
    takes_arguments=False,
    needs_home=False,
    help=lambda: _("End your rest, or join in again after only reading"),
)
async def come_back(ctx: Context, command: Command) -> Answers:
    """Let a member take part again, or stay after all; somebody who has just left is helped back in quietly."""
    if ctx.home is None:
        return await ask_to_return(ctx)
    member = _present_speaker(ctx)
    if (stays := await stay_after_all(ctx, member)) is not None:
        return stays
    was_asked = await take_answer(ctx, member, CheckInAnswer.HERE) is not None
    if member.status is MemberStatus.ACTIVE and not was_asked:
        wishes_to_return = ctx.in_private and fold(command.word) in _WISHES_TO_RETURN
        if wishes_to_return and (asked := await ask_the_group_left(ctx)) is not None:
            return asked
        return told_alone(ctx, lambda: [texts.here_already()])
    await _make_active(ctx, member)
    return told_alone(ctx, lambda: [texts.good_to_see_you()])


@router.command(
    "listen",
    "見るだけ",
    takes_arguments=False,
    help=lambda: _("Only read for now, and never be counted as gone quiet; the same again ends it"),
)
async def only_listen(ctx: Context, _command: Command) -> Answers:
    """Let a member only read; typed again, let them take part as before."""
    member = _present_speaker(ctx)
    if member.status is MemberStatus.LISTENING:
        await _make_active(ctx, member)
        return told_alone(ctx, lambda: [texts.listening_is_over()])
    return await begin_listening(ctx, member)


async def begin_listening(ctx: Context, member: Member) -> Answers:
    """Let a member only read from now on, and confirm it."""
    stays = await answer_otherwise(ctx, member, CheckInAnswer.LISTENING)
    await take_answer(ctx, member, CheckInAnswer.LISTENING)
    await _forget_end(ctx, member)
    member.away_until = None
    member.become(MemberStatus.LISTENING, StatusReason.OWN_WORD, ctx.now)
    return [*stays, *told_alone(ctx, lambda: [texts.listening()])]


@router.timed(AWAY_OVER)
async def end_rest(ctx: Context, event: TimedEvent) -> Answers:
    """Bring somebody back whose rest is over, and tell them alone; a rest that was changed meanwhile goes on."""
    number = event.data.get("member")
    member = await ctx.store.members.by_number(number) if ctx.home is not None and isinstance(number, int) else None
    if member is None or member.user_id is None or not _is_over(member, event.occurred_at):
        return None
    member.become(MemberStatus.ACTIVE, StatusReason.TIME, ctx.now)
    member.away_until = None
    return Whisper(member.user_id, lambda: [texts.rest_is_over()])


def _is_over(member: Member, due: datetime) -> bool:
    """Judge by when the end was due: it comes once, whatever the clock says by the time it is handled."""
    return member.status is MemberStatus.AWAY and member.away_until is not None and member.away_until <= due


def _present_speaker(ctx: Context) -> Member:
    if ctx.speaker is None:
        raise Refusal(texts.not_told_who())
    if not ctx.speaker.is_present:
        raise Refusal(texts.ask_the_hosts())
    return ctx.speaker


def _end_of_rest(ctx: Context, typed: str) -> datetime | None:
    """Read how long a rest lasts; None for one without an end."""
    if not typed:
        return None
    try:
        found = read_duration(typed)
    except ImpossibleTime:
        raise Refusal(texts.rest_out_of_bounds()) from None
    if found is None:
        raise Refusal(texts.how_long())
    duration, _reason = found
    if not duration.is_within(SHORTEST_REST, LONGEST_REST):
        raise Refusal(texts.rest_out_of_bounds())
    return duration.add_to(ctx.now, ctx.zone)


async def _make_active(ctx: Context, member: Member) -> None:
    member.become(MemberStatus.ACTIVE, StatusReason.OWN_WORD, ctx.now)
    member.away_until = None
    await _forget_end(ctx, member)


async def _forget_end(ctx: Context, member: Member) -> None:
    if member.user_id is not None:
        await ctx.unit.timed.drop(member.user_id, AWAY_OVER, str(ctx.community.number))


async def _deputies(ctx: Context, member: Member) -> int | None:
    """Count who hears words to the hosts while a host rests; None for somebody who is no host."""
    if not member.role.includes(Role.HOST):
        return None
    hosts = await ctx.store.members.hosts()
    return sum(host.number != member.number and host.status is not MemberStatus.AWAY for host in hosts)


def told_alone(ctx: Context, compose: Compose) -> list[Answer]:
    """Answer in private; in a group say only that it is noted, and leave the rest for the private chat.

    There it is said in the speaker's own language, which need not be the group's.
    """
    if ctx.in_private or ctx.user_id is None:
        return [Reply(compose())]
    return [reply(texts.noted()), Whisper(ctx.user_id, compose)]
