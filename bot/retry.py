"""When to try again, or never: the schedules for failing events and for calls to LINE."""

from datetime import timedelta

EVENT_DELAYS = (timedelta(seconds=0.2), timedelta(seconds=1), timedelta(seconds=5))
"""Pauses before the second, third and fourth try of an event whose handling failed; after that it is dead."""

_FIRST_LONG_DELAY = timedelta(seconds=1)
_LONGEST_LONG_DELAY = timedelta(minutes=30)
_FIRST_CALL_DELAY = timedelta(seconds=0.5)
_LONGEST_CALL_DELAY = timedelta(seconds=8)


def next_event_try(tries: int) -> timedelta | None:
    """Give the pause after so many failed tries before this one; None for never."""
    return EVENT_DELAYS[tries] if tries < len(EVENT_DELAYS) else None


def next_call_try(tries: int) -> timedelta:
    """Give the pause before LINE is called again: half a second, doubling, eight seconds at most."""
    return min(_FIRST_CALL_DELAY * (1 << min(tries, 10)), _LONGEST_CALL_DELAY)


def next_patient_try(tries: int) -> timedelta:
    """Give the pause before a push or a mail is tried again: a second, doubling, half an hour at most."""
    return min(_FIRST_LONG_DELAY * (1 << min(tries, 11)), _LONGEST_LONG_DELAY)
