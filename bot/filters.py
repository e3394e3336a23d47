"""Small predicates on events, for routes that want only some of a kind."""

from bot.events import Event


def in_group(event: Event) -> bool:
    """Accept what happened in a group or a room."""
    return event.source.is_group


def in_private(event: Event) -> bool:
    """Accept what happened in a private chat."""
    return event.source.is_private
