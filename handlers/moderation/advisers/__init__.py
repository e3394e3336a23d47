"""Who decides and reads where no host can: a member whom the hosts name, or somebody from outside who has agreed.

`naming` is what hosts do, `inviting` takes the code that a host has passed on and asks whoever sends it, `ending` sees
that nobody waits for somebody who is gone. What an adviser does then is in `cases.deciding` and in `consulting`.
"""

from bot.routing import join
from handlers.moderation.advisers import ending, inviting, naming

router = join("cases", (naming.router, inviting.router, ending.router))

__all__ = ["router"]
