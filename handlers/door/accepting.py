"""Lets somebody in: a pass, a seat if one is free, and word of it."""

from bot.answers import Answer, ToHosts, Whisper
from bot.context import Context
from handlers.door import door_texts as texts
from handlers.door import host_texts
from handlers.door.passes import lapse
from handlers.door.tending import call_reminder_off, tend_door, withdraw_offer
from handlers.door.waiting import place_in_line
from storage.models import Application, Pass
from storage.models.door import ApplicationState, PassState


async def accept(ctx: Context, application: Application, *, by: int | None) -> list[Answer]:
    """Accept an application; the person learns of a free seat, or of their place in the waiting list."""
    await ctx.store.applications.close(application, ApplicationState.ACCEPTED, by=by, now=ctx.now)
    await call_reminder_off(ctx, application)
    held = await ctx.store.passes.add(application, ctx.now)
    answers = await tend_door(ctx)
    if await ctx.store.door.link() is None:
        answers.append(Whisper(held.user_id, lambda: [texts.accepted_before_link()], priority=2))
        answers.append(ToHosts(lambda: [host_texts.link_is_missing()]))
    elif held.state is PassState.WAITING:
        place = place_in_line(await ctx.store.passes.open(), held)
        answers.append(Whisper(held.user_id, lambda: [texts.accepted_and_waiting(place)], priority=2))
    return answers


async def decline(ctx: Context, application: Application, words: str, *, by: int) -> list[Answer]:
    """Decline an application in the same words as every other, with what the host adds; a pass ends with it."""
    held = await ctx.store.passes.get(application.number)
    await ctx.store.applications.close(application, ApplicationState.DECLINED, by=by, now=ctx.now)
    await call_reminder_off(ctx, application)
    if held is not None and held.state in {PassState.WAITING, PassState.OFFERED, PassState.HANDED}:
        await _take_back(ctx, held)
    word = Whisper(application.user_id, lambda: [texts.declined(words)], priority=2)
    return [word, *await tend_door(ctx)]


async def _take_back(ctx: Context, held: Pass) -> None:
    await withdraw_offer(ctx, held)
    lapse(held, ctx.now)
