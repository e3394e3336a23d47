"""The one router of the rules feature, which its modules hang their handlers on."""

from bot.routing import Router

router = Router("rules")
