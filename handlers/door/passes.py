"""How far somebody who was accepted has come, and until when: pure, with the moments handed in.

waiting ──offer──► offered ──hand over──► handed ──use──► used
   │ ▲                │                      │
   │ └── start over ──┴──────────────────────┤
   └──────────────── lapse ──────────────────┴───► lapsed

A seat is kept for 72 hours from the moment word of it was delivered, and the link counts for 72 hours from the moment
it was delivered. Word that cannot be delivered at all keeps the seat for six days. A time that ran out while the bot
was away, so that nobody could use it, is made a day longer.
"""

from datetime import datetime, timedelta

from storage.models import Pass
from storage.models.door import OPEN_PASSES, PassState

OFFER_LASTS = timedelta(hours=72)
"""From the delivery of the word that there is a seat."""
OFFER_WAITS = timedelta(days=6)
"""For being delivered; a day less than the outbox remembers what became of a word."""
UNREAD_AFTER = timedelta(days=1)
"""When hosts hear that word of a seat has found no reader, and may send it for a price."""
PASS_LASTS = timedelta(hours=72)
"""From the delivery of the link, or the asking for it as long as it was not delivered."""
ON_TIME = timedelta(minutes=10)
"""How soon after its end a seat is looked at, unless the bot was away: more than a new start takes."""
GIVEN_BACK = timedelta(days=1)
LOOK_EVERY = timedelta(hours=6)
"""How often to look whether a word was delivered after all."""


class WrongStep(ValueError):
    """A step that a pass in its state cannot take: the caller has not looked."""


def offer(held: Pass, now: datetime) -> None:
    """Keep a seat for somebody from the waiting list."""
    _require(held, PassState.WAITING)
    held.state = PassState.OFFERED
    held.offered_at = now


def note_reached(held: Pass, reached_at: datetime | None) -> None:
    """Write down when word of the seat was delivered; the first delivery counts."""
    if held.state is PassState.OFFERED and held.reached_at is None:
        held.reached_at = reached_at


def hand_over(held: Pass, now: datetime, *, anew: bool = False) -> None:
    """Write down that the person has the link; having it once more changes nothing, unless it had not arrived."""
    _require(held, PassState.OFFERED, PassState.HANDED)
    if anew or held.state is PassState.OFFERED:
        held.state = PassState.HANDED
        held.handed_at = now


def note_link_reached(held: Pass, reached_at: datetime | None) -> None:
    """Let the time of the link begin when it was delivered, where that was later than it was handed over."""
    if held.state is PassState.HANDED and held.handed_at is not None and reached_at is not None:
        held.handed_at = max(held.handed_at, reached_at)


def use(held: Pass, now: datetime) -> None:
    """Write down that the person has come in."""
    _require(held, *OPEN_PASSES)
    held.state = PassState.USED
    held.ended_at = now


def lapse(held: Pass, now: datetime) -> None:
    """Give the seat free, or the place in the line."""
    _require(held, *OPEN_PASSES)
    held.state = PassState.LAPSED
    held.ended_at = now


def start_over(held: Pass) -> None:
    """Put somebody back into the line at their old place, because the link leads nowhere any more."""
    _require(held, *OPEN_PASSES)
    held.state = PassState.WAITING
    held.offered_at = held.reached_at = held.handed_at = None


def ends_at(held: Pass) -> datetime | None:
    """Say until when a seat is kept; None where none is."""
    if held.state is PassState.HANDED and held.handed_at is not None:
        return held.handed_at + PASS_LASTS
    if held.state is PassState.OFFERED and held.offered_at is not None:
        return held.offered_at + OFFER_WAITS if held.reached_at is None else held.reached_at + OFFER_LASTS
    return None


def is_over(held: Pass, now: datetime) -> bool:
    """Say whether a seat was kept for somebody and is so no longer."""
    end = ends_at(held)
    return end is not None and end <= now


def is_unread(held: Pass, now: datetime) -> bool:
    """Say whether word of a seat has waited for its reader for a day."""
    is_waiting = held.state is PassState.OFFERED and held.reached_at is None
    return is_waiting and held.offered_at is not None and held.offered_at + UNREAD_AFTER <= now


def keeps_seat(held: Pass, now: datetime) -> bool:
    """Say whether a seat is kept for somebody now."""
    return ends_at(held) is not None and not is_over(held, now)


def look_at(held: Pass, now: datetime) -> datetime | None:
    """Say when to look at a kept seat again: at its end, and before that for word that was not delivered yet."""
    end = ends_at(held)
    if end is None or held.state is PassState.HANDED or held.reached_at is not None or held.offered_at is None:
        return end
    if now < held.offered_at + UNREAD_AFTER:
        return held.offered_at + UNREAD_AFTER
    return min(end, now + LOOK_EVERY)


def looked_too_late(held: Pass, now: datetime) -> bool:
    """Say whether a seat's time ran out unnoticed, as it does while the bot is away or when its clock jumps ahead."""
    end = ends_at(held)
    return end is not None and end + ON_TIME < now


def give_day_back(held: Pass, now: datetime) -> None:
    """Let a seat be kept for a day from now, as if its time had begun so much later."""
    end = ends_at(held)
    if end is None:
        raise WrongStep(held.state)
    later = now + GIVEN_BACK - end
    held.offered_at = held.offered_at and held.offered_at + later
    held.reached_at = held.reached_at and held.reached_at + later
    held.handed_at = held.handed_at and held.handed_at + later


def _require(held: Pass, *states: PassState) -> None:
    if held.state not in states:
        raise WrongStep(held.state)
