"""A numbered log of what changed, which pages follow."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
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

    @property
    def is_closed(self) -> bool:
        """Say whether the simulator is ending, so that whoever takes long stops."""
        return self._closed

    def note(self, kind: str, chat_id: str | None = None) -> int:
        """Add a change, wake everybody who waits, and return its number."""
        self._last += 1
        self._changes.append(Change(self._last, kind, chat_id))
        self._wake()
        return self._last

    def after(self, number: int) -> list[Change]:
        """Return the changes after a number, as far as they are remembered.

        A number from the future, as a page has after the simulator was started anew, stands for the beginning.
        """
        known = number if number <= self._last else 0
        return [change for change in self._changes if change.id > known]

    async def follow(self, number: int) -> AsyncIterator[Change]:
        """Yield the changes after a number and then every further one, until the simulator ends."""
        while True:
            woken = self._woken
            for change in self.after(number):
                number = change.id
                yield change
            if self._closed:
                return
            await woken.wait()

    def close(self) -> None:
        """Send everybody who waits home, and let nobody wait any more."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        self._woken.set()
        self._woken = asyncio.Event()
