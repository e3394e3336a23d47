"""A host carries out what was decided; what falls due meanwhile is looked at here."""

from bot.answers import Answer, Answers, reply
from bot.buttons import ButtonPress
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.events import TimedEvent
from bot.facts import NOTHING, Wanted, names_right_now
from bot.i18n import _
from bot.messages import Card, Text
from bot.names import safe_name
from bot.people import names_of_numbers
from bot.routing import Router, Where
from handlers.moderation.hosts import host_of
from handlers.moderation.removals import decision_texts as texts
from handlers.moderation.removals import proposal_texts, states
from handlers.moderation.removals.asking import ask_deciders
from handlers.moderation.removals.closing import tell_end
from handlers.moderation.removals.deciding import ask_for_volunteer
from handlers.moderation.removals.keeping import DUE, circle_of, course_of, keep, person_of
from handlers.moderation.removals.states import CannotBe
from handlers.moderation.removals.telling import namesakes, question_key, read_number, removal_for, to_hosts, to_numbers
from handlers.moderation.removals.texts import cannot_be, named
from storage.models import Member, Removal
from storage.models.members import Role
from storage.models.removals import RemovalState

router = Router("removals")


async def want_name_right_now(ctx: Context, found: Command | ButtonPress) -> Wanted:
    """Want the name of this very moment: whoever is removed by a name of yesterday may be somebody else."""
    if ctx.home is None or ctx.main_chat is None:
        return NOTHING
    removal = await ctx.store.removals.get(_number(found))
    person = None if removal is None else await person_of(ctx, removal)
    return NOTHING if person is None or person.user_id is None else names_right_now(ctx.main_chat, [person.user_id])


@router.command(
    "volunteer",
    "私がします",
    where=Where.PRIVATE,
    who=Role.HOST,
    unrecorded=True,
    needs=want_name_right_now,
    help=lambda: _("Take on what was decided, and see the steps on LINE"),
    example=lambda: _("/volunteer 12"),
)
async def volunteer(ctx: Context, command: Command) -> Answers:
    """Take on a decided removal."""
    return await _volunteer(ctx, _number(command))


@router.button("removal.volunteer", spoken="volunteer", who=Role.HOST, unrecorded=True, needs=want_name_right_now)
async def volunteer_by_button(ctx: Context, press: ButtonPress) -> Answers:
    """Take on the removal of the card."""
    return await _volunteer(ctx, _number(press))


@router.command(
    "removed",
    "退会を見届けました",
    where=Where.PRIVATE,
    who=Role.HOST,
    unrecorded=True,
    help=lambda: _("Say that somebody is out, where LINE cannot tell"),
    example=lambda: _("/removed 12"),
)
async def removed(ctx: Context, command: Command) -> Answers:
    """Close a removal on the word of the host who did it."""
    return await _removed(ctx, _number(command))


@router.button("removal.removed", spoken="removed", who=Role.HOST, unrecorded=True)
async def removed_by_button(ctx: Context, press: ButtonPress) -> Answers:
    """Close the removal of the card on the host's word."""
    return await _removed(ctx, _number(press))


async def want_names_of_due(ctx: Context, event: TimedEvent) -> Wanted:
    """Want the names of whom a removal is about and of who proposed it, and whether the person is still there."""
    removal = None if ctx.home is None else await ctx.store.removals.get(int(event.subject))
    if removal is None or not removal.is_open:
        return NOTHING
    person = await person_of(ctx, removal)
    names = await names_of_numbers(ctx, [removal.subject_number, removal.opened_by])
    if person is None or person.user_id is None or ctx.main_chat is None or course_of(removal).is_undecided:
        return names
    return names | names_right_now(ctx.main_chat, [person.user_id])


@router.timed(DUE, needs=want_names_of_due)
async def look_again(ctx: Context, event: TimedEvent) -> Answers:
    """Let an hour of deciding pass, remind of what nobody does, or end what nobody has done."""
    removal = None if ctx.home is None else await ctx.store.removals.get(int(event.subject))
    if removal is None or not removal.is_open:
        return None
    before = removal.state
    course = course_of(removal)
    if course.is_undecided:
        course = states.let_an_hour_pass(course, await circle_of(ctx, removal), ctx.now)
    else:
        person = await person_of(ctx, removal)
        is_gone = person is not None and person.user_id is not None and ctx.facts.is_gone(person.user_id)
        course = states.person_is_gone(course) if is_gone else states.run_out(course, ctx.now)
    await keep(ctx, removal, course)
    if removal.state is not before:
        return await _tell_what_time_did(ctx, removal, was_undecided=before in states.UNDECIDED)
    return await _remind(ctx, removal) if states.needs_reminder(course, ctx.now) else None


async def _volunteer(ctx: Context, number: int) -> Answers:
    removal = await removal_for(ctx, number)
    host = host_of(ctx)
    before = course_of(removal)
    try:
        course = states.volunteer(before, host.number, await circle_of(ctx, removal), ctx.now)
    except CannotBe as error:
        raise Refusal(cannot_be(error.why)) from None
    person = await person_of(ctx, removal)
    if person is None or person.user_id is None:
        raise Refusal(texts.name_is_missing())
    if ctx.facts.is_gone(person.user_id):
        await keep(ctx, removal, states.person_is_gone(before))
        return await tell_end(ctx, removal)
    name = safe_name(ctx.facts.name_of(person.user_id))
    if name is None:
        raise Refusal(texts.name_is_missing())
    await keep(ctx, removal, course, by=host.number)
    shown = texts.steps(
        removal, name, person.joined_at or person.first_seen_at, ctx.community.timezone, await namesakes(ctx, person)
    )
    if course == before:
        return reply(shown)
    told = await to_hosts(
        ctx, removal, lambda _host: texts.somebody_does_it(number, host.number), without=[host.number]
    )
    return [reply(shown), *told]


async def _removed(ctx: Context, number: int) -> Answers:
    removal = await removal_for(ctx, number)
    host = host_of(ctx)
    person = await person_of(ctx, removal)
    is_named = person is not None and person.user_id is not None and removal.unnamed_leave_at is None
    try:
        course = states.confirmed_by_word(course_of(removal), host.number, line_can_tell=is_named)
    except CannotBe as error:
        raise Refusal(cannot_be(error.why)) from None
    await keep(ctx, removal, course, by=host.number)

    def told(_host: Member) -> Text:
        return texts.done_by_word(number, removal.subject_number, host.number)

    return [reply(told(host)), *await to_hosts(ctx, removal, told, without=[host.number])]


async def _tell_what_time_did(ctx: Context, removal: Removal, *, was_undecided: bool) -> list[Answer]:
    number = removal.number
    match removal.state:
        case RemovalState.PROPOSED:
            return await ask_deciders(ctx, removal)
        case RemovalState.LONE:
            return await to_numbers(ctx, [removal.opened_by], lambda _host: proposal_texts.now_alone(number))
        case RemovalState.APPROVED:
            return await _lone_day_is_over(ctx, removal)
        case RemovalState.LAPSED if was_undecided:
            return await to_hosts(ctx, removal, lambda _host: proposal_texts.nobody_decided(number))
    return await tell_end(ctx, removal)


async def _lone_day_is_over(ctx: Context, removal: Removal) -> list[Answer]:
    circle = await circle_of(ctx, removal)
    if circle.deciders:
        return await ask_for_volunteer(ctx, removal)
    who = named(ctx, await person_of(ctx, removal), removal.subject_number)

    def card(host: Member) -> Card:
        return texts.lone_day_is_over(ctx, removal, who, host)

    return await to_numbers(ctx, [removal.opened_by], card)


async def _remind(ctx: Context, removal: Removal) -> list[Answer]:
    circle = await circle_of(ctx, removal)
    who = named(ctx, await person_of(ctx, removal), removal.subject_number)

    def card(host: Member) -> Card:
        return texts.still_wanted(ctx, removal, who, host)

    return await to_numbers(ctx, circle.helpers, card, key=question_key(ctx, removal))


def _number(found: Command | ButtonPress) -> int:
    return int(found.object) if isinstance(found, ButtonPress) else read_number(found)[0]
