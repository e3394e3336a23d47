"""Filters look at the talk for unwanted words, links, floods and repetitions. At first they only watch, and count.

`observing` looks at runs of talk, with pure judgement in `words`, `links`, `flood`, `repeats` and `judging`; `telling`
writes down what was noticed, and tells hosts and author in private where a filter is on. `changing` and `listing` are
what hosts choose, `explaining` and `weekly` what they are shown. `make_router` gives it all, with its own memory.
"""

from handlers.moderation.filters import changing, explaining, listing, weekly
from handlers.moderation.filters.observing import make_router

__all__ = ["changing", "explaining", "listing", "make_router", "weekly"]
