"""The routes of coming and going, which hosts use; what members say about themselves is routed in `handlers`."""

from bot.routing import Router

router = Router("turnover")
