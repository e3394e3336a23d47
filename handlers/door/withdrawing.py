"""Somebody who wanted to come in does not any more: what they wrote goes, and their seat goes on at once."""

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.routing import Router, Where
from handlers.door import applying_texts as texts
from handlers.door.telling import overtake
from handlers.door.tending import LOOK

router = Router("door")


@router.command(
    "apply withdraw",
    "申し込みを取り下げる",
    where=Where.PRIVATE,
    takes_arguments=False,
    needs_home=False,
    before_claim=True,
    unrecorded=True,
)
async def withdraw(ctx: Context, _command: Command) -> Answers:
    """Erase somebody's open applications and passes."""
    if not await leave_doors(ctx, ctx.chat_id):
        raise Refusal(texts.nothing_to_withdraw())
    await ctx.unit.doorsteps.withdraw(ctx.chat_id)
    return reply(texts.withdrawn())


async def leave_doors(ctx: Context, user_id: str) -> bool:
    """Take back what hosts have not read yet of somebody, and let their seats be offered to others at once.

    The rows are the caller's to erase. Says whether there was anything open.
    """
    communities = await ctx.unit.doorsteps.applied_to(user_id)
    # By ascending number, so that two people who leave at once wait for each other instead of getting stuck.
    for number in communities:
        locked = await ctx.unit.communities.lock(number)
        if locked is None:
            continue
        if (application := await ctx.unit.of(locked).applications.newest_of(user_id)) is not None:
            await overtake(ctx, application)
        main_chat = await ctx.unit.communities.chat_of(number)
        if main_chat is not None:
            await ctx.unit.timed.put(main_chat, LOOK, ctx.now, community_id=number)
    return bool(communities)
