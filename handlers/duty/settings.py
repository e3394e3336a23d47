"""What hosts may choose about duties."""

from bot.group_settings import GroupSetting
from bot.i18n import _
from storage.models.communities import Preset

BY_PRESET, ALWAYS, NEVER = "preset", "on", "off"
_NAMING_PRESETS = frozenset({Preset.HOBBY, Preset.NEIGHBOURHOOD})

DUTY_NAMES = GroupSetting(
    key="duty.names",
    kind=str,
    default=BY_PRESET,
    meaning=lambda: _("Whether the group reads who is on duty, or whether the kind of group decides."),
    bounds=lambda: _("on, off or preset"),
    allows=lambda choice: choice in (BY_PRESET, ALWAYS, NEVER),
)


def names_people(choice: str, preset: Preset) -> bool:
    """Say whether the group may read who is on duty: a support group names nobody unless its hosts want it."""
    return choice == ALWAYS or (choice == BY_PRESET and preset in _NAMING_PRESETS)
