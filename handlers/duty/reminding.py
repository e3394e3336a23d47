"""The day before: a private word to whoever has the turn, or else, unread, a card in the group; then the hosts.

Nobody is named in the group. Hosts see that a turn is not confirmed, not why. How such a word is taken back when all
is settled while it still waits, `telling` says.
"""

from bot.answers import Answer, Answers, Post, ToHosts, Whisper
from bot.context import Context
from bot.events import TimedEvent
from bot.facts import NOTHING, Wanted
from bot.people import names_of
from bot.routing import Router
from handlers.duty import turn_texts as texts
from handlers.duty.calling import called
from handlers.duty.crew import crew_of
from handlers.duty.planning import CHECK, IN_GROUP, REMINDER, Plan, day_before, prepare, put_group_reminder
from handlers.duty.telling import told_of_search, turn_key
from storage.columns import to_milliseconds
from storage.models import Rota, RotaTurn
from storage.models.members import AnyMember
from storage.models.outbox import ItemState

_CANDIDATES_NAMED = 3
_PRIORITY = 2
_NEAR = "near"
_READ = frozenset({ItemState.WHISPERED, ItemState.MAILED, ItemState.PUSHED})

router = Router("duty")


async def rota_of(ctx: Context, event: TimedEvent) -> Rota | None:
    """Find the rota that timed work is about; None for one deleted meanwhile, or where the group is gone."""
    if ctx.home is None or ctx.main_chat is None or not event.subject.isdecimal():
        return None
    return await ctx.store.duty.get(int(event.subject))


async def want_next_in_line(ctx: Context, event: TimedEvent) -> Wanted:
    """Want the names of whoever has the next turn and of those who might."""
    rota = await rota_of(ctx, event)
    if rota is None:
        return NOTHING
    crew = await crew_of(ctx.store, rota)
    planned = await ctx.store.duty.planned(rota)
    numbers = [turn.member_number for turn in planned if turn.member_number is not None][:1]
    numbers += [each.number for turn in planned[:1] for each in crew.line_for(turn)[:_CANDIDATES_NAMED]]
    return names_of(ctx, [crew.members[number] for number in numbers if number in crew.members])


@router.timed(REMINDER)
async def remind(ctx: Context, event: TimedEvent) -> Answers:
    """Tell whoever has the next turn, once; they may say yes, pass, or swap, and whoever said yes early may pass."""
    plan = await _plan(ctx, event)
    turn = None if plan is None else plan.turn
    if plan is None or turn is None or turn.member_number is None or turn.reminded_number == turn.member_number:
        return None
    turn.reminded_number = turn.member_number
    await ctx.unit.timed.drop(ctx.chat_id, REMINDER, event.subject)  # looking at the rota has put it down once more
    await put_group_reminder(ctx, turn)
    return await invitation(ctx, plan.crew.rota, turn, plan.crew.members[turn.member_number])


@router.timed(IN_GROUP)
async def remind_in_group(ctx: Context, event: TimedEvent) -> Answers:
    """Remind in the group whoever it concerns, where the private word has found no reader."""
    plan = await _plan(ctx, event)
    turn = None if plan is None else plan.turn
    return None if plan is None or turn is None else await _in_group(ctx, plan.crew.rota, turn)


@router.timed(CHECK, needs=want_next_in_line)
async def check(ctx: Context, event: TimedEvent) -> Answers:
    """Show the hosts a turn that nobody has confirmed; the group is reminded by now, if it has to be.

    Of a rota with nobody in it they hear before its first turn alone.
    """
    plan = await _plan(ctx, event)
    turn = None if plan is None else plan.turn
    if plan is None or turn is None or turn.confirmed_at is not None or _is_left_alone(plan):
        return None
    rota, begins_at, timezone = plan.crew.rota, turn.begins_at, ctx.community.timezone
    member = None if turn.member_number is None else plan.crew.members[turn.member_number]
    lasts = begins_at - ctx.now
    if member is None:
        is_asking = turn.asked_number is not None
        words = texts.searching if is_asking else texts.nobody_for
        return await told_of_search(ctx, turn, lambda: [words(rota, begins_at, timezone)], lasts)
    who = called(ctx, member)
    for_hosts = ToHosts(
        lambda: [texts.not_confirmed(rota, begins_at, timezone, who)],
        lasts=lasts,
        dedupe_key=f"{turn_key(ctx, turn, member.number)}hosts",
    )
    return [*await _in_group(ctx, rota, turn), for_hosts]


async def invitation(ctx: Context, rota: Rota, turn: RotaTurn, member: AnyMember) -> list[Answer]:
    """Give the private word about somebody's coming turn; nothing for one whose LINE account is unknown.

    An earlier one that was not read yet makes way for it.
    """
    user_id = member.user_id
    if user_id is None or turn.begins_at <= ctx.now:
        return []
    key = f"{turn_key(ctx, turn, member.number)}private:"
    await ctx.unit.outbox.call_off(key, ctx.now)
    return [
        Whisper(
            user_id,
            lambda: [texts.your_turn_comes(ctx, rota, turn, user_id)],
            lasts=turn.begins_at - ctx.now,
            priority=_PRIORITY,
            dedupe_key=f"{key}{_which(ctx, turn)}",
        )
    ]


async def _in_group(ctx: Context, rota: Rota, turn: RotaTurn) -> list[Answer]:
    """Give the card that names nobody; nothing where the private word was read, or answered on the day before."""
    number = turn.member_number
    if ctx.main_chat is None or number is None:
        return []
    has_answered = turn.confirmed_at is not None and turn.confirmed_at >= day_before(turn, ctx.zone)
    word = await ctx.unit.outbox.by_key(f"{turn_key(ctx, turn, number)}private:{_NEAR}")
    if has_answered or (word is not None and word.state in _READ):
        return []
    return [
        Post(
            ctx.main_chat,
            lambda: [texts.reminder_for_group(ctx, rota, turn)],
            lasts=turn.begins_at - ctx.now,
            dedupe_key=f"{turn_key(ctx, turn, number)}group",
        )
    ]


def _is_left_alone(plan: Plan) -> bool:
    return not plan.crew.members and plan.crew.rota.turned_at != plan.crew.rota.made_at


def _which(ctx: Context, turn: RotaTurn) -> str:
    """Tell the word of the day before from one that comes earlier."""
    return _NEAR if day_before(turn, ctx.zone) <= ctx.now else f"early{to_milliseconds(ctx.now)}"


async def _plan(ctx: Context, event: TimedEvent) -> Plan | None:
    """Look at the rota anew; None where the work is about a turn that is not ahead any more."""
    rota = await rota_of(ctx, event)
    if rota is None:
        return None
    plan = await prepare(ctx, rota)
    turn = plan.turn
    is_meant = turn is not None and event.data.get("begins") == to_milliseconds(turn.begins_at)
    return plan if turn is not None and is_meant and turn.is_ahead(ctx.now) else None
