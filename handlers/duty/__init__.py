"""Who is on duty: rotas that come round by the calendar, fair by credit, with reminders, substitutes and swaps.

Judgement stands apart: `turns` says whose turn it is, `calendar` when, `freedom` who could, `reading` what is typed.
`planning` keeps the next turn of each rota ready; `reminding` and `serving` act when it is time; `making`, `staffing`,
`stepping_out`, `showing`, `explaining`, `passing`, `swapping` and `answering` are what people say. `greeter` feeds the
greeting, `records` what people read about themselves.
"""

from bot.routing import Router
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

_MODULES = (showing, explaining, answering, passing, swapping, making, staffing, stepping_out, reminding, serving)

router = Router("duty", routes=[route for module in _MODULES for route in module.router.routes])

__all__ = ["router"]
