"""Who greets newcomers: whoever is on duty in a rota of that name, such as 案内 or “greeter”."""

from bot.commands import fold
from bot.context import Context
from bot.facts import NOTHING, Wanted
from bot.people import names_of
from handlers.duty.calling import called_in_group, group_reads_names
from storage.models import Member

GREETER_ROTAS = frozenset(map(fold, ("案内", "案内係", "あいさつ", "お出迎え", "greeter", "greeting")))


async def greeter_on_duty(ctx: Context) -> Member | None:
    """Find who is on duty as a greeter now; None where nobody is, or there is no such rota."""
    if ctx.home is None:
        return None
    for rota in await ctx.store.duty.rotas():
        turn = await ctx.store.duty.current(rota, ctx.now) if fold(rota.name) in GREETER_ROTAS else None
        if turn is not None and turn.member_number is not None:
            member = await ctx.store.members.by_number(turn.member_number)
            if member is not None and member.is_present:
                return member
    return None


async def want_greeter(ctx: Context) -> Wanted:
    """Want the name of the greeter on duty, where the group may read it."""
    if ctx.home is None or not await group_reads_names(ctx):
        return NOTHING
    greeter = await greeter_on_duty(ctx)
    return NOTHING if greeter is None else names_of(ctx, [greeter])


async def greeter_named(ctx: Context) -> str | None:
    """Call the greeter on duty; None where nobody is on duty, or the group reads no names."""
    if not await group_reads_names(ctx):
        return None
    greeter = await greeter_on_duty(ctx)
    return None if greeter is None else called_in_group(ctx, greeter)
