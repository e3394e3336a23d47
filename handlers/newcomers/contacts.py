"""The help lines that come with Tsudoi, all in one place: nationwide services in Japan.

Hours stand here only where the service itself answers round the clock; elsewhere they differ by place or day.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.i18n import _


@dataclass(frozen=True, slots=True)
class Contact:
    """One service: what it is for, the number as people know it, and whether somebody answers at any hour.

    `dial` is the number as a phone takes it, empty where only the short form works.
    """

    name: Callable[[], str]
    number: str
    dial: str = ""
    round_the_clock: bool = False


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

SHORT_LIST = (ANY_WORRY, POLICE, AMBULANCE)
"""What a group sees; the whole list is for the private chat."""
WHOLE_LIST = (ANY_WORRY, VIOLENCE, LIFE, CHILDREN, POLICE, AMBULANCE)
