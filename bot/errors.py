"""The three kinds of failure, and nothing else a handler may raise on purpose.

Failure
├── Refusal       tell the person: one kind line, nothing changed
├── TryLater      LINE or the network is in the way: the same again after a while
└── (anything else is our bug: logged, tried again, then dead and visible)
"""


class Failure(Exception):
    """What went wrong in a way somebody foresaw."""


class Refusal(Failure):
    """What was asked cannot be done; `line` says so in the language of the moment, in one sentence."""

    def __init__(self, line: str) -> None:
        """Take the line that the person reads."""
        super().__init__("refused")
        self.line = line


class TryLater(Failure):
    """The same may work after a while; the event keeps its place and loses no try."""
