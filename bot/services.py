"""What the dispatcher and the loops are built from: made once in `app.py`, handed to whoever needs it."""

from dataclasses import dataclass

from bot.buttons import ButtonCodec
from bot.clock import Clock
from bot.context import Account, Options
from bot.line_api import LineApi
from bot.mail.post import MailApi
from bot.routing import Routes
from storage.database import Database
from storage.vault import Vault


@dataclass(slots=True, kw_only=True)
class Services:
    """The long-lived parts of one process. `account` is replaced once LINE has said who we are."""

    database: Database
    vault: Vault
    clock: Clock
    line: LineApi
    routes: Routes
    options: Options
    button_codec: ButtonCodec
    account: Account
    mail: MailApi | None = None
    """Who takes mail; None where the operator has not set it up."""
    public_url: str | None = None
    """Under which address pages of ours are reached, such as the one that stops mail."""
