"""The calls to LINE through line-bot-sdk: the only module that imports it.

Traps it keeps away from the rest: the SDK's async client waits 300 seconds by default, raises raw network errors, and
silently drops message properties it does not know (tests prove that ours survive). Importing it takes most of a second,
so the program does that in a thread while the database is migrated.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

import aiohttp
from linebot.v3.messaging import (
    ApiException,
    AsyncApiClient,
    AsyncMessagingApi,
    AsyncMessagingApiBlob,
    Configuration,
    CreateRichMenuAliasRequest,
    PushMessageRequest,
    ReplyMessageRequest,
    RichMenuBulkLinkRequest,
    RichMenuRequest,
    TestWebhookEndpointRequest,
    UpdateRichMenuAliasRequest,
)
from linebot.v3.messaging import Message as SdkMessage

from bot.clock import Clock
from bot.line_api import (
    BotInfo,
    Extent,
    LineError,
    LineRefused,
    LineUnavailable,
    MemberList,
    Quota,
    RichMenuAtLine,
    WebhookEndpoint,
    plain_details,
)
from bot.messages import LineObject

REPLY_TIMEOUT_SECONDS = 5.0
CALL_TIMEOUT_SECONDS = 10.0
MEMBER_LIST_SECONDS = 1.5
"""For all pages together: less than facts are waited for, so that what has come by then is handed on."""
MOST_MEMBER_PAGES = 10
"""LINE: a hundred people a page, and a group is said to hold five hundred."""
REAL_LINE = "https://api.line.me"
REAL_LINE_DATA = "https://api-data.line.me"
_RENEW_BEFORE_SECONDS = 120.0
_DONE_BEFORE = 409
"""LINE: a push under this retry key is accepted already."""

T = TypeVar("T")


class TokenSource(Protocol):
    """Gives the channel access token to call with."""

    async def token(self) -> str:
        """Give a token valid now."""
        ...

    async def close(self) -> None:
        """Give back what is held."""
        ...


class LongLivedToken:
    """The channel access token that the LINE console shows."""

    def __init__(self, token: str) -> None:
        """Take the token."""
        self._token = token

    async def token(self) -> str:
        """Give the token."""
        return self._token

    async def close(self) -> None:
        """Hold nothing."""


class StatelessTokens:
    """Tokens of 15 minutes, issued by LINE for the channel's id and secret and renewed two minutes before their end."""

    def __init__(self, channel_id: str, secret: str, host: str, clock: Clock) -> None:
        """Take the channel id and secret, and the host that issues."""
        # Late, because a process with a long-lived token can do without these two megabytes.
        from linebot.v3.oauth import ApiException, AsyncApiClient, AsyncChannelAccessToken, Configuration

        self._channel_id = channel_id
        self._secret = secret
        self._clock = clock
        self._client = AsyncApiClient(Configuration(host=None if host == REAL_LINE else host))
        self._api = AsyncChannelAccessToken(self._client)
        self._refusal = ApiException
        self._renewing: asyncio.Task[None] | None = None
        self._current = ""
        self._renew_at = float("-inf")

    async def token(self) -> str:
        """Give a token valid for at least two more minutes; who asks meanwhile shares a renewal, and its failure."""
        if self._clock.monotonic() >= self._renew_at:
            if self._renewing is None or self._renewing.done():
                self._renewing = asyncio.create_task(self._renew())
            await asyncio.shield(self._renewing)
        return self._current

    async def close(self) -> None:
        """Close the connection to the issuer."""
        if self._renewing is not None:
            self._renewing.cancel()
        await self._client.close()

    async def _renew(self) -> None:
        answer = await _call(
            lambda: self._api.issue_stateless_channel_token_by_client_secret(
                client_id=self._channel_id,
                client_secret=self._secret,
                _request_timeout=CALL_TIMEOUT_SECONDS,
            ),
            CALL_TIMEOUT_SECONDS,
            refusal=self._refusal,
        )
        self._current = answer.access_token
        self._renew_at = self._clock.monotonic() + answer.expires_in - _RENEW_BEFORE_SECONDS


class LineSdk:
    """The calls to LINE, over one connection pool. Make it inside the running event loop that uses it."""

    def __init__(
        self,
        tokens: TokenSource,
        *,
        host: str = REAL_LINE,
        data_host: str | None = None,
        reply_timeout: float = REPLY_TIMEOUT_SECONDS,
        call_timeout: float = CALL_TIMEOUT_SECONDS,
        member_list_timeout: float = MEMBER_LIST_SECONDS,
    ) -> None:
        """Take where tokens come from, another host for a simulated LINE, and the time limits in seconds.

        Pictures go to `data_host`: LINE's own for the real LINE, the same host for another one, unless told otherwise.
        """
        self._tokens = tokens
        self._reply_timeout = reply_timeout
        self._call_timeout = call_timeout
        self._member_list_timeout = member_list_timeout
        self._configuration = Configuration(host=None if host == REAL_LINE else host, access_token="unset")  # noqa: S106 - set before each call
        self._client = AsyncApiClient(self._configuration)
        self._api = AsyncMessagingApi(self._client)
        data_host = data_host or (REAL_LINE_DATA if host == REAL_LINE else host)
        self._data_configuration = Configuration(
            host=None if data_host == REAL_LINE_DATA else data_host,
            access_token="unset",  # noqa: S106 - set before each call
        )
        self._data_client = AsyncApiClient(self._data_configuration)
        self._blobs = AsyncMessagingApiBlob(self._data_client)

    async def reply(self, token: str, objects: Sequence[LineObject]) -> None:
        """Say one to five message objects with a reply token."""
        request = ReplyMessageRequest(replyToken=token, messages=_messages(objects), notificationDisabled=None)
        await self._ask(
            lambda: self._api.reply_message(request, _request_timeout=self._reply_timeout), self._reply_timeout
        )

    async def push(self, chat_id: str, objects: Sequence[LineObject], retry_key: str) -> None:
        """Say one to five message objects, billed by recipient, once for one retry key."""
        request = PushMessageRequest(
            to=chat_id,
            messages=_messages(objects),
            notificationDisabled=None,
            customAggregationUnits=None,
        )
        try:
            await self._do(lambda **limit: self._api.push_message(request, x_line_retry_key=retry_key, **limit))
        except LineRefused as refusal:
            if refusal.status != _DONE_BEFORE:
                raise

    async def display_name(self, chat_id: str, user_id: str) -> str | None:
        """Give a person's name as a chat shows it; None when they are not (or no longer) in it."""
        if chat_id.startswith("C"):
            profile = self._get(lambda **limit: self._api.get_group_member_profile(chat_id, user_id, **limit))
        elif chat_id.startswith("R"):
            profile = self._get(lambda **limit: self._api.get_room_member_profile(chat_id, user_id, **limit))
        else:
            profile = self._get(lambda **limit: self._api.get_profile(user_id, **limit))
        found = await profile
        return None if found is None else str(found.display_name)

    async def group_name(self, chat_id: str) -> str | None:
        """Give a group's name; None for rooms, which have none, and for groups the bot is not in."""
        if not chat_id.startswith("C"):
            return None
        summary = await self._get(lambda **limit: self._api.get_group_summary(chat_id, **limit))
        return None if summary is None else str(summary.group_name)

    async def member_count(self, chat_id: str) -> int | None:
        """Count the people in a group or room, the bot not included; None where the bot is not in it."""
        if chat_id.startswith("R"):
            answer = await self._get(lambda **limit: self._api.get_room_member_count(chat_id, **limit))
        else:
            answer = await self._get(lambda **limit: self._api.get_group_member_count(chat_id, **limit))
        return None if answer is None else int(answer.count)

    async def member_ids(self, chat_id: str) -> MemberList | None:
        """List the people in a group or room, within a second and a half; None where the bot is not in it."""
        found: dict[str, None] = {}
        try:
            async with asyncio.timeout(self._member_list_timeout):
                extent = await self._read_members(chat_id, found)
        except (TimeoutError, LineError) as error:
            if not found:
                return _without_members(error)
            extent = Extent.PART
        return MemberList(extent, tuple(found))

    async def leave(self, chat_id: str) -> None:
        """Leave a group or room; a chat already left is no error."""
        if chat_id.startswith("R"):
            await self._get(lambda **limit: self._api.leave_room(chat_id, **limit))
        else:
            await self._get(lambda **limit: self._api.leave_group(chat_id, **limit))

    async def bot_info(self) -> BotInfo:
        """Ask who we are."""
        info = await self._ask(lambda: self._api.get_bot_info(_request_timeout=self._call_timeout), self._call_timeout)
        return BotInfo(info.user_id, info.basic_id, info.display_name, info.chat_mode == "bot")

    async def quota(self) -> Quota:
        """Ask how much of this month's messages is used."""
        limit = await self._ask(
            lambda: self._api.get_message_quota(_request_timeout=self._call_timeout), self._call_timeout
        )
        used = await self._ask(
            lambda: self._api.get_message_quota_consumption(_request_timeout=self._call_timeout), self._call_timeout
        )
        return Quota(limit.value, used.total_usage)

    async def webhook_endpoint(self) -> WebhookEndpoint | None:
        """Ask where LINE sends events; None where nothing is entered."""
        answer = await self._get(lambda **limit: self._api.get_webhook_endpoint(**limit))
        return None if answer is None else WebhookEndpoint(answer.endpoint, bool(answer.active))

    async def test_webhook(self) -> str | None:
        """Let LINE call the webhook; None when it was reached, else LINE's reason. LINE: 60 times an hour."""
        request = TestWebhookEndpointRequest()
        answer = await self._ask(
            lambda: self._api.test_webhook_endpoint(request, _request_timeout=self._call_timeout), self._call_timeout
        )
        return None if answer.success else f"{answer.reason} {answer.detail}".strip()

    async def rich_menus(self) -> list[RichMenuAtLine]:
        """List all menus made through the API, with or without a picture. LINE: ten times a second."""
        return await self._ask(self._read_rich_menus, self._call_timeout)

    async def create_rich_menu(self, menu: LineObject) -> str:
        """Create a menu, still without a picture, and give its id. LINE: 100 an hour, 1,000 in all."""
        request = RichMenuRequest.from_dict(menu)
        answer = await self._do(lambda **limit: self._api.create_rich_menu(request, **limit))
        return str(answer.rich_menu_id)

    async def has_rich_menu_picture(self, menu_id: str) -> bool:
        """Say whether a menu has its picture; False also where there is no such menu."""
        return await self._get(lambda **limit: self._blobs.get_rich_menu_image(menu_id, **limit)) is not None

    async def upload_rich_menu_picture(self, menu_id: str, png: bytes) -> None:
        """Give a menu its picture, once and for all. LINE: 1 MB, the size of the menu."""
        headers = {"Content-Type": "image/png"}
        await self._do(lambda **limit: self._blobs.set_rich_menu_image(menu_id, png, _headers=headers, **limit))

    async def delete_rich_menu(self, menu_id: str) -> None:
        """Delete a menu; whoever saw it sees the default. One that is gone is no error. LINE: 100 an hour."""
        await self._get(lambda **limit: self._api.delete_rich_menu(menu_id, **limit))

    async def rich_menu_aliases(self) -> dict[str, str]:
        """List all aliases, each with the id of its menu."""
        answer = await self._do(self._api.get_rich_menu_alias_list)
        return {str(alias.rich_menu_alias_id): str(alias.rich_menu_id) for alias in answer.aliases}

    async def rich_menu_of_alias(self, alias: str) -> str | None:
        """Give the id of an alias's menu; None where there is no such alias."""
        answer = await self._get(lambda **limit: self._api.get_rich_menu_alias(alias, **limit))
        return None if answer is None else str(answer.rich_menu_id)

    async def create_rich_menu_alias(self, alias: str, menu_id: str) -> None:
        """Make an alias for a menu that has its picture."""
        request = CreateRichMenuAliasRequest(richMenuAliasId=alias, richMenuId=menu_id)
        await self._do(lambda **limit: self._api.create_rich_menu_alias(request, **limit))

    async def update_rich_menu_alias(self, alias: str, menu_id: str) -> None:
        """Let an alias stand for another menu."""
        request = UpdateRichMenuAliasRequest(richMenuId=menu_id)
        await self._do(lambda **limit: self._api.update_rich_menu_alias(alias, request, **limit))

    async def default_rich_menu(self) -> str | None:
        """Give the id of the menu that everybody without one of their own sees, if the API has set one."""
        answer = await self._get(self._api.get_default_rich_menu_id)
        return None if answer is None else str(answer.rich_menu_id)

    async def set_default_rich_menu(self, menu_id: str) -> None:
        """Choose the menu that everybody without one of their own sees."""
        await self._do(lambda **limit: self._api.set_default_rich_menu(menu_id, **limit))

    async def link_rich_menu(self, user_id: str, menu_id: str) -> None:
        """Let one person see a menu. LINE says yes, and does nothing, for whoever is no friend of the account."""
        await self._do(lambda **limit: self._api.link_rich_menu_id_to_user(user_id, menu_id, **limit))

    async def link_rich_menu_to_many(self, user_ids: Sequence[str], menu_id: str) -> None:
        """Let up to 500 people see a menu, within seconds; those who are no friends are passed over in silence."""
        request = RichMenuBulkLinkRequest(richMenuId=menu_id, userIds=list(user_ids))
        await self._do(lambda **limit: self._api.link_rich_menu_id_to_users(request, **limit))

    async def unlink_rich_menu(self, user_id: str) -> None:
        """Let one person see the default menu again; nothing happens for whoever sees it already."""
        await self._do(lambda **limit: self._api.unlink_rich_menu_id_from_user(user_id, **limit))

    async def rich_menu_of(self, user_id: str) -> str | None:
        """Give the id of a person's own menu; None for whoever sees the default."""
        answer = await self._get(lambda **limit: self._api.get_rich_menu_id_of_user(user_id, **limit))
        return None if answer is None else str(answer.rich_menu_id)

    async def close(self) -> None:
        """Give back the connections."""
        await self._client.close()
        await self._data_client.close()
        await self._tokens.close()

    async def _read_members(self, chat_id: str, found: dict[str, None]) -> Extent:
        """Put the people of one page after the other into `found`, and say whether those were all."""
        ask = self._api.get_room_members_ids if chat_id.startswith("R") else self._api.get_group_members_ids
        start: str | None = None
        for _page in range(MOST_MEMBER_PAGES):
            answer = await self._do(partial(ask, chat_id, start))
            found.update(dict.fromkeys(answer.member_ids))
            start = answer.next
            if not start:
                return Extent.WHOLE
        return Extent.PART

    async def _read_rich_menus(self) -> list[RichMenuAtLine]:
        """List the menus from plain JSON: the SDK's models refuse the whole list for one action they do not know."""
        answer: Any = await self._client.call_api(
            "/v2/bot/richmenu/list",
            "GET",
            header_params={"Accept": "application/json"},
            response_types_map={"200": "object"},
            auth_settings=["Bearer"],
            _return_http_data_only=True,
            _request_timeout=self._call_timeout,
            _host=REAL_LINE,
        )
        try:
            return [RichMenuAtLine(str(menu["richMenuId"]), str(menu["name"])) for menu in answer["richmenus"]]
        except (KeyError, TypeError):
            raise ValueError("no list of rich menus") from None

    async def _do(self, call: Callable[..., Awaitable[T]]) -> T:
        """Make a call within the ordinary time limit."""
        return await self._ask(lambda: call(_request_timeout=self._call_timeout), self._call_timeout)

    async def _get(self, call: Callable[..., Awaitable[T]]) -> T | None:
        """Make a call in which "not found" is an answer."""
        try:
            return await self._do(call)
        except LineRefused as refusal:
            if refusal.status == 404:
                return None
            raise

    async def _ask(self, call: Callable[[], Awaitable[T]], limit: float) -> T:
        try:
            token = await self._tokens.token()
        except LineError as error:  # about our token, whatever LINE said: nothing was asked yet, and nothing refused
            raise LineUnavailable(f"no access token: {error}"[:120].strip(), maybe_done=False) from None
        self._configuration.access_token = self._data_configuration.access_token = token
        return await _call(call, limit)


async def _call(call: Callable[[], Awaitable[T]], limit: float, *, refusal: type[Exception] = ApiException) -> T:
    """Make one call and translate what can go wrong into our two errors; each API of the SDK refuses with its own."""
    try:
        async with asyncio.timeout(limit + 1):
            return await call()
    except refusal as error:
        raise _translate(getattr(error, "status", None), getattr(error, "body", None)) from None
    except aiohttp.ClientConnectorError:
        raise LineUnavailable("no connection", maybe_done=False) from None
    except TimeoutError:
        raise LineUnavailable("no answer in time", maybe_done=True) from None
    except (aiohttp.ClientError, OSError) as error:
        raise LineUnavailable(type(error).__name__, maybe_done=True) from None
    except ValueError:  # the SDK could not read the answer, which may well say that it was done
        raise LineUnavailable("an answer nobody can read", maybe_done=True) from None


def _messages(objects: Sequence[LineObject]) -> list[SdkMessage]:
    """Give the SDK's messages; one that it does not let through is refused like one that LINE does not."""
    messages: list[SdkMessage] = []
    for position, each in enumerate(objects):
        try:
            messages.append(SdkMessage.from_dict(each))
        except ValueError:  # it quotes what was to be said, so nothing of it is passed on
            raise LineRefused(400, f"the SDK refuses messages[{position}]") from None
    return messages


def _without_members(error: TimeoutError | LineError) -> MemberList | None:
    """Say what it means that LINE listed nobody; raises what is no answer to the question."""
    if isinstance(error, TimeoutError):
        raise LineUnavailable("no answer in time", maybe_done=True) from None
    if isinstance(error, LineRefused) and error.status == 403:
        return MemberList(Extent.NOT_ALLOWED)
    if isinstance(error, LineRefused) and error.status == 404:
        return None
    raise error


def _translate(status: int | None, body: object) -> LineRefused | LineUnavailable:
    code = status or 0
    if code >= 500 or code == 0:
        return LineUnavailable(f"status {code}", maybe_done=True)
    try:
        decoded = json.loads(body) if isinstance(body, str | bytes) else None
    except ValueError:
        decoded = None
    refused = LineRefused(code, *plain_details(decoded))
    if code in {401, 429} and not refused.is_over_quota:
        return LineUnavailable(f"status {code}", maybe_done=False)
    return refused
