"""What exists in the simulated LINE: people, groups, what was said in them, tokens and the bill.

Plain values that can be written as JSON and read again. All moments are milliseconds since 1970, as LINE writes them.
What may happen to them is decided elsewhere, mostly in `platform.py`.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal


@dataclass(slots=True)
class Account:
    """The official account the bot speaks as."""

    user_id: str
    basic_id: str = "@tsudoi"
    display_name: str = "つどい"


@dataclass(slots=True)
class Person:
    """Somebody who uses LINE.

    `consented` is whether LINE shows this person's user id to bots; a few old accounts never agreed (LINE:
    docs/user-consent).
    """

    user_id: str
    display_name: str
    language: str = "ja"
    is_friend: bool = False
    blocked: bool = False
    consented: bool = True
    last_private_message_at: int | None = None


class ChatKind(StrEnum):
    """The two kinds of chat with several people."""

    GROUP = "group"
    ROOM = "room"


@dataclass(slots=True)
class GroupChat:
    """A group, or an old multi-person room; members stand in the order they came."""

    chat_id: str
    name: str
    member_ids: list[str] = field(default_factory=list)
    kind: ChatKind = ChatKind.GROUP
    has_bot: bool = False
    has_other_account: bool = False


@dataclass(slots=True)
class Entry:
    """One line of a chat as everybody in it sees it: a message, or a notice such as "joined".

    A message has an author, an id and content (a LINE message object, or what a person sent); a notice has `subjects`,
    the ids of those it is about, and its word in `content["notice"]`.
    """

    chat_id: str
    at: int
    kind: Literal["message", "notice"]
    content: dict[str, Any]
    author_id: str | None = None
    message_id: str | None = None
    quote_tokens: list[str] = field(default_factory=list)
    quoted_message_id: str | None = None
    subjects: list[str] = field(default_factory=list)
    edited: bool = False
    unsent: bool = False


@dataclass(slots=True)
class ReplyToken:
    """The right to answer one event once, for a minute after each delivery."""

    value: str
    chat_id: str
    event_at: int
    delivered_at: int
    used: bool = False


@dataclass(slots=True)
class AcceptedPush:
    """A push that was accepted under a retry key."""

    at: int
    request_id: str
    sent_messages: list[dict[str, str]]


@dataclass(slots=True)
class Bill:
    """Messages that count against the month's quota; `limit` None means a plan without one."""

    month: str = ""
    used: int = 0
    limit: int | None = 200


@dataclass(slots=True)
class Switches:
    """Ways in which the real LINE may differ from what one hopes."""

    no_user_id_on_postbacks: bool = False
    nobody_is_a_friend: bool = False
    verified: bool = False
    redelivery: bool = False


@dataclass(slots=True)
class RichMenu:
    """A menu as it was created; `picture` is its image in base 64, empty until it is uploaded."""

    menu_id: str
    definition: dict[str, Any]
    picture: str = ""
    picture_type: str = ""


@dataclass(slots=True)
class RichMenus:
    """All menus made through the API, and who sees which.

    `aliases` and `links` (by user id) hold ids of menus. `made_at` and `deleted_at` are moments within the last hour.
    """

    menus: dict[str, RichMenu] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    default: str | None = None
    made_at: list[int] = field(default_factory=list)
    deleted_at: list[int] = field(default_factory=list)


@dataclass(slots=True)
class World:
    """Everything there is; `saved_at` is the moment of the newest change.

    `owed` are the events the bot has not been told of yet: saved with what they are about, so that neither is without
    the other when this process is killed.
    """

    bot: Account
    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, GroupChat] = field(default_factory=dict)
    transcripts: dict[str, list[Entry]] = field(default_factory=dict)
    reply_tokens: dict[str, ReplyToken] = field(default_factory=dict)
    retry_keys: dict[str, AcceptedPush] = field(default_factory=dict)
    access_tokens: dict[str, int] = field(default_factory=dict)
    bill: Bill = field(default_factory=Bill)
    switches: Switches = field(default_factory=Switches)
    rich_menus: RichMenus = field(default_factory=RichMenus)
    owed: list[dict[str, Any]] = field(default_factory=list)
    messages_made: int = 0
    last_event_at: int = 0
    saved_at: int = 0
