"""What hosts may choose about warnings, and whom they may ask for advice."""

from bot.group_settings import GroupSetting
from bot.i18n import _

SHORTEST_WARNING, LONGEST_WARNING = 7, 365
"""Days."""
LOWEST_LIMIT, HIGHEST_LIMIT = 2, 20

WARNING_DAYS = GroupSetting(
    key="moderation.warning_days",
    kind=int,
    default=90,
    meaning=lambda: _("How many days a warning counts, from the day it reached the person."),
    bounds=lambda: _("From %(low)d to %(high)d days.", low=SHORTEST_WARNING, high=LONGEST_WARNING),
    allows=lambda value: SHORTEST_WARNING <= value <= LONGEST_WARNING,
)
LIMIT = GroupSetting(
    key="moderation.limit",
    kind=int,
    default=3,
    meaning=lambda: _("From which sum of counting warnings on hosts are shown the facts; nothing happens by itself."),
    bounds=lambda: _("From %(low)d to %(high)d.", low=LOWEST_LIMIT, high=HIGHEST_LIMIT),
    allows=lambda value: LOWEST_LIMIT <= value <= HIGHEST_LIMIT,
)
ADVISER = GroupSetting(
    key="moderation.adviser",
    kind=int,
    default=0,
    meaning=lambda: _("The number of the member who is asked for advice; 0 for nobody."),
    bounds=lambda: _("The number of a member."),
    allows=lambda value: value >= 0,
)
