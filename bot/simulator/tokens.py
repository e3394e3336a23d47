"""Tokens and how long they last: reply tokens and channel access tokens."""

from collections.abc import Iterable

from bot.simulator.clock import Clock, milliseconds
from bot.simulator.errors import RefusedByLineError
from bot.simulator.identifiers import new_token
from bot.simulator.world import ReplyToken, World

# LINE: a reply token is to be used within one minute, and never later than 20 minutes after the event.
REPLY_TOKEN_MILLISECONDS = 60_000
LAST_REDELIVERY_MILLISECONDS = 20 * 60_000
# LINE: a stateless channel access token lives 15 minutes.
STATELESS_TOKEN_SECONDS = 900


class ReplyTokens:
    """Hands out reply tokens and takes each one once."""

    def __init__(self, world: World, clock: Clock) -> None:
        """Keep the tokens in the world, so that they outlive a restart."""
        self._world = world
        self._clock = clock

    def issue(self, chat_id: str, event_at: int) -> str:
        """Make the token of an event that is about to be delivered."""
        self._forget_old_ones()
        now = self._now()
        token = ReplyToken(new_token(), chat_id, event_at=event_at, delivered_at=now)
        self._world.reply_tokens[token.value] = token
        return token.value

    def delivered(self, values: Iterable[str], *, again: bool) -> None:
        """Start the minute of these tokens; on redelivery only if neither used nor over twenty minutes old."""
        now = self._now()
        for value in values:
            token = self._world.reply_tokens.get(value)
            if token is None:
                continue
            if not again or now - token.event_at <= LAST_REDELIVERY_MILLISECONDS:
                token.delivered_at = now

    def find(self, value: object) -> ReplyToken:
        """Return a token that may still be used; refuse any other in LINE's words."""
        token = self._world.reply_tokens.get(value) if isinstance(value, str) else None
        if token is None or token.used or self._now() - token.delivered_at > REPLY_TOKEN_MILLISECONDS:
            raise RefusedByLineError(400, "Invalid reply token")
        return token

    def _now(self) -> int:
        return milliseconds(self._clock.now())

    def _forget_old_ones(self) -> None:
        oldest = self._now() - 2 * LAST_REDELIVERY_MILLISECONDS
        tokens = self._world.reply_tokens
        for value in [value for value, token in tokens.items() if token.delivered_at < oldest]:
            del tokens[value]


class AccessTokens:
    """Knows the long-lived access token and issues stateless ones."""

    def __init__(self, world: World, clock: Clock, *, long_lived: str, channel_secret: str) -> None:
        """Take the channel's own token and the secret that buys stateless ones."""
        self._world = world
        self._clock = clock
        self._long_lived = long_lived
        self._channel_secret = channel_secret

    def issue_stateless(self, form: dict[str, str]) -> dict[str, str | int]:
        """Answer `POST /oauth2/v3/token`; refuse a wrong grant type or secret."""
        if form.get("grant_type") != "client_credentials":
            raise RefusedByLineError(400, "invalid_request", extra={"error": "invalid_request"})
        if not form.get("client_id") or form.get("client_secret") != self._channel_secret:
            raise RefusedByLineError(400, "invalid_client", extra={"error": "invalid_client"})
        now = milliseconds(self._clock.now())
        live = {token: ends for token, ends in self._world.access_tokens.items() if now < ends}
        token = new_token()
        self._world.access_tokens = {**live, token: now + STATELESS_TOKEN_SECONDS * 1000}
        return {"access_token": token, "expires_in": STATELESS_TOKEN_SECONDS, "token_type": "Bearer"}

    def check(self, authorization: str | None) -> None:
        """Refuse a request without a valid bearer token."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() == "bearer" and (token == self._long_lived or self._is_live(token)):
            return
        raise RefusedByLineError(
            401,
            "Authentication failed. Confirm that the access token in the authorization header is valid.",
            headers={"WWW-Authenticate": 'Bearer error="invalid_token"'},
        )

    def _is_live(self, token: str) -> bool:
        ends = self._world.access_tokens.get(token)
        return ends is not None and milliseconds(self._clock.now()) < ends
