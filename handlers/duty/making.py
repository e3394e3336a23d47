"""Hosts make a rota, look at all of them, and delete one."""

from bot.answers import Answers, reply
from bot.buttons import ButtonPress
from bot.commands import Command, fold
from bot.confirming import confirmation
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted
from bot.i18n import _
from bot.messages import MAX_QUICK_REPLIES, SayButton, utf16_units
from bot.people import names_of
from bot.routing import Router
from handlers.community.confirmed import is_confirmed, require_confirmed
from handlers.duty import rota_texts as texts
from handlers.duty.crew import crew_of, turns_ahead
from handlers.duty.planning import drop_work, prepare
from handlers.duty.reading import NotReadable, RotaTyped, read_rota
from handlers.duty.rotas import EVERYBODY, rota_meant
from handlers.duty.telling import call_all_off
from storage.models import Rota
from storage.models.members import Role

MOST_ROTAS = 10
LONGEST_NAME = 20
TURNS_SHOWN = 6
_MOST_PEOPLE_LISTED = 20
NO_NAMES = EVERYBODY.union(
    ("new", "add", "remove", "assign", "list", "delete", "why", "ok", "no", "leave", "now"),
    ("追加", "外す", "一覧", "なくす", "抜ける"),
)
"""Words of this feature's own commands, under which no rota could be reached, and words for everybody."""
_NOT_IN_NAMES = "#＃♯@＠/／\n"

router = Router("duty")


@router.command(
    "duty new",
    "当番を決める",
    who=Role.HOST,
    help=lambda: _("Make a rota for a duty that comes round"),
    example=texts.example_of_new,
)
async def make_rota(ctx: Context, command: Command) -> Answers:
    """Begin a rota, with nobody in it yet."""
    require_confirmed(ctx)
    typed = _typed(ctx, command)
    name = " ".join(typed.name.split())
    await _refuse_name(ctx, name)
    if typed.surer:
        raise Refusal(texts.which_hour(), texts.hour_buttons(typed, command.word))
    rota = await ctx.store.duty.make(
        name,
        rule=typed.recurrence.rule,
        begins=typed.recurrence.begins,
        at=typed.recurrence.at,
        lasts=typed.lasts,
        skips_holidays=typed.recurrence.skips_holidays,
        now=ctx.now,
    )
    await _log(ctx, "duty.made")
    plan = await prepare(ctx, rota)
    if not ctx.in_private:
        return reply(texts.made_in_group(rota))
    return reply(texts.made(rota, await turns_ahead(ctx, plan.crew, TURNS_SHOWN), ctx.community.timezone))


async def _people_listed(ctx: Context, _command: Command) -> Wanted:
    if ctx.home is None or not ctx.in_private:
        return NOTHING
    wanted = NOTHING
    for rota in await ctx.store.duty.rotas():
        wanted |= names_of(ctx, (await crew_of(ctx.store, rota)).present[:_MOST_PEOPLE_LISTED])
    return wanted


@router.command(
    "duty list",
    "当番の一覧",
    "当番 一覧",
    who=Role.HOST,
    takes_arguments=False,
    needs=_people_listed,
    help=lambda: _("See all duties and, in private, who takes turns"),
)
async def list_rotas(ctx: Context, _command: Command) -> Answers:
    """List all rotas; who is in them only in private."""
    rotas = await ctx.store.duty.rotas()
    if not rotas:
        raise Refusal(texts.no_rota_yet())
    lines = []
    for rota in rotas:
        people = (await crew_of(ctx.store, rota)).present
        lines.append(texts.rota_line(rota, len(people)))
        if ctx.in_private and is_confirmed(ctx) and people:
            shown = people[:_MOST_PEOPLE_LISTED]
            lines.append(texts.people_line(ctx, shown, len(people) - len(shown)))
    buttons = [SayButton(rota.name, texts.said(_("/duty"), rota)) for rota in rotas[:MAX_QUICK_REPLIES]]
    return reply(texts.rota_list(lines, buttons))


@router.command(
    "duty delete",
    "当番をなくす",
    "当番 なくす",
    who=Role.HOST,
    help=lambda: _("Delete a duty with its turns"),
    example=lambda: _("/duty delete hosting"),
)
async def ask_to_delete(ctx: Context, command: Command) -> Answers:
    """Ask once more before a rota goes."""
    require_confirmed(ctx)
    rota, _rest = await rota_meant(ctx, command)
    return reply(
        confirmation(
            ctx,
            texts.delete_title(rota),
            (texts.delete_line(),),
            yes=texts.delete_label(),
            action="duty.delete",
            about=rota.number,
            alt=texts.alt(),
        )
    )


@router.button("duty.delete", who=Role.HOST, spoken="duty delete now")
async def delete_by_button(ctx: Context, press: ButtonPress) -> Answers:
    """Delete the rota that was asked about."""
    rota = await ctx.store.duty.get(int(press.object))
    if rota is None:
        raise Refusal(texts.gone_already())
    return await _delete(ctx, rota)


@router.command("duty delete now", "当番を本当になくす", who=Role.HOST)
async def delete_by_word(ctx: Context, command: Command) -> Answers:
    """Delete a rota at once; the word offered to somebody whose tap came without a name."""
    require_confirmed(ctx)
    rota, _rest = await rota_meant(ctx, command)
    return await _delete(ctx, rota)


async def _delete(ctx: Context, rota: Rota) -> Answers:
    name = rota.name
    await drop_work(ctx, rota)
    await call_all_off(ctx, rota)
    await _log(ctx, "duty.deleted")
    await ctx.store.duty.delete(rota)
    return reply(texts.deleted(name))


def _typed(ctx: Context, command: Command) -> RotaTyped:
    try:
        return read_rota(command.rest, now=ctx.now, zone=ctx.zone)
    except NotReadable as error:
        raise Refusal(texts.not_readable(error)) from None


async def _refuse_name(ctx: Context, name: str) -> None:
    if not name:
        raise Refusal(texts.name_needed())
    is_odd = any(letter in name for letter in _NOT_IN_NAMES) or fold(name).split()[0] in NO_NAMES
    if is_odd or utf16_units(name) > LONGEST_NAME:
        raise Refusal(texts.name_unusable(LONGEST_NAME))
    rotas = await ctx.store.duty.rotas()
    if any(fold(rota.name) == fold(name) for rota in rotas):
        raise Refusal(texts.name_taken(name))
    if len(rotas) >= MOST_ROTAS:
        raise Refusal(texts.too_many(MOST_ROTAS))


async def _log(ctx: Context, action: str) -> None:
    await ctx.store.log.write(action, ctx.now, actor=ctx.speaker_number)
