"""Keeps the next turn of each rota put down, with whoever is to take it, and the work that is due for it.

Everything here is done again whenever a rota is looked at, and changes nothing where nothing changed. So a turn whose
taker rests, leaves or is erased goes to the next in line by itself.
"""

from collections.abc import Iterable, Mapping
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
UNSWAPPED = "duty.unswapped"
KINDS = (TURN, REMINDER, IN_GROUP, CHECK, ASKED)

HEAD_START = timedelta(hours=9)
"""How long a private reminder is left to find its reader before the group is reminded without a name."""
CHECKED_BEFORE = timedelta(hours=12)
"""When the hosts are shown a turn that nobody has confirmed."""
SHORTEST_PATIENCE = timedelta(hours=1)
"""How long whoever is asked to stand in may take to answer, at the least; also once the bot is at work again."""


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
        await undo_swap(ctx.unit, ctx.store, crew, turn)
    settle_taker(crew, turn)
    if before is not None and turn.member_number != before:
        await call_words_off(ctx, turn, before)
    await _put_work_down(ctx, turn, is_new=turn.member_number != before)
    return Plan(crew, turn)


async def next_turns(ctx: Context, rotas: Iterable[Rota]) -> list[tuple[Rota, RotaTurn]]:
    """List the next turn of each rota, put down anew, as far as it has not begun."""
    plans = [await prepare(ctx, rota) for rota in rotas]
    return [(plan.crew.rota, plan.turn) for plan in plans if plan.turn is not None and plan.turn.is_ahead(ctx.now)]


async def drop_work(ctx: Context, rota: Rota) -> None:
    """Take away all work that is due for a rota."""
    if ctx.main_chat is not None:
        for kind in KINDS:
            await ctx.unit.timed.drop(ctx.main_chat, kind, str(rota.number))


async def put_work(ctx: Context, kind: str, due_at: datetime, turn: RotaTurn) -> None:
    """Put down what is due for a turn; at once where its moment has passed."""
    await _put_each(ctx, {kind: due_at}, turn)


async def put_work_of(
    unit: UnitOfWork, community: Community, chat_id: str, due: Mapping[str, datetime], turn: RotaTurn
) -> None:
    """Put down what is due for a turn of any community, whichever the event is about: each kind with its moment."""
    await unit.timed.put_each(
        chat_id,
        due,
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


async def undo_swap(unit: UnitOfWork, store: CommunityStore, crew: Crew, turn: RotaTurn) -> None:
    """Take a swap back that can no longer be kept: the other turn is free again or, if it is past, counts as served.

    Whoever had the other turn is told, once it is settled whose it is now.
    """
    taker, account = turn.member_number, turn.account_number
    if turn.reason is not TurnReason.SWAP or taker is None or account is None:
        return
    turn.account_number = None
    for other in await store.duty.planned(crew.rota):
        if other.member_number == account and other.account_number == taker:
            other.give_to(None, TurnReason.CREDIT)
            await _tell_of_undoing(unit, store.community, other, account)
            return
    if taker in crew.places and account in crew.places:
        crew.places[taker].credit += 1
        crew.places[account].credit -= 1
        await store.duty.keep(crew.rota, [crew.places[taker], crew.places[account]])


async def undo_swaps_of(unit: UnitOfWork, store: CommunityStore, crew: Crew, number: int) -> None:
    """Take back every swap of somebody who leaves the rota; turns they had taken over come first.

    For a turn of theirs that is taken back with one of those is nobody's, while one that remains has been paid for.
    """
    swapped = [turn for turn in await store.duty.planned(crew.rota) if turn.reason is TurnReason.SWAP]
    for turn in sorted(swapped, key=lambda turn: turn.member_number != number):
        if number in (turn.member_number, turn.account_number):
            await undo_swap(unit, store, crew, turn)


async def _tell_of_undoing(unit: UnitOfWork, community: Community, turn: RotaTurn, number: int) -> None:
    chat_id = await unit.communities.chat_of(community.number)
    if chat_id is not None:
        await unit.timed.put(
            chat_id,
            UNSWAPPED,
            unit.now,
            subject=f"{turn.rota_number}:{to_milliseconds(turn.begins_at)}",
            community_id=community.number,
            data={"rota": turn.rota_number, "begins": to_milliseconds(turn.begins_at), "member": number},
        )


async def _put_work_down(ctx: Context, turn: RotaTurn, *, is_new: bool) -> None:
    due = {TURN: turn.begins_at}
    if turn.begins_at > ctx.now:
        if turn.member_number is not None and turn.reminded_number != turn.member_number:
            due[REMINDER] = day_before(turn, ctx.zone)
        check_at = turn.begins_at - CHECKED_BEFORE
        if check_at > ctx.now:
            due[CHECK] = check_at
        elif is_new:
            due[CHECK] = ctx.now + (turn.begins_at - ctx.now) / 2
    await _put_each(ctx, due, turn)


async def _put_each(ctx: Context, due: Mapping[str, datetime], turn: RotaTurn) -> None:
    if ctx.main_chat is not None:
        not_past = {kind: max(ctx.now, due_at) for kind, due_at in due.items()}
        await put_work_of(ctx.unit, ctx.community, ctx.main_chat, not_past, turn)
