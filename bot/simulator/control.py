"""The web side of the simulator: what the page shows and does, as JSON under `/sim`.

The page uses nothing else, and tests may use the same over HTTP. Every action is `POST /sim/<action>` with ids of
people, chats and messages; the bot's own user id as a chat stands for the person's 1:1 chat. An impossible action is a
409.
"""

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from bot.simulator.actions import MENTION_EVERYBODY, Chat, Happened
from bot.simulator.errors import ImpossibleActionError
from bot.simulator.mishaps import CallMishap, WebhookMishap
from bot.simulator.simulator import Simulator
from bot.simulator.snapshot import snapshot_of
from bot.simulator.world import Account, GroupChat, Person

# A page asks again after this time, so that a vanished one does not keep a connection for ever.
LONGEST_WAIT_SECONDS = 20.0


class Say(BaseModel):
    """A text by a person."""

    person: str
    chat: str
    text: str = Field(min_length=1)
    mentions: list[str] = []
    quote: str | None = None


class Change(BaseModel):
    """A change to one's own message; `text` is for edits."""

    person: str
    message: str
    text: str = ""


class Tap(BaseModel):
    """A tap on the n-th button of a message, or raw postback `data`."""

    person: str
    chat: str
    message: str = ""
    button: int = Field(0, ge=0)
    data: str | None = None
    picked: str = ""


class SendTo(BaseModel):
    """A person and the chat they send something to."""

    person: str
    chat: str


class InGroup(BaseModel):
    """A group and people who come or go."""

    group: str
    people: list[str] = []


class OnePerson(BaseModel):
    """A person."""

    person: str


class NewPerson(BaseModel):
    """Somebody new on LINE."""

    name: str = Field(min_length=1, max_length=20)
    language: str = "ja"
    is_friend: bool = False
    consented: bool = True


class Switch(BaseModel):
    """A switch and where it shall stand."""

    name: str
    on: bool


class OrderMishap(BaseModel):
    """A mishap for the next webhooks or calls."""

    target: str = Field(pattern="^(webhook|call)$")
    kind: str
    count: int = Field(1, ge=1, le=100)
    path: str = ""
    status: int = Field(500, ge=400, le=599)
    seconds: float = Field(0.0, ge=0, le=60)


def control_routes(simulator: Simulator) -> APIRouter:
    """Return the routes under `/sim`."""
    routes = APIRouter(prefix="/sim")
    routes.include_router(_reading(simulator))
    routes.include_router(_talking(simulator))
    routes.include_router(_coming_and_going(simulator))
    routes.include_router(_arranging(simulator))
    return routes


def _reading(simulator: Simulator) -> APIRouter:
    routes = APIRouter()

    @routes.get("/world")
    async def world() -> dict[str, Any]:
        return snapshot_of(simulator)

    @routes.get("/log")
    async def log(after: int = 0) -> dict[str, Any]:
        changes = await simulator.platform.journal.wait_after(after, LONGEST_WAIT_SECONDS)
        return {"last": simulator.platform.journal.last, "changes": [change.as_json() for change in changes]}

    return routes


def _talking(simulator: Simulator) -> APIRouter:
    routes = APIRouter()

    @routes.post("/say")
    async def say(wanted: Say) -> dict[str, Any]:
        mentions = [_mentioned(simulator, one) for one in wanted.mentions]
        person, chat = simulator.person(wanted.person), _chat(simulator, wanted.chat)
        return _told(await simulator.say(person, chat, wanted.text, mentions=mentions, quote=wanted.quote))

    @routes.post("/sticker")
    async def sticker(wanted: SendTo) -> dict[str, Any]:
        return _told(await simulator.send_sticker(simulator.person(wanted.person), _chat(simulator, wanted.chat)))

    @routes.post("/image")
    async def image(wanted: SendTo) -> dict[str, Any]:
        return _told(await simulator.send_image(simulator.person(wanted.person), _chat(simulator, wanted.chat)))

    @routes.post("/edit")
    async def edit(wanted: Change) -> dict[str, Any]:
        return _told(await simulator.edit(simulator.person(wanted.person), wanted.message, wanted.text))

    @routes.post("/unsend")
    async def unsend(wanted: Change) -> dict[str, Any]:
        return _told(await simulator.unsend(simulator.person(wanted.person), wanted.message))

    @routes.post("/tap")
    async def tap(wanted: Tap) -> dict[str, Any]:
        person, chat = simulator.person(wanted.person), _chat(simulator, wanted.chat)
        if wanted.data is not None:
            return _told(await simulator.tap(person, wanted.data, chat))
        buttons = simulator.buttons(wanted.message)
        if wanted.button >= len(buttons):
            raise ImpossibleActionError("This message has no such button.")
        return _told(await simulator.tap(person, buttons[wanted.button], chat, picked=wanted.picked))

    return routes


def _coming_and_going(simulator: Simulator) -> APIRouter:
    routes = APIRouter()

    @routes.post("/invite")
    async def invite(wanted: InGroup) -> dict[str, Any]:
        return _told(await simulator.invite_bot(simulator.group(wanted.group)))

    @routes.post("/remove")
    async def remove(wanted: InGroup) -> dict[str, Any]:
        return _told(await simulator.remove_bot(simulator.group(wanted.group)))

    @routes.post("/join")
    async def join(wanted: InGroup) -> dict[str, Any]:
        people = [simulator.person(one) for one in wanted.people]
        return _told(await simulator.join(people, simulator.group(wanted.group)))

    @routes.post("/leave")
    async def leave(wanted: InGroup) -> dict[str, Any]:
        people = [simulator.person(one) for one in wanted.people]
        return _told(await simulator.leave(people, simulator.group(wanted.group)))

    @routes.post("/follow")
    async def follow(wanted: OnePerson) -> dict[str, Any]:
        return _told(await simulator.follow(simulator.person(wanted.person)))

    @routes.post("/block")
    async def block(wanted: OnePerson) -> dict[str, Any]:
        return _told(await simulator.block(simulator.person(wanted.person)))

    @routes.post("/unblock")
    async def unblock(wanted: OnePerson) -> dict[str, Any]:
        return _told(await simulator.unblock(simulator.person(wanted.person)))

    return routes


def _arranging(simulator: Simulator) -> APIRouter:
    routes = APIRouter()

    @routes.post("/people")
    async def add_person(wanted: NewPerson) -> dict[str, Any]:
        person = simulator.add_person(
            wanted.name, language=wanted.language, is_friend=wanted.is_friend, consented=wanted.consented
        )
        return {"person": person.user_id}

    @routes.post("/switches")
    async def switches(wanted: Switch) -> dict[str, Any]:
        simulator.switch(wanted.name, on=wanted.on)
        return {}

    @routes.post("/mishaps")
    async def mishaps(wanted: OrderMishap) -> dict[str, Any]:
        known: list[str] = list(WebhookMishap if wanted.target == "webhook" else CallMishap)
        if wanted.kind not in known:
            raise ImpossibleActionError(f"There is no mishap {wanted.kind!r} for a {wanted.target}.")
        if wanted.target == "webhook":
            simulator.mishaps.webhooks(wanted.kind, wanted.count)
        else:
            simulator.mishaps.calls(
                wanted.kind, wanted.count, path=wanted.path, status=wanted.status, seconds=wanted.seconds
            )
        simulator.platform.changed("mishaps")
        return {}

    @routes.post("/release")
    async def release() -> dict[str, Any]:
        await simulator.release()
        await simulator.redeliver()
        return {}

    return routes


def add_error_answers(app: FastAPI) -> None:
    """Answer what a person cannot do with 409 and a sentence."""

    async def answer(_request: Request, error: Exception) -> JSONResponse:
        return JSONResponse({"message": str(error)}, 409)

    app.add_exception_handler(ImpossibleActionError, answer)


def _chat(simulator: Simulator, wanted: str) -> Chat:
    return simulator.bot if wanted == simulator.bot.user_id else _group_or_person(simulator, wanted)


def _group_or_person(simulator: Simulator, wanted: str) -> GroupChat | Person:
    return simulator.person(wanted) if wanted.startswith("U") else simulator.group(wanted)


def _mentioned(simulator: Simulator, wanted: str) -> Person | Account | str:
    if wanted == MENTION_EVERYBODY:
        return MENTION_EVERYBODY
    return simulator.bot if wanted == simulator.bot.user_id else simulator.person(wanted)


def _told(happened: Happened) -> dict[str, Any]:
    """Return what the page needs to know of an action."""
    told: dict[str, Any] = {}
    if happened.entry is not None:
        told["message"] = happened.entry.message_id
    if happened.link is not None:
        told["opens"] = {"chat": "bot", "prefilled": happened.link.prefilled}
    return told
