"""What somebody new needs first: a friendly start in the private chat, help lines, and a private word to the hosts.

`handlers` meets people and takes their questions, `answering` brings them the hosts' answers.
"""

from handlers.newcomers import answering
from handlers.newcomers.handlers import router

__all__ = ["answering", "router"]
