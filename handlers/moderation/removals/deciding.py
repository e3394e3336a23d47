"""A second host decides; the one who proposed it, or the owner, may take it back."""

from bot.answers import Answer, Answers, reply
from bot.buttons import ButtonPress
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted
from bot.i18n import _
from bot.messages import Card, Text
from bot.people import names_of_numbers
from bot.routing import Router, Where
from handlers.moderation.hosts import host_of
from handlers.moderation.removals import decision_texts, states
from handlers.moderation.removals import proposal_texts as texts
from handlers.moderation.removals.keeping import circle_of, course_of, is_here, keep, person_of
from handlers.moderation.removals.states import CannotBe
from handlers.moderation.removals.telling import question_key, read_number, removal_for, to_hosts, to_numbers
from handlers.moderation.removals.texts import cannot_be, named
from storage.models import Member, Removal
from storage.models.members import Role
from storage.models.removals import RemovalState

router = Router("removals")


async def want_names(ctx: Context, found: Command | ButtonPress) -> Wanted:
    """Want the names of whom a removal is about and of who proposed it."""
    if ctx.home is None:
        return NOTHING
    number = int(found.object) if isinstance(found, ButtonPress) else read_number(found)[0]
    removal = await ctx.store.removals.get(number)
    return await names_of_numbers(ctx, [] if removal is None else [removal.subject_number, removal.opened_by])


@router.command(
    "approve",
    "賛成",
    where=Where.PRIVATE,
    who=Role.HOST,
    unrecorded=True,
    needs=want_names,
    help=lambda: _("Agree, as a second host, that somebody leaves"),
    example=lambda: _("/approve 12"),
)
async def approve(ctx: Context, command: Command) -> Answers:
    """Agree to a proposal of another host's."""
    number, words = read_number(command)
    return await _decide(ctx, number, words, agrees=True)


@router.button("removal.approve", spoken="approve", who=Role.HOST, unrecorded=True, needs=want_names)
async def approve_by_button(ctx: Context, press: ButtonPress) -> Answers:
    """Agree to the proposal of the card."""
    return await _decide(ctx, int(press.object), "", agrees=True)


@router.command(
    "reject",
    "反対",
    where=Where.PRIVATE,
    who=Role.HOST,
    unrecorded=True,
    help=lambda: _("Say no, as a second host, to somebody having to leave"),
    example=lambda: _("/reject 12 Let us talk with them first"),
)
async def reject(ctx: Context, command: Command) -> Answers:
    """Say no to a proposal of another host's, with or without words."""
    number, words = read_number(command)
    return await _decide(ctx, number, words, agrees=False)


@router.button("removal.reject", spoken="reject", who=Role.HOST, unrecorded=True)
async def reject_by_button(ctx: Context, press: ButtonPress) -> Answers:
    """Say no to the proposal of the card."""
    return await _decide(ctx, int(press.object), "", agrees=False)


@router.command(
    "withdraw",
    "退会の相談 取り下げ",
    where=Where.PRIVATE,
    who=Role.HOST,
    unrecorded=True,
    help=lambda: _("Take back that somebody should leave"),
    example=lambda: _("/withdraw 12"),
)
async def withdraw(ctx: Context, command: Command) -> Answers:
    """Take a proposal back, with or without words."""
    number, words = read_number(command)
    return await _withdraw(ctx, number, words)


@router.button("removal.withdraw", spoken="withdraw", who=Role.HOST, unrecorded=True)
async def withdraw_by_button(ctx: Context, press: ButtonPress) -> Answers:
    """Take the proposal of the card back."""
    return await _withdraw(ctx, int(press.object), "")


async def ask_for_volunteer(ctx: Context, removal: Removal) -> list[Answer]:
    """Ask every host who may carry it out."""
    circle = await circle_of(ctx, removal)
    who = named(ctx, await person_of(ctx, removal), removal.subject_number)

    def card(host: Member) -> Card:
        return decision_texts.volunteer_wanted(ctx, removal, who, host)

    return await to_numbers(ctx, circle.helpers, card, key=question_key(ctx, removal))


async def _decide(ctx: Context, number: int, words: str, *, agrees: bool) -> Answers:
    removal = await removal_for(ctx, number)
    host = host_of(ctx)
    try:
        course = states.decide(course_of(removal), host.number, await circle_of(ctx, removal), ctx.now, agrees=agrees)
    except CannotBe as error:
        raise Refusal(cannot_be(error.why)) from None
    person = await person_of(ctx, removal)
    if person is None or not is_here(person):
        course = states.person_is_gone(course)
    await keep(ctx, removal, course, by=host.number, words=words)
    match removal.state:
        case RemovalState.REJECTED:
            told = await to_numbers(
                ctx, [removal.opened_by], lambda _host: texts.was_rejected(number, host.number, words)
            )
            return [reply(texts.rejected(number)), *told]
        case RemovalState.LEFT:
            told = await to_hosts(ctx, removal, lambda _host: _closed(ctx, removal), without=[host.number])
            return [reply(_closed(ctx, removal)), *told]
    return [reply(decision_texts.approved(number)), *await ask_for_volunteer(ctx, removal)]


async def _withdraw(ctx: Context, number: int, words: str) -> Answers:
    removal = await removal_for(ctx, number)
    host = host_of(ctx)
    was_known = removal.is_open
    try:
        course = states.withdraw(course_of(removal), host.number, is_owner=host.role is Role.OWNER)
    except CannotBe as error:
        raise Refusal(cannot_be(error.why)) from None
    await keep(ctx, removal, course, by=host.number, words=words)
    told: list[Answer] = []
    if was_known:
        told = await to_hosts(ctx, removal, lambda _host: texts.was_withdrawn(number), without=[host.number])
    return [reply(texts.withdrawn(number)), *told]


def _closed(ctx: Context, removal: Removal) -> Text:
    if removal.is_block:
        return decision_texts.is_blocked(
            removal.number, removal.subject_number, removal.block_until, ctx.community.timezone
        )
    return decision_texts.left_by_themselves(removal.number, removal.subject_number)
