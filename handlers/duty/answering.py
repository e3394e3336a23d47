"""A yes or a no about a turn, by button or by word: to one's own turn, to standing in, to a swap."""

from collections.abc import Sequence

from bot.answers import Answer, Answers
from bot.buttons import ButtonPress
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.routing import Router
from handlers.duty import swap_texts
from handlers.duty import turn_texts as texts
from handlers.duty.crew import crew_of
from handlers.duty.freedom import could_agree
from handlers.duty.passing import give_back, present_speaker, stand_in, told_alone
from handlers.duty.planning import next_turns, prepare
from handlers.duty.swapping import agree_to_swap, decline_to_swap
from handlers.duty.telling import call_swap_off, call_words_off
from storage.columns import from_milliseconds
from storage.models import Member, Rota, RotaTurn

router = Router("duty")


@router.button("duty.take", spoken="duty ok")
async def take_by_button(ctx: Context, press: ButtonPress) -> Answers:
    """Take the turn that the button is about."""
    member = present_speaker(ctx)
    rota, turn = await _turn_pressed(ctx, press)
    return await _take(ctx, rota, turn, member)


@router.button("duty.pass", spoken="duty no")
async def pass_by_button(ctx: Context, press: ButtonPress) -> Answers:
    """Give the turn back that the button is about, or decline it."""
    member = present_speaker(ctx)
    rota, turn = await _turn_pressed(ctx, press)
    return await _pass(ctx, rota, turn, member)


@router.command(
    "duty ok",
    "引き受けます",
    takes_arguments=False,
    help=lambda: _("Say yes to the duty you were asked about"),
)
async def take_by_word(ctx: Context, _command: Command) -> Answers:
    """Take the turn that the speaker was asked about last."""
    member = present_speaker(ctx)
    rota, turn = await _turn_asked_about(ctx, member, may_be_late=True)
    return await _take(ctx, rota, turn, member)


@router.command(
    "duty no",
    "今回はパス",
    "見送ります",
    takes_arguments=False,
    help=lambda: _("Say that a duty does not suit you this time"),
)
async def pass_by_word(ctx: Context, _command: Command) -> Answers:
    """Decline the turn that the speaker was asked about last."""
    member = present_speaker(ctx)
    rota, turn = await _turn_asked_about(ctx, member)
    return await _pass(ctx, rota, turn, member)


async def _take(ctx: Context, rota: Rota, turn: RotaTurn, member: Member) -> Answers:
    at, timezone = turn.begins_at, ctx.community.timezone
    number = member.number
    told: Sequence[Answer] = []
    if turn.member_number == number:
        turn.confirmed_at = ctx.now
        await call_swap_off(ctx, turn, number)
        await call_words_off(ctx, turn, number)
    elif turn.swap_number == number and turn.member_number is not None:
        await _require_free(ctx, rota, turn, member)
        told = await agree_to_swap(ctx, rota, turn, member)
    elif turn.member_number is None and (turn.asked_number == number or number in turn.passed_numbers):
        await _require_free(ctx, rota, turn, member)
        told = await stand_in(ctx, rota, turn, member)
    else:
        raise Refusal(texts.settled_already())
    return [*told_alone(ctx, lambda: [texts.confirmed(rota, at, timezone)]), *told]


async def _pass(ctx: Context, rota: Rota, turn: RotaTurn, member: Member) -> Answers:
    number = member.number
    if turn.member_number == number:
        at, timezone = turn.begins_at, ctx.community.timezone
        asked = await give_back(ctx, rota, turn, number)
        is_asking = turn.asked_number is not None
        return [*told_alone(ctx, lambda: [texts.given_back(rota, at, timezone, is_asking=is_asking)]), *asked]
    if turn.swap_number == number:
        return [*told_alone(ctx, lambda: [swap_texts.stays_as_it_is()]), *await decline_to_swap(ctx, rota, turn)]
    if turn.asked_number == number:
        return [*told_alone(ctx, lambda: [texts.thank_you_anyway()]), *await give_back(ctx, rota, turn, number)]
    raise Refusal(texts.settled_already())


async def _require_free(ctx: Context, rota: Rota, turn: RotaTurn, member: Member) -> None:
    """Refuse somebody who has rested or left the rota since they were asked."""
    crew = await crew_of(ctx.store, rota)
    if member.number not in crew.members or not could_agree(member, turn.begins_at):
        raise Refusal(texts.settled_already())


async def _turn_pressed(ctx: Context, press: ButtonPress) -> tuple[Rota, RotaTurn]:
    number, _dash, begins = press.object.partition("-")
    rota = await ctx.store.duty.get(int(number))
    if rota is None:
        raise Refusal(texts.settled_already())
    turn = (await prepare(ctx, rota)).turn
    if turn is None or turn.begins_at != from_milliseconds(int(begins)) or not turn.is_ahead(ctx.now):
        raise Refusal(texts.settled_already())
    return rota, turn


async def _turn_asked_about(ctx: Context, member: Member, *, may_be_late: bool = False) -> tuple[Rota, RotaTurn]:
    """Find what the speaker may mean: what they were asked to do for others first, then their own turn.

    Somebody late may mean a turn that they were asked about, or gave back, and that nobody has taken yet.
    """
    ahead = await next_turns(ctx, await ctx.store.duty.rotas())
    number = member.number
    asked = [(rota, turn) for rota, turn in ahead if turn.asked_number == number]
    asked += [(rota, turn) for rota, turn in ahead if turn.swap_number == number]
    asked += [(rota, turn) for rota, turn in ahead if turn.member_number == number and turn.confirmed_at is None]
    if may_be_late:
        asked += [(rota, turn) for rota, turn in ahead if turn.is_searching and number in turn.passed_numbers]
    if not asked:
        raise Refusal(texts.nothing_to_answer())
    return asked[0]
