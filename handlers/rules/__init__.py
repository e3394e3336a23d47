"""The rules of a community: read, agreed to, changed version by version, and asked about again after each change.

`showing` answers whoever wants to read them, `agreeing` keeps who has, `changing` is for hosts, `announcing` brings
changes to the group, and `looking_back` is the history and the list of those who have not agreed yet.
"""

from handlers.rules import agreeing, announcing, changing, looking_back, showing
from handlers.rules.routes import router

__all__ = ["agreeing", "announcing", "changing", "looking_back", "router", "showing"]
