"""What happened in a chat: our own frozen events. `bot.payloads` makes them from LINE's webhooks.

What LINE may add or leave out stays visible: an unknown event type is an `UnknownEvent`, an unknown message type an
`UnknownContent`, an absent user id `None`. Moments are aware and in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

SourceKind = Literal["user", "group", "room", "unknown"]
MediaKind = Literal["image", "video", "audio", "file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an event came from: the chat, and who acted if LINE says so.

    `chat_id` is the id of the group, the room or, in a private chat, the user; `"unknown"` if it cannot be believed.
    `user_id` may be absent in any chat but a private one (LINE: people who never consented to sharing it).
    """

    kind: SourceKind
    chat_id: str
    user_id: str | None

    @property
    def is_private(self) -> bool:
        """Whether this is the 1:1 chat of one person with the bot."""
        return self.kind == "user"

    @property
    def is_group(self) -> bool:
        """Whether several people read along: a group, or a room of the old kind."""
        return self.kind in ("group", "room")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of a text that mentions somebody; `start` and `end` are indices of the Python string.

    `user_id` is absent for people without consent, for `@All`, and for kinds of mention that we do not know.
    """

    start: int
    end: int
    user_id: str | None
    is_self: bool
    is_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text; its mentions are in order, not empty, inside the text, and never overlap."""

    text: str
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sticker:
    """A sticker; `text` is what was written on it (LINE: message stickers only, at most 100 characters)."""

    package_id: str | None
    sticker_id: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A picture, film, recording or file; its bytes stay at LINE.

    `set_id` is shared by pictures sent in one go (LINE: one event per picture, in no particular order).
    `file_name` is empty except for files.
    """

    kind: MediaKind
    set_id: str | None = None
    file_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place; where it is stays out of the bot on purpose, because for some members that is a matter of safety."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownContent:
    """A message of a type that we do not know, or one too broken to read."""

    type: str


Content = Text | Sticker | Media | Location | UnknownContent


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened in a chat, or that was due.

    `key` tells copies of one event apart from other events. `standby` means that another system holds the chat: the bot
    stays silent, and there is no reply token. `redelivered` copies are handled like any other (the first may be lost).
    """

    key: str
    occurred_at: datetime
    source: Source
    reply_token: str | None
    standby: bool
    redelivered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent(Event):
    """Somebody sent a message. `quote_token` lets an answer quote it (LINE: not for audio, files and places)."""

    message_id: str | None
    content: Content
    quoted_message_id: str | None
    quote_token: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEdited(Event):
    """Somebody changed a text sent before; may come before its message, and copies may swap: the latest moment wins."""

    message_id: str
    text: Text
    quote_token: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageUnsent(Event):
    """Somebody took a message back; may come before its message."""

    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BotJoined(Event):
    """The bot was invited into a group or room; LINE does not say by whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BotLeft(Event):
    """The bot is out of a group or room; removed or left, LINE does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersJoined(Event):
    """People came into a group; `unidentified` counts those that LINE gives no id for."""

    user_ids: tuple[str, ...]
    unidentified: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersLeft(Event):
    """People are out of a group; removed or left, LINE does not say."""

    user_ids: tuple[str, ...]
    unidentified: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed(Event):
    """Somebody added the bot as a friend, or unblocked it (LINE does not promise which)."""

    is_unblocked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfollowed(Event):
    """Somebody blocked the bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonTapped(Event):
    """Somebody tapped a postback button; `params` holds what a date picker or a rich menu switch adds."""

    data: str
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedEvent(Event):
    """A row of our scheduler fell due: `kind` says what to do, `subject` about what, in which community."""

    kind: str
    subject: str
    community_id: int | None
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownEvent(Event):
    """An event of a type that we do not know, or one without what makes it meaningful."""

    type: str
