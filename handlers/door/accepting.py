"""Lets somebody in: a pass, a seat if one is free, and word of it."""

from bot.answers import Answer
from bot.context import Context
from handlers.door import door_texts as texts
from handlers.door.inviting import ask_for_link
from handlers.door.passes import lapse
from handlers.door.telling import overtake, tell_applicant
from handlers.door.tending import tend_door
from handlers.door.waiting import place_in_line
from storage.models import Application
from storage.models.door import OPEN_PASSES, ApplicationState, PassState


async def accept(ctx: Context, application: Application, *, by: int | None) -> list[Answer]:
    """Accept an application; the person learns of a free seat, or of their place in the waiting list."""
    await ctx.store.applications.close(application, ApplicationState.ACCEPTED, by=by, now=ctx.now)
    await overtake(ctx, application)
    held = await ctx.store.passes.add(application, ctx.now)
    answers = await tend_door(ctx)
    if await ctx.store.door.link() is None:
        answers.append(tell_applicant(ctx, held, lambda: [texts.accepted_before_link()]))
        answers.append(await ask_for_link(ctx))
    elif held.state is PassState.WAITING:
        place = place_in_line(await ctx.store.passes.open(), held)
        answers.append(tell_applicant(ctx, held, lambda: [texts.accepted_and_waiting(place)]))
    return answers


async def decline(ctx: Context, application: Application, words: str, *, by: int | None) -> list[Answer]:
    """Decline an application in the same words as every other, with what the host adds; a pass ends with it."""
    held = await ctx.store.passes.get(application.number)
    await ctx.store.applications.close(application, ApplicationState.DECLINED, by=by, now=ctx.now)
    await overtake(ctx, application)
    if held is not None and held.state in OPEN_PASSES:
        lapse(held, ctx.now)
    word = tell_applicant(ctx, application, lambda: [texts.declined(words)])
    return [word, *await tend_door(ctx)]
