"""What hosts do about what happened: numbered cases that rest first, reach the person in private, and can be answered.

`warning` opens them, `drafting` shows what would be told and sleeps on it, `telling` brings the word to the person,
`pushing` at a price, and `reaching` learns whether it arrived; `showing` and `steps` are what hosts see and do,
`appealing` and `deciding` the person's answer. `relating` keeps judgements fair, and `calming` asks everybody for a
break. `guards`, `counting`, `states` and `reading` are pure.
"""

from bot.routing import join
from handlers.moderation.cases import (
    appealing,
    calming,
    deciding,
    drafting,
    pushing,
    relating,
    showing,
    steps,
    taking_back,
    telling,
    warning,
)

_PARTS = (warning, showing, steps, drafting, telling, pushing, calming, relating, appealing, deciding, taking_back)

router = join("cases", (part.router for part in _PARTS))

__all__ = ["router"]
