"""Help lines for when things are hard: anybody sees them, unrecorded; hosts make the list their own and check it."""

from bot.answers import Answers, reply
from bot.buttons import ButtonPress
from bot.commands import Command, read_whole_number
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.routing import Where
from handlers.newcomers import contact_texts as texts
from handlers.newcomers.contact_reading import NotAContact, read_contact
from handlers.newcomers.contacts import contact_of, contacts_of, entries_of
from handlers.newcomers.handlers import router
from handlers.rules.texts import day
from storage.models.members import Role
from storage.repositories.contacts import ContactOnRecord

MOST_CONTACTS = 15


@router.command(
    "sos",
    "困ったとき",
    takes_arguments=False,
    needs_home=False,
    before_claim=True,
    unrecorded=True,
    help=lambda: _("Help lines, for when things are hard"),
    example=lambda: _("/sos"),
)
async def show_contacts(ctx: Context, _command: Command) -> Answers:
    """Show where to find help: a short card in the group, all of it in private, and to hosts how to change it."""
    entries = None if ctx.home is None else await ctx.store.contacts.entries()
    contacts = contacts_of(entries)
    if not ctx.in_private:
        return reply(texts.help_lines_in_group(ctx, contacts))
    if not ctx.may_act_as(Role.HOST) or not ctx.community.is_claimed:
        return reply(texts.help_lines(contacts))
    checked_at = await ctx.store.contacts.checked_at()
    confirm = ctx.tap(texts.confirm_label(), "newcomers.contacts_checked", for_user=ctx.user_id)
    checked_on = None if checked_at is None else day(checked_at, ctx.community.timezone)
    return reply(texts.help_lines(contacts), texts.how_to_change(contacts, checked_on=checked_on, confirm=confirm))


@router.command(
    "sos add",
    "困ったとき 追加",
    "困ったとき追加",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("Put a help line on the list"),
    example=lambda: _("/sos add Counselling 03-1234-5678 weekdays 10-17"),
)
async def add_contact(ctx: Context, command: Command) -> Answers:
    """Put a help line of the hosts' own at the end of the list."""
    try:
        entry = read_contact(command.rest)
    except NotAContact as error:
        raise Refusal(texts.no_contact(error.trouble)) from error
    entries = await _entries(ctx)
    if len(entries) >= MOST_CONTACTS:
        raise Refusal(texts.list_is_full(MOST_CONTACTS))
    await ctx.store.contacts.keep([*entries, entry])
    await _log(ctx, "contacts.changed")
    return reply(texts.is_added(len(entries) + 1, contact_of(entry)))


@router.command(
    "sos remove",
    "困ったとき 削除",
    "困ったとき削除",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("Take a help line off the list"),
    example=lambda: _("/sos remove 2"),
)
async def remove_contact(ctx: Context, command: Command) -> Answers:
    """Take the help line at a place off the list."""
    entries = await _entries(ctx)
    if not entries:
        raise Refusal(texts.nothing_to_remove())
    if not command.rest:
        raise Refusal(texts.no_such_place(len(entries)))
    place = read_whole_number(command.rest, 1, MOST_CONTACTS)
    if place > len(entries):
        raise Refusal(texts.no_such_place(len(entries)))
    gone = entries.pop(place - 1)
    await ctx.store.contacts.keep(entries)
    await _log(ctx, "contacts.changed")
    return reply(texts.is_removed(contact_of(gone)))


@router.command(
    "sos reset",
    "困ったとき 元に戻す",
    "困ったとき元に戻す",
    where=Where.PRIVATE,
    who=Role.HOST,
    takes_arguments=False,
    help=lambda: _("Bring back the help lines that came with me"),
)
async def reset_contacts(ctx: Context, _command: Command) -> Answers:
    """Go back to the list that comes along."""
    await ctx.store.contacts.reset()
    await _log(ctx, "contacts.changed")
    return reply(texts.is_reset())


@router.command(
    "sos checked", "困ったとき 確認", "困ったとき確認", where=Where.PRIVATE, who=Role.HOST, takes_arguments=False
)
async def confirm_contacts(ctx: Context, _command: Command) -> Answers:
    """Note that a host says the list holds."""
    await ctx.store.contacts.note_checked(ctx.now)
    await _log(ctx, "contacts.checked")
    return reply(texts.is_checked())


@router.button("newcomers.contacts_checked", spoken="sos checked", who=Role.HOST)
async def confirm_by_button(ctx: Context, _press: ButtonPress) -> Answers:
    """Note by a button that the list holds."""
    await ctx.store.contacts.note_checked(ctx.now)
    await _log(ctx, "contacts.checked")
    return reply(texts.is_checked())


async def _entries(ctx: Context) -> list[ContactOnRecord]:
    return entries_of(await ctx.store.contacts.entries())


async def _log(ctx: Context, action: str) -> None:
    await ctx.store.log.write(action, ctx.now, actor=ctx.speaker_number)
