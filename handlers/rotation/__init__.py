"""Who is there: signs of life, counted as dates and weekly numbers, and what people say about it themselves.

`handlers` counts, `pausing` lets somebody rest, come back or only read, and `my_page` shows them how they stand.
"""

from handlers.rotation import my_page, pausing
from handlers.rotation.handlers import router

__all__ = ["my_page", "pausing", "router"]
