"""A proposal leaves its host's hands: slept on until the morning, or handed to the other hosts."""

from bot.answers import Answers, reply
from bot.buttons import ButtonPress
from bot.context import Context
from bot.errors import Refusal
from bot.events import TimedEvent
from bot.facts import Wanted
from bot.people import names_of_numbers
from bot.routing import Router
from bot.times.wall_times import next_morning
from handlers.moderation.hosts import host_of
from handlers.moderation.removals import proposal_texts as texts
from handlers.moderation.removals import states
from handlers.moderation.removals.asking import (
    REST_OVER,
    RESTS_AT_MOST,
    add_words_to,
    ask_again_at,
    ask_deciders,
    require_may_propose,
)
from handlers.moderation.removals.keeping import circle_of, course_of, keep
from handlers.moderation.removals.states import CannotBe
from handlers.moderation.removals.telling import removal_for, to_host, words_in
from handlers.moderation.removals.texts import cannot_be, named, without_account
from storage.models import Member, Removal
from storage.models.cases import CaseState
from storage.models.members import Role
from storage.models.removals import RemovalState

router = Router("removals")


@router.button("removal.rest", who=Role.HOST, unrecorded=True)
async def sleep_on_it(ctx: Context, press: ButtonPress) -> Answers:
    """Let a proposal rest until tomorrow morning."""
    removal = await removal_for(ctx, int(press.object))
    host = host_of(ctx)
    if removal.state is not RemovalState.RESTING or removal.opened_by != host.number:
        raise Refusal(cannot_be(states.Why.SETTLED))
    await ask_again_at(ctx, removal, host, next_morning(ctx.now, ctx.zone))
    return reply(texts.rest_well(removal.number))


async def want_person(ctx: Context, press: ButtonPress) -> Wanted:
    """Want the names of whom a removal is about and of who proposed it."""
    removal = None if ctx.home is None else await ctx.store.removals.get(int(press.object))
    return await names_of_numbers(ctx, [] if removal is None else [removal.subject_number, removal.opened_by])


@router.button("removal.propose", who=Role.HOST, unrecorded=True, needs=want_person)
async def ask_other_hosts(ctx: Context, press: ButtonPress) -> Answers:
    """Hand a proposal to the other hosts, or let it wait a day where there are none."""
    removal = await removal_for(ctx, int(press.object))
    host = host_of(ctx)
    if removal.opened_by != host.number:
        raise Refusal(cannot_be(states.Why.NOT_YOURS))
    subject = await ctx.store.members.by_number(removal.subject_number)
    if subject is None or subject.user_id is None:
        raise Refusal(without_account())
    other = await ctx.store.removals.open_about(subject)
    if other is not None and removal.state is RemovalState.RESTING:
        words = await words_in(ctx, removal.number)
        await _take_back(ctx, removal, host)
        return await add_words_to(ctx, other, "\n".join(words))
    return await _begin(ctx, removal, subject, host)


@router.timed(REST_OVER)
async def ask_again(ctx: Context, event: TimedEvent) -> Answers:
    """Bring a rested proposal before its host again; one forgotten for a week is dropped without a word."""
    number = event.data.get("removal")
    removal = await ctx.store.removals.get(number) if ctx.home is not None and isinstance(number, int) else None
    if removal is None or removal.state is not RemovalState.RESTING:
        return None
    host = await ctx.store.members.by_number(removal.opened_by)
    is_host = host is not None and host.is_present and host.role.includes(Role.HOST)
    if host is None or not is_host or ctx.now >= removal.opened_at + RESTS_AT_MOST:
        await keep(ctx, removal, states.withdraw(course_of(removal), removal.opened_by, is_owner=False))
        return None
    subject = await ctx.store.members.by_number(removal.subject_number)
    words = await words_in(ctx, removal.number)
    await ask_again_at(ctx, removal, host, removal.opened_at + RESTS_AT_MOST)
    who = named(ctx, subject, removal.subject_number)
    return to_host(host, lambda reader: texts.thinking_again(ctx, removal, who, words, reader))


async def _begin(ctx: Context, removal: Removal, subject: Member, host: Member) -> Answers:
    await require_may_propose(ctx, subject, blocks=removal.is_block)
    try:
        course = states.begin(course_of(removal), await circle_of(ctx, removal))
    except CannotBe as error:
        raise Refusal(cannot_be(error.why)) from None
    removal.about_host = subject.is_present and subject.role.includes(Role.HOST)
    case = await ctx.store.cases.get(removal.number)
    if case is not None:
        case.state = CaseState.OPEN
    await keep(ctx, removal, course, by=host.number)
    asked = await ask_deciders(ctx, removal) if removal.state is RemovalState.PROPOSED else []
    return [reply(texts.proposed(removal)), *asked]


async def _take_back(ctx: Context, removal: Removal, host: Member) -> None:
    await keep(ctx, removal, states.withdraw(course_of(removal), host.number, is_owner=False), by=host.number)
