"""What kind of group it is: the hosts choose, and the bot's manners follow."""

from bot.answers import Answers, reply
from bot.buttons import ButtonPress
from bot.commands import Command, fold
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.routing import Router, Where
from handlers.community import kind_texts as texts
from storage.models.communities import Preset
from storage.models.members import Role

router = Router("community")


@router.command(
    "kind",
    "グループの種類",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("choose what kind of group this is; my manners follow"),
    example=lambda: _("/kind"),
)
async def show_kinds(ctx: Context, command: Command) -> Answers:
    """Take the kind whose name was typed, or show the one in force and the three there are."""
    meant = _kinds_named(command.rest)
    return await _take(ctx, meant[0]) if len(meant) == 1 else reply(texts.choice(ctx))


@router.button("community.kind", who=Role.HOST)
async def choose_kind(ctx: Context, press: ButtonPress) -> Answers:
    """Take the kind a host chose, and say what it changes."""
    if press.object not in set(Preset):
        raise Refusal(texts.unknown_kind())
    return await _take(ctx, Preset(press.object))


async def _take(ctx: Context, kind: Preset) -> Answers:
    if kind is not ctx.community.preset:
        ctx.community.preset = kind
        await ctx.store.log.write("community.kind", ctx.now, actor=ctx.speaker_number, about=kind.value)
    return reply(texts.chosen(kind))


def _kinds_named(typed: str) -> list[Preset]:
    """List the kinds in whose names, in any language, the typed words stand."""
    if not typed:
        return []
    return [kind for kind in Preset if any(fold(typed) in fold(name) for name in texts.names_of(kind))]
