"""What the bot asks of LINE: a narrow protocol, and the two ways in which LINE can fail to do it.

LineError
├── LineRefused       LINE understood and says no: the same request will never work
└── LineUnavailable   LINE cannot be reached, is busy or broken: the same request may work later
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from bot.messages import LineObject

INVALID_REPLY_TOKEN = "Invalid reply token"  # noqa: S105 - LINE's wording of the error, no secret
MONTHLY_LIMIT = "You have reached your monthly limit"
"""LINE's wording where billed messages have run out, or are kept back for a delivery that is under way."""


class LineError(Exception):
    """LINE did not do what it was asked."""


class LineRefused(LineError):
    """LINE answered that the request is wrong or about something that is not there."""

    def __init__(self, status: int, message: str, properties: Sequence[str] = ()) -> None:
        """Take the HTTP status, LINE's message, and the properties its details name, such as `messages[1].text`."""
        super().__init__(f"{status} {message}")
        self.status = status
        self.message = message
        self.properties = tuple(properties)

    @property
    def is_invalid_token(self) -> bool:
        """Say whether the reply token was used already or is too old."""
        return self.status == 400 and self.message.startswith(INVALID_REPLY_TOKEN)

    @property
    def is_over_quota(self) -> bool:
        """Say whether no billed message is left this month."""
        return self.status == 429 and self.message.startswith(MONTHLY_LIMIT)


class LineUnavailable(LineError):
    """LINE could not be reached, was too slow, too busy (429), broken (5xx), or did not accept our access token (401).

    `maybe_done` is True where the request may have taken effect although no answer came.
    """

    def __init__(self, reason: str, *, maybe_done: bool) -> None:
        """Take a short reason without any content of the request."""
        super().__init__(reason)
        self.reason = reason
        self.maybe_done = maybe_done


@dataclass(frozen=True, slots=True)
class BotInfo:
    """Who the account is, as LINE says."""

    user_id: str
    basic_id: str
    name: str
    is_chat_off: bool = True
    """Whether "chat" is off in the account manager; where it is on, its operators can read private chats."""


@dataclass(frozen=True, slots=True)
class WebhookEndpoint:
    """Where LINE sends events, and whether it does."""

    url: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Quota:
    """How many messages may be billed this month, and how many were; `limit` is None where there is none."""

    limit: int | None
    used: int


class Extent(Enum):
    """How much of a group LINE has listed."""

    WHOLE = "whole"
    PART = "part"
    """LINE stopped answering, took too long, or lists more people than we ask for."""
    NOT_ALLOWED = "not allowed"
    """LINE shows the list to verified and premium accounts only, and ours is none."""


@dataclass(frozen=True, slots=True)
class MemberList:
    """The people LINE lists in a group, in LINE's order; it leaves out the few who never agreed to show their id."""

    extent: Extent
    user_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RichMenuAtLine:
    """A rich menu as LINE lists it, ours or somebody else's."""

    id: str
    name: str


class RichMenuApi(Protocol):
    """The calls about rich menus; each raises LineRefused or LineUnavailable and nothing else."""

    async def rich_menus(self) -> list[RichMenuAtLine]:
        """List all menus made through the API, with or without a picture. LINE: ten times a second."""
        ...

    async def create_rich_menu(self, menu: LineObject) -> str:
        """Create a menu, still without a picture, and give its id. LINE: 100 an hour, 1,000 in all."""
        ...

    async def has_rich_menu_picture(self, menu_id: str) -> bool:
        """Say whether a menu has its picture; False also where there is no such menu."""
        ...

    async def upload_rich_menu_picture(self, menu_id: str, png: bytes) -> None:
        """Give a menu its picture, once and for all. LINE: 1 MB, the size of the menu."""
        ...

    async def delete_rich_menu(self, menu_id: str) -> None:
        """Delete a menu; whoever saw it sees the default. One that is gone is no error. LINE: 100 an hour."""
        ...

    async def rich_menu_aliases(self) -> dict[str, str]:
        """List all aliases, each with the id of its menu."""
        ...

    async def rich_menu_of_alias(self, alias: str) -> str | None:
        """Give the id of an alias's menu; None where there is no such alias."""
        ...

    async def create_rich_menu_alias(self, alias: str, menu_id: str) -> None:
        """Make an alias for a menu that has its picture."""
        ...

    async def update_rich_menu_alias(self, alias: str, menu_id: str) -> None:
        """Let an alias stand for another menu."""
        ...

    async def default_rich_menu(self) -> str | None:
        """Give the id of the menu that everybody without one of their own sees, if the API has set one."""
        ...

    async def set_default_rich_menu(self, menu_id: str) -> None:
        """Choose the menu that everybody without one of their own sees."""
        ...

    async def link_rich_menu(self, user_id: str, menu_id: str) -> None:
        """Let one person see a menu. LINE says yes, and does nothing, for whoever is no friend of the account."""
        ...

    async def link_rich_menu_to_many(self, user_ids: Sequence[str], menu_id: str) -> None:
        """Let up to 500 people see a menu, within seconds; those who are no friends are passed over in silence."""
        ...

    async def unlink_rich_menu(self, user_id: str) -> None:
        """Let one person see the default menu again; nothing happens for whoever sees it already."""
        ...

    async def rich_menu_of(self, user_id: str) -> str | None:
        """Give the id of a person's own menu; None for whoever sees the default."""
        ...


class LineApi(RichMenuApi, Protocol):
    """The calls to LINE; each raises LineRefused or LineUnavailable and nothing else."""

    async def reply(self, token: str, objects: Sequence[LineObject]) -> None:
        """Say one to five message objects with a reply token."""
        ...

    async def push(self, chat_id: str, objects: Sequence[LineObject], retry_key: str) -> None:
        """Say one to five message objects without having been spoken to; billed by recipient.

        LINE does it once for one retry key, a UUID, within 24 hours; one it knows already is no error. Where a person
        is no friend of the account or has blocked it, LINE says yes, shows nothing and bills nothing.
        """
        ...

    async def display_name(self, chat_id: str, user_id: str) -> str | None:
        """Give a person's name as a chat shows it; None when they are not (or no longer) in it."""
        ...

    async def group_name(self, chat_id: str) -> str | None:
        """Give a group's name; None for rooms, which have none, and for groups the bot is not in."""
        ...

    async def member_count(self, chat_id: str) -> int | None:
        """Count the people in a group or room, the bot not included; None where the bot is not in it."""
        ...

    async def member_ids(self, chat_id: str) -> MemberList | None:
        """List the people in a group or room, within a second and a half; None where the bot is not in it."""
        ...

    async def leave(self, chat_id: str) -> None:
        """Leave a group or room; a chat already left is no error."""
        ...

    async def bot_info(self) -> BotInfo:
        """Ask who we are."""
        ...

    async def quota(self) -> Quota:
        """Ask how much of this month's messages is used."""
        ...

    async def webhook_endpoint(self) -> WebhookEndpoint | None:
        """Ask where LINE sends events; None where nothing is entered."""
        ...

    async def test_webhook(self) -> str | None:
        """Let LINE call the webhook; None when it was reached, else LINE's reason. LINE: 60 times an hour."""
        ...

    async def close(self) -> None:
        """Give back the connections."""
        ...


def plain_details(body: Any) -> tuple[str, tuple[str, ...]]:
    """Read an error body of LINE's into its message and the properties its details name; tolerant of anything."""
    if not isinstance(body, dict):
        return "", ()
    details = body.get("details")
    properties = [
        str(detail["property"])
        for detail in (details if isinstance(details, list) else [])
        if isinstance(detail, dict) and "property" in detail
    ]
    return str(body.get("message", "")), tuple(properties)
