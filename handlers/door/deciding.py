"""Hosts read applications and decide: the first decision stands, and whoever comes second reads whose it was.

A decision can be changed until the person is in, but only on purpose: a button asks for it once more.
"""

from bot.answers import Answers, reply
from bot.buttons import ButtonPress
from bot.commands import BadArgument, Command, read_whole_number, split_first
from bot.confirming import confirmation
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.messages import utf16_units
from bot.routing import Router, Where
from handlers.community.confirmed import require_confirmed
from handlers.door import accepting
from handlers.door import deciding_texts as texts
from handlers.door.seating import seats_line
from handlers.door.tending import tend_door
from handlers.door.visiting import block_on, count_here
from storage.models import Application, Pass
from storage.models.door import ApplicationState, PassState
from storage.models.members import Role

MOST_WORDS = 500
"""UTF-16 units."""
_HIGHEST_NUMBER = 999_999_999
_AROUND_A_NUMBER = "#＃番：:、,"

router = Router("door")


@router.command(
    "applicants",
    "参加希望",
    where=Where.PRIVATE,
    who=Role.HOST,
    needs=count_here,
    help=lambda: _("Who would like to come in"),
    example=lambda: _("/applicants 12"),
)
async def show_applicants(ctx: Context, command: Command) -> Answers:
    """Show who waits for a decision or for a seat, or one application in full."""
    require_confirmed(ctx)
    if command.rest:
        return await _show(ctx, await find_application(ctx, read_number(command.rest)))
    fallen_due = await tend_door(ctx)
    waiting, passes = await ctx.store.applications.open(), await ctx.store.passes.open()
    return [
        reply(texts.overview(waiting, passes, await seats_line(ctx, passes), ctx.community.timezone)),
        *fallen_due,
    ]


@router.command(
    "accept",
    "迎える",
    where=Where.PRIVATE,
    who=Role.HOST,
    needs=count_here,
    help=lambda: _("Let somebody in who asked for it"),
    example=lambda: _("/accept 12"),
)
async def accept_applicant(ctx: Context, command: Command) -> Answers:
    """Accept an application; one that was declined only after a further yes."""
    require_confirmed(ctx)
    application = await find_application(ctx, read_number(command.rest))
    held = await ctx.store.passes.get(application.number)
    if application.state is ApplicationState.ACCEPTED and not _has_lapsed(held):
        raise Refusal(texts.already_accepted(application))
    if application.state is ApplicationState.CLOSED:
        raise Refusal(texts.already_inside(application.number))
    if application.state is ApplicationState.DECLINED:
        return reply(
            confirmation(
                ctx,
                texts.was_declined(application),
                yes=texts.accept_label(),
                action="door.accept",
                about=application.number,
            )
        )
    return await _accept(ctx, application)


@router.button("door.accept", spoken="accept", who=Role.HOST, needs=count_here)
async def accept_after_all(ctx: Context, press: ButtonPress) -> Answers:
    """Accept an application that another host had declined."""
    require_confirmed(ctx)
    application = await find_application(ctx, int(press.object))
    if application.state is not ApplicationState.DECLINED:
        raise Refusal(texts.already_accepted(application))
    return await _accept(ctx, application)


@router.command(
    "decline",
    "見送る",
    where=Where.PRIVATE,
    who=Role.HOST,
    needs=count_here,
    help=lambda: _("Tell somebody kindly that you cannot let them in"),
    example=lambda: _("/decline 12 There is a group nearer to you."),
)
async def decline_applicant(ctx: Context, command: Command) -> Answers:
    """Decline an application: at once with words for the person, without any after a further yes."""
    require_confirmed(ctx)
    number, words = read_number_and_words(command.rest)
    application = await find_application(ctx, number)
    if application.state is ApplicationState.DECLINED:
        raise Refusal(texts.already_declined(application))
    if application.state is ApplicationState.CLOSED or await _is_inside(ctx, application):
        raise Refusal(texts.already_inside(number))
    if words and application.is_open:
        return await _decline(ctx, application, words)
    if words and application.state is ApplicationState.ACCEPTED:
        raise Refusal(texts.already_accepted(application))
    title = texts.shall_i_decline(number) if application.is_open else texts.was_accepted(application)
    card = confirmation(
        ctx,
        title,
        [texts.declined_words_preview()],
        yes=texts.decline_label(),
        action="door.decline",
        about=f"{number}-{application.state.value}",
    )
    return reply(card)


@router.button("door.decline", spoken="decline", who=Role.HOST, needs=count_here)
async def decline_after_all(ctx: Context, press: ButtonPress) -> Answers:
    """Decline an application, unless it has gone on since the button was shown."""
    require_confirmed(ctx)
    number, _dash, state = press.object.partition("-")
    application = await find_application(ctx, int(number))
    if application.state is ApplicationState.DECLINED:
        raise Refusal(texts.already_declined(application))
    if await _is_inside(ctx, application):
        raise Refusal(texts.already_inside(application.number))
    if application.state.value != state and application.state is ApplicationState.ACCEPTED:
        raise Refusal(texts.already_accepted(application))
    return await _decline(ctx, application, "")


async def find_application(ctx: Context, number: int) -> Application:
    """Find an application of this community; refused with the same words for one erased and one that never was."""
    application = await ctx.store.applications.get(number)
    if application is None:
        raise Refusal(texts.no_such_application(number))
    return application


def read_number(typed: str) -> int:
    """Read the number of an application."""
    return read_whole_number(typed.strip().strip(_AROUND_A_NUMBER), 1, _HIGHEST_NUMBER)


def read_number_and_words(typed: str) -> tuple[int, str]:
    """Read the number of an application and what follows it, at most `MOST_WORDS` units."""
    try:
        first, words = split_first(typed)
    except BadArgument:
        raise Refusal(texts.which_application()) from None
    if (units := utf16_units(words)) > MOST_WORDS:
        raise Refusal(texts.too_long(units, MOST_WORDS))
    return read_number(first), words


async def _accept(ctx: Context, application: Application) -> Answers:
    by = None if ctx.speaker is None else ctx.speaker.number
    told = await accepting.accept(ctx, application, by=by)
    await ctx.store.log.write("door.accepted", ctx.now, actor=by, about=str(application.number))
    held = await ctx.store.passes.get(application.number)
    is_waiting = held is not None and held.state is PassState.WAITING
    return [reply(texts.accepted(application.number, is_waiting=is_waiting)), *told]


async def _decline(ctx: Context, application: Application, words: str) -> Answers:
    by = 0 if ctx.speaker is None else ctx.speaker.number
    held = await ctx.store.passes.get(application.number)
    has_link = held is not None and held.state is PassState.HANDED
    told = await accepting.decline(ctx, application, words, by=by)
    await ctx.store.log.write("door.declined", ctx.now, actor=by, about=str(application.number))
    return [reply(texts.declined(application.number, has_link=has_link)), *told]


async def _show(ctx: Context, application: Application) -> Answers:
    member = await ctx.store.members.by_user(application.user_id)
    block = await block_on(ctx, application.user_id)
    return reply(
        *texts.one(
            application,
            ctx.store.applications.words_of(application),
            await ctx.store.passes.get(application.number),
            texts.Past(member=member, blocked_by=None if block is None else block.number),
            ctx.community.timezone,
        )
    )


async def _is_inside(ctx: Context, application: Application) -> bool:
    held = await ctx.store.passes.get(application.number)
    return held is not None and held.state is PassState.USED


def _has_lapsed(held: Pass | None) -> bool:
    return held is None or held.state is PassState.LAPSED
