"""The door of a group: who may come in, how they ask, who decides, and the link that only they get.

`opening`, `asking` and `inviting` are for hosts who set the door up, `deciding`, `declining` and `asking_back` for
those who answer the people before it, in private or, as far as `places` says, in their room; `sending` is for word that
should not wait. Strangers go through `applying`, `application_form` and `receiving`, and away through `withdrawing`.
`passes`, `waiting`, `questions` and `invitation` judge without I/O; `telling` takes back what is overtaken before it is
read, `tending` does what falls due, `arriving` looks at whoever comes into the group, `resettling` minds the link after
a move, and `taking_back` erases what its author took back.
"""

from bot.routing import Router
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
    opening.router,
    asking.router,
    inviting.router,
    application_form.router,
    applying.router,
    withdrawing.router,
    receiving.router,
    deciding.router,
    declining.router,
    asking_back.router,
    seating.router,
    sending.router,
    tending.router,
)

router = Router(
    "door", routes=[route for part in _PARTS for route in part.routes], take_backs=[*taking_back.router.take_backs]
)

__all__ = ["router"]
