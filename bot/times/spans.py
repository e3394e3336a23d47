"""Amounts of time with their units (`1h30m`, `2週間`), and the same counted from now (`3日後`, `in 2 hours`)."""

import re
from collections.abc import Mapping
from datetime import timedelta

from bot.times.head import Head
from bot.times.values import Duration, ImpossibleTime

LONGEST_DURATION = timedelta(days=3660)
"""Ten years; whatever is longer was mistyped."""

_UNITS: Mapping[str, tuple[str, Duration]] = {
    "months": (r"(?:mo|months?)(?![a-z])|[かヶケカヵ箇個]月間?", Duration(months=1)),
    "years": (r"(?:y|years?)(?![a-z])|年間?(?!\s*\d{1,2}月)", Duration(months=12)),
    "weeks": (r"(?:w|weeks?)(?![a-z])|週間?", Duration(days=7)),
    "days": (r"(?:d|days?)(?![a-z])|日間?", Duration(days=1)),
    "hours": (r"(?:h|hrs?|hours?)(?![a-z])|時間(?P<half>半)?", Duration(seconds=3600)),
    "minutes": (r"(?:m|mins?|minutes?)(?![a-z])|分間?", Duration(seconds=60)),
}
_SPAN_PART = re.compile(
    r"\s*(\d{1,5})\s*(?:" + "|".join(f"(?P<{name}>{letters})" for name, (letters, _) in _UNITS.items()) + ")"
)
_LATER = re.compile(r"\s*(?:後|(?:later|from\s+now)(?![a-z]))")
_IN = re.compile(r"in\s+")


def read_span(head: Head, start: int) -> tuple[Duration, int] | None:
    """Read amounts with units, each unit once; `時間半` is half an hour more."""
    amounts: dict[str, int] = {}
    half_an_hour = 0
    end = start
    while (match := _SPAN_PART.match(head.folded, end)) and match.lastgroup and match.lastgroup not in amounts:
        amounts[match.lastgroup] = int(match[1])
        half_an_hour = half_an_hour or (1800 if match["half"] else 0)
        end = match.end()
    if not amounts:
        return None
    units = [(amount, _UNITS[name][1]) for name, amount in amounts.items()]
    span = Duration(
        months=sum(amount * unit.months for amount, unit in units),
        days=sum(amount * unit.days for amount, unit in units),
        seconds=sum(amount * unit.seconds for amount, unit in units) + half_an_hour,
    )
    return span, end


def read_span_from_now(head: Head, start: int) -> tuple[Duration, int] | None:
    """Read an amount of time that is counted from now. Raises `ImpossibleTime` as `check_length` does."""
    opening = _IN.match(head.folded, start)
    found = read_span(head, opening.end() if opening else start)
    if found is None:
        return None
    span, end = found
    later = opening or _LATER.match(head.folded, end)
    if later is None:
        return None
    end = max(end, later.end())
    check_length(span, head, end)
    return span, end


def check_length(span: Duration, head: Head, end: int) -> None:
    """Raise `ImpossibleTime` for no time at all and for more than `LONGEST_DURATION`."""
    if not span.is_within(timedelta(seconds=1), LONGEST_DURATION):
        raise ImpossibleTime(head.typed(end))
