"""The community is in another group: then the invitation link leads where nobody ought to be sent."""

from bot.answers import Answer
from bot.context import Context
from handlers.door import door_texts as texts
from handlers.door import host_texts
from handlers.door.inviting import ask_for_link
from handlers.door.passes import start_over
from handlers.door.telling import overtake, tell_applicant
from handlers.door.tending import tend_door
from storage.models.door import PassState


async def resume_door(ctx: Context) -> list[Answer]:
    """Forget the link, warn whoever has it, keep everybody's place in the line, and ask the hosts for a new one."""
    if await ctx.store.door.link() is None:
        return await tend_door(ctx)
    await ctx.store.door.forget_link()
    answers: list[Answer] = [await ask_for_link(ctx, host_texts.link_is_of_the_past)]
    for held in await ctx.store.passes.open():
        await overtake(ctx, held)
        if held.state is PassState.HANDED:
            answers.append(tell_applicant(ctx, held, lambda: [texts.link_leads_nowhere()]))
        start_over(held)
    return [*answers, *await tend_door(ctx)]
