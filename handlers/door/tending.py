"""What falls due at the door: seats that are free again, offers that nobody took up, applications nobody decided.

One row of timed work a community looks at all of it. Whoever changes something calls `tend_door`, which also sets the
next look, so that a look lost while the bot was away is made up for by the next word of a host. Nobody loses a seat
because the bot was away: where a time has run out long before anybody looked, a day is given back.
"""

from datetime import datetime, timedelta

from bot.answers import Answer, Answers, ToHosts, Whisper
from bot.context import Context
from bot.events import TimedEvent
from bot.routing import Router
from handlers.door import door_texts as texts
from handlers.door import host_texts
from handlers.door.arriving import take_in_unseen
from handlers.door.passes import (
    ends_at,
    give_day_back,
    is_over,
    is_unread,
    lapse,
    look_at,
    looked_too_late,
    note_link_reached,
    note_reached,
    offer,
)
from handlers.door.resting import SEAT_RESTED, resting_seats_of_unknown
from handlers.door.settings import DOOR_STATE, SEATS, DoorState
from handlers.door.telling import link_key, overtake, tell_applicant, tell_hosts, to_applicant, to_hosts
from handlers.door.visiting import count_here
from handlers.door.waiting import RESTS_AFTER_LEAVING, Seats, in_line, kept_seats, next_in_line, resting_seats
from storage.columns import to_milliseconds
from storage.models import Application, Pass
from storage.models.door import ApplicationState, PassState
from storage.models.outbox import ItemState
from storage.repositories.door import APPLICATION_WAITS

LOOK = "door.look"
LOOK_FOR_SEATS_EVERY = timedelta(days=1)
REMINDED_BEFORE = timedelta(days=1)
"""When the hosts are reminded of an application that would end by itself."""
_SHORTEST_WORD = timedelta(minutes=1)
_REACHED = frozenset({ItemState.SENT, ItemState.RIDDEN, ItemState.WHISPERED, ItemState.PUSHED})

router = Router("door")


@router.timed(SEAT_RESTED, needs=count_here)
@router.timed(LOOK, needs=count_here)
async def look_at_door(ctx: Context, _event: TimedEvent) -> Answers:
    """Do what has fallen due."""
    return None if ctx.home is None else await tend_door(ctx)


async def tend_door(ctx: Context) -> list[Answer]:
    """End what is over, offer the seats that are free, and set the next look; the community is locked.

    Facts about the main chat make the count of people right; without them the known members are counted.
    """
    await take_in_unseen(ctx)
    answers: list[Answer] = []
    for application in await ctx.store.applications.open():
        if _end_of(application) <= ctx.now:
            answers += await _expire(ctx, application)
        elif _end_of(application) - REMINDED_BEFORE <= ctx.now:
            answers.append(_reminder(ctx, application))
    passes = await ctx.store.passes.open()
    for held in passes:
        answers += await _note_delivery(ctx, held)
        if looked_too_late(held, ctx.now):
            answers += await _give_day_back(ctx, held)
        elif is_over(held, ctx.now):
            answers += await _lapse(ctx, held)
        elif is_unread(held, ctx.now):
            answers.append(_not_reached(ctx, held))
    if await ctx.store.door.link() is not None:
        seats = await seats_now(ctx, passes)
        for held in next_in_line(passes, seats.free):
            await overtake(ctx, held)
            offer(held, ctx.now)
            answers.append(_offer_word(ctx, held))
    await _set_next_look(ctx, passes)
    return answers


async def seats_now(ctx: Context, passes: list[Pass]) -> Seats:
    """Count the seats."""
    counted = ctx.facts.member_count(ctx.main_chat)
    return Seats(
        capacity=await SEATS.read(ctx.store.settings),
        present=await ctx.store.members.count_present() if counted is None else counted,
        resting=resting_seats(await ctx.store.members.left_since(ctx.now - RESTS_AFTER_LEAVING), ctx.now)
        + await resting_seats_of_unknown(ctx),
        kept=kept_seats(passes, ctx.now),
    )


def _offer_word(ctx: Context, held: Pass, key: str = "") -> Whisper:
    lasts = max((ends_at(held) or ctx.now) - ctx.now, _SHORTEST_WORD)
    return tell_applicant(ctx, held, lambda: [texts.there_is_a_seat()], lasts=lasts, key=key or offer_key(held))


def offer_key(held: Pass) -> str:
    """Name the word that tells somebody of their seat."""
    moment = 0 if held.offered_at is None else to_milliseconds(held.offered_at)
    return f"{to_applicant(held)}{moment}"


def _not_reached(ctx: Context, held: Pass) -> ToHosts:
    """Tell the hosts, once an offer, that word of a seat waits unread, and that it can be sent for a price."""
    number, end = held.number, ends_at(held) or ctx.now
    return tell_hosts(
        ctx,
        held,
        lambda: [host_texts.not_reached(number)],
        lasts=max(end - ctx.now, _SHORTEST_WORD),
        once=f"unread:{to_milliseconds(held.offered_at or ctx.now)}",
    )


async def _note_delivery(ctx: Context, held: Pass) -> list[Answer]:
    """Learn from the outbox when word of a seat reached the person; where nobody can know, say it once more.

    Likewise when the link did, whose time begins only then.
    """
    if held.state is PassState.HANDED:
        link = await ctx.unit.outbox.by_key(link_key(held))
        if link is not None and link.state in _REACHED:
            note_link_reached(held, link.finished_at)
        return []
    if held.state is not PassState.OFFERED or held.reached_at is not None:
        return []
    again = f"{offer_key(held)}:again"
    found = [await ctx.unit.outbox.by_key(key) for key in (offer_key(held), again)]
    words = [word for word in found if word is not None]
    if (arrived := next((word for word in words if word.state in _REACHED), None)) is not None:
        note_reached(held, arrived.finished_at)
        await ctx.unit.outbox.call_off(to_hosts(held), ctx.now)
        return []
    is_doubtful = any(word.state is ItemState.UNCONFIRMED for word in words)
    return [_offer_word(ctx, held, again)] if is_doubtful else []


async def _lapse(ctx: Context, held: Pass) -> list[Answer]:
    number = held.number
    was_reached = held.reached_at is not None or held.handed_at is not None
    await overtake(ctx, held)
    lapse(held, ctx.now)
    return [
        tell_applicant(ctx, held, lambda: [texts.seat_went_on()]),
        tell_hosts(ctx, held, lambda: [host_texts.seat_went_on(number, was_reached=was_reached)]),
    ]


async def _give_day_back(ctx: Context, held: Pass) -> list[Answer]:
    """Keep a seat for one more day; word of it that was never read is said anew, because it has grown too old."""
    give_day_back(held, ctx.now)
    if held.state is not PassState.OFFERED or held.reached_at is not None:
        return []
    await overtake(ctx, held)
    return [_offer_word(ctx, held)]


async def _expire(ctx: Context, application: Application) -> list[Answer]:
    number = application.number
    await ctx.store.applications.close(application, ApplicationState.EXPIRED, by=None, now=ctx.now)
    await overtake(ctx, application)
    code = await _code_of_open_door(ctx)
    return [
        tell_applicant(ctx, application, lambda: [texts.nobody_decided(code)]),
        tell_hosts(ctx, application, lambda: [host_texts.nobody_decided(number)]),
    ]


async def _code_of_open_door(ctx: Context) -> str | None:
    """Give the code with which one can ask again now; None where the door is closed."""
    if await DOOR_STATE.read(ctx.store.settings) == DoorState.CLOSED:
        return None
    return (await ctx.store.door.get()).code


def _end_of(application: Application) -> datetime:
    return application.made_at + APPLICATION_WAITS


def _next_moment(application: Application, now: datetime) -> datetime:
    """Say when to look at an application again: when hosts are to be reminded, then at its end."""
    end = _end_of(application)
    return end - REMINDED_BEFORE if now < end - REMINDED_BEFORE else end


def _reminder(ctx: Context, application: Application) -> ToHosts:
    number, end, timezone = application.number, _end_of(application), ctx.community.timezone
    return tell_hosts(
        ctx, application, lambda: [host_texts.ends_soon(number, end, timezone)], lasts=end - ctx.now, once="ending"
    )


async def _set_next_look(ctx: Context, passes: list[Pass]) -> None:
    if ctx.main_chat is None:
        return
    due: list[datetime] = [_next_moment(each, ctx.now) for each in await ctx.store.applications.open()]
    due += [moment for held in passes if (moment := look_at(held, ctx.now)) is not None]
    due += [ctx.now + LOOK_FOR_SEATS_EVERY] if in_line(passes) else []
    if due:
        await ctx.unit.timed.put(ctx.main_chat, LOOK, min(due), community_id=ctx.community.number)
    else:
        await ctx.unit.timed.drop(ctx.main_chat, LOOK)
