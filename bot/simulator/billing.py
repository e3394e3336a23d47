"""The bill of pushed messages, and the retry keys that keep a repeated push from being sent twice."""

import re

from bot.simulator.clock import Clock, milliseconds, month_of
from bot.simulator.errors import RefusedByLineError
from bot.simulator.world import AcceptedPush, Bill, World

# LINE: a retry key is remembered for 24 hours.
RETRY_KEY_MILLISECONDS = 24 * 3_600_000
_RETRY_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class Billing:
    """Counts recipients times requests against the monthly limit; replies are free and never come here."""

    def __init__(self, world: World, clock: Clock) -> None:
        """Keep the bill in the world."""
        self._world = world
        self._clock = clock

    def current(self) -> Bill:
        """Return this month's bill, a fresh one when the month has changed."""
        bill = self._world.bill
        month = month_of(self._clock.now())
        if bill.month != month:
            bill.month = month
            bill.used = 0
        return bill

    def charge(self, recipients: int) -> None:
        """Add a push to the bill, or refuse it when the month's limit would be passed."""
        bill = self.current()
        if bill.limit is not None and recipients and bill.used + recipients > bill.limit:
            raise RefusedByLineError(429, "You have reached your monthly limit.")
        bill.used += recipients


class RetryKeys:
    """Remembers accepted pushes by their retry key for a day."""

    def __init__(self, world: World, clock: Clock) -> None:
        """Keep the keys in the world."""
        self._world = world
        self._clock = clock

    def check(self, key: str | None) -> None:
        """Refuse a key that is no UUID (400) or was accepted within the last 24 hours (409, with what was sent)."""
        if key is None:
            return
        if not _RETRY_KEY.fullmatch(key):
            raise RefusedByLineError(400, "Invalid retry key")
        accepted = self._world.retry_keys.get(key.lower())
        if accepted is None:
            return
        if self._now() - accepted.at >= RETRY_KEY_MILLISECONDS:
            del self._world.retry_keys[key.lower()]
            return
        raise RefusedByLineError(
            409,
            "The retry key is already accepted",
            headers={"X-Line-Accepted-Request-Id": accepted.request_id},
            extra={"sentMessages": accepted.sent_messages},
        )

    def accept(self, key: str | None, request_id: str, sent_messages: list[dict[str, str]]) -> None:
        """Remember that a push under this key was accepted."""
        if key is not None:
            self._world.retry_keys[key.lower()] = AcceptedPush(self._now(), request_id, sent_messages)

    def _now(self) -> int:
        return milliseconds(self._clock.now())
