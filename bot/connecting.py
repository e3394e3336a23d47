"""Makes LINE's client from the settings."""

from bot.clock import Clock
from bot.line_sdk import REPLY_TIMEOUT_SECONDS, LineSdk, LongLivedToken, StatelessTokens, TokenSource
from bot.settings import Settings


def connect(settings: Settings, clock: Clock, *, reply_timeout: float = REPLY_TIMEOUT_SECONDS) -> LineSdk:
    """Make a client with the console's long-lived token, or with stateless ones; inside the loop that uses it."""
    host = settings.line_api_url
    token = settings.line_channel_access_token
    if token is not None:
        tokens: TokenSource = LongLivedToken(token.get_secret_value())
    else:
        tokens = StatelessTokens(settings.line_channel_id or "", settings.channel_secrets[0], host, clock)
    return LineSdk(tokens, host=host, reply_timeout=reply_timeout)
