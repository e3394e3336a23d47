"""The help, made from the registered commands for one person's role, language and chat."""

from handlers.help.handlers import commands_of, help_router

__all__ = ["commands_of", "help_router"]
