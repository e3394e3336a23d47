"""Hosts say who takes turns: they add people, take them out again, and give the next turn to somebody by name."""

from dataclasses import dataclass

from bot.answers import Answer, Answers, Post, reply
from bot.commands import Command, targets
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, names_in
from bot.i18n import _
from bot.people import member_meant, names_of, names_to_pick_from, whispered
from bot.people_words import mentioned_without_account, nobody_found
from bot.routing import Router
from handlers.community.confirmed import require_confirmed
from handlers.duty import rota_texts as texts
from handlers.duty.calendar_texts import when
from handlers.duty.calling import called
from handlers.duty.crew import Crew, crew_of, people_of, turns_ahead
from handlers.duty.freedom import could_be_asked
from handlers.duty.making import TURNS_SHOWN
from handlers.duty.passing import look_for_another
from handlers.duty.planning import ASKED, note_told, prepare, put_group_reminder, put_work_of, undo_swap, undo_swaps_of
from handlers.duty.reminding import invitation
from handlers.duty.rotas import is_everybody, rota_meant
from handlers.duty.telling import call_search_off, call_words_off, call_words_to_off
from handlers.duty.turns import without
from storage.models import Member, Rota, RotaTurn
from storage.models.communities import Purpose
from storage.models.duty import TurnReason
from storage.models.members import MemberStatus, Role
from storage.unit_of_work import CommunityStore, UnitOfWork

MOST_TOLD_ONE_BY_ONE = 20
"""More people than that learn from a post in the group that names nobody."""

router = Router("duty")


@dataclass(frozen=True, slots=True)
class _Named:
    """Who is to be added, and how many named people are unknown."""

    members: list[Member]
    unknown: int


async def want_people(ctx: Context, command: Command) -> Wanted:
    """Want the names of those a command is about, and of those whose turns are shown afterwards."""
    if ctx.home is None or ctx.main_chat is None:
        return NOTHING
    rota, rest = await rota_meant(ctx, command)
    crew = await crew_of(ctx.store, rota)
    wanted = names_of(ctx, people_of(crew, await turns_ahead(ctx, crew, TURNS_SHOWN)))
    if is_everybody(rest):
        return wanted | names_of(ctx, (await ctx.store.members.present())[:MOST_TOLD_ONE_BY_ONE])
    found = targets(rest)
    members = [await ctx.store.members.by_number(number) for number in found.numbers[:MOST_TOLD_ONE_BY_ONE]]
    return wanted | names_of(ctx, filter(None, members)) | names_in(ctx.main_chat, found.user_ids)


async def want_person(ctx: Context, command: Command) -> Wanted:
    """Want the name of the one member a command is about."""
    if ctx.home is None:
        return NOTHING
    _rota, rest = await rota_meant(ctx, command)
    return await names_to_pick_from(ctx, rest)


@router.command(
    "duty add",
    "当番に加える",
    "当番 追加",
    who=Role.HOST,
    about_person=True,
    needs=want_people,
    help=lambda: _("Add people to a duty by mention or number, or everyone who takes part"),
    example=lambda: _("/duty add hosting #3 #12"),
)
async def add_people(ctx: Context, command: Command) -> Answers:
    """Put people into a rota, and tell them."""
    require_confirmed(ctx)
    rota, rest = await rota_meant(ctx, command)
    named = await _named(ctx, rest)
    new = set(await ctx.store.duty.add_people(rota, [member.number for member in named.members]))
    if not new:
        raise Refusal(texts.all_there_already(rota))
    await _log(ctx, "duty.changed", "")
    plan = await prepare(ctx, rota)
    turns = await turns_ahead(ctx, plan.crew, TURNS_SHOWN)
    newcomers = [member for member in named.members if member.number in new]
    return [
        reply(*texts.added(ctx, plan.crew, len(new), named.unknown, turns)),
        *_told(ctx, rota, newcomers),
    ]


@router.command(
    "duty remove",
    "当番から外す",
    "当番 外す",
    who=Role.HOST,
    about_person=True,
    needs=want_person,
    help=lambda: _("Take somebody out of a duty"),
    example=lambda: _("/duty remove hosting #12"),
)
async def remove_person(ctx: Context, command: Command) -> Answers:
    """Take somebody out of a rota; the others share their credit."""
    require_confirmed(ctx)
    rota, rest = await rota_meant(ctx, command)
    member = await member_meant(ctx, rest)
    if not await step_out(ctx, rota, member.number):
        raise Refusal(texts.not_in_rota(rota))
    await _log(ctx, "duty.changed", f"#{member.number}")
    asked = await look_for_another(ctx, rota, (await prepare(ctx, rota)).turn)
    told = whispered(member, lambda: [texts.you_are_out(rota)]) if member.is_present else []
    return [reply(texts.removed(rota, called(ctx, member))), *told, *asked]


@router.command(
    "duty assign",
    "当番を頼む",
    who=Role.HOST,
    about_person=True,
    needs=want_person,
    help=lambda: _("Give the next turn of a duty to somebody by name"),
    example=lambda: _("/duty assign hosting #12"),
)
async def assign_turn(ctx: Context, command: Command) -> Answers:
    """Give the next turn to a member of the rota, and ask them in private."""
    require_confirmed(ctx)
    rota, rest = await rota_meant(ctx, command)
    member = await member_meant(ctx, rest)
    plan = await prepare(ctx, rota)
    crew, turn = plan.crew, plan.turn
    if turn is None:
        raise Refusal(texts.no_turn_ahead(rota))
    if member.number not in crew.members:
        raise Refusal(texts.not_in_rota(rota))
    if not could_be_asked(member, turn.begins_at):
        raise Refusal(texts.not_free(rota))
    told = await _former_told(ctx, crew, turn, member)
    await undo_swap(ctx.unit, ctx.store, crew, turn)
    turn.give_to(member.number, TurnReason.ASSIGNED)
    note_told(ctx, turn)
    await call_search_off(ctx, turn)
    await put_group_reminder(ctx, turn)
    await _log(ctx, "duty.assigned", f"#{member.number}")
    await prepare(ctx, rota)
    said = when(turn.begins_at, ctx.community.timezone)
    asked = await invitation(ctx, rota, turn, member)
    return [reply(texts.assigned(rota, called(ctx, member), said)), *told, *asked]


async def step_out(ctx: Context, rota: Rota, number: int) -> bool:
    """Take a member out of a rota, and back what they have not read about its turns; False if they were not in."""
    for turn in await ctx.store.duty.planned(rota):
        await call_words_to_off(ctx, turn, number)
    return await take_out(ctx.unit, ctx.store, rota, number)


async def take_out(unit: UnitOfWork, store: CommunityStore, rota: Rota, number: int) -> bool:
    """Take a member out of a rota, leaving their credit and coming turns to the others; False if they were not in."""
    crew = await crew_of(store, rota)
    if number not in crew.places:
        return False
    await undo_swaps_of(unit, store, crew, number)
    await crew.keep(store, without(crew.standings, number))
    await store.duty.remove_person(rota, number)
    await store.duty.free_turns_of(number, rota)
    return True


async def forget_in_rotas(unit: UnitOfWork, store: CommunityStore, number: int) -> None:
    """Erase a member from every rota and turn; where they were to stand in for somebody, others are asked at once."""
    left_lying: list[RotaTurn] = []
    for rota in await store.duty.rotas():
        planned = await store.duty.planned(rota)
        left_lying += [turn for turn in planned if number in (turn.member_number, turn.asked_number)]
        await take_out(unit, store, rota, number)
    await store.duty.forget_turns_of(number)
    chat_id = await unit.communities.chat_of(store.community.number)
    for turn in left_lying:
        if chat_id is not None and turn.is_searching:
            await put_work_of(unit, store.community, chat_id, {ASKED: unit.now}, turn)


async def _named(ctx: Context, command: Command) -> _Named:
    """Find the people a command names, the unknown ones counted; Refusal where it names nobody known."""
    if is_everybody(command):
        present = await ctx.store.members.present()
        return _Named([member for member in present if member.status is MemberStatus.ACTIVE], 0)
    found = targets(command)
    members = [await ctx.store.members.by_number(number) for number in found.numbers]
    members += [await _mentioned(ctx, user_id) for user_id in found.user_ids]
    if found.quoted_message_id is not None and not members:
        members.append(await ctx.store.activity.author_of(found.quoted_message_id))
    known = [member for member in members if member is not None and member.is_present]
    unknown = len(members) - len(known) + found.unknown_mentions
    if not known and found.unknown_mentions:
        raise Refusal(mentioned_without_account())
    if not known and unknown:
        raise Refusal(nobody_found())
    if not known:
        raise Refusal(texts.whom_to_add(command.word))
    return _Named(known, unknown)


async def _mentioned(ctx: Context, user_id: str) -> Member | None:
    """Find somebody mentioned; whoever is mentioned in the group itself is in it."""
    if ctx.purpose is Purpose.MAIN:
        return await ctx.store.members.remember(user_id, ctx.now)
    return await ctx.store.members.by_user(user_id)


def _told(ctx: Context, rota: Rota, members: list[Member]) -> list[Answer]:
    if len(members) <= MOST_TOLD_ONE_BY_ONE:
        return [word for member in members for word in whispered(member, lambda: [texts.you_are_in(rota)])]
    return [] if ctx.main_chat is None else [Post(ctx.main_chat, lambda: [texts.everybody_is_in(rota)])]


async def _former_told(ctx: Context, crew: Crew, turn: RotaTurn, chosen: Member) -> list[Answer]:
    """Tell whoever knew of a turn that it has gone to somebody else."""
    former = turn.member_number
    if former is None or former == chosen.number:
        return []
    await call_words_off(ctx, turn, former)
    knew = former == turn.reminded_number or turn.confirmed_at is not None or turn.reason is TurnReason.ASSIGNED
    member = crew.members.get(former)
    if member is None or not knew:
        return []
    rota, at = crew.rota, turn.begins_at
    return list(whispered(member, lambda: [texts.order_changed(rota, when(at, ctx.community.timezone))]))


async def _log(ctx: Context, action: str, about: str) -> None:
    await ctx.store.log.write(action, ctx.now, actor=ctx.speaker_number, about=about)
