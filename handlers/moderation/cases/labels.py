"""What kinds of cases, people, dates and words are called, in the language of the moment."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from bot.i18n import _, current_language
from bot.messages import shorten
from bot.names import safe_name
from storage.models import Case
from storage.models.cases import CaseKind

_WORDS_SHOWN = 400


def kind_label(case: Case) -> str:
    """Name what was done."""
    match case.kind:
        case CaseKind.NOTE:
            return _("Note")
        case CaseKind.WARNING if case.severity == 1:
            return _("A friendly word")
        case CaseKind.WARNING:
            return _("Warning (%(level)d)", level=case.severity)
        case CaseKind.COOLDOWN:
            return _("A pause asked for")
        case CaseKind.REMOVAL:
            return _("Leaving under discussion")
        case CaseKind.REENTRY_BLOCK:
            return _("No return")


def somebody(number: int | None, name: str | None) -> str:
    """Name a member to a host; somebody without a number by name alone, somebody erased by nothing."""
    shown = safe_name(name)
    if number is None:
        # Translators: stands for a person whose records have been erased.
        return _("(erased)") if shown is None else _("“%(name)s” (no number yet)", name=shown)
    return f"#{number}" if shown is None else _("#%(number)s %(name)s", number=number, name=shown)


def day(at: datetime, timezone: str) -> str:
    """Write a date of the community's zone, in short."""
    return format_date(at.astimezone(ZoneInfo(timezone)), "medium", locale=current_language())


def moment(at: datetime, timezone: str) -> str:
    """Write a date and a time of the community's zone, in short."""
    local = at.astimezone(ZoneInfo(timezone))
    pattern = "M月d日 H:mm" if current_language() == "ja" else "d MMM H:mm"
    return format_datetime(local, pattern, locale=current_language())


def marked(words: str) -> str:
    """Set somebody's words apart from ours."""
    return "\n".join(f"┃ {line}" for line in shorten(words, _WORDS_SHOWN).splitlines())


def open_words(number: int) -> str:
    """Give what one types to read a case."""
    # Translators: a command.
    return _("/case %(number)d", number=number)


def author(number: int | None, name: str | None) -> str:
    """Name whoever wrote a line of a history: a member, or the bot itself."""
    return _("Tsudoi") if number is None else somebody(number, name)
