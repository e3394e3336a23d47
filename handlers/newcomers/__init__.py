"""What somebody new needs first: a friendly start in the private chat, help lines, and a private word to the hosts."""

from handlers.newcomers.handlers import router

__all__ = ["router"]
