"""Hosts keep the list of words that are not to be used, and of what is allowed although it holds one of them."""

from bot.answers import Answers, reply
from bot.commands import BadArgument, Command, read_whole_number
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.routing import Where
from handlers.moderation.filters import word_texts as texts
from handlers.moderation.filters.changing import current_filters, log_change, set_modes
from handlers.moderation.filters.reading import read_mode, read_words
from handlers.moderation.filters.routes import router
from handlers.moderation.filters.settings import WORD_KEYS, entries_in, stored_word, word_key
from handlers.moderation.filters.words import (
    LONGEST_WORD,
    MOST_WORDS,
    Entry,
    folded_word,
    host_in,
    is_too_short,
)
from storage.models.filters import FilterKind
from storage.models.members import Role

_MOST_AT_ONCE = 100
_HIGHEST_NUMBER = 999_999_999


@router.command(
    "filter",
    "NGワード",
    "filter list",
    "NGワード 一覧",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("The words that are not to be used in the group"),
    example=lambda: _("/filter"),
)
async def show_words(ctx: Context, command: Command) -> Answers:
    """Show the list, or set how far its filter goes."""
    if not command.rest:
        filters = await current_filters(ctx)
        return reply(*texts.word_list(await _entries(ctx), filters.modes[FilterKind.WORDS]))
    mode = read_mode(command.rest)
    if mode is None:
        raise Refusal(texts.how_to_use_words())
    return reply(await set_modes(ctx, mode, FilterKind.WORDS))


@router.command(
    "filter add",
    "NGワード 追加",
    "NGワード追加",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("Put a word on the list; several each on a line"),
    example=lambda: _("/filter add badword"),
)
async def add_words(ctx: Context, command: Command) -> Answers:
    """Put words on the list; those that would be found everywhere are left out, and it is said why."""
    words = _words(command, texts.what_to_add())
    too_short = [word for word in words if is_too_short(word)]
    usable = [word for word in words if word not in too_short]
    if not usable:
        raise Refusal(texts.too_short_line(too_short))
    added = await _add(ctx, usable, is_allowed=False)
    return reply(texts.added(added, len(usable) - len(added), too_short))


@router.command(
    "filter allow",
    "NGワード 許可",
    "NGワード許可",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("Let a harmless word pass, or a website"),
    example=lambda: _("/filter allow example.org"),
)
async def allow_words(ctx: Context, command: Command) -> Answers:
    """Put words on the allow list: neither they nor what lies inside them is noticed."""
    words = _words(command, texts.what_to_allow())
    usable = [word for word in words if folded_word(word) or host_in(word)]
    if not usable:
        raise Refusal(texts.what_to_allow())
    added = await _add(ctx, usable, is_allowed=True)
    return reply(texts.added(added, len(usable) - len(added), ()))


@router.command(
    "filter remove",
    "NGワード 削除",
    "NGワード削除",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("Take a word off the list"),
    example=lambda: _("/filter remove badword"),
)
async def remove_word(ctx: Context, command: Command) -> Answers:
    """Take a word off the list, by its number or as it is written."""
    entry = _meant(await _entries(ctx), command.rest)
    if entry is None:
        raise Refusal(texts.not_on_list())
    key = word_key(entry.number)
    await ctx.store.settings.put(key, None, by=ctx.speaker_number, now=ctx.now)
    await log_change(ctx, key)
    return reply(texts.removed(entry))


async def _entries(ctx: Context) -> list[Entry]:
    return entries_in(await ctx.store.settings.starting_with(WORD_KEYS))


def _words(command: Command, what_to_say: str) -> list[str]:
    words = read_words(command.rest)
    if not words:
        raise Refusal(what_to_say)
    if len(words) > _MOST_AT_ONCE:
        raise Refusal(texts.too_many())
    if any(len(word) > LONGEST_WORD for word in words):
        raise Refusal(texts.too_long())
    return words


async def _add(ctx: Context, words: list[str], *, is_allowed: bool) -> list[Entry]:
    """Add the words that are new; each gets the number under which its change is written down."""
    entries = await _entries(ctx)
    known = {folded_word(each.text) for each in entries if each.is_allowed is is_allowed}
    new = {folded_word(word): word for word in reversed(words) if folded_word(word) not in known}
    if not new:
        raise Refusal(texts.all_known())
    if len(entries) + len(new) > MOST_WORDS:
        raise Refusal(texts.too_many())
    added = []
    for word in reversed(new.values()):
        number = ctx.community.last_entry_number + 1
        await ctx.store.settings.put(
            word_key(number), stored_word(word, is_allowed=is_allowed), by=ctx.speaker_number, now=ctx.now
        )
        await log_change(ctx, word_key(number))
        added.append(Entry(number, word, is_allowed))
    return added


def _meant(entries: list[Entry], typed: str) -> Entry | None:
    try:
        number = read_whole_number(typed.strip().lstrip("#＃"), 1, _HIGHEST_NUMBER)
    except BadArgument:
        number = 0
    word = folded_word(typed)
    by_number = (each for each in entries if each.number == number)
    by_word = (each for each in entries if word and folded_word(each.text) == word)
    return next(by_number, None) or next(by_word, None)
