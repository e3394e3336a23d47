"""What hosts may choose about greetings and good-byes."""

from bot.group_settings import GroupSetting
from bot.i18n import _
from handlers.welcome.placeholders import GOODBYE_BLANKS, LONGEST_TEXT, MOST_BLANKS, WELCOME_BLANKS, is_usable
from storage.models.communities import Preset

BY_PRESET, ALWAYS, NEVER = "preset", "on", "off"
_NAMING_PRESETS = frozenset({Preset.HOBBY, Preset.NEIGHBOURHOOD})


def _text_bounds() -> str:
    return _(
        "A text of at most %(units)d characters with at most %(blanks)d placeholders.",
        units=LONGEST_TEXT,
        blanks=MOST_BLANKS,
    )


def _on_or_off() -> str:
    return _("on or off")


WELCOME_ON = GroupSetting(
    key="welcome.on",
    kind=bool,
    default=True,
    meaning=lambda: _("Whether people who join are greeted."),
    bounds=_on_or_off,
)
WELCOME_TEXT = GroupSetting(
    key="welcome.text",
    kind=str,
    default="",
    meaning=lambda: _("The greeting in your own words; empty for the one that comes with Tsudoi."),
    bounds=_text_bounds,
    allows=lambda text: not text or is_usable(text, WELCOME_BLANKS),
)
WELCOME_MENTION = GroupSetting(
    key="welcome.mention",
    kind=str,
    default=BY_PRESET,
    meaning=lambda: _("Whether the greeting calls newcomers by name, or whether the kind of group decides."),
    bounds=lambda: _("on, off or preset"),
    allows=lambda choice: choice in (BY_PRESET, ALWAYS, NEVER),
)
GOODBYE_ON = GroupSetting(
    key="goodbye.on",
    kind=bool,
    default=False,
    meaning=lambda: _("Whether a line without names is said when somebody leaves."),
    bounds=_on_or_off,
)
GOODBYE_TEXT = GroupSetting(
    key="goodbye.text",
    kind=str,
    default="",
    meaning=lambda: _("The good-bye in your own words; empty for the one that comes with Tsudoi."),
    bounds=_text_bounds,
    allows=lambda text: not text or is_usable(text, GOODBYE_BLANKS),
)


def names_people(choice: str, preset: Preset) -> bool:
    """Say whether newcomers are mentioned: a support group names nobody unless its hosts want it.

    A mention lights up a lock screen, and there somebody else may be looking.
    """
    return choice == ALWAYS or (choice == BY_PRESET and preset in _NAMING_PRESETS)
