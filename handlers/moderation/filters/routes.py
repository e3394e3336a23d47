"""The feature's router, filled by the modules beside this one."""

from bot.routing import Router

router = Router("filters")
