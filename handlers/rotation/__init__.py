"""Who is there: signs of life, counted as dates and weekly numbers, and what people say about it themselves.

`handlers` counts, `pausing` lets somebody rest, come back or only read, and `my_page` shows them how they stand. For
hosts `listing` shows who is there and who has gone quiet, `syncing` takes in LINE's list where the account may see it,
and `monthly` shows who came and went; `checking_in`, `rounds` and `answering` ask the quiet how they are, `rollcall`
asks everybody, `leaving` takes wishes to leave, `departed` tells of those who have left, `returning` helps back in, and
`first_words` minds newcomers.
"""

from handlers.rotation import (
    answering,
    checking_in,
    departed,
    first_words,
    leaving,
    listing,
    monthly,
    my_page,
    pausing,
    rollcall,
    rounds,
    syncing,
)
from handlers.rotation.handlers import router
from handlers.rotation.turnover_routes import router as turnover_router

__all__ = [
    "answering",
    "checking_in",
    "departed",
    "first_words",
    "leaving",
    "listing",
    "monthly",
    "my_page",
    "pausing",
    "rollcall",
    "rounds",
    "router",
    "syncing",
    "turnover_router",
]
