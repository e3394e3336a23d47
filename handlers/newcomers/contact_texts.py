"""The words about help lines: the list as members see it, and what hosts may do with it."""

from collections.abc import Sequence

from bot.context import Context
from bot.i18n import _
from bot.messages import MAX_BUTTONS, MAX_LABEL, Button, Card, OpenButton, Tap, Text, shorten
from handlers.newcomers.contact_reading import LONGEST_HOURS, LONGEST_NAME, ContactTrouble
from handlers.newcomers.contacts import SHORT_LIST, Contact


def help_lines_in_group(ctx: Context, contacts: Sequence[Contact]) -> Card:
    """Show the few that fit everybody, and the way to the whole list where nobody looks on."""
    shown = [contact for contact in SHORT_LIST if contact in contacts]
    # Translators: a word typed in the private chat; it must be one of the words for the help lines.
    see_all = ctx.private_chat(_("See all of them in private"), _("sos"))
    return Card(
        title=_("Where to find help"),
        lines=[_line(contact) for contact in shown] or [_("The list is in our private chat.")],
        buttons=(*_buttons(shown)[:1], see_all),
        alt=_("Contacts"),
    )


def help_lines(contacts: Sequence[Contact]) -> Card:
    """Show every help line, to one person."""
    return Card(
        title=_("Where to find help"),
        lines=[_line(contact) for contact in contacts] or [_("The hosts have put nothing on this list yet.")],
        buttons=_buttons(contacts),
        alt=_("Contacts"),
        footnote=_("Numbers and hours may change. Nobody is told that you looked here."),
    )


def how_to_change(contacts: Sequence[Contact], *, checked_on: str | None, confirm: Tap) -> Card:
    """Show a host the numbered list, whether it was checked, and how to change it."""
    lines = [f"{place}. {_line(contact)}" for place, contact in enumerate(contacts, start=1)]
    if checked_on is None:
        lines.append(_("Nobody has checked this list for your group yet. Do the numbers hold? One tap is enough."))
    else:
        lines.append(_("A host checked this list on %(date)s.", date=checked_on))
    lines.append(
        _(
            "To change it: %(add)s / %(remove)s / %(reset)s",
            add=_("/sos add Counselling 03-1234-5678 weekdays 10-17"),
            remove=_("/sos remove 2"),
            reset=_("/sos reset"),
        )
    )
    return Card(_("For hosts: the help lines"), lines, (confirm,), alt=_("For hosts"))


def confirm_label() -> str:
    """Label the button with which a host says that the list holds."""
    return _("I have checked them")


def is_checked() -> Text:
    """Thank a host."""
    return Text(_("Thank you. I note that the help lines were checked today."))


def is_added(place: int, contact: Contact) -> Text:
    """Confirm a new help line as members see it."""
    return Text(_("Added as number %(place)d:\n%(contact)s", place=place, contact=_line(contact)))


def is_removed(contact: Contact) -> Text:
    """Confirm what is gone."""
    return Text(_("Taken off the list:\n%(contact)s", contact=_line(contact)))


def is_reset() -> Text:
    """Confirm that the list is the one from the beginning."""
    return Text(_("The list is as it came with me again."))


def no_contact(trouble: ContactTrouble) -> str:
    """Say why something is no help line, with an example."""
    example = _("/sos add Counselling 03-1234-5678 weekdays 10-17")
    match trouble:
        case ContactTrouble.NO_REACH:
            return _("I found no telephone number and no https address. For example: %(example)s", example=example)
        case ContactTrouble.NO_NAME:
            return _("Please write a name before the number. For example: %(example)s", example=example)
        case ContactTrouble.TOO_LONG:
            return _(
                "The name may have %(name)d characters and the hours %(hours)d. For example: %(example)s",
                name=LONGEST_NAME,
                hours=LONGEST_HOURS,
                example=example,
            )


def list_is_full(most: int) -> str:
    """Name the bound."""
    return _("The list holds %(most)d help lines; please take one off first.", most=most)


def no_such_place(last: int) -> str:
    """Name the places there are."""
    return _("Please give the place of a help line, from 1 to %(last)d.", last=last)


def nothing_to_remove() -> str:
    """Say that the list is empty."""
    return _("The list is empty already. “/sos reset” brings back what came with me.")


def _line(contact: Contact) -> str:
    values = {"name": contact.name(), "number": contact.number}
    if contact.round_the_clock:
        return _("%(name)s: %(number)s (24 hours)", **values)
    if contact.hours:
        return _("%(name)s: %(number)s (%(hours)s)", hours=contact.hours, **values)
    return _("%(name)s: %(number)s", **values)


def _buttons(contacts: Sequence[Contact]) -> tuple[Button, ...]:
    """Let the first number be called and the first addresses be opened."""
    callable_ones = [
        OpenButton(shorten(_("Call %(number)s", number=contact.number), MAX_LABEL), f"tel:{contact.dial}")
        for contact in contacts
        if contact.dial
    ]
    links = [OpenButton(shorten(contact.name(), MAX_LABEL), contact.link) for contact in contacts if contact.link]
    return (*callable_ones[:1], *links)[:MAX_BUTTONS]
