"""The simulator as one object: the world, people's actions, the API, the page, and what happened so far."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import httpx
from starlette.types import ASGIApp

from bot.simulator.actions import Actions, Happened
from bot.simulator.api import build_api
from bot.simulator.api.gate import Call, Gate
from bot.simulator.cards import Button, buttons_of, text_of
from bot.simulator.clock import Clock, Time
from bot.simulator.errors import ImpossibleActionError
from bot.simulator.menus import Menus, label_of
from bot.simulator.mishaps import Mishaps
from bot.simulator.platform import Platform
from bot.simulator.webhooks import Delivery, Webhooks
from bot.simulator.world import Account, ChatKind, Entry, GroupChat, Person, RichMenu, Switches, World


class Simulator(Actions):
    """LINE on your own machine.

    People act through the methods of `Actions`; each returns when the bot has answered its webhook. The rest arranges
    the world and reads what happened. `app` is the web app: the API, the page and `/sim`.
    """

    def __init__(
        self,
        world: World,
        clock: Clock,
        *,
        channel_secret: str,
        access_token: str,
        webhook_url: str,
        client: httpx.AsyncClient,
        sleep: Callable[[float], Awaitable[None]],
        save: Callable[[World], None],
        time: Time | None = None,
    ) -> None:
        """Put the parts together; `create_simulator` is the usual way."""
        self.platform = Platform(world, clock, access_token=access_token, channel_secret=channel_secret, save=save)
        self.mishaps = Mishaps()
        self.webhooks = Webhooks(
            self.platform, self.mishaps, url=webhook_url, channel_secret=channel_secret, client=client
        )
        super().__init__(self.platform, self.webhooks.deliver)
        self._client = client
        self._time = time
        self._time_passes = asyncio.Lock()
        self.gate = Gate(
            build_api(self.platform, self.webhooks, self.tell_bot_left), self.platform, self.mishaps, sleep
        )
        self.app: ASGIApp = self.gate

    @property
    def bot(self) -> Account:
        """Return the bot's account; as a chat it means "the 1:1 chat with the bot"."""
        return self.platform.world.bot

    # Arranging

    def add_person(self, name: str, *, language: str = "ja", is_friend: bool = False, consented: bool = True) -> Person:
        """Let somebody new use LINE."""
        return self.platform.add_person(name, language=language, is_friend=is_friend, consented=consented)

    def add_group(self, name: str, members: list[Person]) -> GroupChat:
        """Open a group without the bot."""
        return self.platform.add_group(name, [person.user_id for person in members])

    def add_room(self, members: list[Person]) -> GroupChat:
        """Open an old multi-person room without the bot."""
        return self.platform.add_group("", [person.user_id for person in members], ChatKind.ROOM)

    def switch(self, name: str, *, on: bool) -> None:
        """Turn one of the switches: no_user_id_on_postbacks, nobody_is_a_friend, verified, redelivery."""
        if name not in Switches.__dataclass_fields__:
            raise ImpossibleActionError(f"There is no switch {name!r}.")
        setattr(self.platform.world.switches, name, on)
        self.platform.changed("switches")

    def set_quota(self, limit: int | None) -> None:
        """Choose how many messages a month may be pushed; None is without limit."""
        self.platform.world.bill.limit = limit
        self.platform.changed("bill")

    @property
    def can_pass_time(self) -> bool:
        """Say whether time can be moved forward here."""
        return self._time is not None

    @property
    def saved_at(self) -> datetime:
        """Return the moment at which the world was saved last, to which a clock that starts anew has to be moved."""
        return datetime.fromtimestamp(self.platform.world.saved_at / 1000, UTC)

    async def pass_time(self, seconds: float) -> None:
        """Let time pass for everybody, as far as that was made possible at the start."""
        if self._time is None:
            raise ImpossibleActionError("Time cannot be moved here.")
        async with self._time_passes:
            await self._time.pass_time(seconds)
        self.platform.changed("time")

    async def deliver_owed(self) -> None:
        """Tell the bot what an earlier process was killed over; the saved world remembers it."""
        await self.webhooks.deliver_owed()

    async def release(self) -> None:
        """Deliver webhooks that a mishap holds back."""
        await self.webhooks.release()

    async def redeliver(self) -> None:
        """Deliver again what failed while the switch `redelivery` was on."""
        await self.webhooks.redeliver()

    # Finding

    def person(self, wanted: str) -> Person:
        """Find a person by user id or by display name."""
        people = self.platform.world.people
        found = people.get(wanted) or next((one for one in people.values() if one.display_name == wanted), None)
        if found is None:
            raise ImpossibleActionError(f"There is nobody called {wanted}.")
        return found

    def group(self, wanted: str) -> GroupChat:
        """Find a group or room by id or by name."""
        groups = self.platform.world.groups
        found = groups.get(wanted) or next((one for one in groups.values() if one.name == wanted), None)
        if found is None:
            raise ImpossibleActionError(f"There is no group called {wanted}.")
        return found

    # Reading

    def transcript(self, chat: GroupChat | Person) -> tuple[Entry, ...]:
        """Return everything a chat shows, oldest first; a person stands for their 1:1 chat with the bot."""
        return tuple(self.platform.entries(chat.user_id if isinstance(chat, Person) else chat.chat_id))

    def bot_messages(self, chat: GroupChat | Person) -> tuple[Entry, ...]:
        """Return what the bot said in a chat, oldest first."""
        return tuple(entry for entry in self.transcript(chat) if entry.author_id == self.bot.user_id)

    def texts(self, chat: GroupChat | Person) -> list[str]:
        """Return what the bot said in a chat as plain text; cards are their alternative text and every text on them."""
        return [text_of(entry.content) for entry in self.bot_messages(chat)]

    def buttons(self, message: Entry | Happened | str) -> tuple[Button, ...]:
        """Return what can be tapped on a message."""
        if isinstance(message, Entry):
            return buttons_of(message)
        message_id = message if isinstance(message, str) else message.message_id
        return buttons_of(self.platform.message(message_id))

    def button(self, chat: GroupChat | Person, label: str) -> Button:
        """Find the newest button with a label in a chat."""
        for entry in reversed(self.bot_messages(chat)):
            for button in buttons_of(entry):
                if button.label == label:
                    return button
        raise ImpossibleActionError(f"There is no button {label!r} in this chat.")

    def calls(self) -> tuple[Call, ...]:
        """Return every API call so far, oldest first."""
        return tuple(self.gate.calls)

    def deliveries(self) -> tuple[Delivery, ...]:
        """Return every attempt to deliver a webhook so far, oldest first."""
        return self.webhooks.deliveries

    # Rich menus

    def menu_of(self, person: Person) -> RichMenu | None:
        """Return the rich menu a person sees below the 1:1 chat; None where there is none."""
        return Menus(self.platform).shown_to(person)

    async def tap_menu(self, person: Person, label: str) -> Happened:
        """Let a person tap the area of their rich menu with a label."""
        menu = self.menu_of(person)
        for area in menu.definition["areas"] if menu is not None else ():
            action = area["action"]
            if label_of(action) == label:
                return await self.tap(person, Button(label, action, message_id="", chat_id=person.user_id), self.bot)
        raise ImpossibleActionError(f"{person.display_name} sees no {label!r} in a rich menu.")

    # Ending

    @property
    def is_ending(self) -> bool:
        """Say whether the simulator is about to end, so that what takes long stops."""
        return self.platform.journal.is_closed

    def stop_waiting(self) -> None:
        """Send waiting pages home, so that a server can end at once."""
        self.platform.journal.close()

    async def close(self) -> None:
        """Save the world and let go of connections."""
        self.stop_waiting()
        self.platform.changed("closed")
        await self._client.aclose()
