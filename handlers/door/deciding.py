"""Hosts read applications and let people in: the first decision stands, and whoever comes second reads whose it was.

A decision can be changed until the person is in, but only on purpose: a button asks for it once more. Declining has a
module of its own.
"""

from dataclasses import replace

from bot.answers import Answers, reply
from bot.commands import BadArgument, Command, read_whole_number, split_first
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.messages import utf16_units
from bot.routing import Router
from handlers.community.confirmed import require_confirmed
from handlers.door import accepting
from handlers.door import deciding_texts as texts
from handlers.door.places import into_private
from handlers.door.seating import seats_line
from handlers.door.tending import tend_door
from handlers.door.visiting import block_on, count_here
from storage.models import Application
from storage.models.door import OPEN_PASSES, ApplicationState, PassState
from storage.models.members import Role

MOST_WORDS = 500
"""UTF-16 units."""
_HIGHEST_NUMBER = 999_999_999
_AROUND_A_NUMBER = "#＃番：:、,"

router = Router("door")


@router.command(
    "applicants",
    "参加希望",
    who=Role.HOST,
    needs=count_here,
    help=lambda: _("Who would like to come in"),
    example=lambda: _("/applicants 12"),
)
async def show_applicants(ctx: Context, command: Command) -> Answers:
    """Show who waits for a decision or for a seat, or one application in full."""
    require_confirmed(ctx)
    if (shown := into_private(ctx, command, also_in_room=not command.rest)) is not None:
        return shown
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
    who=Role.HOST,
    needs=count_here,
    help=lambda: _("Let somebody in who asked for it"),
    example=lambda: _("/accept 12"),
)
async def accept_applicant(ctx: Context, command: Command) -> Answers:
    """Accept an application; one that was declined only after a further yes."""
    require_confirmed(ctx)
    if (shown := into_private(ctx, command)) is not None:
        return shown
    application = await find_application(ctx, read_number(command.rest))
    if (newer := await show_newer(ctx, command, application)) is not None:
        return newer
    await _require_undecided(ctx, application)
    if application.state is ApplicationState.DECLINED:
        return reply(texts.shall_i_let_them_in(application))
    return await _accept(ctx, application)


@router.command("accept anyway", "お断りを取り消す", who=Role.HOST, needs=count_here)
async def accept_after_all(ctx: Context, command: Command) -> Answers:
    """Accept an application that was declined; the word behind the button that asks once more."""
    require_confirmed(ctx)
    if (shown := into_private(ctx, command)) is not None:
        return shown
    application = await find_application(ctx, read_number(command.rest))
    if (newer := await show_newer(ctx, command, application)) is not None:
        return newer
    if application.state is not ApplicationState.DECLINED:
        await _require_undecided(ctx, application)
    return await _accept(ctx, application)


async def find_application(ctx: Context, number: int) -> Application:
    """Find an application of this community; refused with the same words for one erased and one that never was."""
    application = await ctx.store.applications.get(number)
    if application is None:
        raise Refusal(texts.no_such_application(number))
    return application


async def show_newer(ctx: Context, command: Command, application: Application) -> Answers:
    """Show what the person has asked since, where that is undecided or lets them in; None where there is no such thing.

    Nobody is let in twice, nor declined while a newer application of theirs still waits.
    """
    newest = await ctx.store.applications.newest_of(application.user_id)
    if newest is None or newest.number == application.number:
        return None
    held = await ctx.store.passes.get(newest.number)
    if not newest.is_open and (held is None or held.state not in OPEN_PASSES):
        return None
    word = _("/applicants").removeprefix("/")
    return await show_applicants(ctx, replace(command, word=word, rest=str(newest.number)))


def read_number(typed: str) -> int:
    """Read the number of an application."""
    if not typed.strip():
        raise Refusal(texts.which_application())
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
    by = ctx.speaker_number
    told = await accepting.accept(ctx, application, by=by)
    await ctx.store.log.write("door.accepted", ctx.now, actor=by, about=str(application.number))
    held = await ctx.store.passes.get(application.number)
    is_waiting = held is not None and held.state is PassState.WAITING
    return [reply(texts.accepted(application.number, is_waiting=is_waiting)), *told]


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


async def is_inside(ctx: Context, application: Application) -> bool:
    """Say whether the person has come in, with a pass or before anybody decided."""
    held = await ctx.store.passes.get(application.number)
    is_used = held is not None and held.state is PassState.USED
    return is_used or application.state is ApplicationState.CLOSED


async def _require_undecided(ctx: Context, application: Application) -> None:
    """Refuse to accept twice; a pass that has lapsed may be given anew."""
    if await is_inside(ctx, application):
        raise Refusal(texts.already_inside(application.number))
    held = await ctx.store.passes.get(application.number)
    has_pass = held is not None and held.state is not PassState.LAPSED
    if application.state is ApplicationState.ACCEPTED and has_pass:
        raise Refusal(texts.already_accepted(application))
