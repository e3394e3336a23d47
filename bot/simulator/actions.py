"""What people do in LINE: speak, edit, take back, tap, come and go, add and block the account.

Every action first changes what the chat shows and then delivers its webhook, if the bot is there to hear of it; it
returns when the bot has answered. What a person could not do in LINE raises ImpossibleActionError and changes nothing.
"""

import base64
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.simulator import events
from bot.simulator.cards import Button
from bot.simulator.errors import ImpossibleActionError
from bot.simulator.events import Event
from bot.simulator.links import ChatLink, read_chat_link
from bot.simulator.menus import Menus
from bot.simulator.platform import Platform
from bot.simulator.rules.text import utf16_length
from bot.simulator.world import Account, ChatKind, Entry, GroupChat, Person

# A single white pixel, as PNG.
SMALL_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=="
)
# A guard only: LINE's reference names no limit for what a person may type.
_TYPED_TEXT_LIMIT = 10_000
MENTION_EVERYBODY = "all"

Chat = GroupChat | Person | Account


@dataclass(frozen=True, slots=True)
class Happened:
    """What an action brought about: the event the bot was sent (None if it hears nothing) and the message shown."""

    event: Event | None = None
    entry: Entry | None = None
    link: ChatLink | None = field(default=None)

    @property
    def message_id(self) -> str:
        """Return the id of the message that was shown."""
        if self.entry is None or self.entry.message_id is None:
            raise ImpossibleActionError("This action showed no message.")
        return self.entry.message_id

    @property
    def event_id(self) -> str:
        """Return the `webhookEventId` of the event."""
        return str(self._event()["webhookEventId"])

    @property
    def reply_token(self) -> str:
        """Return the reply token of the event."""
        return str(self._event()["replyToken"])

    def _event(self) -> Event:
        if self.event is None:
            raise ImpossibleActionError("The bot was not told of this action.")
        return self.event


class Actions:
    """People acting on a platform."""

    def __init__(self, platform: Platform, deliver: Callable[[Sequence[Event]], Awaitable[None]]) -> None:
        """Change a platform and tell the bot by `deliver`."""
        self._platform = platform
        self._deliver = deliver
        self._gathered: list[Event] | None = None

    @asynccontextmanager
    async def one_request(self) -> AsyncIterator[None]:
        """Gather the events of all actions inside and deliver them in one webhook, as LINE may do."""
        self._gathered = []
        try:
            yield
            gathered = self._gathered
        finally:
            self._gathered = None
        if gathered:
            await self._deliver(gathered)

    async def say(
        self,
        person: Person,
        chat: Chat,
        text: str,
        *,
        mentions: Sequence[Person | Account | str] = (),
        quote: Entry | Happened | str | None = None,
    ) -> Happened:
        """Write a text. Each mention must stand in it as `@name`, in this order; "all" stands as `@All`."""
        _require_text(text)
        chat_id = self._chat_id(person, chat)
        content: dict[str, Any] = {"type": "text", "text": text}
        if mentions:
            content["mention"] = {"mentionees": self._mentionees(chat_id, text, mentions)}
        return await self._show(person, chat_id, content, quote)

    async def send_sticker(
        self,
        person: Person,
        chat: Chat,
        *,
        package_id: str = "446",
        sticker_id: str = "1988",
        quote: Entry | Happened | str | None = None,
    ) -> Happened:
        """Send a sticker."""
        content = {
            "type": "sticker",
            "packageId": package_id,
            "stickerId": sticker_id,
            "stickerResourceType": "STATIC",
        }
        return await self._show(person, self._chat_id(person, chat), content, quote)

    async def send_image(self, person: Person, chat: Chat) -> Happened:
        """Send a picture; its content is one white pixel."""
        content = {"type": "image", "contentProvider": {"type": "line"}}
        return await self._show(person, self._chat_id(person, chat), content, None)

    async def edit(
        self,
        person: Person,
        message: Entry | Happened | str,
        text: str,
        *,
        mentions: Sequence[Person | Account | str] = (),
    ) -> Happened:
        """Change one's own text in a group; LINE has no edits elsewhere."""
        entry = self._own_message(person, message)
        group = self._platform.world.groups.get(entry.chat_id)
        if group is None or group.kind is not ChatKind.GROUP or entry.content["type"] != "text":
            raise ImpossibleActionError("Only texts in a group can be edited.")
        _require_text(text)
        content: dict[str, Any] = {"type": "text", "text": text}
        if mentions:
            content["mention"] = {"mentionees": self._mentionees(entry.chat_id, text, mentions)}
        with self._platform.saved_together():
            self._platform.rewrite(entry, content)
            event = events.message_event(self._platform, entry, person, edited=True) if group.has_bot else None
            telling = self._tell(event, entry)
        return await telling

    async def unsend(self, person: Person, message: Entry | Happened | str) -> Happened:
        """Take one's own message back."""
        entry = self._own_message(person, message)
        with self._platform.saved_together():
            self._platform.take_back(entry)
            heard = self._bot_hears(entry.chat_id)
            telling = self._tell(events.unsend_event(self._platform, entry, person) if heard else None, entry)
        return await telling

    async def tap(self, person: Person, button: Button | str, chat: Chat, *, picked: str = "") -> Happened:
        """Tap a button, or send raw postback data as an old or forged button would.

        `picked` is for date and time pickers.
        """
        chat_id = self._chat_id(person, chat)
        action = {"type": "postback", "data": button} if isinstance(button, str) else button.action
        match action["type"]:
            case "message":
                return await self._show(person, chat_id, {"type": "text", "text": action["text"]}, None)
            case "postback":
                return await self._post_back(person, chat_id, action)
            case "datetimepicker":
                event = events.postback_event(self._platform, chat_id, person, action["data"], {action["mode"]: picked})
                return await self._tell(event if self._bot_hears(chat_id) else None)
            case "uri":
                return await self._open(person, action["uri"])
            case "richmenuswitch":
                params = Menus(self._platform).switch(person, action["richMenuAliasId"])
                event = events.postback_event(self._platform, chat_id, person, action["data"], params)
                return await self._tell(event if self._bot_hears(chat_id) else None)
            case _:
                return Happened()

    async def follow(self, person: Person) -> Happened:
        """Add the account as a friend."""
        if person.blocked:
            return await self.unblock(person)
        with self._platform.saved_together():
            person.is_friend = True
            self._platform.changed("people", person.user_id)
            telling = self._tell(events.follow_event(self._platform, person, is_unblocked=False))
        return await telling

    async def block(self, person: Person) -> Happened:
        """Block the account."""
        with self._platform.saved_together():
            person.blocked = True
            self._platform.changed("people", person.user_id)
            telling = self._tell(events.unfollow_event(self._platform, person))
        return await telling

    async def unblock(self, person: Person) -> Happened:
        """Unblock the account, which makes it a friend again."""
        if not person.blocked:
            raise ImpossibleActionError(f"{person.display_name} has not blocked the account.")
        with self._platform.saved_together():
            person.blocked = False
            person.is_friend = True
            self._platform.changed("people", person.user_id)
            telling = self._tell(events.follow_event(self._platform, person, is_unblocked=True))
        return await telling

    async def invite_bot(self, group: GroupChat) -> Happened:
        """Bring the bot into a group; LINE allows one official account in each."""
        if group.has_other_account:
            raise ImpossibleActionError("Another official account is in this group, and LINE allows only one.")
        if group.has_bot:
            raise ImpossibleActionError("The bot is in this group already.")
        with self._platform.saved_together():
            group.has_bot = True
            self._platform.notice(group.chat_id, "joined", [self._platform.world.bot.user_id])
            telling = self._tell(events.join_event(self._platform, group.chat_id))
        return await telling

    async def remove_bot(self, group: GroupChat) -> Happened:
        """Remove the bot from a group."""
        if not group.has_bot:
            raise ImpossibleActionError("The bot is not in this group.")
        with self._platform.saved_together():
            self._platform.bot_leaves(group)
            telling = self._tell(events.leave_event(self._platform, group.chat_id))
        return await telling

    async def tell_bot_left(self, group: GroupChat) -> Happened:
        """Tell the bot that it is no longer in a group."""
        return await self._tell(events.leave_event(self._platform, group.chat_id))

    async def join(self, people: Person | Sequence[Person], group: GroupChat) -> Happened:
        """Let one or several people come into a group at once."""
        newcomers = [people] if isinstance(people, Person) else list(people)
        if any(person.user_id in group.member_ids for person in newcomers):
            raise ImpossibleActionError("Somebody of these is in this group already.")
        with self._platform.saved_together():
            group.member_ids.extend(person.user_id for person in newcomers)
            self._platform.notice(group.chat_id, "joined", [person.user_id for person in newcomers])
            event = events.members_joined_event(self._platform, group.chat_id, newcomers) if group.has_bot else None
            telling = self._tell(event)
        return await telling

    async def leave(self, people: Person | Sequence[Person], group: GroupChat) -> Happened:
        """Let one or several people leave a group, or be removed from it; the bot cannot tell which."""
        leavers = [people] if isinstance(people, Person) else list(people)
        for person in leavers:
            self._platform.require_member(group.chat_id, person)
        gone = {person.user_id for person in leavers}
        with self._platform.saved_together():
            group.member_ids[:] = [user_id for user_id in group.member_ids if user_id not in gone]
            self._platform.notice(group.chat_id, "left", [person.user_id for person in leavers])
            event = events.members_left_event(self._platform, group.chat_id, leavers) if group.has_bot else None
            telling = self._tell(event)
        return await telling

    async def _show(
        self, person: Person, chat_id: str, content: dict[str, Any], quote: Entry | Happened | str | None
    ) -> Happened:
        quoted = self._quoted(chat_id, quote)
        if chat_id == person.user_id:
            person.last_private_message_at = self._platform.now()
        with self._platform.saved_together():
            entry = self._platform.post(chat_id, person.user_id, content, quoted_message_id=quoted)
            heard = self._bot_hears(chat_id)
            telling = self._tell(events.message_event(self._platform, entry, person) if heard else None, entry)
        return await telling

    async def _post_back(self, person: Person, chat_id: str, action: dict[str, Any]) -> Happened:
        entry = None
        with self._platform.saved_together():
            if action.get("displayText"):
                entry = self._platform.post(chat_id, person.user_id, {"type": "text", "text": action["displayText"]})
            heard = self._bot_hears(chat_id)
            event = events.postback_event(self._platform, chat_id, person, action["data"]) if heard else None
            telling = self._tell(event, entry)
        return await telling

    async def _open(self, person: Person, uri: str) -> Happened:
        link = read_chat_link(uri, self._platform.world.bot.basic_id)
        if link is None or not link.adds_friend or person.is_friend:
            return Happened(link=link)
        followed = await self.follow(person)
        return Happened(event=followed.event, link=link)

    def _tell(self, event: Event | None, entry: Entry | None = None) -> Awaitable[Happened]:
        """Owe the bot an event from this moment on, and give what delivers it."""
        if event is not None:
            self._platform.owe(event)
        return self._told(event, entry)

    async def _told(self, event: Event | None, entry: Entry | None) -> Happened:
        if event is not None:
            if self._gathered is None:
                await self._deliver([event])
            else:
                self._gathered.append(event)
        return Happened(event, entry)

    def _chat_id(self, person: Person, chat: Chat) -> str:
        """Return the id of a chat as the platform keeps it; the bot, or the person, stands for their 1:1 chat."""
        if isinstance(chat, Account):
            return person.user_id
        chat_id = chat.user_id if isinstance(chat, Person) else chat.chat_id
        self._platform.require_member(chat_id, person)
        return chat_id

    def _bot_hears(self, chat_id: str) -> bool:
        """Say whether the bot is told what happens here: groups it is in, and people who have not blocked it."""
        group = self._platform.world.groups.get(chat_id)
        return group.has_bot if group is not None else not self._platform.world.people[chat_id].blocked

    def _own_message(self, person: Person, message: Entry | Happened | str) -> Entry:
        entry = self._platform.message(_message_id(message))
        if entry.author_id != person.user_id:
            raise ImpossibleActionError("This message is somebody else's.")
        if entry.unsent:
            raise ImpossibleActionError("This message was taken back.")
        self._platform.require_member(entry.chat_id, person)
        return entry

    def _quoted(self, chat_id: str, quote: Entry | Happened | str | None) -> str | None:
        if quote is None:
            return None
        entry = self._platform.message(_message_id(quote))
        if entry.chat_id != chat_id:
            raise ImpossibleActionError("Only messages of the same chat can be quoted.")
        return entry.message_id

    def _mentionees(self, chat_id: str, text: str, mentions: Sequence[Person | Account | str]) -> list[dict[str, Any]]:
        if chat_id not in self._platform.world.groups:
            raise ImpossibleActionError("There are no mentions in a 1:1 chat.")
        mentionees: list[dict[str, Any]] = []
        searched_from = 0
        for mentioned in mentions:
            shown = "@All" if mentioned == MENTION_EVERYBODY else f"@{_display_name(mentioned)}"
            start = text.find(shown, searched_from)
            if start < 0:
                raise ImpossibleActionError(f"The text does not hold {shown}.")
            searched_from = start + len(shown)
            index = utf16_length(text[:start])
            if mentioned == MENTION_EVERYBODY:
                mentionees.append({"index": index, "length": utf16_length(shown), "type": "all"})
            else:
                someone = mentioned if isinstance(mentioned, Person) else None
                mentionees.append(events.mention_of(self._platform, someone, index=index, shown=shown))
        return mentionees


def _require_text(text: str) -> None:
    if not text or utf16_length(text) > _TYPED_TEXT_LIMIT:
        raise ImpossibleActionError(f"A text has between 1 and {_TYPED_TEXT_LIMIT} characters.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ImpossibleActionError("Half a surrogate pair is no character.")


def _message_id(message: Entry | Happened | str) -> str:
    if isinstance(message, str):
        return message
    return message.message_id or ""


def _display_name(mentioned: Person | Account | str) -> str:
    if isinstance(mentioned, str):
        raise ImpossibleActionError(f'Mention a person, the bot, or "{MENTION_EVERYBODY}", not {mentioned!r}.')
    return mentioned.display_name
