"""How an event or a run of them is tried, and what cuts a try short: the next one begins with what was learnt."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.acting import Call
from bot.answers import Reply
from bot.facts import Facts
from bot.log import where_it_failed
from bot.scope import Place
from storage.repositories.inbox import StoredEvent

MOST_EVENTS_A_RUN = 100


@dataclass(frozen=True, slots=True)
class Attempt:
    """How an event or run is tried: how many events at once, with observers or not, and what is known by event.

    `facts` is what LINE told for an event; `refusals` what a handler has answered instead of doing it.
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
    """A handler needs something from LINE that has to be fetched before the transaction."""

    def __init__(self, stored: StoredEvent, place: Place, call: Call) -> None:
        """Take the event, the place it belongs to, and the call that needs the facts."""
        super().__init__()
        self.stored = stored
        self.place = place
        self.call = call


class HandlerRefused(Exception):
    """A handler refuses; what it may have changed before is rolled back, and only then the person is answered."""

    def __init__(self, stored: StoredEvent, answer: Reply) -> None:
        """Take the event, and what to say."""
        super().__init__()
        self.stored = stored
        self.answer = answer
