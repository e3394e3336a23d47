"""Loads line-bot-sdk without the parts that nobody here uses, which are most of it.

Importing `linebot.v3.messaging` runs the packages around it, and these import the retired second version, an HTTP
library of its own, models of webhooks that we read ourselves, and two hundred models of which a bot like this speaks
thirty. So the packages are put in place without being run: their modules load as ever, and each name that a package
would have gathered is imported when somebody asks for it.
"""

import ast
import sys
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType

_EMPTY = ("linebot", "linebot.v3")
_GATHERING = ("linebot.v3.messaging", "linebot.v3.messaging.api", "linebot.v3.messaging.models")
_SPOKEN = (
    *("FlexBox", "FlexBubble", "FlexButton", "FlexCarousel", "FlexMessage", "FlexSeparator", "FlexText"),
    *("MentionSubstitutionObject", "MessageAction", "PostbackAction", "TextMessage", "TextMessageV2"),
    *("ReplyMessageResponse", "URIAction", "UserMentionTarget"),
)
"""What nearly every answer is made of: loaded before the first one, which nobody should wait for."""


def load_connecting() -> ModuleType:
    """Import `bot.connecting`, which needs the SDK; takes half a second the first time."""
    for name in _EMPTY:
        _put_in_place(name)
    for name in _GATHERING:
        _put_in_place(name, gathers=True)
    connecting = import_module("bot.connecting")
    _load(import_module("linebot.v3.messaging.models"), _SPOKEN)
    return connecting


def _put_in_place(name: str, *, gathers: bool = False) -> None:
    """Let a package be importable without running it; one that was imported before stays as it is."""
    if name in sys.modules or (spec := find_spec(name)) is None:
        return
    package = sys.modules[name] = module_from_spec(spec)
    parent, _dot, last = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], last, package)  # as an import would; the SDK's own code asks for it
    if gathers and spec.origin is not None:
        _give_on_demand(package, Path(spec.origin).read_text("utf-8"))


def _give_on_demand(package: ModuleType, source: str) -> None:
    """Let a package give the names that its own source would import, each from its module, when first asked for."""
    origins = {
        alias.name: node.module
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module is not None
        for alias in node.names
    }

    def give(name: str) -> object:
        if name not in origins:
            raise AttributeError(f"module {package.__name__!r} has no attribute {name!r}")
        found: object = getattr(import_module(origins[name]), name)
        setattr(package, name, found)
        return found

    setattr(package, "__getattr__", give)  # noqa: B010 - mypy takes an assignment for a mistake


def _load(package: ModuleType, names: Iterable[str]) -> None:
    for name in names:
        getattr(package, name)
