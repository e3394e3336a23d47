"""Hosts look at the good-bye and choose it: its words, on or off."""

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from handlers.welcome.checking import refuse_unusable
from handlers.welcome.choosing_texts import (
    goodbye_is_off,
    goodbye_is_on,
    goodbye_is_set,
    goodbye_preview,
    goodbye_state,
)
from handlers.welcome.leaving import goodbye_needs
from handlers.welcome.placeholders import GOODBYE_BLANKS
from handlers.welcome.routes import router
from handlers.welcome.settings import GOODBYE_ON, GOODBYE_TEXT
from handlers.welcome.texts import Place, goodbye
from storage.models.members import Role


@router.command(
    "goodbye",
    "見送り",
    "お見送り",
    who=Role.HOST,
    takes_arguments=False,
    help=lambda: _("What is said when somebody leaves, if anything"),
    example=lambda: _("/goodbye"),
)
async def show_goodbye(ctx: Context, command: Command) -> Answers:
    """Show whether and how a leaving is marked."""
    if command.rest:
        raise Refusal(_("After /goodbye comes set, preview, on or off."))
    settings = ctx.store.settings
    return reply(goodbye_state(ctx, await GOODBYE_TEXT.read(settings), is_on=await GOODBYE_ON.read(settings)))


@router.command("goodbye set", "見送りを決める", "見送り 決める", who=Role.HOST, needs=goodbye_needs)
async def set_goodbye(ctx: Context, command: Command) -> Answers:
    """Take the hosts' own good-bye; in private, show at once how it looks."""
    refuse_unusable(command.rest, GOODBYE_BLANKS, _("/goodbye set Thank you for the time together."))
    await GOODBYE_TEXT.write(ctx.store.settings, command.rest, by=ctx.speaker_number, now=ctx.now)
    await ctx.store.log.write("goodbye.changed", ctx.now, actor=ctx.speaker_number, about="text")
    is_on = await GOODBYE_ON.read(ctx.store.settings)
    preview = [goodbye_preview(goodbye(command.rest, Place.of(ctx)).text, is_on=is_on)] if ctx.in_private else []
    return reply(goodbye_is_set(ctx, is_on=is_on), *preview)


@router.command(
    "goodbye preview",
    "見送りの見本",
    "見送り 見本",
    who=Role.HOST,
    takes_arguments=False,
    about_person=True,
    needs=goodbye_needs,
)
async def preview_goodbye(ctx: Context, _command: Command) -> Answers:
    """Show the good-bye to its host alone."""
    settings = ctx.store.settings
    text = goodbye(await GOODBYE_TEXT.read(settings), Place.of(ctx)).text
    return reply(goodbye_preview(text, is_on=await GOODBYE_ON.read(settings)))


@router.command("goodbye on", "見送りを使う", "見送り オン", who=Role.HOST, takes_arguments=False)
async def turn_goodbye_on(ctx: Context, _command: Command) -> Answers:
    """Mark a leaving from now on."""
    await _switch(ctx, on=True)
    return reply(goodbye_is_on())


@router.command("goodbye off", "見送りを止める", "見送り オフ", who=Role.HOST, takes_arguments=False)
async def turn_goodbye_off(ctx: Context, _command: Command) -> Answers:
    """Say nothing from now on when somebody leaves."""
    await _switch(ctx, on=False)
    return reply(goodbye_is_off())


async def _switch(ctx: Context, *, on: bool) -> None:
    await GOODBYE_ON.write(ctx.store.settings, on, by=ctx.speaker_number, now=ctx.now)
    await ctx.store.log.write("goodbye.changed", ctx.now, actor=ctx.speaker_number, about="on" if on else "off")
