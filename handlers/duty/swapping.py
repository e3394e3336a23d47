"""Two people swap turns, if both want to: one asks, the other says yes in private, and only then anything changes.

Should one of them not be able to keep it later, both turns go to whoever is next in line, and the other one is told.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from bot.answers import Answer, Answers, Whisper
from bot.commands import Command, targets
from bot.context import Context
from bot.errors import Refusal
from bot.events import TimedEvent
from bot.facts import NOTHING, Wanted
from bot.i18n import _
from bot.messages import MAX_QUICK_LABEL, Button, SayButton, Text, shorten
from bot.people import names_of, whispered
from bot.routing import Router
from handlers.duty import rota_texts, turn_texts
from handlers.duty import swap_texts as texts
from handlers.duty.calling import called
from handlers.duty.crew import Crew, crew_of, people_of, turns_ahead
from handlers.duty.passing import own_turn, present_speaker, told_alone
from handlers.duty.planning import UNSWAPPED, note_told, prepare
from handlers.duty.telling import call_swap_off, call_words_off, swap_key, turn_key
from handlers.duty.turns import Foreseen
from storage.columns import from_milliseconds
from storage.models import Member, Rota, RotaTurn
from storage.models.duty import TurnReason, TurnState
from storage.models.members import MemberRow

_MOST_OFFERED = 6
_MOST_LOOKED_AHEAD = 26

router = Router("duty")


async def want_those_to_come(ctx: Context, _command: Command) -> Wanted:
    """Want the names of those who have the next turns, and of the one who asks."""
    return await _want_names(ctx, _MOST_OFFERED)


async def want_those_to_ask(ctx: Context, _command: Command) -> Wanted:
    """Want the names of those with whom a swap may be offered, and of the one who asks.

    Turns of the asker are passed over, so that as many others as are offered have their names.
    """
    return await _want_names(ctx, _MOST_LOOKED_AHEAD)


async def _want_names(ctx: Context, turns: int) -> Wanted:
    if ctx.home is None or ctx.speaker is None:
        return NOTHING
    wanted = names_of(ctx, [ctx.speaker])
    for rota in await ctx.store.duty.rotas():
        crew = await crew_of(ctx.store, rota)
        ahead = [each for each in await turns_ahead(ctx, crew, turns) if each.number != ctx.speaker.number]
        wanted |= names_of(ctx, people_of(crew, ahead, _MOST_OFFERED))
    return wanted


@router.command(
    "swap",
    "交代",
    needs=want_those_to_ask,
    help=lambda: _("Ask somebody to swap turns at a duty with you"),
    example=lambda: _("/swap"),
)
async def ask_to_swap(ctx: Context, command: Command) -> Answers:
    """Offer those whose turns come next or, where one is named, ask them."""
    member = present_speaker(ctx)
    rota, turn, rest = await own_turn(ctx, command, member)
    crew = await crew_of(ctx.store, rota)
    ahead = await turns_ahead(ctx, crew, _MOST_LOOKED_AHEAD)
    found = targets(rest)
    if not found.numbers and not found.user_ids:
        others = _others_ahead(crew, turn, ahead, member)
        return told_alone(ctx, lambda: [_offer(ctx, rota, others)])
    other = await _other(ctx, crew, turn, member, rest)
    await call_swap_off(ctx, turn, member.number)
    turn.swap_number = other.number
    turn.swap_at = next((each.at for each in ahead if each.number == other.number and each.at > turn.begins_at), None)
    return [
        *told_alone(ctx, lambda: [texts.asked(rota, called(ctx, other))]),
        _question(ctx, rota, turn, member, other),
    ]


async def agree_to_swap(ctx: Context, rota: Rota, turn: RotaTurn, member: Member) -> list[Answer]:
    """Let two turns change hands; Refusal where the other's is gone meanwhile."""
    former = turn.member_number
    if former is None or turn.begins_at <= ctx.now:
        raise Refusal(turn_texts.settled_already())
    swap_at, account = turn.swap_at, turn.account_number or former
    swapped_for = None
    await call_words_off(ctx, turn, former)
    turn.give_to(member.number, TurnReason.SWAP, ctx.now)
    note_told(ctx, turn)
    if swap_at is not None:
        other_turn = await ctx.store.duty.plan(rota, swap_at)
        if other_turn.state is TurnState.PLANNED and other_turn.member_number in (None, member.number):
            other_account = other_turn.account_number or member.number
            other_turn.give_to(former, TurnReason.SWAP)
            turn.account_number, other_turn.account_number = account, other_account
            swapped_for = swap_at
    await prepare(ctx, rota)
    asker = await ctx.store.members.by_number(former)
    timezone, at = ctx.community.timezone, turn.begins_at
    return [] if asker is None else list(whispered(asker, lambda: [texts.agreed(rota, at, swapped_for, timezone)]))


@router.timed(UNSWAPPED)
async def tell_of_undoing(ctx: Context, event: TimedEvent) -> Answers:
    """Tell whoever had a turn by a swap that it was taken back, and take back what they have not read about it.

    Who the swap was with, and why it could not be kept, stays with whoever it was.
    """
    rota_number, begins, number = (event.data.get(key) for key in ("rota", "begins", "member"))
    if ctx.home is None or not (isinstance(rota_number, int) and isinstance(begins, int) and isinstance(number, int)):
        return None
    rota, member = await ctx.store.duty.get(rota_number), await ctx.store.members.by_number(number)
    turn = None if rota is None else await ctx.store.duty.turn_at(rota, from_milliseconds(begins))
    if rota is None or turn is None or member is None or not member.is_present or not turn.is_ahead(ctx.now):
        return None
    if member.user_id is None or turn.member_number == number:
        return None
    await call_words_off(ctx, turn, number)
    return Whisper(
        member.user_id,
        lambda: [texts.undone(rota)],
        lasts=turn.begins_at - ctx.now,
        dedupe_key=f"{turn_key(ctx, turn, number)}unswapped:{event.key}",
    )


async def decline_to_swap(ctx: Context, rota: Rota, turn: RotaTurn) -> list[Answer]:
    """Leave everything as it is, and tell whoever asked."""
    turn.swap_number = turn.swap_at = None
    asker = None if turn.member_number is None else await ctx.store.members.by_number(turn.member_number)
    return [] if asker is None else list(whispered(asker, lambda: [texts.declined(rota)]))


def _others_ahead(
    crew: Crew, turn: RotaTurn, ahead: Iterable[Foreseen], member: Member
) -> list[tuple[datetime, MemberRow]]:
    """List those who could be asked, with when the next turn of each comes, the soonest first; Refusal without any."""
    others = _could_be_asked(crew, turn, member)
    first: dict[int, datetime] = {}
    for each in ahead:
        if each.number in others and each.at > turn.begins_at:
            first.setdefault(each.number, each.at)
    if not first:
        raise Refusal(texts.nobody_to_swap_with(crew.rota))
    return [(at, others[number]) for number, at in islice(first.items(), _MOST_OFFERED)]


def _offer(ctx: Context, rota: Rota, others: Iterable[tuple[datetime, MemberRow]]) -> Text:
    """Show whose turns come after one's own, with a button to ask each."""
    lines: list[str] = []
    buttons: list[Button] = []
    for at, other in others:
        who = called(ctx, other)
        lines.append(texts.other_turn(at, who, ctx.community.timezone))
        buttons.append(SayButton(shorten(who, MAX_QUICK_LABEL), rota_texts.said(_("/swap"), rota, f"#{other.number}")))
    return texts.whom(rota, lines, buttons)


def _could_be_asked(crew: Crew, turn: RotaTurn, member: Member) -> dict[int, MemberRow]:
    free = crew.free_at(turn.begins_at, turn.passed_numbers) - {member.number}
    return {number: crew.members[number] for number in free if crew.members[number].user_id is not None}


async def _other(ctx: Context, crew: Crew, turn: RotaTurn, member: Member, command: Command) -> MemberRow:
    """Find whom to ask; the words are the same for everybody who cannot be, so that nothing is told about them."""
    found = targets(command)
    if len(found.numbers) + len(found.user_ids) > 1:
        raise Refusal(texts.one_person())
    number = found.numbers[0] if found.numbers else None
    if number is None:
        mentioned = await ctx.store.members.by_user(found.user_ids[0])
        number = None if mentioned is None else mentioned.number
    other = _could_be_asked(crew, turn, member).get(number or 0)
    if other is None:
        raise Refusal(texts.cannot_be_asked(crew.rota))
    return other


def _question(ctx: Context, rota: Rota, turn: RotaTurn, member: Member, other: MemberRow) -> Whisper:
    user_id = other.user_id or ""
    return Whisper(
        user_id,
        lambda: [turn_texts.please_swap(ctx, rota, turn, user_id, called(ctx, member))],
        lasts=turn.begins_at - ctx.now,
        priority=2,
        dedupe_key=swap_key(ctx, turn, member.number, other.number),
    )
