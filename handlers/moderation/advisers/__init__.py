"""Who decides and reads where no host can: a member whom the hosts name, or somebody from outside who has agreed.

`naming` is what hosts do, `inviting` takes the code that a host has passed on and asks whoever sends it, `ending` sees
that nobody waits for somebody who is gone. What an adviser does then is in `cases.deciding` and in `consulting`.
"""

from bot.routing import Router
from handlers.moderation.advisers import ending, inviting, naming

router = Router("cases", routes=[route for part in (naming, inviting, ending) for route in part.router.routes])

__all__ = ["router"]
