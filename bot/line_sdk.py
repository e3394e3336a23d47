"""The calls to LINE through line-bot-sdk: the only module that imports it.

Traps it keeps away from the rest: the SDK's async client waits 300 seconds by default, raises raw network errors, and
silently drops message properties it does not know (tests prove that ours survive). Importing it takes most of a second,
so the program does that in a thread while the database is migrated.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

import aiohttp
from linebot.v3.messaging import (
    ApiException,
    AsyncApiClient,
    AsyncMessagingApi,
    Configuration,
    ReplyMessageRequest,
    TestWebhookEndpointRequest,
)
from linebot.v3.messaging import Message as SdkMessage
from linebot.v3.oauth import ApiException as OauthException
from linebot.v3.oauth import AsyncApiClient as OauthClient
from linebot.v3.oauth import AsyncChannelAccessToken
from linebot.v3.oauth import Configuration as OauthConfiguration

from bot.clock import Clock
from bot.line_api import BotInfo, LineRefused, LineUnavailable, Quota, WebhookEndpoint, plain_details
from bot.messages import LineObject

REPLY_TIMEOUT_SECONDS = 5.0
CALL_TIMEOUT_SECONDS = 10.0
REAL_LINE = "https://api.line.me"
_RENEW_BEFORE_SECONDS = 120.0

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
        self._channel_id = channel_id
        self._secret = secret
        self._clock = clock
        self._client = OauthClient(OauthConfiguration(host=None if host == REAL_LINE else host))
        self._api = AsyncChannelAccessToken(self._client)
        self._lock = asyncio.Lock()
        self._current = ""
        self._renew_at = float("-inf")

    async def token(self) -> str:
        """Give a token that is valid for at least two more minutes."""
        async with self._lock:
            if self._clock.monotonic() >= self._renew_at:
                answer = await _call(
                    lambda: self._api.issue_stateless_channel_token_by_client_secret(
                        client_id=self._channel_id,
                        client_secret=self._secret,
                        _request_timeout=CALL_TIMEOUT_SECONDS,
                    ),
                    CALL_TIMEOUT_SECONDS,
                )
                self._current = answer.access_token
                self._renew_at = self._clock.monotonic() + answer.expires_in - _RENEW_BEFORE_SECONDS
            return self._current

    async def close(self) -> None:
        """Close the connection to the issuer."""
        await self._client.close()


class LineSdk:
    """The calls to LINE, over one connection pool. Make it inside the running event loop that uses it."""

    def __init__(
        self,
        tokens: TokenSource,
        *,
        host: str = REAL_LINE,
        reply_timeout: float = REPLY_TIMEOUT_SECONDS,
        call_timeout: float = CALL_TIMEOUT_SECONDS,
    ) -> None:
        """Take where tokens come from, another host for a simulated LINE, and the time limits in seconds."""
        self._tokens = tokens
        self._reply_timeout = reply_timeout
        self._call_timeout = call_timeout
        self._configuration = Configuration(host=None if host == REAL_LINE else host, access_token="unset")  # noqa: S106 - set before each call
        self._client = AsyncApiClient(self._configuration)
        self._api = AsyncMessagingApi(self._client)

    async def reply(self, token: str, objects: Sequence[LineObject]) -> None:
        """Say one to five message objects with a reply token."""
        request = ReplyMessageRequest(
            replyToken=token, messages=[SdkMessage.from_dict(each) for each in objects], notificationDisabled=None
        )
        await self._ask(
            lambda: self._api.reply_message(request, _request_timeout=self._reply_timeout), self._reply_timeout
        )

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

    async def close(self) -> None:
        """Give back the connections."""
        await self._client.close()
        await self._tokens.close()

    async def _get(self, call: Callable[..., Awaitable[T]]) -> T | None:
        """Make a call in which "not found" is an answer."""
        try:
            return await self._ask(lambda: call(_request_timeout=self._call_timeout), self._call_timeout)
        except LineRefused as refusal:
            if refusal.status == 404:
                return None
            raise

    async def _ask(self, call: Callable[[], Awaitable[T]], limit: float) -> T:
        self._configuration.access_token = await self._tokens.token()
        return await _call(call, limit)


async def _call(call: Callable[[], Awaitable[T]], limit: float) -> T:
    """Make one call and translate what can go wrong into our two errors."""
    try:
        async with asyncio.timeout(limit + 1):
            return await call()
    except (ApiException, OauthException) as error:
        raise _translate(error.status, error.body) from None
    except aiohttp.ClientConnectorError:
        raise LineUnavailable("no connection", maybe_done=False) from None
    except TimeoutError:
        raise LineUnavailable("no answer in time", maybe_done=True) from None
    except (aiohttp.ClientError, OSError) as error:
        raise LineUnavailable(type(error).__name__, maybe_done=True) from None
    except ValueError:  # the SDK could not read the answer, which may well say that it was done
        raise LineUnavailable("an answer nobody can read", maybe_done=True) from None


def _translate(status: int | None, body: object) -> LineRefused | LineUnavailable:
    code = status or 0
    if code >= 500 or code == 0:
        return LineUnavailable(f"status {code}", maybe_done=True)
    if code in {401, 429}:
        return LineUnavailable(f"status {code}", maybe_done=False)
    try:
        decoded = json.loads(body) if isinstance(body, str | bytes) else None
    except ValueError:
        decoded = None
    message, properties = plain_details(decoded)
    return LineRefused(code, message, properties)
