"""Knows people and groups: one package a feature, listed here in the order in which their routes are tried."""

from bot import confirming, pricing
from bot.routing import Router
from handlers import (
    community,
    door,
    duty,
    mail,
    moderation,
    newcomers,
    privacy,
    reading,
    rotation,
    rules,
    settings,
    starting,
    welcome,
)
from handlers.help import commands_of, help_router
from handlers.moderation import filters
from handlers.newcomers import introducing


def all_routers() -> list[Router]:
    """List the routers of every feature, in order."""
    routers = [
        community.router,
        starting.router,
        welcome.router,
        rules.router,
        newcomers.router,
        introducing.router,
        door.router,
        duty.router,
        moderation.router,
        filters.make_router(),
        rotation.router,
        rotation.turnover_router,
        mail.router,
        privacy.router,
        reading.router,
        settings.router,
        confirming.router,
        pricing.router,
    ]
    routers.append(help_router(lambda: commands_of(routers)))
    return routers
