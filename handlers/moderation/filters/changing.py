"""Hosts choose how far each filter goes, whose links are noticed, and how many messages are too many.

Every choice is a setting with its history, so `/undo` takes it back. The buttons make the host say the change in words.
"""

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.group_settings import GroupSetting
from bot.i18n import _
from bot.messages import Button, Card, SayButton
from bot.routing import Where
from handlers.moderation.filters import texts
from handlers.moderation.filters.flood import read_stored_limit
from handlers.moderation.filters.links import LinksFrom
from handlers.moderation.filters.reading import read_limit, read_links_from, read_mode
from handlers.moderation.filters.repeats import NEEDED, SHORTEST
from handlers.moderation.filters.routes import router
from handlers.moderation.filters.settings import FLOOD_LIMIT, LINKS_FROM, MODES, Filters, Mode, read_filters, written
from storage.models.filters import FilterKind
from storage.models.members import Role
from storage.repositories.history import FILTER_SETTINGS


@router.command(
    "links",
    "リンク",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("Notice links: everybody's, or those of newcomers only"),
    example=lambda: _("/links everybody"),
)
async def choose_links(ctx: Context, command: Command) -> Answers:
    """Show the filter for links, or change it."""
    if not command.rest:
        return reply(await _page(ctx, FilterKind.LINKS))
    if (mode := read_mode(command.rest)) is not None:
        return reply(await set_modes(ctx, mode, FilterKind.LINKS))
    links_from = read_links_from(command.rest)
    if links_from is None:
        raise Refusal(texts.how_to_set_links())
    await _change(ctx, LINKS_FROM, links_from.value)
    return reply(texts.set_to(texts.links_line(await current_filters(ctx))))


@router.command(
    "flood",
    "連投",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("Notice many messages in a short time"),
    example=lambda: _("/flood 6/10s"),
)
async def choose_flood(ctx: Context, command: Command) -> Answers:
    """Show the filter for many messages at once, or change it."""
    if not command.rest:
        return reply(await _page(ctx, FilterKind.FLOOD))
    if (mode := read_mode(command.rest)) is not None:
        return reply(await set_modes(ctx, mode, FilterKind.FLOOD))
    limit = read_limit(command.rest)
    if limit is None:
        raise Refusal(texts.how_to_set_flood())
    if read_stored_limit(str(limit)) is None:
        raise Refusal(FLOOD_LIMIT.bounds())
    await _change(ctx, FLOOD_LIMIT, str(limit))
    return reply(texts.set_to(texts.flood_line(await current_filters(ctx))))


@router.command(
    "repeats",
    "くり返し",
    "繰り返し",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("Notice when somebody posts nearly the same again and again"),
    example=lambda: _("/repeats off"),
)
async def choose_repeats(ctx: Context, command: Command) -> Answers:
    """Show the filter for repetitions, or change it."""
    if not command.rest:
        return reply(await _page(ctx, FilterKind.REPEATS))
    mode = read_mode(command.rest)
    if mode is None:
        raise Refusal(texts.how_to_set(_("/repeats off")))
    return reply(await set_modes(ctx, mode, FilterKind.REPEATS))


async def set_modes(ctx: Context, mode: Mode, *kinds: FilterKind) -> Card:
    """Set how far some filters go, in one change, and confirm it."""
    modes = dict((await current_filters(ctx)).modes)
    modes.update(dict.fromkeys(kinds, mode))
    await _change(ctx, MODES, written(modes))
    return texts.modes_changed(kinds, mode)


async def current_filters(ctx: Context) -> Filters:
    """Give all that the hosts have chosen."""
    return read_filters(await ctx.store.settings.starting_with(FILTER_SETTINGS))


async def log_change(ctx: Context, key: str) -> None:
    """Write down that a setting was changed, and by whom."""
    await ctx.store.log.write("setting.changed", ctx.now, actor=ctx.speaker_number, about=key)


async def _change(ctx: Context, setting: GroupSetting[str], value: str) -> None:
    if await setting.read(ctx.store.settings) == value:
        raise Refusal(texts.is_so_already())
    await setting.write(ctx.store.settings, value, by=ctx.speaker_number, now=ctx.now)
    await log_change(ctx, setting.key)


async def _page(ctx: Context, kind: FilterKind) -> Card:
    filters = await current_filters(ctx)
    word, lines = _commands()[kind], _lines(kind, filters)
    buttons: list[Button] = [texts.mode_button(word, mode) for mode in Mode if mode is not filters.modes[kind]]
    if kind is FilterKind.LINKS:
        lines = [*lines, texts.how_to_set_links()]
        others = [each for each in LinksFrom if each is not filters.links_from]
        buttons = [
            SayButton(texts.links_from_name(each), f"{word} {texts.links_from_name(each)}") for each in others
        ] + buttons[:1]
    return texts.one_filter(kind, filters, lines, buttons)


def _commands() -> dict[FilterKind, str]:
    # Translators: commands; each must be one of the words for that filter.
    return {
        FilterKind.LINKS: _("/links"),
        FilterKind.FLOOD: _("/flood"),
        FilterKind.REPEATS: _("/repeats"),
    }


def _lines(kind: FilterKind, filters: Filters) -> list[str]:
    match kind:
        case FilterKind.LINKS:
            return [LINKS_FROM.meaning(), texts.links_line(filters)]
        case FilterKind.FLOOD:
            return [texts.flood_line(filters), texts.how_to_set_flood()]
        case _:
            return [texts.repeats_line(NEEDED, SHORTEST)]
