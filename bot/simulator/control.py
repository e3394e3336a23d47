"""The web side of the simulator: what the page shows and does, as JSON under `/sim`.

Tests may use the same over HTTP. Every action is `POST /sim/<action>` with ids of people, chats and messages; the bot's
own user id as a chat stands for the person's 1:1 chat. An impossible action is a 409. `GET /sim/events` is a stream of
numbered changes (server-sent events), `GET /sim/log` gives those that are remembered at once. What the inspector shows
is in `inspection.py`.
"""

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Header, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sse_starlette.event import ServerSentEvent
from sse_starlette.sse import EventSourceResponse

from bot.simulator.actions import MENTION_EVERYBODY, Chat, Happened
from bot.simulator.cards import Button
from bot.simulator.errors import ImpossibleActionError, RefusedByLineError
from bot.simulator.inspection import inspection_routes
from bot.simulator.menus import Menus
from bot.simulator.mishaps import CallMishap, WebhookMishap
from bot.simulator.scenes import play
from bot.simulator.simulator import Simulator
from bot.simulator.snapshot import snapshot_of
from bot.simulator.world import Account, GroupChat, Person

LONGEST_PASSING_SECONDS = 400 * 86_400
_ACTION_NEEDS = {
    "message": ("text",),
    "postback": ("data",),
    "uri": ("uri",),
    "datetimepicker": ("data", "mode"),
    "richmenuswitch": ("data", "richMenuAliasId"),
}


class Say(BaseModel):
    """A text by a person."""

    person: str
    chat: str
    text: str = Field(min_length=1)
    mentions: list[str] = []
    quote: str | None = None


class Change(BaseModel):
    """A change to one's own message; `text` and `mentions` are for edits."""

    person: str
    message: str
    text: str = ""
    mentions: list[str] = []


class Tap(BaseModel):
    """A tap on the n-th button of a message, on a LINE `action` object, or raw postback `data`.

    `picked` is for date and time pickers.
    """

    person: str
    chat: str
    message: str = ""
    button: int = Field(0, ge=0)
    action: dict[str, Any] | None = None
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


class NewGroup(BaseModel):
    """A group that is opened, and who is in it."""

    name: str = Field(min_length=1, max_length=50)
    people: list[str] = []


class Passing(BaseModel):
    """How long time shall pass."""

    seconds: float = Field(gt=0, le=LONGEST_PASSING_SECONDS)


class Scene(BaseModel):
    """A scene and the group it happens in."""

    name: str
    group: str


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
    routes.include_router(_time_and_scenes(simulator))
    routes.include_router(inspection_routes(simulator))
    return routes


def _reading(simulator: Simulator) -> APIRouter:
    routes = APIRouter()

    @routes.get("/world")
    async def world() -> dict[str, Any]:
        return snapshot_of(simulator)

    @routes.get("/menus/{menu_id}/picture")
    async def menu_picture(menu_id: str) -> Response:
        try:
            content, media_type = Menus(simulator.platform).picture(menu_id)
        except RefusedByLineError as error:
            raise HTTPException(error.status) from error
        return Response(content, media_type=media_type)

    @routes.get("/log")
    async def log(after: int = 0) -> dict[str, Any]:
        journal = simulator.platform.journal
        return {"last": journal.last, "changes": [change.as_json() for change in journal.after(after)]}

    @routes.get("/events")
    async def events(
        after: int = 0, last_event_id: Annotated[int | None, Header(alias="last-event-id")] = None
    ) -> EventSourceResponse:
        return EventSourceResponse(_stream(simulator, after if last_event_id is None else last_event_id))

    return routes


async def _stream(simulator: Simulator, after: int) -> AsyncIterator[ServerSentEvent]:
    """Give every change after a number as an event with its number as id; a browser that reconnects sends the last."""
    async for change in simulator.platform.journal.follow(after):
        yield ServerSentEvent(json.dumps(change.as_json()), id=str(change.id), event="change")


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
        mentions = [_mentioned(simulator, one) for one in wanted.mentions]
        person = simulator.person(wanted.person)
        return _told(await simulator.edit(person, wanted.message, wanted.text, mentions=mentions))

    @routes.post("/unsend")
    async def unsend(wanted: Change) -> dict[str, Any]:
        return _told(await simulator.unsend(simulator.person(wanted.person), wanted.message))

    @routes.post("/tap")
    async def tap(wanted: Tap) -> dict[str, Any]:
        person, chat = simulator.person(wanted.person), _chat(simulator, wanted.chat)
        if wanted.data is not None:
            return _told(await simulator.tap(person, wanted.data, chat))
        if wanted.action is not None:
            return _told(await simulator.tap(person, _button(wanted.action), chat, picked=wanted.picked))
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

    @routes.post("/groups")
    async def add_group(wanted: NewGroup) -> dict[str, Any]:
        group = simulator.add_group(wanted.name, [simulator.person(one) for one in wanted.people])
        return {"group": group.chat_id}

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


def _time_and_scenes(simulator: Simulator) -> APIRouter:
    routes = APIRouter()

    @routes.post("/time")
    async def time(wanted: Passing) -> dict[str, Any]:
        await simulator.pass_time(wanted.seconds)
        return {"now": simulator.platform.now()}

    @routes.post("/scene")
    async def scene(wanted: Scene) -> dict[str, Any]:
        person = await play(simulator, wanted.name, simulator.group(wanted.group))
        return {"person": person.user_id} if person is not None else {}

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


def _button(action: dict[str, Any]) -> Button:
    """Make a button of an action object as the page tells it; what is no action is an impossible tap."""
    kind = action.get("type")
    needs = _ACTION_NEEDS.get(kind, ()) if isinstance(kind, str) else ("type",)
    if not all(isinstance(action.get(name), str) for name in needs):
        raise ImpossibleActionError("This is no action that could be tapped.")
    return Button(str(action.get("label", "")), action, message_id="", chat_id="")


def _told(happened: Happened) -> dict[str, Any]:
    """Return what the page needs to know of an action."""
    told: dict[str, Any] = {}
    if happened.entry is not None:
        told["message"] = happened.entry.message_id
    if happened.link is not None:
        told["opens"] = {"chat": "bot", "prefilled": happened.link.prefilled}
    return told
