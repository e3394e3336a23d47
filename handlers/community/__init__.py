"""A group and its people in charge: joining, claiming, roles, the owner's hand-over, languages, status, leaving.

`departures` hears who has left; `unheard` finds out where LINE's word of it was lost.
"""

from bot.routing import join
from handlers.community import arrival, attaching, chats, claiming, departures, kinds, ownership, roles, rooms

_PARTS = (arrival, claiming, kinds, roles, ownership, chats, rooms, attaching, departures)

router = join("community", (part.router for part in _PARTS))

__all__ = ["router"]
