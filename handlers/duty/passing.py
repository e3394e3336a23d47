"""Somebody gives a turn back: the next in line is asked in private, one after the other, until one says yes.

Giving back counts as an absence: it earns no share of that turn and costs none, so the person stays where they were in
the order. Whoever does not answer in time is passed over just so, and may still say yes as long as nobody else has.
"""

from datetime import timedelta

from bot.answers import Answer, Answers, Compose, Reply, Whisper, reply
from bot.commands import Command, targets
from bot.context import Context
from bot.errors import Refusal
from bot.events import TimedEvent
from bot.i18n import _
from bot.people import whispered
from bot.routing import Router
from handlers.duty import rota_texts
from handlers.duty import turn_texts as texts
from handlers.duty.crew import crew_of
from handlers.duty.planning import ASKED, SHORTEST_PATIENCE, next_turns, note_told, prepare, put_work, undo_swap
from handlers.duty.records import own_next_turns
from handlers.duty.reminding import rota_of
from handlers.duty.rotas import find_rota, goes_without_name, rota_meant
from handlers.duty.telling import call_search_off, call_words_off, search_key, told_of_search
from storage.columns import to_milliseconds
from storage.models import Member, Rota, RotaTurn
from storage.models.duty import TurnReason

LONGEST_PATIENCE = timedelta(hours=24)
_TRIES_IN_THE_TIME_LEFT = 4
LATE = timedelta(hours=3)
"""A turn given back so shortly before it begins is shown to the hosts at once."""
_STOOD_STILL = timedelta(minutes=5)
"""Where work comes so late, the bot could not hear anybody meanwhile."""
_PRIORITY = 2

router = Router("duty")


@router.command(
    "skip",
    "パス",
    help=lambda: _("Give your next turn at a duty back; somebody else is asked"),
    example=lambda: _("/skip"),
)
async def pass_my_turn(ctx: Context, command: Command) -> Answers:
    """Let the speaker give their next turn back; whoever names somebody else has a swap in mind, so nothing changes."""
    member = present_speaker(ctx)
    rota, turn, rest = await own_turn(ctx, command, member)
    if _names_somebody_else(rest, member):
        raise Refusal(texts.goes_to_the_next(rota), texts.skip_or_swap(rota))
    at, timezone = turn.begins_at, ctx.community.timezone
    asked = await give_back(ctx, rota, turn, member.number)
    is_asking = turn.asked_number is not None
    return [*told_alone(ctx, lambda: [texts.given_back(rota, at, timezone, is_asking=is_asking)]), *asked]


@router.timed(ASKED)
async def stop_waiting(ctx: Context, event: TimedEvent) -> Answers:
    """Ask the next in line where an answer has not come, or where whoever was to give one is erased.

    Nobody could answer while the bot was out of the group or stood still: then a little time is given once more.
    """
    rota = await rota_of(ctx, event)
    turn = None if rota is None else (await prepare(ctx, rota)).turn
    if rota is None or turn is None or turn.begins_at <= ctx.now:
        return None
    if event.data.get("begins") != to_milliseconds(turn.begins_at):
        return None
    if turn.asked_number is None:
        return await look_for_another(ctx, rota, turn)
    if ctx.now >= event.occurred_at + _STOOD_STILL:
        await put_work(ctx, ASKED, ctx.now + SHORTEST_PATIENCE, turn)
        return None
    return await give_back(ctx, rota, turn, turn.asked_number)


async def give_back(ctx: Context, rota: Rota, turn: RotaTurn, number: int) -> list[Answer]:
    """Note that somebody cannot take a turn, and ask the next in line; with nobody left, tell the hosts."""
    is_first = not turn.passed
    await call_words_off(ctx, turn, number)
    await undo_swap(ctx.unit, ctx.store, await crew_of(ctx.store, rota), turn)
    turn.give_to(None, TurnReason.CREDIT)
    turn.add_passed(number)
    return await _ask_next(ctx, rota, turn, is_first=is_first)


async def look_for_another(ctx: Context, rota: Rota, turn: RotaTurn | None) -> list[Answer]:
    """Ask the next in line where whoever was being asked, or had said yes, is not in the rota any more."""
    if turn is None or not turn.is_searching or turn.asked_number is not None or turn.begins_at <= ctx.now:
        return []
    return await _ask_next(ctx, rota, turn, is_first=False)


async def stand_in(ctx: Context, rota: Rota, turn: RotaTurn, member: Member) -> list[Answer]:
    """Give a turn to somebody who was asked to stand in, and set the one who gave it back at ease."""
    passed = [number for number in turn.passed_numbers if number != member.number][:1]
    turn.give_to(member.number, TurnReason.SUBSTITUTE, ctx.now)
    note_told(ctx, turn)
    await _stop_asking(ctx, rota)
    await call_search_off(ctx, turn)
    at, timezone = turn.begins_at, ctx.community.timezone
    told: list[Answer] = []
    for number in passed:
        former = await ctx.store.members.by_number(number)
        if former is not None and former.is_present:
            told += whispered(former, lambda: [texts.somebody_stands_in(rota, at, timezone)])
    return told


async def own_turn(ctx: Context, command: Command, member: Member) -> tuple[Rota, RotaTurn, Command]:
    """Find the coming turn of a member that a command is about; Refusal where there is none, or which is not clear."""
    rotas = await ctx.store.duty.rotas()
    if not rotas:
        raise Refusal(rota_texts.no_rota_for_members())
    owned = [(rota, turn) for rota, turn in await next_turns(ctx, rotas) if turn.member_number == member.number]
    if len(owned) == 1 and _starts_without_rota(command, rotas):
        return *owned[0], command
    if len(owned) > 1 and not command.rest:
        raise Refusal(
            texts.which_turn([rota.name for rota, _turn in owned]),
            rota_texts.rota_buttons(command.word, [rota for rota, _turn in owned], ""),
        )
    if not owned and not command.rest:
        raise Refusal(await _why_none(ctx, rotas, member))
    rota, rest = await rota_meant(ctx, command)
    turn = next((turn for each, turn in owned if each.number == rota.number), None)
    if turn is None:
        raise Refusal(await _why_none(ctx, [rota], member, rota.name))
    return rota, turn, rest


def present_speaker(ctx: Context) -> Member:
    """Give the member who speaks; Refusal where LINE does not tell, or they are not in the group now."""
    if ctx.speaker is None or not ctx.speaker.is_present:
        raise Refusal(texts.who_are_you())
    return ctx.speaker


def told_alone(ctx: Context, compose: Compose) -> list[Answer]:
    """Answer in private; in a group say only that it is noted, and leave the rest for the private chat.

    There it is said in the speaker's own language, which need not be the group's.
    """
    if ctx.in_private or ctx.user_id is None:
        return [Reply(compose())]
    return [reply(texts.noted()), Whisper(ctx.user_id, compose, priority=1)]


async def _ask_next(ctx: Context, rota: Rota, turn: RotaTurn, *, is_first: bool) -> list[Answer]:
    crew = await crew_of(ctx.store, rota)
    line = [crew.members[each.number] for each in crew.line_for(turn)]
    next_one = next((member for member in line if member.user_id is not None), None)
    at, timezone, left = turn.begins_at, ctx.community.timezone, turn.begins_at - ctx.now
    if next_one is None or next_one.user_id is None:
        await _stop_asking(ctx, rota)
        lasts = max(left, SHORTEST_PATIENCE)
        return [await told_of_search(ctx, turn, lambda: [texts.nobody_for(rota, at, timezone)], lasts)]
    user_id = next_one.user_id
    turn.asked_number = next_one.number
    patience = min(LONGEST_PATIENCE, max(SHORTEST_PATIENCE, left / _TRIES_IN_THE_TIME_LEFT))
    await put_work(ctx, ASKED, ctx.now + patience, turn)
    asked: list[Answer] = [
        Whisper(
            user_id,
            lambda: [texts.please_stand_in(ctx, rota, turn, user_id)],
            lasts=left,
            priority=_PRIORITY,
            dedupe_key=search_key(ctx, turn, next_one.number),
        )
    ]
    if is_first and left < LATE:
        asked.append(await told_of_search(ctx, turn, lambda: [texts.searching(rota, at, timezone)], left))
    return asked


async def _stop_asking(ctx: Context, rota: Rota) -> None:
    if ctx.main_chat is not None:
        await ctx.unit.timed.drop(ctx.main_chat, ASKED, str(rota.number))


async def _why_none(ctx: Context, rotas: list[Rota], member: Member, name: str | None = None) -> str:
    """Tell somebody on duty now, and somebody whose turn is foreseen, from somebody whose turn it is not."""
    for rota in rotas:
        current = await ctx.store.duty.current(rota, ctx.now)
        if current is not None and current.member_number == member.number:
            return texts.has_begun()
    if ctx.in_private:  # where the group need not read when somebody's turn is
        names = {rota.name for rota in rotas}
        foreseen = next((own for own in await own_next_turns(ctx, member) if own.name in names), None)
        if foreseen is not None:
            return texts.only_foreseen(foreseen.name, foreseen.begins_at, ctx.community.timezone)
    return texts.no_turn_of_yours(name)


def _names_somebody_else(command: Command, member: Member) -> bool:
    named = targets(command)
    return any(number != member.number for number in named.numbers) or any(
        user_id != member.user_id for user_id in named.user_ids
    )


def _starts_without_rota(command: Command, rotas: list[Rota]) -> bool:
    """Say whether a command leaves out which rota it means: nothing follows its word, or people do."""
    return not command.rest or (find_rota(rotas, command.rest) is None and goes_without_name(command))
