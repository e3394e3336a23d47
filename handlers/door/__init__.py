"""The door of a group: who may come in, how they ask, who decides, and the link that only they get.

`opening`, `asking`, `inviting` and `seating` are for hosts who set the door up, `deciding`, `declining` and
`asking_back` for those who answer the people before it, in private or, as far as `places` says, in their room;
`accepting` carries out what they decide, and `sending` is for word that should not wait. Strangers, whom `visiting`
makes guests of a community, go through `applying`, `application_form` and `receiving`, and away through `withdrawing`.
`passes`, `waiting`, `questions` and `invitation` judge without I/O; `telling` takes back what is overtaken before it is
read, `tending` does what falls due, `resting` minds the seats of people never met, `arriving` looks at whoever comes
into the group, `resettling` minds the link after a move, and `taking_back` erases what its author took back.
"""

from bot.routing import join
from handlers.door import (
    application_form,
    applying,
    asking,
    asking_back,
    deciding,
    declining,
    inviting,
    opening,
    receiving,
    seating,
    sending,
    taking_back,
    tending,
    withdrawing,
)

_PARTS = (
    opening,
    asking,
    inviting,
    application_form,
    applying,
    withdrawing,
    receiving,
    deciding,
    declining,
    asking_back,
    seating,
    sending,
    tending,
    taking_back,
)

router = join("door", (part.router for part in _PARTS))

__all__ = ["router"]
