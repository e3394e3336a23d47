"""How an event or a run of them is tried, and what cuts a try short: the next one begins with what was learnt."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.answers import Reply
from bot.facts import Facts
from bot.fetching import Search
from bot.log import where_it_failed
from storage.repositories.inbox import StoredEvent

MOST_EVENTS_A_RUN = 100


@dataclass(frozen=True, slots=True)
class Attempt:
    """How an event or run is tried: how many events at once, with observers or not, and what is known by event.

    `facts` is what LINE was asked for an event; `refusals` what a handler has answered instead of doing it.
    """

    most_events: int = MOST_EVENTS_A_RUN
    with_observers: bool = True
    facts: dict[int, Facts] = field(default_factory=dict)
    refusals: dict[int, Reply] = field(default_factory=dict)


class RunFailed(Exception):
    """Handling a run raised an error that is our bug."""

    def __init__(self, run: Sequence[StoredEvent], error: Exception) -> None:
        """Take the events that were being handled, and the error."""
        super().__init__(where_it_failed(error))
        self.run = run
        self.error = error


class FactsMissing(Exception):
    """A handler needs something that only LINE can tell, which is asked outside the transaction."""

    def __init__(self, stored: StoredEvent, search: Search) -> None:
        """Take the event, and what is wanted for it with what is on record of that."""
        super().__init__()
        self.stored = stored
        self.search = search


class HandlerRefused(Exception):
    """A handler refuses; what it may have changed before is rolled back, and only then the person is answered."""

    def __init__(self, stored: StoredEvent, answer: Reply) -> None:
        """Take the event, and what to say."""
        super().__init__()
        self.stored = stored
        self.answer = answer
