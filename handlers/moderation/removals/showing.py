"""How things stand: the removals that still go on, with the buttons for what one may do now."""

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.facts import NOTHING, Wanted
from bot.i18n import _
from bot.people import names_of_numbers
from bot.routing import Router, Where
from handlers.moderation.hosts import host_of
from handlers.moderation.removals import showing_texts as texts
from handlers.moderation.removals.keeping import circle_of, course_of, person_of
from handlers.moderation.removals.telling import read_number, removal_for, words_in
from handlers.moderation.removals.texts import named
from storage.models import Removal
from storage.models.members import Role
from storage.models.removals import RemovalState

router = Router("removals")


async def want_names(ctx: Context, command: Command) -> Wanted:
    """Want the names of those the removals are about."""
    if ctx.home is None:
        return NOTHING
    removals = await _shown(ctx, command)
    return await names_of_numbers(
        ctx, [number for each in removals for number in (each.subject_number, each.opened_by)]
    )


@router.command(
    "removals",
    "退会の相談 一覧",
    where=Where.PRIVATE,
    who=Role.HOST,
    unrecorded=True,
    needs=want_names,
    help=lambda: _("See which removals still go on"),
    example=lambda: _("/removals 12"),
)
async def show_removals(ctx: Context, command: Command) -> Answers:
    """List the removals that still go on, or show one with what may be done about it."""
    host = host_of(ctx)
    removals = await _shown(ctx, command)
    if not command.rest:
        lines = [texts.line(each, await _who(ctx, each), ctx.community.timezone) for each in removals]
        return reply(texts.listed(lines))
    removal = removals[0]
    circle, course = await circle_of(ctx, removal), course_of(removal)
    opener = await ctx.store.members.by_number(removal.opened_by)
    return reply(
        texts.one(
            ctx,
            removal,
            await _who(ctx, removal),
            named(ctx, opener, removal.opened_by),
            await words_in(ctx, removal.number),
            may=texts.Possible(
                decide=course.is_undecided and host.number in circle.deciders,
                volunteer=course.is_open and not course.is_undecided and host.number in circle.helpers,
                withdraw=course.is_open and (host.number == removal.opened_by or host.role is Role.OWNER),
            ),
        )
    )


async def _shown(ctx: Context, command: Command) -> list[Removal]:
    host = host_of(ctx)
    if command.rest:
        return [await removal_for(ctx, read_number(command)[0])]
    return [
        removal
        for removal in await ctx.store.removals.open_ones()
        if removal.subject_number != host.number and removal.state is not RemovalState.RESTING
    ]


async def _who(ctx: Context, removal: Removal) -> str:
    return named(ctx, await person_of(ctx, removal), removal.subject_number)
