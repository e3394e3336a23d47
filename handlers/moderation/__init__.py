"""A confidential word to the hosts, and their queue: who looks after what, and how it ended.

`reporting` asks (`report_form`) and hands over, `queue` is what hosts see, `judging` and `closing` say what follows,
`consulting` is for an adviser, `report_reminders` keeps what waits from being forgotten, `taking_back` erases;
`judgement`, `report_answers`, `merging`, `ladder` and `quoting` decide, without I/O.
"""

from bot.routing import join
from handlers.moderation import (
    advisers,
    cases,
    closing,
    consulting,
    judging,
    queue,
    removals,
    report_reminders,
    reporting,
    taking_back,
)

_PARTS = (
    reporting,
    report_reminders,
    queue,
    judging,
    closing,
    consulting,
    taking_back,
    removals,
    cases,
    advisers,
)

router = join("moderation", (part.router for part in _PARTS))

__all__ = ["router"]
