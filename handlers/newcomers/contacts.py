"""The help lines that come with Tsudoi, all in one place: nationwide services in Japan.

Hours stand here only where the service itself answers round the clock; elsewhere they differ by place or day. A host
may add others, take these away, and come back to them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.i18n import _
from storage.repositories.contacts import ContactOnRecord


@dataclass(frozen=True, slots=True)
class Contact:
    """One service: what it is for, the number or address as people know it, and when somebody answers.

    `dial` is the number as a phone takes it, empty where only the short form works; `link` is an address to open.
    """

    name: Callable[[], str]
    number: str
    dial: str = ""
    round_the_clock: bool = False
    hours: str = ""
    link: str = ""


POLICE = Contact(lambda: _("Police, when there is danger"), "110", dial="110", round_the_clock=True)
AMBULANCE = Contact(lambda: _("Ambulance and fire brigade"), "119", dial="119", round_the_clock=True)
ANY_WORRY = Contact(
    lambda: _("Yorisoi Hotline, for any worry"), "0120-279-338", dial="0120279338", round_the_clock=True
)
VIOLENCE = Contact(lambda: _("DV helpline, for violence by a partner"), "#8008")
LIFE = Contact(lambda: _("Inochi no Denwa, when living is hard"), "0120-783-556", dial="0120783556")
CHILDREN = Contact(
    lambda: _("Child guidance centre, for children in trouble and worn-out parents"),
    "189",
    dial="189",
    round_the_clock=True,
)

STANDARD: Mapping[str, Contact] = {
    "any_worry": ANY_WORRY,
    "violence": VIOLENCE,
    "life": LIFE,
    "children": CHILDREN,
    "police": POLICE,
    "ambulance": AMBULANCE,
}
SHORT_LIST = (ANY_WORRY, POLICE, AMBULANCE)
"""What a group sees, as far as its hosts left them in; the whole list is for the private chat."""


def entries_of(kept: Sequence[ContactOnRecord] | None) -> list[ContactOnRecord]:
    """Give the entries of a list on record; without one those that come along. What came along once may be gone."""
    if kept is None:
        return [ContactOnRecord(standard=key) for key in STANDARD]
    return [entry for entry in kept if not entry.standard or entry.standard in STANDARD]


def contacts_of(kept: Sequence[ContactOnRecord] | None) -> tuple[Contact, ...]:
    """Give the contacts of a list on record; without one those that come along."""
    return tuple(map(contact_of, entries_of(kept)))


def contact_of(entry: ContactOnRecord) -> Contact:
    """Give the contact an entry stands for."""
    if entry.standard:
        return STANDARD[entry.standard]
    is_link = entry.reach.startswith("https://")
    can_be_dialled = not is_link and not entry.reach.startswith("#")
    return Contact(
        lambda: entry.name,
        entry.reach,
        dial="".join(filter(str.isdecimal, entry.reach)) if can_be_dialled else "",
        hours=entry.hours,
        link=entry.reach if is_link else "",
    )
