"""Where somebody wants word by mail: an address proved with a number, when mail is sent, and its end at a word.

`handlers` shows how it stands and ends it, `proving` takes addresses and numbers.
"""

from handlers.mail import proving
from handlers.mail.handlers import router

__all__ = ["proving", "router"]
