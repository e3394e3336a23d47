"""Words about a turn wait for their readers, perhaps for days; what is settled meanwhile is taken back unread.

The key of each such word begins with the turn it is about: of what is said to or about one person with that person,
of what is said while somebody is looked for with the search.
"""

from datetime import timedelta

from bot.answers import Compose, ToHosts
from bot.context import Context
from storage.columns import to_milliseconds
from storage.models import Rota, RotaTurn


def turn_key(ctx: Context, turn: RotaTurn, number: int) -> str:
    """Give how the keys of all words about one turn of one person begin."""
    return f"duty.word:{ctx.community.number}:{turn.rota_number}:{to_milliseconds(turn.begins_at)}:{number}:"


async def call_words_off(ctx: Context, turn: RotaTurn, number: int) -> None:
    """Take back what still waits to be said about somebody's turn, because it is settled, or not theirs any more."""
    await ctx.unit.outbox.call_off(turn_key(ctx, turn, number), ctx.now)


async def call_swap_off(ctx: Context, turn: RotaTurn, number: int) -> None:
    """Take back the question that a member has somebody asked, because they ask somebody else, or nobody any more."""
    turn.swap_number = turn.swap_at = None
    await ctx.unit.outbox.call_off(_swap_key(ctx, turn, number), ctx.now)


async def call_search_off(ctx: Context, turn: RotaTurn) -> None:
    """Take back what still waits to be said about looking for somebody, because somebody has been found."""
    await ctx.unit.outbox.call_off(_search_key(ctx, turn), ctx.now)


async def call_words_to_off(ctx: Context, turn: RotaTurn, number: int) -> None:
    """Take back all that still waits to be asked of somebody about a turn, because they take no more of them."""
    await call_words_off(ctx, turn, number)
    await ctx.unit.outbox.call_off(f"{_search_key(ctx, turn)}ask:{number}:", ctx.now)
    if turn.swap_number == number and turn.member_number is not None:
        await call_swap_off(ctx, turn, turn.member_number)


async def call_all_off(ctx: Context, rota: Rota) -> None:
    """Take back all that still waits to be said about the turns of a rota, because it is deleted."""
    for kind in ("turn", "word", "search", "nobody"):
        await ctx.unit.outbox.call_off(f"duty.{kind}:{ctx.community.number}:{rota.number}:", ctx.now)


def swap_key(ctx: Context, turn: RotaTurn, number: int, other: int) -> str:
    """Name the word that asks somebody, `other`, to swap with a member."""
    return f"{_swap_key(ctx, turn, number)}{other}:{to_milliseconds(ctx.now)}"


def search_key(ctx: Context, turn: RotaTurn, number: int) -> str:
    """Name the word that asks a member to stand in."""
    return f"{_search_key(ctx, turn)}ask:{number}:{to_milliseconds(ctx.now)}"


async def told_of_search(ctx: Context, turn: RotaTurn, compose: Compose, lasts: timedelta) -> ToHosts:
    """Tell the hosts how far the search has come; what they have not read yet about it makes way."""
    key = f"{_search_key(ctx, turn)}hosts:"
    await ctx.unit.outbox.call_off(key, ctx.now)
    return ToHosts(compose, lasts=lasts, dedupe_key=f"{key}{to_milliseconds(ctx.now)}")


def _search_key(ctx: Context, turn: RotaTurn) -> str:
    """Give how the keys of all words begin with which somebody is looked for, for one turn."""
    return f"duty.search:{ctx.community.number}:{turn.rota_number}:{to_milliseconds(turn.begins_at)}:"


def _swap_key(ctx: Context, turn: RotaTurn, number: int) -> str:
    return f"{turn_key(ctx, turn, number)}swap:"
