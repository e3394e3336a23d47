"""Hosts decline an application: kindly, asked once more where they add no words, and taken back only on purpose.

Every step is a word, so that a button which says it works in the hosts' room, and where LINE tells no tapper.
"""

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.routing import Router
from handlers.community.confirmed import require_confirmed
from handlers.door import accepting
from handlers.door import deciding_texts as texts
from handlers.door.deciding import find_application, is_inside, read_number, read_number_and_words, show_newer
from handlers.door.places import into_private
from handlers.door.visiting import count_here
from storage.models import Application
from storage.models.door import ApplicationState, PassState
from storage.models.members import Role

router = Router("door")


@router.command(
    "decline",
    "お断り",
    "お断りする",
    "見送る",
    who=Role.HOST,
    needs=count_here,
    help=lambda: _("Tell somebody kindly that you cannot let them in"),
    example=lambda: _("/decline 12 There is a group nearer to you."),
)
async def decline_applicant(ctx: Context, command: Command) -> Answers:
    """Decline an application: at once with words for the person, without any after a further yes."""
    require_confirmed(ctx)
    if (shown := into_private(ctx, command)) is not None:
        return shown
    number, words = read_number_and_words(command.rest)
    application = await find_application(ctx, number)
    if (newer := await show_newer(ctx, command, application)) is not None:
        return newer
    if application.state is ApplicationState.ACCEPTED and not await is_inside(ctx, application):
        if words:
            raise Refusal(texts.already_accepted(application))
        return reply(texts.shall_i_take_it_back(application))
    await _require_open(ctx, application)
    return await _decline(ctx, application, words) if words else reply(texts.shall_i_decline(number))


@router.command("decline now", "お断りを確定", who=Role.HOST, needs=count_here)
async def decline_now(ctx: Context, command: Command) -> Answers:
    """Decline an application without words of one's own; the word behind the button that asks once more."""
    require_confirmed(ctx)
    if (shown := into_private(ctx, command)) is not None:
        return shown
    application = await find_application(ctx, read_number(command.rest))
    if (newer := await show_newer(ctx, command, application)) is not None:
        return newer
    await _require_open(ctx, application)
    return await _decline(ctx, application, "")


@router.command("decline anyway", "お迎えを取り消す", who=Role.HOST, needs=count_here)
async def decline_after_all(ctx: Context, command: Command) -> Answers:
    """Take an acceptance back; the word behind the button that asks once more."""
    require_confirmed(ctx)
    if (shown := into_private(ctx, command)) is not None:
        return shown
    application = await find_application(ctx, read_number(command.rest))
    if (newer := await show_newer(ctx, command, application)) is not None:
        return newer
    if application.state is not ApplicationState.ACCEPTED or await is_inside(ctx, application):
        await _require_open(ctx, application)
    return await _decline(ctx, application, "")


async def _require_open(ctx: Context, application: Application) -> None:
    """Refuse what is decided or over, with the reason."""
    if await is_inside(ctx, application):
        raise Refusal(texts.already_inside(application.number))
    match application.state:
        case ApplicationState.ACCEPTED:
            raise Refusal(texts.already_accepted(application))
        case ApplicationState.DECLINED:
            raise Refusal(texts.already_declined(application))
        case ApplicationState.EXPIRED:
            raise Refusal(texts.ended_already(application.number))


async def _decline(ctx: Context, application: Application, words: str) -> Answers:
    by = ctx.speaker_number
    held = await ctx.store.passes.get(application.number)
    has_link = held is not None and held.state is PassState.HANDED
    told = await accepting.decline(ctx, application, words, by=by)
    await ctx.store.log.write("door.declined", ctx.now, actor=by, about=str(application.number))
    return [reply(texts.declined(application.number, has_link=has_link)), *told]
