"""What is kept about people, for how long, and who sees it: the notice, one's own records, and their erasure.

`handlers` gives the notice, `records` shows somebody what is kept about them, and `erasing` erases it.
"""

from handlers.privacy import erasing, records
from handlers.privacy.handlers import router

__all__ = ["erasing", "records", "router"]
