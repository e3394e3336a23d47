"""What the hosts have chosen: every setting with its meaning, changed by a tap, taken back, and who did what.

`registry` lists the settings of all features by topic, `reading` finds what a host means, `choosing` shows and changes
them, `looking_back` shows the history, takes the newest change back, and lists who did what.
"""

from handlers.settings import choosing, looking_back
from handlers.settings.routes import router

__all__ = ["choosing", "looking_back", "router"]
