"""How much is measured: a whole run, or a quick one that shows roughly the same."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """Rounds, seconds and counts; every measurement is bounded by them."""

    rounds: int
    busy_seconds: float
    """How long each server acknowledges in a round."""
    talk: int
    """Ordinary messages that Tsudoi handles in a round."""
    commands: int
    """Events that both bots answer in a round."""
    paced_seconds: int
    """How long talk arrives at an even pace."""
    starts: int
    remembered: int
    """Events after which memory is looked at."""
    crowd: int
    """Silent communities beside the lively ones."""
    overviews: int
    """How often a host looks at each overview."""
    texts: int
    """Texts that filters look through in a round."""


WHOLE = Plan(
    rounds=5,
    busy_seconds=1.5,
    talk=2_000,
    commands=80,
    paced_seconds=10,
    starts=3,
    remembered=100_000,
    crowd=10_000,
    overviews=15,
    texts=2_000,
)
QUICK = Plan(
    rounds=1,
    busy_seconds=1.0,
    talk=1_000,
    commands=60,
    paced_seconds=2,
    starts=1,
    remembered=5_000,
    crowd=1_000,
    overviews=5,
    texts=500,
)
