"""A host sends word of a seat to somebody who does not write: for a price that is shown and agreed to first."""

from bot.answers import Answers, reply
from bot.commands import BadArgument, Command
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted
from bot.i18n import _
from bot.pricing import price_card, price_wanted, waiting_word
from bot.routing import Router
from handlers.community.confirmed import is_confirmed, require_confirmed
from handlers.door import host_texts as texts
from handlers.door.deciding import read_number
from handlers.door.places import into_private
from handlers.door.tending import offer_key
from storage.models import Pass
from storage.models.door import PassState
from storage.models.members import Role

router = Router("door")


async def _want_price(ctx: Context, command: Command) -> Wanted:
    """Want what a push would cost and whether it can arrive."""
    if ctx.home is None or not ctx.in_private or not is_confirmed(ctx) or not ctx.may_act_as(Role.HOST):
        return NOTHING
    try:
        held = await _offered(ctx, read_number(command.rest))
    except BadArgument:
        return NOTHING
    return NOTHING if held is None else await price_wanted(ctx, offer_key(held))


@router.command(
    "invite send",
    "招待を届ける",
    who=Role.HOST,
    needs=_want_price,
    unrecorded=True,
    help=lambda: _("Send word of a seat to somebody at once, for a price that you see first"),
    example=lambda: _("/invite send 12"),
)
async def send_invitation(ctx: Context, command: Command) -> Answers:
    """Show the price of sending word of a seat; the host's tap on it sends it."""
    require_confirmed(ctx)
    if (shown := into_private(ctx, command, also_in_room=False)) is not None:
        return shown
    number = read_number(command.rest)
    held = await _offered(ctx, number)
    if held is None or await waiting_word(ctx, offer_key(held)) is None:
        raise Refusal(texts.nothing_to_send(number))
    return reply(await price_card(ctx, offer_key(held), who=texts.who_waits(number), member=None))


async def _offered(ctx: Context, number: int) -> Pass | None:
    held = await ctx.store.passes.get(number)
    return held if held is not None and held.state is PassState.OFFERED else None
