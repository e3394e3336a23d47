"""Links that stop mail with one tap: sealed, without an address in them, good for one confirmation of an address."""

import base64
import binascii

from storage.repositories.mail import ConfirmedAddress
from storage.vault import SealBroken, Vault

PATH = "/mail/stop"
_PURPOSE = "mail stop link"
_LONGEST_TOKEN = 200


class NotOurLink(ValueError):
    """A link that this program did not make, or that was changed on the way."""


def stop_url(vault: Vault, public_url: str | None, address: ConfirmedAddress) -> str | None:
    """Give the address of the page that stops mail to somebody; None where no page of ours can be reached."""
    if public_url is None:
        return None
    token = base64.urlsafe_b64encode(vault.seal_text(_PURPOSE, address.name)).decode().rstrip("=")
    return f"{public_url}{PATH}/{token}"


def read_stop_token(vault: Vault, token: str) -> str:
    """Give the `ConfirmedAddress.name` in a link's token; raises NotOurLink."""
    if not token.isascii() or len(token) > _LONGEST_TOKEN:
        raise NotOurLink
    try:
        return vault.open_text(_PURPOSE, base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (SealBroken, binascii.Error):
        raise NotOurLink from None
