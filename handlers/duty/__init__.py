"""Who is on duty: rotas that come round by the calendar, fair by credit, with reminders, substitutes and swaps.

Judgement stands apart: `turns` says whose turn it is, `calendar` when, `freedom` who could, `reading` what is typed;
`crew` brings a rota and its people together, `rotas` finds the one that is meant, `calling` what people are called.
`planning` keeps the next turn of each rota ready; `reminding` and `serving` act when it is time; `making`, `staffing`,
`stepping_out`, `showing`, `explaining`, `passing`, `swapping` and `answering` are what people say. `telling` takes back
what is settled before it is read, `greeter` feeds the greeting, `records` what people read about themselves.
"""

from bot.routing import join
from handlers.duty import (
    answering,
    explaining,
    making,
    passing,
    reminding,
    serving,
    showing,
    staffing,
    stepping_out,
    swapping,
)

_PARTS = (showing, explaining, answering, passing, swapping, making, staffing, stepping_out, reminding, serving)

router = join("duty", (part.router for part in _PARTS))

__all__ = ["router"]
