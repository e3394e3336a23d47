"""Hosts see how far the filters go and what they noticed, and why something was noticed."""

from datetime import timedelta

from bot.answers import Answers, reply
from bot.commands import Command, read_whole_number
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, names_in
from bot.i18n import _
from bot.routing import Where
from handlers.community.confirmed import require_confirmed
from handlers.moderation.filters import texts, word_texts
from handlers.moderation.filters.changing import current_filters, set_modes
from handlers.moderation.filters.reading import read_mode
from handlers.moderation.filters.routes import router
from handlers.moderation.filters.settings import entries_in, word_key
from handlers.moderation.filters.words import Entry
from handlers.rotation.counting import week_of
from storage.models import FilterFinding
from storage.models.filters import FilterKind
from storage.models.members import Role

_HIGHEST_NUMBER = 999_999_999


@router.command(
    "filters",
    "見守り",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("See what the filters noticed, and let them only watch, tell you, or rest"),
    example=lambda: _("/filters on"),
)
async def show_filters(ctx: Context, command: Command) -> Answers:
    """Show all filters with their counts, or set how far all of them go."""
    if command.rest:
        mode = read_mode(command.rest)
        if mode is None:
            raise Refusal(texts.how_to_set())
        return reply(await set_modes(ctx, mode, *FilterKind))
    this_week = week_of(ctx.today)
    counts = await ctx.store.filters.count_by_week(this_week - timedelta(weeks=1))
    return reply(*texts.overview(await current_filters(ctx), counts, this_week))


async def _author(ctx: Context, command: Command) -> Wanted:
    found = None if ctx.home is None else await _finding(ctx, command)
    if found is None or found.member_number is None or ctx.main_chat is None:
        return NOTHING
    member = await ctx.store.members.by_number(found.member_number)
    return NOTHING if member is None or member.user_id is None else names_in(ctx.main_chat, [member.user_id])


@router.command(
    "why",
    "判断の理由",
    where=Where.PRIVATE,
    who=Role.HOST,
    needs=_author,
    help=lambda: _("Which filter noticed something, by which measure, and what followed"),
    example=lambda: _("/why 12"),
)
async def explain(ctx: Context, command: Command) -> Answers:
    """Explain the finding of a number, or the newest one."""
    require_confirmed(ctx)
    found = await _finding(ctx, command)
    if found is None and command.rest:
        raise Refusal(word_texts.no_such_finding(_number(command)))
    if found is None:
        raise Refusal(word_texts.nothing_noticed())
    return reply(
        word_texts.finding(found, await _word(ctx, found.entry), await _who(ctx, found), ctx.community.timezone)
    )


async def _finding(ctx: Context, command: Command) -> FilterFinding | None:
    if not command.rest:
        return await ctx.store.filters.newest()
    return await ctx.store.filters.get(_number(command))


def _number(command: Command) -> int:
    return read_whole_number(command.rest.strip().lstrip("#＃"), 1, _HIGHEST_NUMBER)


async def _word(ctx: Context, number: int | None) -> Entry | None:
    stored = None if number is None else await ctx.store.settings.get(word_key(number))
    if number is None or stored is None:
        return None
    return next(iter(entries_in({word_key(number): stored})), None)


async def _who(ctx: Context, found: FilterFinding) -> str | None:
    member = None if found.member_number is None else await ctx.store.members.by_number(found.member_number)
    return None if member is None else word_texts.who(member.number, ctx.facts.name_of(member.user_id))
