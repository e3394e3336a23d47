"""Many people leave within minutes, or the bot is put out: hosts are alarmed once, and the roster as it was is kept.

LINE does not say who removed whom. The roster is taken at the first leaving, because the names LINE told are forgotten
when the group changes. Whoever was a host then hears the alarms of a day even when out of the group (decision 13).
"""

from collections.abc import Callable, Collection, Iterable
from datetime import timedelta

from bot.answers import Answer, Answers, ByMail, ToHosts, Whisper, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.events import MembersLeft
from bot.messages import MAX_OBJECTS, Card, Message
from bot.refusals import for_hosts_only
from bot.routing import Router, Where
from handlers.community.confirmed import is_confirmed
from handlers.moderation.removals import alarm_texts as texts
from handlers.moderation.removals import waves
from handlers.moderation.removals.settings import ALARM_LEAVINGS
from storage.models import Member, Roster
from storage.models.communities import ClaimState, Purpose
from storage.models.rosters import RosterCause
from storage.repositories.rosters import HOSTS_HEAR_FOR, RosterLine, leavings_of
from storage.unit_of_work import CommunityStore

_LOOKED_BACK = timedelta(days=1)
_PRIORITY = 1

router = Router("removals")


async def watch_leavings(
    ctx: Context, event: MembersLeft, *, expected: int, hosts_before: Collection[int]
) -> list[Answer]:
    """Count those who left; `expected` of them were removed by decision of the hosts. Alarm once a wave."""
    people = len(event.user_ids) + event.unidentified - expected
    threshold = await ALARM_LEAVINGS.read(ctx.store.settings)
    if people < 1 or threshold == 0 or not is_confirmed(ctx):
        return []
    wave = await _wave_of(ctx, event, hosts_before)
    moments = [*leavings_of(wave), *[event.occurred_at] * people][-waves.MOST_KEPT :]
    await ctx.store.rosters.note_leavings(wave, moments)
    if wave.alarmed_at is not None or not waves.is_wave(moments, threshold):
        return []
    await ctx.store.rosters.alarm(wave, ctx.now)
    await ctx.store.log.write("alarm.leavings", ctx.now, about=str(len(moments)))
    return await _alarmed(ctx, texts.many_left, len(moments))


async def alarm_own_leave(ctx: Context) -> list[Answer]:
    """Alarm the hosts that the bot is out of their group, unless the owner had sent it away."""
    if ctx.community.left_at is not None or not is_confirmed(ctx):
        return []
    roster = await ctx.store.rosters.keep(RosterCause.BOT_LEFT, await _who_is_there(ctx), ctx.now)
    await ctx.store.rosters.alarm(roster, ctx.now)
    await ctx.store.log.write("alarm.bot_left", ctx.now)
    return await _alarmed(ctx, lambda _people: texts.bot_is_out(), 0)


@router.command(
    "roster",
    "名簿の控え",
    where=Where.PRIVATE,
    needs_home=False,
    before_claim=True,
    takes_arguments=False,
)
async def show_roster(ctx: Context, _command: Command) -> Answers:
    """Show a host who was there; also where the bot is out, and so the community is not found by itself."""
    stores = await _led(ctx)
    if not stores:
        raise Refusal(for_hosts_only())
    found = [(store, roster) for store in stores if (roster := await store.rosters.newest_alarmed()) is not None]
    if not found:
        raise Refusal(texts.no_roster())
    store, newest = max(found, key=lambda each: each[1].alarmed_at or each[1].made_at)
    locked = await ctx.unit.communities.lock(store.community.number)
    reader = None if locked is None or ctx.user_id is None else await store.members.by_user(ctx.user_id)
    if locked is not None and reader is not None:
        await ctx.unit.of(locked).log.write("roster.seen", ctx.now, actor=reader.number)
    return reply(*await _as_it_was(store, newest))


async def _as_it_was(store: CommunityStore, newest: Roster) -> list[Message]:
    """Show the newest list; where alarms came one upon the other, the first one before it, which has more people."""
    recent = await store.rosters.alarmed_since((newest.alarmed_at or newest.made_at) - _LOOKED_BACK)
    first = [roster for roster in recent[:1] if roster.number != newest.number]
    zone = store.community.timezone
    shown = [texts.roster(store.rosters.people_of(each), each.made_at, zone) for each in [*first, newest]]
    return [message for messages in shown for message in messages][:MAX_OBJECTS]


async def _led(ctx: Context) -> list[CommunityStore]:
    """Find the communities whose list the speaker may see: all that they are surely a host of."""
    led = [] if ctx.user_id is None else await ctx.unit.communities.led_by(ctx.user_id)
    return [ctx.unit.of(community) for community in led if community.claim_state is ClaimState.CONFIRMED]


async def _wave_of(ctx: Context, event: MembersLeft, hosts_before: Collection[int]) -> Roster:
    """Find the wave a leaving belongs to, or begin one with the roster as it is."""
    newest = await ctx.store.rosters.newest_of_leavings(ctx.now - _LOOKED_BACK)
    if newest is not None and waves.belongs(leavings_of(newest), event.occurred_at):
        return newest
    leavers = (await ctx.store.members.by_users(event.user_ids)).values()
    people = await _who_is_there(ctx, leavers, hosts_before)
    return await ctx.store.rosters.keep(RosterCause.LEAVINGS, people, ctx.now)


async def _who_is_there(
    ctx: Context, leavers: Iterable[Member] = (), hosts_before: Collection[int] = ()
) -> list[RosterLine]:
    """List those present and those leaving at this moment, with the names on record."""
    hosts = {*hosts_before, *(host.number for host in await ctx.store.members.hosts())}
    members = {member.number: member for member in [*await ctx.store.members.present(), *leavers]}
    on_record = [] if ctx.main_chat is None else await ctx.unit.names.of_chat(ctx.main_chat, ctx.now)
    names = {each.user_id: each.name for each in on_record}
    return [
        RosterLine(number, names.get(member.user_id or "") or ctx.store.self_name_of(member), number in hosts)
        for number, member in sorted(members.items())
    ]


async def _alarmed(ctx: Context, card: Callable[[int], Card], people: int) -> list[Answer]:
    """Tell the hosts in their room and each of them in private too, as a room is easily overlooked; and by mail.

    Those who were hosts when it began hear it without the list, which is for hosts alone.
    """

    def without_list() -> list[Message]:
        return [texts.to_lost_host(card(people))]

    answers: list[Answer] = [ToHosts(lambda: [card(people)], priority=_PRIORITY, also_by_mail=True)]
    if await ctx.unit.communities.chat_of(ctx.community.number, Purpose.HOSTS) is not None:
        answers += [
            Whisper(host.user_id, lambda: [card(people)], priority=_PRIORITY)
            for host in await ctx.store.members.hosts()
            if host.user_id is not None
        ]
    for host in await ctx.store.rosters.lost_hosts(ctx.now):
        if host.user_id is not None:
            answers += [way(host.user_id, without_list, HOSTS_HEAR_FOR, _PRIORITY) for way in (Whisper, ByMail)]
    return answers
