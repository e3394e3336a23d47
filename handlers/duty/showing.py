"""Who is on duty now and whose turns come next: by name in private, and in the group only where it may read names."""

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted
from bot.i18n import _
from bot.people import names_of
from bot.routing import Router
from handlers.duty import rota_texts
from handlers.duty import show_texts as texts
from handlers.duty.calling import called, called_in_group, may_name_here
from handlers.duty.crew import Crew, turns_ahead
from handlers.duty.making import TURNS_SHOWN
from handlers.duty.planning import prepare
from handlers.duty.rotas import rota_meant
from handlers.duty.swapping import want_those_to_come
from storage.models import Member, RotaTurn
from storage.models.members import AnyMember, Role

router = Router("duty")


async def want_those_shown(ctx: Context, command: Command) -> Wanted:
    """Want the names of those on duty now and next, where they may be shown."""
    if ctx.home is None or not await may_name_here(ctx):
        return NOTHING
    wanted = await want_those_to_come(ctx, command)
    for rota in await ctx.store.duty.rotas():
        current = await ctx.store.duty.current(rota, ctx.now)
        if current is not None and current.member_number is not None:
            member = await ctx.store.members.by_number(current.member_number)
            wanted |= names_of(ctx, [] if member is None else [member])
    return wanted


@router.command(
    "duty",
    "当番",
    needs=want_those_shown,
    help=lambda: _("See who is on duty now and whose turns come next"),
    example=lambda: _("/duty"),
)
async def show_duty(ctx: Context, command: Command) -> Answers:
    """Show one rota; without a name all of them, or the only one."""
    rotas = await ctx.store.duty.rotas()
    if not rotas:
        raise Refusal(rota_texts.no_rota_yet() if ctx.may_act_as(Role.HOST) else rota_texts.no_rota_for_members())
    if command.rest:
        rota, _rest = await rota_meant(ctx, command)
        rotas = [rota]
    shown = [await _shown(ctx, (await prepare(ctx, rota)).crew) for rota in rotas]
    if not ctx.in_private:
        return reply(texts.in_group(ctx, shown))
    return reply(texts.one(shown[0]) if len(shown) == 1 else texts.several(shown))


async def _shown(ctx: Context, crew: Crew) -> texts.Shown:
    rota = crew.rota
    turns = await turns_ahead(ctx, crew, TURNS_SHOWN)
    current = await ctx.store.duty.current(rota, ctx.now)
    by_name = await may_name_here(ctx)
    own = ctx.speaker.number if ctx.speaker is not None and ctx.in_private else None
    return texts.Shown(
        rota=rota,
        timezone=ctx.community.timezone,
        is_on=current is not None,
        until=None if current is None else current.ends_at,
        now=_who(ctx, await _on_duty(ctx, current)) if current is not None and by_name else None,
        turns=[
            texts.Turn(turn.at, _who(ctx, crew.members.get(turn.number or 0)) if by_name else None) for turn in turns
        ],
        own=None if own is None else next((turn.at for turn in turns if turn.number == own), None),
        is_next=own is not None and bool(turns) and turns[0].number == own,
    )


async def _on_duty(ctx: Context, current: RotaTurn) -> Member | None:
    """Find who is on duty, also where they have left the rota since; None for somebody who has left the group."""
    number = current.member_number
    member = None if number is None else await ctx.store.members.by_number(number)
    return member if member is not None and member.is_present else None


def _who(ctx: Context, member: AnyMember | None) -> str | None:
    if member is None:
        return texts.nobody_yet() if ctx.in_private else None
    return called(ctx, member) if ctx.in_private else called_in_group(ctx, member)
