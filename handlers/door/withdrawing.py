"""Somebody who wanted to come in does not any more: what they wrote goes, and their seat goes on at once."""

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.routing import Router, Where
from handlers.door import applying_texts as texts
from handlers.door.telling import overtake
from handlers.door.tending import LOOK
from handlers.door.visiting import as_written
from storage.models import Community

router = Router("door")


@router.command(
    "apply withdraw",
    "申し込みを取り下げる",
    where=Where.PRIVATE,
    needs_home=False,
    before_claim=True,
    unrecorded=True,
)
async def withdraw(ctx: Context, command: Command) -> Answers:
    """Erase somebody's open application and pass at one door; the buttons name it by its code.

    Without a code it is the only one there is. A code that is none of theirs, perhaps of a door they have withdrawn
    from already, never means another door.
    """
    found = [await ctx.unit.communities.get(number) for number in await ctx.unit.doorsteps.applied_to(ctx.chat_id)]
    doors = {(await ctx.unit.of(each).door.get()).code: each for each in found if each is not None}
    if not doors:
        raise Refusal(texts.nothing_to_withdraw())
    door = doors.get(as_written(command.rest))
    if door is None and (command.rest or len(doors) > 1):
        standings = [(code, await _standing(ctx, each)) for code, each in doors.items()]
        raise Refusal(texts.which_to_withdraw(standings), texts.doors_to_withdraw_from(list(doors)))
    number = (door or next(iter(doors.values()))).number
    await _leave_door(ctx, ctx.chat_id, number)
    await ctx.unit.doorsteps.withdraw(ctx.chat_id, number)
    return reply(texts.withdrawn())


async def leave_doors(ctx: Context, user_id: str) -> None:
    """Take back what hosts have not read yet of somebody, and let their seats be offered to others at once.

    The rows are the caller's to erase.
    """
    # By ascending number, so that two people who leave at once wait for each other instead of getting stuck.
    for number in await ctx.unit.doorsteps.applied_to(user_id):
        await _leave_door(ctx, user_id, number)


async def _leave_door(ctx: Context, user_id: str, number: int) -> None:
    locked = await ctx.unit.communities.lock(number)
    if locked is None:
        return
    if (application := await ctx.unit.of(locked).applications.newest_of(user_id)) is not None:
        await overtake(ctx, application)
    main_chat = await ctx.unit.communities.chat_of(number)
    if main_chat is not None:
        await ctx.unit.timed.put(main_chat, LOOK, ctx.now, community_id=number)


async def _standing(ctx: Context, community: Community) -> str:
    store = ctx.unit.of(community)
    return texts.standing(await store.applications.newest_of(ctx.chat_id), await store.passes.open_of(ctx.chat_id))
