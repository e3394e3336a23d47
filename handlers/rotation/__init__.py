"""Who is there: signs of life, counted as dates and weekly numbers, never as words."""

from handlers.rotation.handlers import router

__all__ = ["router"]
