"""Keeps the next turn of each rota put down, with whoever is to take it, and the work that is due for it.

Everything here is done again whenever a rota is looked at, and changes nothing where nothing changed. So a turn whose
taker rests, leaves or is erased goes to the next in line by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.context import Context
from bot.times.wall_times import DAY, settle
from handlers.duty.crew import Crew, crew_of, recurrence_of
from handlers.duty.telling import call_words_off
from storage.columns import to_milliseconds
from storage.models import Community, Rota, RotaTurn
from storage.models.duty import TurnReason
from storage.unit_of_work import CommunityStore, UnitOfWork

TURN = "duty.turn"
REMINDER = "duty.reminder"
IN_GROUP = "duty.group_reminder"
CHECK = "duty.check"
ASKED = "duty.asked"
KINDS = (TURN, REMINDER, IN_GROUP, CHECK, ASKED)

HEAD_START = timedelta(hours=9)
"""How long a private reminder is left to find its reader before the group is reminded without a name."""
CHECKED_BEFORE = timedelta(hours=12)
"""When the hosts are shown a turn that nobody has confirmed."""
SHORTEST_PATIENCE = timedelta(hours=1)
"""How long whoever is asked to stand in may take to answer, at the least; also once the bot is back in its group."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A rota's people and its next turn; None where the calendar has no more turns."""

    crew: Crew
    turn: RotaTurn | None


async def prepare(ctx: Context, rota: Rota) -> Plan:
    """Put the next turn down with whoever is to take it, and the work due for it."""
    crew = await crew_of(ctx.store, rota)
    begins_at = recurrence_of(rota).after(rota.turned_at, ctx.zone)
    if begins_at is None:
        return Plan(crew, None)
    turn = await ctx.store.duty.plan(rota, begins_at)
    before = turn.member_number
    if not crew.can_keep(turn):
        await undo_swap(ctx.store, crew, turn)
    settle_taker(crew, turn)
    if before is not None and turn.member_number != before:
        await call_words_off(ctx, turn, before)
    await _put_work_down(ctx, turn, is_new=turn.member_number != before)
    return Plan(crew, turn)


async def next_turns(ctx: Context, rotas: Iterable[Rota]) -> list[tuple[Rota, RotaTurn]]:
    """List the next turn of each rota, put down anew, as far as it has not begun."""
    plans = [await prepare(ctx, rota) for rota in rotas]
    return [(plan.crew.rota, plan.turn) for plan in plans if plan.turn is not None and plan.turn.is_ahead(ctx.now)]


async def rearm(ctx: Context) -> None:
    """Put the work of every rota down again, for a group that the bot has come back to."""
    for rota in await ctx.store.duty.rotas():
        turn = (await prepare(ctx, rota)).turn
        if turn is not None and turn.asked_number is not None:
            await put_work(ctx, ASKED, ctx.now + SHORTEST_PATIENCE, turn)


async def drop_work(ctx: Context, rota: Rota) -> None:
    """Take away all work that is due for a rota."""
    if ctx.main_chat is not None:
        for kind in KINDS:
            await ctx.unit.timed.drop(ctx.main_chat, kind, str(rota.number))


async def put_work(ctx: Context, kind: str, due_at: datetime, turn: RotaTurn) -> None:
    """Put down what is due for a turn; at once where its moment has passed."""
    if ctx.main_chat is not None:
        await put_work_of(ctx.unit, ctx.community, ctx.main_chat, kind, max(ctx.now, due_at), turn)


async def put_work_of(
    unit: UnitOfWork, community: Community, chat_id: str, kind: str, due_at: datetime, turn: RotaTurn
) -> None:
    """Put down what is due for a turn of any community, whichever the event is about."""
    await unit.timed.put(
        chat_id,
        kind,
        due_at,
        subject=str(turn.rota_number),
        community_id=community.number,
        data={"begins": to_milliseconds(turn.begins_at)},
    )


def day_before(turn: RotaTurn, zone: ZoneInfo) -> datetime:
    """Give the moment at which the day before a turn begins, by the wall of the zone.

    From then on the private reminder waits for its reader; nine hours later, at nine in the morning, any talk in the
    group carries one without a name. So whoever has the turn is reminded on that day where a token came along.
    """
    return settle(datetime.combine(turn.begins_at.astimezone(zone).date() - DAY, time()), zone)[0]


def note_told(ctx: Context, turn: RotaTurn) -> None:
    """Write down who was told of a turn; told before the day before, they are reminded then all the same."""
    turn.reminded_number = turn.member_number if day_before(turn, ctx.zone) <= ctx.now else None


async def put_group_reminder(ctx: Context, turn: RotaTurn) -> None:
    """Let the group be reminded, should the private word that goes out now find no reader."""
    await put_work(ctx, IN_GROUP, ctx.now + min(HEAD_START, (turn.begins_at - ctx.now) / 2), turn)


def settle_taker(crew: Crew, turn: RotaTurn) -> None:
    """Give a turn to the next in line, unless whoever has it can keep it, or somebody is being asked to stand in."""
    if crew.can_keep(turn) and (turn.member_number is not None or turn.is_searching):
        return
    line = crew.line_for(turn)
    turn.give_to(line[0].number if line else None, TurnReason.CREDIT)


async def undo_swap(store: CommunityStore, crew: Crew, turn: RotaTurn) -> None:
    """Take a swap back that can no longer be kept: the other turn is free again or, if it is past, counts as served."""
    taker, account = turn.member_number, turn.account_number
    if turn.reason is not TurnReason.SWAP or taker is None or account is None:
        return
    turn.account_number = None
    for other in await store.duty.planned(crew.rota):
        if other.member_number == account and other.account_number == taker:
            other.give_to(None, TurnReason.CREDIT)
            return
    if taker in crew.places and account in crew.places:
        crew.places[taker].credit += 1
        crew.places[account].credit -= 1
        await store.duty.keep(crew.rota, [crew.places[taker], crew.places[account]])


async def undo_swaps_of(store: CommunityStore, crew: Crew, number: int) -> None:
    """Take back every swap of somebody who leaves the rota; turns they had taken over come first.

    For a turn of theirs that is taken back with one of those is nobody's, while one that remains has been paid for.
    """
    swapped = [turn for turn in await store.duty.planned(crew.rota) if turn.reason is TurnReason.SWAP]
    for turn in sorted(swapped, key=lambda turn: turn.member_number != number):
        if number in (turn.member_number, turn.account_number):
            await undo_swap(store, crew, turn)


async def _put_work_down(ctx: Context, turn: RotaTurn, *, is_new: bool) -> None:
    await put_work(ctx, TURN, turn.begins_at, turn)
    if turn.begins_at <= ctx.now:
        return
    if turn.member_number is not None and turn.reminded_number != turn.member_number:
        await put_work(ctx, REMINDER, day_before(turn, ctx.zone), turn)
    check_at = turn.begins_at - CHECKED_BEFORE
    if check_at > ctx.now:
        await put_work(ctx, CHECK, check_at, turn)
    elif is_new:
        await put_work(ctx, CHECK, ctx.now + (turn.begins_at - ctx.now) / 2, turn)
