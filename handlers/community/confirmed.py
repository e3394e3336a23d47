"""The lock on everything about members until it is sure who the owner is."""

from bot.context import Context
from bot.errors import Refusal
from handlers.community import claim_texts as texts
from storage.models.communities import ClaimState


def is_confirmed(ctx: Context) -> bool:
    """Say whether it is sure who the owner is: nobody objected for 24 hours, or the operator has decided."""
    return ctx.community.claim_state is ClaimState.CONFIRMED


def require_confirmed(ctx: Context) -> None:
    """Refuse while it is not sure who the owner is: what shows members, cases or exports begins with this."""
    if not is_confirmed(ctx):
        raise Refusal(texts.locked_until_confirmed())
