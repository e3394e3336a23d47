"""What can go wrong in the simulated LINE.

SimulatorError
├── RefusedByLineError      an API call that LINE answers with a 4xx
├── ImpossibleActionError   a person cannot do that here, such as speaking in a group they are not in
├── RealLineError           an address of the real LINE was given to the simulator
└── UnreadableWorldError    the saved world cannot be read
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class SimulatorError(Exception):
    """Something the simulator refuses."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One line of the `details` in LINE's error answer."""

    message: str
    property: str


class RefusedByLineError(SimulatorError):
    """An API call that LINE answers with an error: a status, a message and perhaps details and headers."""

    def __init__(
        self,
        status: int,
        message: str,
        details: tuple[Detail, ...] = (),
        *,
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        """Keep what the answer needs; `extra` are further properties of the body, such as `sentMessages` on 409."""
        super().__init__(f"{status} {message}")
        self.status = status
        self.message = message
        self.details = details
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})

    def body(self) -> dict[str, Any]:
        """Return the JSON body of the answer."""
        body: dict[str, Any] = {"message": self.message, **self.extra}
        if self.details:
            body["details"] = [{"message": detail.message, "property": detail.property} for detail in self.details]
        return body


class ImpossibleActionError(SimulatorError):
    """A person cannot do that here; the message says why."""


class RealLineError(SimulatorError):
    """The simulator was pointed at the real LINE, which it never talks to."""


class UnreadableWorldError(SimulatorError):
    """The saved world cannot be read; the message names the file and what to do."""
