"""What somebody new needs first: a friendly start in the private chat, help lines, and a private word to the hosts.

`handlers` meets people and takes their questions, `taking_back` erases those taken back, `answering` brings the hosts'
answers, `contact_list` shows help lines and lets hosts change them.
"""

from handlers.newcomers import answering, contact_list, taking_back
from handlers.newcomers.handlers import router

__all__ = ["answering", "contact_list", "router", "taking_back"]
