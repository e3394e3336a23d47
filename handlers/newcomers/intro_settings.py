"""What hosts may choose about introductions."""

from collections.abc import Sequence
from enum import StrEnum

from bot.group_settings import GroupSetting
from bot.i18n import _


class IntroPart(StrEnum):
    """What an introduction may tell, in the order in which it is asked."""

    NAME = "name"
    AREA = "area"
    INTERESTS = "interests"
    WORD = "word"


_BETWEEN = ","


def written(parts: Sequence[IntroPart]) -> str:
    """Write parts down as the setting's value, in their own order."""
    return _BETWEEN.join(part for part in IntroPart if part in parts)


def read_parts(value: str) -> tuple[IntroPart, ...]:
    """Read the setting's value."""
    return tuple(part for part in IntroPart if part.value in value.split(_BETWEEN))


INTRO_QUESTIONS = GroupSetting(
    key="intro.questions",
    kind=str,
    default=written(tuple(IntroPart)),
    meaning=lambda: _("What an introduction asks: name, area, interests, word."),
    bounds=lambda: _("One or more of name, area, interests and word, with commas between them."),
    allows=lambda value: bool(value) and written(read_parts(value)) == value,
)
