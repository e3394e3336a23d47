"""A numbered log of what changed, for which a page may wait."""

import asyncio
from collections import deque
from dataclasses import asdict, dataclass

_REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class Change:
    """Something changed: its number, a word for what, and the chat it happened in, if any."""

    id: int
    kind: str
    chat_id: str | None = None

    def as_json(self) -> dict[str, object]:
        """Return the change as the page reads it."""
        return asdict(self)


class Journal:
    """Numbers changes from one upwards and wakes those who wait for the next."""

    def __init__(self) -> None:
        """Start empty."""
        self._changes: deque[Change] = deque(maxlen=_REMEMBERED)
        self._last = 0
        self._woken = asyncio.Event()
        self._closed = False

    @property
    def last(self) -> int:
        """Return the number of the newest change."""
        return self._last

    def note(self, kind: str, chat_id: str | None = None) -> None:
        """Add a change and wake everybody who waits."""
        self._last += 1
        self._changes.append(Change(self._last, kind, chat_id))
        self._wake()

    def after(self, number: int) -> list[Change]:
        """Return the changes after a number, as far as they are remembered."""
        return [change for change in self._changes if change.id > number]

    async def wait_after(self, number: int, seconds: float) -> list[Change]:
        """Return the changes after a number as soon as there are any; none after so many seconds or at the end.

        A number from the future, as a page has after the simulator was started anew, is answered at once.
        """
        if number > self._last or self._closed:
            return self.after(0)
        if not self.after(number):
            try:
                async with asyncio.timeout(seconds):
                    await self._woken.wait()
            except TimeoutError:
                return []
        return self.after(number)

    def close(self) -> None:
        """Send everybody who waits home, and let nobody wait any more."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        self._woken.set()
        self._woken = asyncio.Event()
