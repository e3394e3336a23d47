"""A confidential word to the hosts, and their queue: who looks after what, and how it ended.

`reporting` asks and hands over, `queue` is what hosts see; `judgement` says who may know of a report.
"""

from bot.routing import Router
from handlers.moderation import queue, reporting

router = Router("moderation", routes=[*reporting.router.routes, *queue.router.routes])

__all__ = ["router"]
