"""Things that go wrong on purpose: late, doubled, reordered and lost webhooks; refused, slow and broken API calls.

A mishap is ordered for the next so many matching deliveries or calls and is used up by them, oldest order first.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum


class WebhookMishap(StrEnum):
    """What may happen to a webhook.

    LATE holds it back until it is released; TWICE sends the same bytes again; REORDERED holds as many as were ordered
    and then sends them newest first; LOST never reaches the bot.
    """

    LATE = "late"
    TWICE = "twice"
    REORDERED = "reordered"
    LOST = "lost"


class CallMishap(StrEnum):
    """What may happen to an API call.

    REFUSED answers a status without doing anything; SLOW waits first; RESET closes the connection before anything is
    done; ANSWER_LOST does everything and closes the connection instead of answering.
    """

    REFUSED = "refused"
    SLOW = "slow"
    RESET = "reset"
    ANSWER_LOST = "answer_lost"


@dataclass(slots=True)
class OrderedWebhookMishap:
    """A mishap for the next `left` webhooks, or those that carry an event of one type."""

    kind: WebhookMishap
    left: int = 1
    event_type: str | None = None


@dataclass(slots=True)
class OrderedCallMishap:
    """A mishap for the next `left` calls whose path contains `path`."""

    kind: CallMishap
    left: int = 1
    path: str = ""
    status: int = 500
    seconds: float = 0.0


_MESSAGES = {
    400: "Bad request",
    401: "Authentication failed. Confirm that the access token in the authorization header is valid.",
    403: "Access to this API is not available for your account",
    404: "Not found",
    429: "The API rate limit has been exceeded. Try again later.",
    500: "Internal server error",
}


def refusal_message(status: int) -> str:
    """Return what LINE says with a status."""
    return _MESSAGES.get(status, "Error")


class Mishaps:
    """The mishaps that were ordered and have not yet happened."""

    def __init__(self) -> None:
        """Start with none."""
        self._webhooks: list[OrderedWebhookMishap] = []
        self._calls: list[OrderedCallMishap] = []

    def webhooks(self, kind: WebhookMishap | str, count: int = 1, *, event_type: str | None = None) -> None:
        """Order a mishap for the next webhooks, of one event type or of any."""
        self._webhooks.append(OrderedWebhookMishap(WebhookMishap(kind), count, event_type))

    def calls(
        self, kind: CallMishap | str, count: int = 1, *, path: str = "", status: int = 500, seconds: float = 0.0
    ) -> None:
        """Order a mishap for the next API calls whose path contains `path`.

        `seconds` is for slow, `status` for refused.
        """
        self._calls.append(OrderedCallMishap(CallMishap(kind), count, path, status, seconds))

    def clear(self) -> None:
        """Take back everything that has not happened yet."""
        self._webhooks.clear()
        self._calls.clear()

    def for_webhook(self, event_types: set[str]) -> OrderedWebhookMishap | None:
        """Take the mishap for a webhook with these event types, if one was ordered."""
        for ordered in self._webhooks:
            if ordered.event_type is None or ordered.event_type in event_types:
                ordered.left -= 1
                if not ordered.left:
                    self._webhooks.remove(ordered)
                return ordered
        return None

    def for_call(self, path: str) -> OrderedCallMishap | None:
        """Take the mishap for a call, if one was ordered."""
        for ordered in self._calls:
            if ordered.path in path:
                ordered.left -= 1
                if not ordered.left:
                    self._calls.remove(ordered)
                return ordered
        return None

    def ordered(self) -> list[dict[str, object]]:
        """Return what is still to come, for the page."""
        return [
            *({"target": "webhook", **asdict(ordered)} for ordered in self._webhooks),
            *({"target": "call", **asdict(ordered)} for ordered in self._calls),
        ]
