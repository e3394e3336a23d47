"""How many seats a group has: `/seats`."""

from bot.answers import Answers, reply
from bot.commands import BadArgument, Command, fold, read_whole_number
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.routing import Router, Where
from handlers.community.confirmed import require_confirmed
from handlers.door import seating_texts as texts
from handlers.door.settings import MOST_SEATS, NO_LIMIT, SEATS
from handlers.door.tending import seats_now, tend_door
from handlers.door.visiting import count_here
from handlers.door.waiting import in_line
from storage.models import Pass
from storage.models.members import Role

_NO_LIMIT_WORDS = frozenset({"off", "none", "no limit", "なし", "制限なし", "決めない", "やめる"})

router = Router("door")


@router.command(
    "seats",
    "定員",
    where=Where.PRIVATE,
    who=Role.HOST,
    needs=count_here,
    help=lambda: _("How many people the group takes, free seats, and who waits"),
    example=lambda: _("/seats 60"),
)
async def choose_seats(ctx: Context, command: Command) -> Answers:
    """Show the seats, or choose how many there are; fewer than people are here sends nobody away."""
    require_confirmed(ctx)
    if command.rest:
        seats = _read(command.rest)
        by = ctx.speaker_number
        await SEATS.write(ctx.store.settings, seats, by=by, now=ctx.now)
        await ctx.store.log.write("door.changed", ctx.now, actor=by, about="seats")
    fallen_due = await tend_door(ctx)
    passes = await ctx.store.passes.open()
    return [
        reply(texts.seats_card(await seats_now(ctx, passes), [held.number for held in in_line(passes)])),
        *fallen_due,
    ]


async def seats_line(ctx: Context, passes: list[Pass]) -> str:
    """Say in one line how many seats are free and how many people wait."""
    return texts.seats_line(await seats_now(ctx, passes), len(in_line(passes)))


def _read(typed: str) -> int:
    if fold(typed).strip() in _NO_LIMIT_WORDS:
        return NO_LIMIT
    try:
        return read_whole_number(fold(typed).strip().removesuffix("人").removesuffix("名"), 1, MOST_SEATS)
    except BadArgument:
        raise Refusal(texts.how_to_choose(MOST_SEATS)) from None
