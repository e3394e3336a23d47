"""A member leaves a rota by their own word: the hosts are told, and turns to come go to the next in line."""

from bot.answers import Answers, ToHosts
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted
from bot.i18n import _
from bot.people import names_of
from bot.routing import Router
from handlers.duty import rota_texts
from handlers.duty import stepping_out_texts as texts
from handlers.duty.calling import called
from handlers.duty.passing import look_for_another, present_speaker, told_alone
from handlers.duty.planning import prepare
from handlers.duty.rotas import rota_meant
from handlers.duty.staffing import step_out
from storage.models import Member, Rota

router = Router("duty")


async def _want_own_name(ctx: Context, _command: Command) -> Wanted:
    return NOTHING if ctx.home is None or ctx.speaker is None else names_of(ctx, [ctx.speaker])


@router.command(
    "duty leave",
    "当番を抜ける",
    "当番 抜ける",
    "当番から抜ける",
    needs=_want_own_name,
    help=lambda: _("Take no more turns at a duty"),
    example=lambda: _("/duty leave hosting"),
)
async def leave_rota(ctx: Context, command: Command) -> Answers:
    """Take the speaker out of a rota; a turn that has begun is theirs to the end."""
    member = present_speaker(ctx)
    rota = await _own_rota(ctx, command, member)
    current = await ctx.store.duty.current(rota, ctx.now)
    is_on_duty = current is not None and current.member_number == member.number
    await step_out(ctx, rota, member.number)
    await ctx.store.log.write("duty.changed", ctx.now, actor=member.number, about=f"#{member.number}")
    plan = await prepare(ctx, rota)
    who, is_empty = called(ctx, member), not plan.crew.members
    return [
        *told_alone(ctx, lambda: [texts.you_have_left(rota, is_on_duty=is_on_duty)]),
        ToHosts(lambda: [texts.has_left(rota, who, is_empty=is_empty)]),
        *([] if is_empty else await look_for_another(ctx, rota, plan.turn)),
    ]


async def _own_rota(ctx: Context, command: Command, member: Member) -> Rota:
    """Find which rota is meant: by its name, or the only one that the speaker is in."""
    numbers = {place.rota_number for place in await ctx.store.duty.places_of(member.number)}
    own = [rota for rota in await ctx.store.duty.rotas() if rota.number in numbers]
    if not own:
        raise Refusal(texts.in_no_rota())
    if not command.rest:
        if len(own) > 1:
            names = [rota.name for rota in own]
            raise Refusal(rota_texts.which_rota(names), rota_texts.rota_buttons(command.word, own, ""))
        return own[0]
    rota, _rest = await rota_meant(ctx, command)
    if rota.number not in numbers:
        raise Refusal(texts.not_in_this_rota(rota))
    return rota
