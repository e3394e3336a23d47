"""What hosts may choose about people who have gone quiet, and about newcomers' first words."""

from bot.group_settings import GroupSetting
from bot.i18n import _

LONGEST_FIRST_ANSWER = 72
"""Hours; a message is remembered by its id for seven days, which leaves room for a server that was down."""


def _days(low: int, high: int) -> str:
    return _("A whole number of days from %(low)d to %(high)d.", low=low, high=high)


QUIET_DAYS = GroupSetting(
    key="rotation.quiet_days",
    kind=int,
    default=60,
    meaning=lambda: _("After how many days without a sign of life somebody is shown as gone quiet. Nobody is told."),
    bounds=lambda: _days(14, 365),
    allows=lambda days: 14 <= days <= 365,
)
GRACE_DAYS = GroupSetting(
    key="rotation.grace_days",
    kind=int,
    default=14,
    meaning=lambda: _("How many days people have to answer when they are asked how they are."),
    bounds=lambda: _days(7, 60),
    allows=lambda days: 7 <= days <= 60,
)
CHECKIN_MENTIONS = GroupSetting(
    key="rotation.checkin_mentions",
    kind=bool,
    default=False,
    meaning=lambda: _(
        "Whether those who are asked how they are get named in the group, at most 20 a day. Otherwise a card that "
        "names nobody stands there."
    ),
    bounds=lambda: _("on or off"),
)
FIRST_ANSWER_HOURS = GroupSetting(
    key="rotation.first_answer_hours",
    kind=int,
    default=6,
    meaning=lambda: _(
        "After how many hours the hosts hear, in private, that nobody has turned to a newcomer's first words. "
        "0 turns it off."
    ),
    bounds=lambda: _("A whole number of hours from 0 to %(most)d.", most=LONGEST_FIRST_ANSWER),
    allows=lambda hours: 0 <= hours <= LONGEST_FIRST_ANSWER,
)
