"""The inspector's side of `/sim`: every webhook and call as a short row, in full on demand, and webhooks sent again."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from fastapi import APIRouter
from pydantic import BaseModel

from bot.simulator.api.gate import Call
from bot.simulator.errors import ImpossibleActionError
from bot.simulator.simulator import Simulator
from bot.simulator.webhooks import Delivery

_ROWS_SHOWN = 60
_Numbered = TypeVar("_Numbered", Call, Delivery)


class Way(StrEnum):
    """How a webhook is sent again: once, twice, held back, or behind the one that followed it."""

    ONCE = "once"
    TWICE = "twice"
    LATE = "late"
    OUT_OF_ORDER = "out_of_order"


class Replay(BaseModel):
    """A webhook, by its number, and how it is sent again."""

    delivery: int
    way: Way = Way.ONCE


def call_rows(simulator: Simulator) -> list[dict[str, Any]]:
    """Return the newest calls, each with what LINE had to say about it."""
    return [_call_row(call) for call in simulator.calls()[-_ROWS_SHOWN:]]


def delivery_rows(simulator: Simulator) -> list[dict[str, Any]]:
    """Return the newest webhooks, each with what became of it."""
    return [_delivery_row(delivery) for delivery in simulator.deliveries()[-_ROWS_SHOWN:]]


def inspection_routes(simulator: Simulator) -> APIRouter:
    """Return the routes that show one call or webhook in full and send webhooks again."""
    routes = APIRouter()

    @routes.get("/calls/{number}")
    async def one_call(number: int) -> dict[str, Any]:
        call = _find(simulator.calls(), number)
        return {**_call_row(call), "request": call.request, "response": call.response, "headers": call.headers}

    @routes.get("/deliveries/{number}")
    async def one_delivery(number: int) -> dict[str, Any]:
        delivery = _find(simulator.deliveries(), number)
        return {**_delivery_row(delivery), "events": delivery.events}

    @routes.post("/replay")
    async def replay(wanted: Replay) -> dict[str, Any]:
        delivery = _find(simulator.deliveries(), wanted.delivery)
        match wanted.way:
            case Way.ONCE:
                await simulator.webhooks.replay([delivery])
            case Way.TWICE:
                await simulator.webhooks.replay([delivery, delivery])
            case Way.LATE:
                await simulator.webhooks.replay([delivery], late=True)
            case Way.OUT_OF_ORDER:
                await simulator.webhooks.replay([*_next_after(simulator, delivery), delivery])
        return {}

    return routes


def _call_row(call: Call) -> dict[str, Any]:
    response = call.response if isinstance(call.response, dict) else {}
    return {
        "number": call.number,
        "at": call.at,
        "method": call.method,
        "path": call.path,
        "status": call.status,
        "message": str(response.get("message", "")),
        "details": [
            f"{detail.get('property', '')}: {detail.get('message', '')}" for detail in response.get("details", ())
        ],
    }


def _delivery_row(delivery: Delivery) -> dict[str, Any]:
    return {
        "number": delivery.number,
        "at": delivery.at,
        "types": [event["type"] for event in delivery.events],
        "status": delivery.status,
        "attempt": delivery.attempt,
        "failure": delivery.failure,
    }


def _find(numbered: Iterable[_Numbered], number: int) -> _Numbered:
    for one in numbered:
        if one.number == number:
            return one
    raise ImpossibleActionError(f"Nothing is remembered under the number {number}.")


def _next_after(simulator: Simulator, delivery: Delivery) -> list[Delivery]:
    """Return the webhook that followed a given one, or nothing when it was the last; repeats do not count."""
    own = {event["webhookEventId"] for event in delivery.events}
    for later in simulator.deliveries():
        if later.number > delivery.number and own.isdisjoint(event["webhookEventId"] for event in later.events):
            return [later]
    return []
