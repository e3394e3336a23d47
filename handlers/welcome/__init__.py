"""Greets people who come in, several at once and in a wave with one greeting, and marks a good-bye if hosts want it.

Hosts write their own texts with placeholders; in a support group nobody is named. The feature that handles leaving asks
`goodbye_answers` whether to say something.
"""

from handlers.welcome import arriving, choosing, choosing_goodbye
from handlers.welcome.leaving import goodbye_answers
from handlers.welcome.routes import router

__all__ = ["arriving", "choosing", "choosing_goodbye", "goodbye_answers", "router"]
