"""What is kept about people, for how long, and who sees it: short in a group, whole in private."""

from handlers.privacy.handlers import router

__all__ = ["router"]
