"""Links that lead to the account itself, which LINE opens as a chat (LINE: docs/using-line-url-scheme)."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class ChatLink:
    """A link into the 1:1 chat with the account: to add it as a friend, or with a text that waits to be sent."""

    adds_friend: bool
    prefilled: str = ""


def read_chat_link(uri: str, basic_id: str) -> ChatLink | None:
    """Return where a link to this account leads, or None when it leads elsewhere."""
    parts = urlsplit(uri)
    if parts.scheme != "https" or parts.netloc != "line.me":
        return None
    steps = [unquote(step) for step in parts.path.split("/") if step]
    if steps == ["R", "ti", "p", basic_id]:
        return ChatLink(adds_friend=True)
    if steps == ["R", "oaMessage", basic_id]:
        return ChatLink(adds_friend=False, prefilled=unquote(parts.query))
    return None
