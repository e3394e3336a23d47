"""What hosts may choose about alarms."""

from bot.group_settings import GroupSetting
from bot.i18n import _

FEWEST_LEAVINGS = 2
MOST_LEAVINGS = 100

ALARM_LEAVINGS = GroupSetting(
    key="moderation.alarm_leavings",
    kind=int,
    default=5,
    meaning=lambda: _("How many people leaving within ten minutes alarm the hosts; 0 for never."),
    bounds=lambda: _(
        "A number from %(fewest)d to %(most)d, or 0 for never.", fewest=FEWEST_LEAVINGS, most=MOST_LEAVINGS
    ),
    allows=lambda people: people == 0 or FEWEST_LEAVINGS <= people <= MOST_LEAVINGS,
)
