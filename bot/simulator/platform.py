"""The rules of the simulated LINE that need no HTTP: who is where, who may be reached, what a chat shows.

`Platform` holds the world and everything that judges it. Sending lives in `sending.py`, what people do in `actions.py`,
what the bot is told in `events.py`. Answers to the bot raise RefusedByLineError with LINE's own words; what no person
could do raises ImpossibleActionError.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from bot.simulator.billing import Billing, RetryKeys
from bot.simulator.clock import Clock, milliseconds
from bot.simulator.errors import ImpossibleActionError, RefusedByLineError
from bot.simulator.identifiers import message_id, new_id, new_quote_token
from bot.simulator.journal import Journal
from bot.simulator.tokens import AccessTokens, ReplyTokens
from bot.simulator.world import ChatKind, Entry, GroupChat, Person, World

# LINE: a non-friend can be reached within seven days of their last message to the account in a 1:1 chat.
REACH_WITHOUT_FRIENDSHIP_MILLISECONDS = 7 * 24 * 3_600_000
_CHAT_ID = re.compile(r"[CR][0-9a-f]{32}")
QUOTABLE_KINDS = frozenset({"text", "textV2", "sticker", "image", "video", "template", "flex", "imagemap"})


class Platform:
    """The world and its rules."""

    def __init__(
        self, world: World, clock: Clock, *, access_token: str, channel_secret: str, save: Callable[[World], None]
    ) -> None:
        """Rule over a world; `save` is called after every change."""
        self.world = world
        self.clock = clock
        self.journal = Journal()
        self.reply_tokens = ReplyTokens(world, clock)
        self.access_tokens = AccessTokens(world, clock, long_lived=access_token, channel_secret=channel_secret)
        self.billing = Billing(world, clock)
        self.retry_keys = RetryKeys(world, clock)
        self._save = save
        self._together = 0

    def now(self) -> int:
        """Return the moment in milliseconds."""
        return milliseconds(self.clock.now())

    def changed(self, kind: str, chat_id: str | None = None) -> int:
        """Save the world, tell those who watch, and return the number of the change."""
        self._save_now()
        return self.journal.note(kind, chat_id)

    @contextmanager
    def saved_together(self) -> Iterator[None]:
        """Save what is changed inside in one piece, at the end; nothing may be awaited inside."""
        self._together += 1
        try:
            yield
        finally:
            self._together -= 1
            self._save_now()

    def owe(self, event: dict[str, Any]) -> None:
        """Note an event that the bot has to be told of."""
        self.world.owed.append(event)
        self._save_now()

    def settle(self, events: Iterable[dict[str, Any]]) -> None:
        """Note that the bot has been told of events, or never will be."""
        settled = {event["webhookEventId"] for event in events}
        self.world.owed[:] = [event for event in self.world.owed if event["webhookEventId"] not in settled]
        self._save_now()

    def _save_now(self) -> None:
        if not self._together:
            self.world.saved_at = self.now()
            self._save(self.world)

    # Who and where

    def add_person(
        self, display_name: str, *, language: str = "ja", is_friend: bool = False, consented: bool = True
    ) -> Person:
        """Let somebody use LINE."""
        person = Person(new_id("U"), display_name, language, is_friend=is_friend, consented=consented)
        self.world.people[person.user_id] = person
        self.changed("people")
        return person

    def add_group(self, name: str, member_ids: list[str], kind: ChatKind = ChatKind.GROUP) -> GroupChat:
        """Open a group, or an old room, without the bot."""
        chat = GroupChat(new_id("C" if kind is ChatKind.GROUP else "R"), name, list(member_ids), kind)
        self.world.groups[chat.chat_id] = chat
        self.changed("groups", chat.chat_id)
        return chat

    def group_of_bot(self, chat_id: str, kind: ChatKind) -> GroupChat:
        """Return a group the bot is in; LINE answers 404 about any other, and 400 to what is no id at all."""
        if not _CHAT_ID.fullmatch(chat_id):
            raise RefusedByLineError(400, f"The value for the '{kind.value}Id' parameter is invalid")
        chat = self.world.groups.get(chat_id)
        if chat is None or chat.kind is not kind or not chat.has_bot:
            raise RefusedByLineError(404, "Not found")
        return chat

    def is_member(self, chat_id: str, user_id: str) -> bool:
        """Say whether a person takes part in a chat; in a 1:1 chat that is its one person."""
        chat = self.world.groups.get(chat_id)
        return user_id in chat.member_ids if chat else chat_id == user_id

    def require_member(self, chat_id: str, person: Person) -> None:
        """Refuse an action of somebody who is not in the chat."""
        if not self.is_member(chat_id, person.user_id):
            raise ImpossibleActionError(f"{person.display_name} is not in this chat.")

    def counts_as_friend(self, person: Person) -> bool:
        """Say whether a person is a friend of the account, as far as the switches let it show."""
        return person.is_friend and not person.blocked and not self.world.switches.nobody_is_a_friend

    def can_be_reached(self, person: Person) -> bool:
        """Say whether a push to this person arrives; LINE answers 200 either way."""
        if person.blocked:
            return False
        return self.counts_as_friend(person) or self._wrote_within_a_week(person)

    def _wrote_within_a_week(self, person: Person) -> bool:
        last = person.last_private_message_at
        return last is not None and self.now() - last <= REACH_WITHOUT_FRIENDSHIP_MILLISECONDS

    def profile(self, user_id: str) -> dict[str, str]:
        """Answer the profile of a friend, or of a non-friend who wrote to the account; 404 for everybody else."""
        person = self.world.people.get(user_id)
        if person is None or person.blocked or not person.consented:
            raise RefusedByLineError(404, "Not found")
        if not self.counts_as_friend(person) and person.last_private_message_at is None:
            raise RefusedByLineError(404, "Not found")
        return {"userId": user_id, "displayName": person.display_name, "language": person.language}

    def member_profile(self, chat: GroupChat, user_id: str) -> dict[str, str]:
        """Answer the profile of a member, friend or not; 404 once they left."""
        person = self.world.people.get(user_id)
        if person is None or not person.consented or user_id not in chat.member_ids:
            raise RefusedByLineError(404, "Not found")
        return {"userId": user_id, "displayName": person.display_name}

    def visible_member_ids(self, chat: GroupChat) -> list[str]:
        """Answer the ids of members who agreed to show theirs; 403 unless the account is verified."""
        if not self.world.switches.verified:
            raise RefusedByLineError(403, "Access to this API is not available for your account")
        return [user_id for user_id in chat.member_ids if self.world.people[user_id].consented]

    def name_of(self, user_id: str) -> str:
        """Return the display name of a person or of the bot."""
        if user_id == self.world.bot.user_id:
            return self.world.bot.display_name
        return self.world.people[user_id].display_name

    # What a chat shows

    def post(
        self, chat_id: str, author_id: str, content: dict[str, Any], *, quoted_message_id: str | None = None
    ) -> Entry:
        """Show a message in a chat, with an id and, where LINE gives one, a quote token."""
        entry = Entry(
            chat_id,
            self.now(),
            "message",
            content,
            author_id=author_id,
            message_id=self.next_message_id(),
            quote_tokens=[new_quote_token()] if content.get("type") in QUOTABLE_KINDS else [],
            quoted_message_id=quoted_message_id,
        )
        self.world.transcripts.setdefault(chat_id, []).append(entry)
        self.changed("message", chat_id)
        return entry

    def next_message_id(self) -> str:
        """Number a message; ids only ever grow."""
        self.world.messages_made += 1
        return message_id(self.world.messages_made)

    def notice(self, chat_id: str, notice: str, subjects: list[str]) -> None:
        """Show a line such as "joined" in a chat."""
        entry = Entry(chat_id, self.now(), "notice", {"notice": notice}, subjects=subjects)
        self.world.transcripts.setdefault(chat_id, []).append(entry)
        self.changed("notice", chat_id)

    def rewrite(self, entry: Entry, content: dict[str, Any]) -> None:
        """Change what a message says; it gets a further quote token and the old ones stay usable."""
        entry.content = content
        entry.edited = True
        entry.quote_tokens.append(new_quote_token())
        self.changed("message", entry.chat_id)

    def take_back(self, entry: Entry) -> None:
        """Unsend a message: its content is gone from the world, too."""
        entry.unsent = True
        entry.content = {"type": entry.content["type"]}
        self.changed("message", entry.chat_id)

    def bot_leaves(self, group: GroupChat) -> None:
        """Take the bot out of a group, whether it left or was removed."""
        group.has_bot = False
        self.notice(group.chat_id, "left", [self.world.bot.user_id])

    def entries(self, chat_id: str) -> list[Entry]:
        """Return what a chat shows, oldest first."""
        return self.world.transcripts.get(chat_id, [])

    def message(self, wanted: str) -> Entry:
        """Find a message by its id."""
        for entries in self.world.transcripts.values():
            for entry in reversed(entries):
                if entry.message_id == wanted:
                    return entry
        raise ImpossibleActionError(f"There is no message {wanted}.")

    def message_quoted_by(self, chat_id: str, quote_token: str) -> Entry | None:
        """Find the message a quote token stands for; a token works in its own chat only."""
        return next((entry for entry in self.entries(chat_id) if quote_token in entry.quote_tokens), None)
