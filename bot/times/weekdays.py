"""Names of weekdays, as people write them in Japanese and English."""

import re

WEEKDAYS_JA = "月火水木金土日"
"""The letters for the weekdays, from Monday on."""

WEEKDAYS_EN = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The first letters of the weekdays, from Monday on."""

WEEKDAY_EN = (
    r"(?P<en>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
    r"(?![a-z])\.?"
)
"""The pattern of an English weekday, as the group `en`."""

WEEKDAY = rf"(?:(?P<ja>[{WEEKDAYS_JA}])曜日?|{WEEKDAY_EN})"
"""The pattern of a weekday, as the group `ja` or `en`."""


def weekday_in(match: re.Match[str]) -> int:
    """Give the weekday that `WEEKDAY` matched, counted from Monday, 0."""
    if match["ja"]:
        return WEEKDAYS_JA.index(match["ja"])
    return WEEKDAYS_EN.index(match["en"][:3])
