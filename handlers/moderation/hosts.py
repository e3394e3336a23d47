"""Whoever acts as a host in troubles between people."""

from bot.context import Context
from bot.errors import Refusal
from handlers.community.confirmed import require_confirmed
from handlers.moderation.cases import refusals
from storage.models import Member


def host_of(ctx: Context) -> Member:
    """Give the host who speaks, once it is sure who the owner is."""
    require_confirmed(ctx)
    if ctx.speaker is None:
        raise Refusal(refusals.who_are_you())
    return ctx.speaker
