"""Lets people read the words that wait for them, one by one or in order, when there were too many to simply say."""

from handlers.reading.handlers import router

__all__ = ["router"]
