"""People leave: if the hosts want it, one line that names nobody, however many left at once."""

from bot.answers import Answers, Post
from bot.context import Context
from bot.events import TimedEvent
from bot.facts import Wanted, about_chat
from handlers.welcome.arriving import GREETING_LASTS
from handlers.welcome.routes import router
from handlers.welcome.settings import GOODBYE_ON, GOODBYE_TEXT
from handlers.welcome.texts import Place, goodbye
from handlers.welcome.waves import QUIET

GOODBYE = "welcome.goodbye"


async def goodbye_answers(ctx: Context) -> Answers:
    """Put down a good-bye for when nobody else has left for a moment; called when somebody left the main chat.

    Nothing is said at once: a leaving has no reply token of its own (LINE), and several may leave together. What LINE
    told about the group is forgotten, because its count no longer holds.
    """
    if ctx.main_chat is None:
        return None
    await ctx.unit.names.forget_chat(ctx.main_chat)
    if await GOODBYE_ON.read(ctx.store.settings):
        await ctx.unit.timed.put(ctx.main_chat, GOODBYE, ctx.now + QUIET, community_id=ctx.community.number)
    return None


async def goodbye_needs(ctx: Context, _found: object) -> Wanted:
    """Want the group's name and count."""
    return about_chat(ctx.main_chat)


@router.timed(GOODBYE, needs=goodbye_needs)
async def say_goodbye(ctx: Context, event: TimedEvent) -> Answers:
    """Say the line, unless the hosts have turned it off meanwhile, or it is long ago."""
    is_late = ctx.now >= event.occurred_at + GREETING_LASTS
    if ctx.home is None or ctx.main_chat is None or is_late or not await GOODBYE_ON.read(ctx.store.settings):
        return None
    own_text = await GOODBYE_TEXT.read(ctx.store.settings)
    return Post(
        ctx.main_chat,
        lambda: [goodbye(own_text, Place.of(ctx))],
        lasts=GREETING_LASTS,
        dedupe_key=f"{GOODBYE}:{event.key}",
    )
