"""A turn begins: it is counted, the group may read it, and the next turn is put down.

After a time in which the bot could not work, only the last of the turns missed is handed over: to whoever had the
first of them, because that is whom everybody could see coming. The others are nobody's and cost nobody anything.
"""

from datetime import datetime, timedelta

from bot.answers import Answer, Answers, Post, ToHosts, Whisper
from bot.context import Context
from bot.events import TimedEvent
from bot.routing import Router
from handlers.duty import turn_texts as texts
from handlers.duty.calling import called_in_group, group_reads_names
from handlers.duty.crew import Crew, recurrence_of
from handlers.duty.planning import TURN, prepare, settle_taker, undo_swap
from handlers.duty.reminding import rota_of, want_next_in_line
from handlers.duty.turns import after_turn
from storage.columns import to_milliseconds
from storage.models import Rota, RotaTurn
from storage.models.duty import TurnReason, TurnState

_HAND_OVER_PRIORITY = 3
_A_MOMENT = timedelta(seconds=1)
_LAST_TURN_LASTS = timedelta(days=1)
"""How long a turn without an end lasts when the calendar has no further one."""
_SHORTEST_WORD = timedelta(minutes=1)

router = Router("duty")


@router.timed(TURN, needs=want_next_in_line)
async def hand_over(ctx: Context, event: TimedEvent) -> Answers:
    """Let the turn begin that is due, or the last of several that were missed, and put the next one down."""
    rota = await rota_of(ctx, event)
    if rota is None:
        return None
    plan = await prepare(ctx, rota)
    last = recurrence_of(rota).last_until(rota.turned_at, ctx.now, ctx.zone)
    if plan.turn is None or last is None:
        return None
    before = await ctx.store.duty.current(rota, plan.turn.begins_at - _A_MOMENT)
    turn = await _move_to(ctx, plan.crew, plan.turn, last)
    answers = await _begin(ctx, plan.crew, turn, thanks=before is not None)
    rota.turned_at = last
    await prepare(ctx, rota)
    return answers


async def _move_to(ctx: Context, crew: Crew, first: RotaTurn, last: datetime) -> RotaTurn:
    """Take the turns that were missed away, all but the last one."""
    if first.begins_at == last:
        return first
    missed = [turn for turn in await ctx.store.duty.planned(crew.rota) if turn.begins_at < last]
    turn = await ctx.store.duty.plan(crew.rota, last)
    for each in missed:
        await undo_swap(ctx.unit, ctx.store, crew, each)
    if turn.member_number is None:
        turn.give_to(first.member_number, TurnReason.CREDIT, first.confirmed_at)
        turn.passed = first.passed
    for each in missed:
        await ctx.store.duty.drop_turn(each)
    settle_taker(crew, turn)
    return turn


async def _begin(ctx: Context, crew: Crew, turn: RotaTurn, *, thanks: bool) -> list[Answer]:
    rota = crew.rota
    turn.ends_at = _end_of(ctx, rota, turn)
    turn.asked_number = turn.swap_number = turn.swap_at = None
    is_over = turn.ends_at is not None and turn.ends_at <= ctx.now
    if turn.member_number is None:
        turn.state = TurnState.EMPTY
        return [] if is_over or not crew.members else [await _nobody(ctx, rota, turn)]
    turn.state = TurnState.BEGUN
    number = turn.member_number
    free = crew.free_at(turn.begins_at, turn.passed_numbers)
    crew.places[number].turns += 1
    await crew.keep(ctx.store, after_turn(crew.standings, free, crew.account_of(turn, number), turn.begins_at))
    return [] if is_over else await _announce(ctx, crew, turn, thanks=thanks)


async def _nobody(ctx: Context, rota: Rota, turn: RotaTurn) -> ToHosts:
    """Tell the hosts of a turn without anybody; the same about an earlier turn makes way, if they have not read it."""
    at, timezone = turn.begins_at, ctx.community.timezone
    key = f"duty.nobody:{ctx.community.number}:{rota.number}:"
    await ctx.unit.outbox.call_off(key, ctx.now)
    return ToHosts(lambda: [texts.nobody_is_on_duty(rota, at, timezone)], dedupe_key=f"{key}{to_milliseconds(at)}")


async def _announce(ctx: Context, crew: Crew, turn: RotaTurn, *, thanks: bool) -> list[Answer]:
    rota, timezone = crew.rota, ctx.community.timezone
    member = crew.members[turn.member_number or 0]
    name = called_in_group(ctx, member) if await group_reads_names(ctx) else None
    lasts = max(_SHORTEST_WORD, (turn.ends_at or ctx.now) - ctx.now)
    key = f"{TURN}:{ctx.community.number}:{rota.number}:{to_milliseconds(turn.begins_at)}"
    told: list[Answer] = []
    if ctx.main_chat is not None:
        told.append(
            Post(
                ctx.main_chat,
                lambda: [texts.hand_over(rota, turn, timezone, name, thanks=thanks)],
                lasts=lasts,
                priority=_HAND_OVER_PRIORITY,
                dedupe_key=key,
            )
        )
    if member.user_id is not None:
        told.append(
            Whisper(
                member.user_id,
                lambda: [texts.you_are_on_duty(rota, turn, timezone)],
                lasts=lasts,
                dedupe_key=f"{key}:you",
            )
        )
    return told


def _end_of(ctx: Context, rota: Rota, turn: RotaTurn) -> datetime:
    """Give when a turn ends: after its length, and never later than the next one begins."""
    following = recurrence_of(rota).after(turn.begins_at, ctx.zone)
    lasts = rota.lasts
    if lasts is None:
        return following or turn.begins_at + _LAST_TURN_LASTS
    own_end = turn.begins_at + lasts
    return own_end if following is None else min(own_end, following)
