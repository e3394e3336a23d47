"""Durations and times as people type them, in Japanese and English.

Everything is read from the start of a text, and what follows comes back as `rest`, as it was typed. Width, case and
invisible characters make no difference. `None` means that the text does not begin with a time at all; `ImpossibleTime`
that it does, but with one that does not exist, has passed, or is too far away.

A reading that another person could understand otherwise is *doubtful*: it is shown once more and waits for a tap.

Moments are aware and in UTC. A wall time that the clock skips in spring means the moment as far after the change as it
was typed; one that comes twice in autumn means the first of the two. Both are doubtful.
"""

from bot.times.reading import read_duration, read_quiet_hours, read_weekly, read_when
from bot.times.spans import LONGEST_DURATION
from bot.times.values import DAYS_OF_A_MONTH, Duration, ImpossibleTime, QuietHours, Weekly, When

__all__ = [
    "DAYS_OF_A_MONTH",
    "LONGEST_DURATION",
    "Duration",
    "ImpossibleTime",
    "QuietHours",
    "Weekly",
    "When",
    "read_duration",
    "read_quiet_hours",
    "read_weekly",
    "read_when",
]
