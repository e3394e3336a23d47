"""Shows somebody how it stands with mail to them, changes when it is sent, and ends it."""

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.messages import Card
from bot.refusals import no_group
from bot.routing import Router, Where
from handlers.mail import texts
from storage.models import Member

PROVING_FORM = "mail.prove"
"""The name of the form that asks for an address and its number."""

router = Router("mail")


@router.command(
    "mail stop",
    "メール やめる",
    "メールやめる",
    "メールをやめる",
    "メール 停止",
    where=Where.PRIVATE,
    takes_arguments=False,
    help=lambda: _("Get no more mail; the address is erased"),
)
async def stop_mail(ctx: Context, _command: Command) -> Answers:
    """Erase the speaker's address wherever they gave it, for no mail names a group; and a number on its way to one."""
    number = speaker_of(ctx).number
    await leave_own_form(ctx)
    had_address = await ctx.unit.mail.forget_person(ctx.chat_id)
    had_letter = await ctx.unit.mail_codes.give_up(ctx.community.number, number)
    return reply(texts.stopped() if had_address or had_letter else texts.nothing_to_stop())


@router.command(
    "mail at once", "メール すぐに", "メールすぐに", "メール すぐ", where=Where.PRIVATE, takes_arguments=False
)
async def mail_at_once(ctx: Context, _command: Command) -> Answers:
    """Send mail without waiting for somebody to look into LINE."""
    return await _choose(ctx, at_once=True)


@router.command("mail later", "メール あとで", "メールあとで", where=Where.PRIVATE, takes_arguments=False)
async def mail_later(ctx: Context, _command: Command) -> Answers:
    """Send mail only when somebody has not looked into LINE for a day."""
    return await _choose(ctx, at_once=False)


async def _choose(ctx: Context, *, at_once: bool) -> Answers:
    number = speaker_of(ctx).number
    if not await ctx.unit.mail.choose_at_once(ctx.community.number, number, at_once=at_once):
        raise Refusal(texts.no_address_yet())
    return reply(await how_it_stands(ctx))


async def how_it_stands(ctx: Context) -> Card:
    """Show the speaker's address, or the number they are to type, or how to begin."""
    number = speaker_of(ctx).number
    address = await ctx.unit.mail.of_member(ctx.community.number, number)
    letter = await ctx.unit.mail_codes.open_letter(ctx.community.number, number, ctx.now)
    if letter is not None:
        return texts.number_is_awaited(letter.address, None if address is None else address.address)
    return texts.no_address() if address is None else texts.confirmed(address, ctx.community.timezone)


def speaker_of(ctx: Context) -> Member:
    """Give who speaks; refuses somebody whom LINE did not name or whom the group does not know."""
    if ctx.speaker is None or not ctx.speaker.is_present:
        raise Refusal(no_group())
    return ctx.speaker


async def leave_own_form(ctx: Context) -> None:
    """End the form for a number, where somebody is in the middle of it."""
    if ctx.form is not None and ctx.form.form == PROVING_FORM:
        await ctx.unit.forms.forget(ctx.chat_id)
        ctx.form = None
