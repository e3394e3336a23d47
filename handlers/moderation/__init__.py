"""A confidential word to the hosts, and their queue: who looks after what, and how it ended.

`reporting` asks (`report_form`) and hands over, `queue` is what hosts see, `judging` and `closing` say what follows,
`consulting` is for an adviser, `report_reminders` keeps what waits from being forgotten, `taking_back` erases;
`judgement`, `report_answers`, `merging`, `ladder` and `quoting` decide, without I/O.
"""

from bot.routing import Router
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
    reporting.router,
    report_reminders.router,
    queue.router,
    judging.router,
    closing.router,
    consulting.router,
    taking_back.router,
    removals.router,
    cases.router,
    advisers.router,
)

router = Router(
    "moderation",
    routes=[route for part in _PARTS for route in part.routes],
    observers=[observer for part in _PARTS for observer in part.observers],
    take_backs=[erase for part in _PARTS for erase in part.take_backs],
)

__all__ = ["router"]
