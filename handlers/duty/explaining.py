"""Why somebody has the next turn: the same arithmetic that chose them, in words, and for hosts the whole order."""

from collections.abc import Set

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.facts import Wanted
from bot.i18n import _
from bot.people import names_of
from bot.routing import Router
from handlers.community.confirmed import is_confirmed
from handlers.duty import rota_texts
from handlers.duty import show_texts as texts
from handlers.duty.calendar_texts import when
from handlers.duty.calling import called
from handlers.duty.crew import Crew, crew_of
from handlers.duty.planning import prepare
from handlers.duty.rotas import rota_meant
from handlers.duty.swapping import want_those_to_come
from handlers.duty.turns import Standing, in_line
from storage.models import RotaTurn
from storage.models.members import Role

_MOST_LINES = 20

router = Router("duty")


async def want_those_explained(ctx: Context, command: Command) -> Wanted:
    """Want the names of those who have the next turns and, for hosts, of all who are listed."""
    wanted = await want_those_to_come(ctx, command)
    if ctx.home is None or not ctx.may_act_as(Role.HOST):
        return wanted
    rota, _rest = await rota_meant(ctx, command)
    crew = await crew_of(ctx.store, rota)
    return wanted | names_of(ctx, [crew.members[each.number] for each in _listed(crew)])


@router.command(
    "duty why",
    "どうして",
    "当番のわけ",
    about_person=True,
    takes_arguments=False,
    needs=want_those_explained,
    help=lambda: _("Understand why the next turn is whose it is"),
    example=lambda: _("/duty why"),
)
async def explain(ctx: Context, command: Command) -> Answers:
    """Explain the next turn; what is shown of others is only whose turn it is, but for hosts."""
    rota, _rest = await rota_meant(ctx, command)
    plan = await prepare(ctx, rota)
    if plan.turn is None:
        raise Refusal(rota_texts.no_turn_ahead(rota))
    lines = [_next(ctx, plan.crew, plan.turn), texts.how_it_goes()]
    free = plan.crew.free_at(plan.turn.begins_at, plan.turn.passed_numbers)
    left_out = {each.number for each in plan.crew.present} - free - {plan.turn.member_number}
    if left_out:
        lines.append(texts.left_out(len(left_out)))
    lines += _standings(ctx, plan.crew, left_out)
    return reply(texts.explanation(rota, lines))


def _next(ctx: Context, crew: Crew, turn: RotaTurn) -> str:
    at = when(turn.begins_at, ctx.community.timezone)
    member = None if turn.member_number is None else crew.members.get(turn.member_number)
    if member is None:
        return texts.nobody_next(at)
    credit = crew.places[member.number].credit
    line = crew.line_for(turn)
    is_tied = sum(each.credit == credit for each in line) > 1
    return texts.why_this_one(turn.reason, at, called(ctx, member), credit, is_tied=is_tied)


def _standings(ctx: Context, crew: Crew, left_out: Set[int]) -> list[str]:
    if ctx.may_act_as(Role.HOST) and is_confirmed(ctx):
        timezone = ctx.community.timezone
        lines = [
            texts.line_of(
                called(ctx, crew.members[each.number]),
                each.credit,
                None if each.last_served is None else when(each.last_served, timezone),
                is_left_out=each.number in left_out,
            )
            for each in _listed(crew)
        ]
        return ["\n".join(lines)] if lines else []
    own = None if ctx.speaker is None else crew.places.get(ctx.speaker.number)
    return [] if own is None else [texts.your_standing(own.credit)]


def _listed(crew: Crew) -> list[Standing]:
    """List everybody in the order of their turns, free or not, as far as there is room."""
    return in_line(crew.standings, {each.number for each in crew.present})[:_MOST_LINES]
