"""Makes LINE's client from the settings."""

from bot.clock import Clock
from bot.line_sdk import (
    REAL_LINE,
    REAL_LINE_DATA,
    REPLY_TIMEOUT_SECONDS,
    LineSdk,
    LongLivedToken,
    StatelessTokens,
    TokenSource,
)
from bot.settings import Settings


def connect(settings: Settings, clock: Clock, *, reply_timeout: float = REPLY_TIMEOUT_SECONDS) -> LineSdk:
    """Make a client with the console's long-lived token, or with stateless ones; inside the loop that uses it."""
    host = settings.line_api_url
    token = settings.line_channel_access_token
    if token is not None:
        tokens: TokenSource = LongLivedToken(token.get_secret_value())
    else:
        tokens = StatelessTokens(settings.line_channel_id or "", settings.channel_secrets[0], host, clock)
    return LineSdk(tokens, host=host, data_host=_data_host(settings), reply_timeout=reply_timeout)


def _data_host(settings: Settings) -> str | None:
    """Give where pictures go; a stand-in for LINE gets them, too, unless another place is named for them."""
    is_stand_in = settings.line_api_url != REAL_LINE
    return None if is_stand_in and settings.line_api_data_url == REAL_LINE_DATA else settings.line_api_data_url
