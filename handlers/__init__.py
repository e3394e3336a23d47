"""Knows people and groups: one package a feature, listed here in the order in which their routes are tried."""

from bot.routing import Router
from handlers import community, newcomers, privacy, rotation, rules, welcome
from handlers.help import commands_of, help_router


def all_routers() -> list[Router]:
    """List the routers of every feature, in order."""
    routers = [
        community.router,
        welcome.router,
        rules.router,
        newcomers.router,
        rotation.router,
        privacy.router,
    ]
    routers.append(help_router(lambda: commands_of(routers)))
    return routers
