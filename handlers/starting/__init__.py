"""A host's first ten minutes as a form: the kind of group, rules, the greeting, a deputy, and a text to post."""

from handlers.starting.handlers import router

__all__ = ["router"]
