"""A group and its people in charge: joining, claiming, roles, the owner's hand-over, languages, status, leaving."""

from bot.routing import Router
from handlers.community import arrival, attaching, chats, claiming, departures, kinds, ownership, roles, rooms

_PARTS = (arrival, claiming, kinds, roles, ownership, chats, rooms, attaching, departures)

router = Router("community", routes=[route for part in _PARTS for route in part.router.routes])

__all__ = ["router"]
