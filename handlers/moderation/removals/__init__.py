"""Removals that are verified, blocks against coming back, and alarms when many leave or the bot is put out.

`states` is the course of a removal, without I/O; `keeping` writes it down. A host proposes (`proposing`, `asking`,
`handing_over`), another decides (`deciding`), one carries it out (`carrying_out`), LINE's word closes it (`closing`).
`reentry` notices who comes back, `alarms` when many go, `showing` tells hosts how things stand.
"""

from bot.routing import join
from handlers.moderation.removals import alarms, carrying_out, deciding, handing_over, proposing, reentry, showing

_PARTS = (proposing, handing_over, deciding, carrying_out, reentry, alarms, showing)

router = join("removals", (part.router for part in _PARTS))

__all__ = ["router"]
