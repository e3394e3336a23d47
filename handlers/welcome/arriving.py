"""People come in: they are remembered, gather into a wave, and are greeted together once it is over."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.answers import Answers, Post
from bot.context import Context
from bot.events import MembersJoined, TimedEvent
from bot.facts import NOTHING, Wanted, about_chat, names_in
from bot.filters import in_group
from bot.messages import Message
from handlers.door.arriving import check_passes
from handlers.duty.greeter import greeter_named, want_greeter
from handlers.moderation.removals.reentry import notice_reentry
from handlers.rotation.monthly import count_arrivals
from handlers.welcome.placeholders import blanks, read_template
from handlers.welcome.routes import router
from handlers.welcome.settings import WELCOME_MENTION, WELCOME_ON, WELCOME_TEXT, names_people
from handlers.welcome.texts import Place, first_steps, greeting
from handlers.welcome.waves import MOST_NAMED, Newcomer, share_out, wave_ends
from storage.models import Arrival, Member
from storage.models.communities import Purpose
from storage.repositories.arrivals import FORGOTTEN_AFTER

GREETING_LASTS = FORGOTTEN_AFTER
WAVE = "welcome.wave"
_GREETING_PRIORITY = 1


@router.on(MembersJoined, in_group)
async def remember_newcomers(ctx: Context, event: MembersJoined) -> Answers:
    """Remember who came, and let those who are to be greeted join the wave.

    Somebody whom the hosts had removed is not greeted; the hosts are told.
    """
    if ctx.purpose is not Purpose.MAIN or ctx.main_chat is None:
        return None
    await ctx.unit.names.forget_chat(ctx.main_chat)  # the count changes, and somebody LINE called gone may be back
    members = await _remember(ctx, event)
    await count_arrivals(ctx, event, members)
    at_the_door = await check_passes(ctx, event, members)
    returned = await notice_reentry(ctx, [member.user_id for member in members if member.user_id is not None])
    welcome = [member.user_id for member in members if member.is_present and member.user_id is not None]
    if (welcome or event.unidentified) and await WELCOME_ON.read(ctx.store.settings):
        began = await ctx.store.arrivals.add(welcome, event.unidentified, ctx.now)
        await ctx.unit.timed.put(ctx.main_chat, WAVE, wave_ends(ctx.now, began), community_id=ctx.community.number)
    return [*returned, *at_the_door]


async def wave_needs(ctx: Context, _event: TimedEvent) -> Wanted:
    """Want the newcomers' names, to see who is gone already, and of the group what the text speaks of."""
    if ctx.home is None or ctx.main_chat is None:
        return NOTHING
    user_ids = [arrival.user_id for arrival in await ctx.store.arrivals.waiting() if arrival.user_id is not None]
    names = names_in(ctx.main_chat, user_ids) if len(user_ids) <= MOST_NAMED else NOTHING
    return names | await text_needs(ctx)


async def text_needs(ctx: Context) -> Wanted:
    """Want of the group what the hosts' greeting speaks of."""
    used = blanks(read_template(await WELCOME_TEXT.read(ctx.store.settings)))
    speaks_of_group = {"group", "count"}.intersection(used)
    wanted = about_chat(ctx.main_chat) if speaks_of_group and ctx.main_chat is not None else NOTHING
    return wanted | await want_greeter(ctx) if "greeter" in used else wanted


@router.timed(WAVE, needs=wave_needs)
async def greet_wave(ctx: Context, event: TimedEvent) -> Answers:
    """Greet everybody of the wave who is still there, in one go; nobody who came long ago, while the bot was out."""
    if ctx.home is None or ctx.main_chat is None:
        return None
    arrivals = await ctx.store.arrivals.waiting()
    await ctx.store.arrivals.clear()
    if ctx.now >= event.occurred_at + GREETING_LASTS or not await WELCOME_ON.read(ctx.store.settings):
        return None
    members = await ctx.store.members.by_users([arrival.user_id for arrival in arrivals if arrival.user_id])
    newcomers = _still_there(ctx, arrivals, members)
    unidentified = sum(arrival.user_id is None for arrival in arrivals)
    if not newcomers and not unidentified:
        return None
    preset = ctx.community.preset
    by_name = names_people(await WELCOME_MENTION.read(ctx.store.settings), preset)
    guests = share_out(newcomers, unidentified, by_name=by_name)
    own_text = await WELCOME_TEXT.read(ctx.store.settings)
    place = replace(Place.of(ctx), greeter=await greeter_named(ctx))
    has_rules = ctx.community.rules_version > 0

    def compose() -> Sequence[Message]:
        return [*greeting(own_text, preset, guests, place), first_steps(ctx, has_rules=has_rules)]

    return Post(
        ctx.main_chat,
        compose,
        lasts=GREETING_LASTS,
        priority=_GREETING_PRIORITY,
        dedupe_key=f"{WAVE}:{event.key}",
    )


async def _remember(ctx: Context, event: MembersJoined) -> list[Member]:
    """Remember who came, except for those who have left again since (LINE: order is not guaranteed)."""
    known = await ctx.store.members.by_users(event.user_ids)
    left_since = {
        user_id
        for user_id, member in known.items()
        if member.left_at is not None and member.left_at > event.occurred_at
    }
    return [
        await ctx.store.members.remember(user_id, ctx.now, joined_at=event.occurred_at)
        for user_id in event.user_ids
        if user_id not in left_since
    ]


def _still_there(ctx: Context, arrivals: Collection[Arrival], members: dict[str, Member]) -> list[Newcomer]:
    return [
        Newcomer(arrival.user_id, ctx.facts.name_of(arrival.user_id))
        for arrival in arrivals
        if arrival.user_id is not None
        and not ctx.facts.is_gone(arrival.user_id)
        and (arrival.user_id not in members or members[arrival.user_id].is_present)
    ]
