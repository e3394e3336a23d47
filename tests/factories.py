"""A valid anything in one call: a test names only what matters to it, and a misspelt name fails."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.buttons import ButtonCodec
from bot.clock import ManualClock
from bot.commands import CommandWords
from bot.context import Account, Options
from bot.line_api import BotInfo, LineApi, MemberList, Quota, RichMenuAtLine, WebhookEndpoint
from bot.messages import LineObject
from bot.routing import CommandRoute, Routes
from bot.services import Services
from bot.settings import Settings
from storage.database import Database
from storage.models import Community
from storage.models.outbox import Delivery
from storage.repositories.inbox import Incoming
from storage.repositories.outbox import Item, NewItem, QueuedObject
from storage.unit_of_work import UnitOfWork
from storage.vault import Vault

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
CHAT = "C" + "1" * 32
OTHER_CHAT = "C" + "2" * 32
HANA = "U" + "a" * 32
KEN = "U" + "b" * 32
DATA_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
VAULT = Vault(bytes(range(32)))


def unit_of_work(session: AsyncSession, now: datetime = NOW) -> UnitOfWork:
    """The repositories inside a transaction."""
    return UnitOfWork(session, VAULT, now)


async def community(session: AsyncSession, chat_id: str = CHAT, now: datetime = NOW) -> Community:
    """A stored community of a group the bot has just joined."""
    communities = unit_of_work(session, now).communities
    return await communities.found(chat_id, language="ja", timezone="Asia/Tokyo", admitted=True, now=now)


def incoming(**changes: Any) -> Incoming:
    """An event as it comes through the door: talk in a group, with a reply token, under a key of its own."""
    event = Incoming(
        event_key=uuid.uuid4().hex,
        chat_id=CHAT,
        kind="message",
        acting=False,
        occurred_at=NOW,
        received_at=NOW,
        payload=b'{"type":"message"}',
        message_id=None,
        reply_token="token-of-the-event",
    )
    return replace(event, **changes)


def queued(text: str = "hello", plain: str | None = None) -> QueuedObject:
    """A text message ready for LINE; with `plain`, one that mentions somebody."""
    if plain is None:
        return QueuedObject({"type": "text", "text": text})
    mention = {"type": "mention", "mentionee": {"type": "user", "userId": HANA}}
    return QueuedObject({"type": "textV2", "text": f"{{who}} {text}", "substitution": {"who": mention}}, plain)


def new_item(*said: str, **changes: Any) -> NewItem:
    """A word to be queued: it rides in the group for an hour; `said` gives its texts."""
    item = NewItem(
        delivery=Delivery.RIDE,
        chat_id=CHAT,
        objects=[queued(text) for text in said or ("hello",)],
        not_before=NOW,
        best_before=NOW + timedelta(hours=1),
    )
    return replace(item, **changes)


def item(number: int = 1, **changes: Any) -> Item:
    """A queued word, opened."""
    return replace(Item(id=number, delivery=Delivery.RIDE, chat_id=CHAT, objects=(queued(),)), **changes)


def message_event(text: str = "hello", **changes: Any) -> dict[str, Any]:
    """LINE's JSON of a text message in a group."""
    return {
        "type": "message",
        "mode": "active",
        "timestamp": 1_795_309_200_000,
        "webhookEventId": uuid.uuid4().hex,
        "deliveryContext": {"isRedelivery": False},
        "source": {"type": "group", "groupId": CHAT, "userId": HANA},
        "replyToken": "token-of-the-event",
        "message": {"type": "text", "id": "100001", "text": text, "quoteToken": "q"},
        **changes,
    }


def envelope(*events: Any) -> bytes:
    """A webhook's body with these events."""
    return json.dumps({"destination": "U" + "0" * 32, "events": list(events)}).encode()


def environment(**changes: str | None) -> dict[str, str]:
    """The operator's environment variables, as few as a real account needs; None takes one away."""
    values = {
        "LINE_CHANNEL_SECRET": "channel-secret",
        "LINE_CHANNEL_ACCESS_TOKEN": "channel-access-token",
        "DATA_KEY": DATA_KEY,
        **changes,
    }
    return {name: value for name, value in values.items() if value is not None}


def settings(**changes: Any) -> Settings:
    """Valid settings that no `.env` file of the machine changes; `changes` are fields by name."""
    values = {name.lower(): value for name, value in environment().items()}
    return Settings(_env_file=None, **{**values, **changes})


async def _handle(*_arguments: Any) -> None:
    """Handle nothing and say nothing."""


def command_route(*words: str, **changes: Any) -> CommandRoute:
    """A command of the first word, with further words for the same."""
    names = words or ("rules",)
    route = CommandRoute(name=f"feature.{names[0]}", handler=_handle, command=CommandWords(names[0], names))
    return replace(route, **changes)


class UnexpectedCall(AssertionError):
    """LINE was asked for something that a test does not expect."""


class UnusedLine(LineApi):
    """A LINE that nothing is asked of; a test's own LINE overrides what it answers."""

    async def reply(self, token: str, objects: Sequence[LineObject]) -> None:
        """Fail: nothing is to be said."""
        raise UnexpectedCall

    async def push(self, chat_id: str, objects: Sequence[LineObject], retry_key: str) -> None:
        """Fail: nothing is to be billed."""
        raise UnexpectedCall

    async def display_name(self, chat_id: str, user_id: str) -> str | None:
        """Fail: no name is to be asked for."""
        raise UnexpectedCall

    async def group_name(self, chat_id: str) -> str | None:
        """Fail: no group is to be asked for."""
        raise UnexpectedCall

    async def member_count(self, chat_id: str) -> int | None:
        """Fail: nobody is to be counted."""
        raise UnexpectedCall

    async def member_ids(self, chat_id: str) -> MemberList | None:
        """Fail: nobody is to be listed."""
        raise UnexpectedCall

    async def leave(self, chat_id: str) -> None:
        """Fail: no chat is to be left."""
        raise UnexpectedCall

    async def bot_info(self) -> BotInfo:
        """Fail: the account is not to be asked for."""
        raise UnexpectedCall

    async def quota(self) -> Quota:
        """Fail: the quota is not to be asked for."""
        raise UnexpectedCall

    async def webhook_endpoint(self) -> WebhookEndpoint | None:
        """Fail: the webhook is not to be asked for."""
        raise UnexpectedCall

    async def test_webhook(self) -> str | None:
        """Fail: the webhook is not to be tried."""
        raise UnexpectedCall

    async def rich_menus(self) -> list[RichMenuAtLine]:
        """Fail: no menus are to be listed."""
        raise UnexpectedCall

    async def create_rich_menu(self, menu: LineObject) -> str:
        """Fail: no menu is to be made."""
        raise UnexpectedCall

    async def has_rich_menu_picture(self, menu_id: str) -> bool:
        """Fail: no menu's picture is to be asked for."""
        raise UnexpectedCall

    async def upload_rich_menu_picture(self, menu_id: str, png: bytes) -> None:
        """Fail: no picture is to be uploaded."""
        raise UnexpectedCall

    async def delete_rich_menu(self, menu_id: str) -> None:
        """Fail: no menu is to be deleted."""
        raise UnexpectedCall

    async def rich_menu_aliases(self) -> dict[str, str]:
        """Fail: no aliases are to be listed."""
        raise UnexpectedCall

    async def rich_menu_of_alias(self, alias: str) -> str | None:
        """Fail: no alias is to be asked for."""
        raise UnexpectedCall

    async def create_rich_menu_alias(self, alias: str, menu_id: str) -> None:
        """Fail: no alias is to be made."""
        raise UnexpectedCall

    async def update_rich_menu_alias(self, alias: str, menu_id: str) -> None:
        """Fail: no alias is to be changed."""
        raise UnexpectedCall

    async def default_rich_menu(self) -> str | None:
        """Fail: the default menu is not to be asked for."""
        raise UnexpectedCall

    async def set_default_rich_menu(self, menu_id: str) -> None:
        """Fail: no default menu is to be set."""
        raise UnexpectedCall

    async def link_rich_menu(self, user_id: str, menu_id: str) -> None:
        """Fail: nobody is to be shown a menu."""
        raise UnexpectedCall

    async def link_rich_menu_to_many(self, user_ids: Sequence[str], menu_id: str) -> None:
        """Fail: nobody is to be shown a menu."""
        raise UnexpectedCall

    async def unlink_rich_menu(self, user_id: str) -> None:
        """Fail: nobody's menu is to be taken away."""
        raise UnexpectedCall

    async def rich_menu_of(self, user_id: str) -> str | None:
        """Fail: nobody's menu is to be asked for."""
        raise UnexpectedCall

    async def close(self) -> None:
        """Give back nothing."""


def services(database: Database, line: LineApi | None = None, **changes: Any) -> Services:
    """The parts of a process with no routes, a clock that stands at NOW, and an account that is known."""
    parts = Services(
        database=database,
        vault=VAULT,
        clock=ManualClock(NOW),
        line=line or UnusedLine(),
        routes=Routes([]),
        options=Options(),
        button_codec=ButtonCodec(VAULT.key_for("buttons")),
        account=Account(user_id="U" + "0" * 32, basic_id="@tsudoi", name="集い"),
    )
    return replace(parts, **changes)
