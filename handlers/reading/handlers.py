"""Says the words that wait for the speaker; which of them travel is decided where words are bound to tokens."""

from bot import digest_words
from bot.answers import Answers, ReadOn, reply
from bot.commands import Command, read_whole_number
from bot.context import Context
from bot.errors import Refusal
from bot.messages import Text
from bot.routing import Router, Where

_FURTHEST_PLACE = 1_000

router = Router("reading")


@router.command("next", "続き", "続きを読む", where=Where.PRIVATE, needs_home=False, before_claim=True)
async def read_on(ctx: Context, command: Command) -> Answers:
    """Say the next words, or the one at a place of the list."""
    waiting = await ctx.unit.outbox.count_ready(ctx.chat_id, ctx.now)
    if waiting == 0:
        return reply(Text(digest_words.nothing_waits()))
    if not command.rest:
        return ReadOn()
    place = read_whole_number(command.rest, 1, _FURTHEST_PLACE)
    if place > waiting:
        raise Refusal(digest_words.no_such_place())
    return ReadOn(place)
